"""The names on a worksheet: x1, h1, o1 for neurons, w1 or w[1,2] for weights."""

from __future__ import annotations

from typing import Dict, List, Tuple

from ...layers import Dense
from ...network.network import Network
from ...neuron import Neuron
from ...weight import Weight
from .conventions import NUMBERED


def rename(network: Network, names: str) -> None:
    """Give neurons and weights the names of the conventions.

    Inputs are x1, x2 …; hidden neurons h1, h2 …, of several hidden layers h1,1 … (layer, neuron); outputs
    o1, o2 … Numbered weights are w1, w2 … and biases b1, b2 …, layer by layer, neuron by neuron.
    Indexed ones are w[target,source], counted from 1 in their layers, with the number of the layer where
    there are several: w2[1,2]; a bias is b2[1], or b2 where the whole layer shares it.
    """
    for index, neuron in enumerate(network.inputs, start=1):
        neuron.name = f"x{index}"
    layers = [layer for layer in network.layers if isinstance(layer, Dense)]
    for number, neurons in enumerate(network.layer_outputs.values(), start=1):
        for index, neuron in enumerate(neurons, start=1):
            neuron.name = _neuron_name(number, index, len(layers))
    for weight, name in _weight_names(layers, names):
        weight.name = name


def rename_copies(copies: Network, original: Network) -> None:
    """Give the neurons of batch copies the names of the original's, with the number of the sample."""
    count = copies.samples
    for originals, repeated in zip([original.inputs, *original.layer_outputs.values()],
                                   [copies.inputs, *copies.layer_outputs.values()]):
        size = len(repeated) // count
        for index, neuron in enumerate(repeated):
            neuron.name = f"{originals[index % size].name}#sample{index // size + 1}"


def _neuron_name(layer: int, index: int, layers: int) -> str:
    if layer == layers:
        return f"o{index}"
    return f"h{index}" if layers == 2 else f"h{layer},{index}"


def _weight_names(layers: List[Dense], names: str) -> List[Tuple[Weight, str]]:
    """Each weight with its name, a shared one once."""
    named: Dict[int, Tuple[Weight, str]] = {}
    counts = {"w": 0, "b": 0}

    def add(letter: str, weight: Weight, indexed: str) -> None:
        if id(weight) not in named:
            counts[letter] += 1
            named[id(weight)] = weight, f"{letter}{counts[letter]}" if names == NUMBERED else indexed

    for number, layer in enumerate(layers, start=1):
        which = str(number) if len(layers) > 1 else ""
        is_shared = len(set(map(id, layer.biases))) == 1 < layer.size
        for row, weights in enumerate(layer.weights, start=1):
            for column, weight in enumerate(weights, start=1):
                add("w", weight, f"w{which}[{row},{column}]")
        for row, bias in enumerate(layer.biases, start=1):
            add("b", bias, f"b{which}" if is_shared else f"b{which}[{row}]")
    return list(named.values())


def weights_of(network: Network) -> List[Weight]:
    """All weights and biases, also fixed ones: layer by layer, the weights before the biases."""
    weights: Dict[int, Weight] = {}
    for layer in network.layers:
        if isinstance(layer, Dense):
            for weight in [*(weight for row in layer.weights for weight in row), *layer.biases]:
                weights.setdefault(id(weight), weight)
    return list(weights.values())


def sample_of(neuron: Neuron) -> Tuple[str, int]:
    """The name of a neuron without its sample, and that sample's number, 0 for none.

    >>> sample_of(Neuron("h1#sample2")), sample_of(Neuron("o1"))
    (('h1', 2), ('o1', 0))
    """
    name, _, number = neuron.name.partition("#sample")
    return name, int(number or 0)
