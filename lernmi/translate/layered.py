"""Whether the layers of a network describe it: only then a translation of them is one of the network."""

from __future__ import annotations

import warnings
from typing import Any, Dict, List

from ..layers.containers import Container
from ..network.network import Network
from ..support.errors import BadInput
from ..support.user_defined import is_ours
from ..weight import Weight


def check_layers(network: Network) -> None:
    """BadInput unless every layer is one of this package and the network is wired as they would wire it.

    It isn't where neurons, links, weights or options were changed by hand afterwards.
    """
    for name, layer in zip(network.layer_outputs, network.layers):
        check_kind(name, layer)
    if _form(network) != _form(_built_again(network)):
        raise BadInput("the network was changed by hand after its layers had built it, and PyTorch's modules "
                       "are translated from the layers: export the network to python, which needs none.")


def check_kind(name: str, layer: Any) -> None:
    """BadInput for a user-defined layer, or one that contains such a layer."""
    if not isinstance(layer, type) and is_ours(type(layer)):
        if isinstance(layer, Container):
            for inner in layer.layers:
                check_kind(name, inner)
        return
    raise BadInput(f"the layer {name} is user-defined, and only lernmi's own layers can be "
                   "translated to PyTorch: export the network to python, which needs none.")


def _built_again(network: Network) -> Network:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")         # of an unsuitable loss: the user has seen it
        return Network(network.shape, *network.layers, loss=network.loss)


def _form(network: Network) -> List[Any]:
    """Of each neuron, its activation and where each link comes from, with which weight."""
    numbers: Dict[int, int] = {id(neuron): number for number, neuron in enumerate(network.neurons)}
    constants = {id(weight): weight.value for weight in network.constants}

    def key(weight: Any) -> Any:
        if isinstance(weight, Weight):
            return constants.get(id(weight), id(weight))
        return "neuron", numbers[id(weight)]

    return [(neuron.activation, [(numbers[id(link.source)], key(link.weight)) for link in neuron.incoming])
            for neuron in network.neurons] + [[numbers[id(neuron)] for neuron in network.outputs]]
