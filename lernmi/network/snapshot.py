"""A moment: every number of a network, kept so that it can be put back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Iterator, Sequence, Tuple

from ..link import Link
from ..neuron import Neuron
from ..weight import Weight

if TYPE_CHECKING:
    from .network import Network

NUMERIC_ATTRIBUTES = {Neuron: ("total", "value", "slope", "sensitivity"),
        Link: ("value", "sensitivity"),
        Weight: ("value", "sensitivity")}


def numbers_in(network: Network) -> Iterator[Tuple[Any, str]]:
    """Where a network keeps its numbers: each neuron, link and weight, with each attribute."""
    parts: Sequence[Tuple[type, Sequence[Any]]] = (
        (Neuron, network.neurons), (Link, network.links), (Weight, network.weights + network.fixed_weights))
    for kind, some in parts:
        for part in some:
            for name in NUMERIC_ATTRIBUTES[kind]:
                yield part, name


class Moment:
    """The state of a network when this was made; ``restore`` goes back to it."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self._generator = network.random.getstate()
        self._answered = network.forward_done
        self._numbers = [(part, name, getattr(part, name)) for part, name in numbers_in(network)]

    def restore(self) -> None:
        """Put every number back, and the generator of random numbers too."""
        for part, name, number in self._numbers:
            setattr(part, name, number)
        self.network.forward_done = self._answered
        self.restore_generator()

    def restore_generator(self) -> None:
        """Let the next random numbers be the same as after the moment."""
        self.network.random.setstate(self._generator)
