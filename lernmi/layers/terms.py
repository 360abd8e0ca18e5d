"""The parts that layers are wired of: sums, products, maxima, names.

Every builder is a neuron or two with its links, so that it is traced, stepped through and
explained like everything else; there is no derivative in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Iterable, List, Optional, Sequence, Tuple, Union

from ..activations import Activation
from ..link import Link
from ..neuron import Neuron
from ..support.errors import BadInput
from ..weight import Weight

if TYPE_CHECKING:
    from ..network.network import Network

Term = Tuple[Neuron, Union[Weight, Neuron]]         # a source, and the weight or gate on its link


class LayerBuilder:
    """Adds neurons of one layer to a network, called ``layer.what[place]``."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.layer = network.group_name

    def neuron(self, what: str, place: object, terms: Iterable[Term],
               activation: Union[str, Activation] = "identity") -> Neuron:
        """activation(Σ source × weight over the terms); ``what`` is empty for the layer's own."""
        dot = "." if what else ""
        neuron = self.network.add(Neuron(f"{self.layer}{dot}{what}{index_suffix(place)}", activation))
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

    def largest(self, neurons: Sequence[Neuron], what: str, place: str) -> Neuron:
        """The maximum, pair by pair: max(a, b) = a + relu(b − a)."""
        largest = neurons[0]
        one, minus = self.network.constant(1.0), self.network.constant(-1.0)
        for index, neuron in enumerate(neurons[1:], start=1):
            where = f"{place},{index}" if place else str(index)
            above = self.neuron("above", where, [(neuron, one), (largest, minus)], "relu")
            largest = self.neuron(what, where, [(largest, one), (above, one)])
        return largest


def index_suffix(place: object) -> str:
    """ "[2,3]" for the place (2, 3), "[2]" for 2, nothing for None and no place."""
    if isinstance(place, tuple):
        place = ",".join(map(str, place))
    return "" if place in (None, "") else f"[{place}]"


def require_shape(network: Network, shape: Tuple[int, ...], dimensions: Sequence[int],
               wanted: str) -> None:
    """BadInput naming the layer unless the shape has one of those numbers of dimensions."""
    if len(shape) not in dimensions:
        raise BadInput(f"the layer {network.group_name} needs {wanted}, "
                       f"but what leads to it has the shape {shape}.")


def weighted(network: Network, row: Sequence[Weight], sources: Sequence[Neuron],
             bias: Optional[Weight]) -> List[Term]:
    """The terms of Σ weight × source, and of the bias where there is one."""
    terms: List[Term] = list(zip(sources, row))
    return terms if bias is None else [*terms, (network.bias, bias)]
