"""A moment: every number of a network, kept so that it can be put back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, List, Tuple

if TYPE_CHECKING:
    from .network import Network


class Moment:
    """The state of a network when this was made; ``restore`` goes back to it."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self._generator = network.random.getstate()
        self._answered = network.answered
        self._numbers: List[Tuple[Any, str, float]] = []
        for parts, attributes in (
                (network.neurons, ("total", "value", "slope", "sensitivity")),
                (network.links, ("value", "sensitivity")),
                (network.weights + network.fixed_weights, ("value", "sensitivity"))):
            for part in parts:
                self._numbers += [(part, name, getattr(part, name)) for name in attributes]

    def restore(self) -> None:
        """Put every number back, and the generator of random numbers too."""
        for part, name, number in self._numbers:
            setattr(part, name, number)
        self.network.answered = self._answered
        self.restore_generator()

    def restore_generator(self) -> None:
        """Let the next random numbers be the same as after the moment."""
        self.network.random.setstate(self._generator)
