"""What layers are built from: sums, differences, maxima, names; and the check of a shape.

Each of them is a neuron or two with their links, so it is traced, stepped through and
explained like every other neuron; there is no derivative in it.
"""

from __future__ import annotations

from typing import Iterable, Iterator, List, Sequence, Tuple, Union

from ..activations import Activation
from ..link import Link
from ..network.network import Network
from ..network.shapes import Neurons, shaped
from ..neuron import Neuron
from ..support.errors import BadInput
from ..weight import Weight

Term = Tuple[Neuron, Union[Weight, Neuron]]         # a source, and the weight or gate on its link
Index = Tuple[int, ...]


class LayerBuilder:
    """Adds neurons of one layer to a network, named ``layer.what[index]``."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.layer = network.group_name

    def neuron(self, what: str, index: Union[int, Index], terms: Iterable[Term],
               activation: Union[str, Activation] = "identity") -> Neuron:
        """activation(Σ source × weight over the terms); ``what`` is empty for the layer's outputs."""
        dot = "." if what else ""
        neuron = self.network.add(Neuron(f"{self.layer}{dot}{what}{index_suffix(index)}", activation))
        for source, weight in terms:
            Link(source, neuron, weight)
        return neuron

    def constant(self, value: float) -> Term:
        """A fixed number, as a term: the bias neuron through a fixed weight."""
        return self.network.bias, self.network.constant(value)

    def weighted_sum(self, neurons: Iterable[Neuron], factor: float = 1.0) -> List[Term]:
        """The terms of factor × Σ neurons."""
        weight = self.network.constant(factor)
        return [(neuron, weight) for neuron in neurons]

    def difference(self, left: Neuron, right: Neuron, factor: float = 1.0) -> List[Term]:
        """The terms of factor × left − factor × right."""
        return [*self.weighted_sum([left], factor), *self.weighted_sum([right], -factor)]

    def affine(self, weights: Sequence[Sequence[Weight]], biases: Sequence[Weight], row: int,
               sources: Sequence[Neuron]) -> List[Term]:
        """The terms of Σ weight × source + bias, in that row; there may be no biases at all."""
        terms: List[Term] = list(zip(sources, weights[row]))
        return [*terms, (self.network.bias, biases[row])] if biases else terms

    def largest(self, neurons: Sequence[Neuron], row: Index, within: str = "") -> List[Term]:
        """The terms of the maximum: of each pair, a and b, one is chosen, and of equals the first.

        keep = step(½ a − ½ b) is 1 where a is not below b, and take is its opposite; the largest so
        far is keep × a + take × b, which is exactly a or b. Halves, because the difference itself may
        be larger than a float; so two numbers below 4.5e-308 that differ by less than 1.5e-323 count
        as equal. ``within``: what the names of the neurons begin with.
        """
        largest, terms = neurons[0], self.weighted_sum(neurons[:1])
        for number, neuron in enumerate(neurons[1:], start=1):
            index = (*row, number)
            keep = self.neuron(f"{within}keep", index, self.difference(largest, neuron, 0.5), "step")
            take = self.neuron(f"{within}take", index, self.weighted_sum([keep]), "logical_not")
            terms = [(largest, keep), (neuron, take)]
            if number < len(neurons) - 1:
                largest = self.neuron(f"{within}so_far", index, terms)
        return terms


def index_suffix(index: Union[int, Index]) -> str:
    """ "[2,3]" for the index (2, 3), "[2]" for 2, nothing for ()."""
    indices = index if isinstance(index, tuple) else (index,)
    return f"[{','.join(map(str, indices))}]" if indices else ""


def last_dimension(neurons: Neurons) -> Iterator[Tuple[Index, List[Neuron]]]:
    """The rows along the last dimension, each with its index: () where there is one dimension only."""
    size = neurons.shape[-1]
    for start in range(0, len(neurons), size):
        yield (start // size,) if len(neurons.shape) > 1 else (), neurons[start:start + size]


def require_shape(network: Network, sources: List[Neuron], dimensions: Sequence[int],
                  what: str) -> Neurons:
    """The sources with their shape; BadInput naming the layer for another number of dimensions."""
    neurons = shaped(sources)
    if len(neurons.shape) not in dimensions:
        raise BadInput(f"the layer {network.group_name} needs {what}, "
                       f"but what leads to it has the shape {neurons.shape}.")
    return neurons


def require_sequence(network: Network, sources: List[Neuron]) -> Neurons:
    """The sources as a sequence of time steps; BadInput for another shape."""
    return require_shape(network, sources, (2,), "a sequence, (steps, features)")
