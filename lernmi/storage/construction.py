"""Builds a network from what a file says of it; nothing in the file is run."""

from __future__ import annotations

import math
import warnings
from typing import Any, Dict, List, Optional, Tuple

from ..datasets import Encoding
from ..network.classes import checked
from ..network.network import Network
from ..neuron import Neuron
from ..support import validation
from ..support.errors import BadInput
from ..support.garbage import no_search_for_garbage
from ..weight import Weight
from . import random_state
from .checks import a_list, a_text, an_object, check_finite, check_keys, within
from .layer_reader import LayerReader, walk
from .loss_names import loss_named

FORMAT, VERSION = "lernmi network", 1
REQUIRED = ("format", "version", "shape", "loss", "layers", "random")
KEYS = (*REQUIRED, "by", "classes", "encoding", "trained", "fixed", "weight_names", "neuron_names",
        "training")
MOST_NEURONS, MOST_LINKS = 200_000, 2_000_000          # about a gigabyte, and a quarter of a minute


class _LimitedNetwork(Network):
    """A network that is refused while it is built if it becomes too large."""

    links_so_far = 0

    def add(self, neuron: Neuron, before: Optional[str] = None) -> Neuron:
        """Add a neuron, as every network does; BadInput for one too many, or too many links before it."""
        self.links_so_far += len(self.neurons[-1].incoming if self.neurons else ())
        check_size(len(self.neurons), self.links_so_far)
        return super().add(neuron, before)


def check_size(neurons: int, links: int) -> None:
    """BadInput for more neurons or links than a saved network may have."""
    for count, most, what in ((neurons, MOST_NEURONS, "neurons"), (links, MOST_LINKS, "links")):
        if count > most:
            raise BadInput(f"it has more than {most:,} {what}, which is too many for a saved network.")


class Construction:
    """A network built from the content of a file; ``weights``: where in the file each Weight is.

    Raises BadInput, with where in the file it is, for whatever is wrong.
    """

    def __init__(self, content: Dict[str, Any]) -> None:
        check_keys(content, KEYS, REQUIRED, "the file")
        reader = LayerReader()
        layers = reader.layers(content["layers"], "layers")
        self._describe_weights(content, reader)
        with no_search_for_garbage():
            self.network = _built(content, layers)
        self.weights = reader.weights
        _rename_neurons(self.network, an_object(content.get("neuron_names", {}), "neuron_names"))

    def _describe_weights(self, content: Dict[str, Any], reader: LayerReader) -> None:
        """Which of them are fixed, and the names that they don't have from their layer."""
        for index, name in enumerate(a_list(content.get("fixed", []), "fixed")):
            for weight in _weights_named(reader, a_text(name, f"fixed[{index}]"), f"fixed[{index}]"):
                weight.trainable = False
        for where, name in an_object(content.get("weight_names", {}), "weight_names").items():
            reader.weight_at(where, "a key of weight_names").name = a_text(name, f"weight_names[{where!r}]")


def _weights_named(reader: LayerReader, name: str, where: str) -> List[Weight]:
    """The Weight that is there in the file, or all of a list."""
    if name in reader.weights:
        return [weight for _, weight in walk(reader.weights[name], name)]
    return [reader.weight_at(name, where)]


def _built(content: Dict[str, Any], layers: List[Any]) -> Network:
    with within("loss"):
        loss = loss_named(a_text(content["loss"], "the name of the loss"))
    state = random_state.from_json(content["random"], "random")
    trained, encoded, classes = content.get("trained"), content.get("encoding"), content.get("classes", ())
    check_finite(trained, "trained")
    with within("encoding"):
        encoding = None if encoded is None else Encoding.from_json(encoded)
    with within("shape"):
        shape = validation.shape(content["shape"], "the number of inputs")
        check_size(math.prod(shape), 0)
    with within("layers"), warnings.catch_warnings():
        warnings.simplefilter("ignore")                 # of an unsuitable loss: its user knows already
        network: Network = _LimitedNetwork(shape, *layers, loss=loss)
    del vars(network)["links_so_far"]
    network.__class__ = Network
    with within("classes"):
        network.classes = classes
    _check_encoding(network, encoding)
    network.encoding = encoding
    network.trained = None if trained is None else an_object(trained, "trained")
    network.random.setstate(state)
    return network


def _check_encoding(network: Network, encoding: Optional[Encoding]) -> None:
    """BadInput where the encoding is for another number of inputs or classes."""
    if encoding is None:
        return
    with within("encoding"):
        if math.prod(encoding.shape) != len(network.inputs):
            raise BadInput(f"it is for {math.prod(encoding.shape)} inputs, but the network has "
                           f"{len(network.inputs)}.")
        checked(encoding.classes, len(network.outputs))


def _rename_neurons(network: Network, names: Dict[str, Any]) -> None:
    """Give neurons the names that a user has given them, by those that they have from their layer."""
    renamed = []
    for name, other in names.items():
        with within("neuron_names"):
            renamed.append((network[name], a_text(other, f"the name of {name}")))
    for neuron, other in renamed:
        neuron.name = other
    if len({neuron.name for neuron in network.neurons}) < len(network.neurons):
        raise BadInput("neuron_names: two neurons have the same name.")


def wiring_of(network: Network) -> Tuple[List[Any], ...]:
    """What two networks must have in common to be the same, but for the values of weights in layers."""
    return ([network.shape, [neuron.name for neuron in network.outputs],
             len(network.preparations), len(network.finishing)],
            [(neuron.name, neuron.activation.name) for neuron in network.neurons],
            [(link.source.name, link.target.name, link.weight.name) for link in network.links],
            [(weight.name, weight.value, weight.trainable)
             for weight in network.weights + network.fixed_weights])
