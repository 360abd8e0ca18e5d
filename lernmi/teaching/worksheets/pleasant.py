"""What makes numbers pleasant: none that vanishes in the rounding, none that says nothing, none too long."""

from __future__ import annotations

from typing import Iterator, Sequence

from ...network.network import Network
from ...neuron import Neuron
from .conventions import Conventions

LEAST_TOTAL = 0.05          # decimal: below, a total could as well be 0
LEAST_SLOPE = 0.05          # decimal: below, a sigmoid is saturated
LEAST_ERROR = 0.05          # of an output, so that there is something to learn
LARGEST_TOTAL = 25.0        # integer
LARGEST = 100.0             # integer: of every other number
MOST_DECIMALS = 4           # integer: of every number
EXACT = 1e-9                # a float's own rounding


class Pleasant:
    """The rules for a network that has just learned one step; ``old`` are its weights before."""

    def __init__(self, network: Network, conventions: Conventions) -> None:
        self.network, self.conventions = network, conventions
        self.neurons = [neuron for neuron in network.neurons if neuron.incoming]
        self.inputs = set(map(id, network.inputs))
        self.least = 10.0 ** -(conventions.digits - 1)

    def holds(self, old: Sequence[float]) -> bool:
        """Whether all numbers of the step are pleasant."""
        if not all(abs(output.sensitivity) >= LEAST_ERROR for output in self.network.outputs):
            return False
        if self.conventions.numbers == "integer":
            return self._is_exact()
        return (all(map(self._is_clear, self.neurons)) and self._moves_weights(old)
                and all(abs(link.sensitivity) >= self.least for link in self.network.links))

    # ---- decimal numbers

    def _is_clear(self, neuron: Neuron) -> bool:
        """Whether a neuron is neither at 0 nor saturated, and its sensitivity shows after the rounding."""
        return (abs(neuron.total) >= LEAST_TOTAL and abs(neuron.slope) >= LEAST_SLOPE
                and abs(neuron.sensitivity) >= self.least)

    def _moves_weights(self, old: Sequence[float]) -> bool:
        """Whether each weight's sensitivity and change show after the rounding."""
        silent = {id(link.weight) for link in self.network.links} - {
            id(link.weight) for link in self.network.links
            if id(link.source) not in self.inputs or link.source.value != 0.0}
        for weight, before in zip(self.network.weights, old):
            if id(weight) in silent:                # its inputs are 0: it can't learn
                continue
            change = abs(weight.value - before)
            if abs(weight.last_sensitivity) < self.least or change < 2.0 * self._last_digit(weight.value):
                return False
        return True

    def _last_digit(self, number: float) -> float:
        """What the last digit of a number is worth when it is rounded."""
        return 10.0 ** -self.conventions.digits if abs(number) < 1.0 else self.least

    # ---- integer numbers

    def _is_exact(self) -> bool:
        """Whether every number is short, no total is 0, and enough neurons take part."""
        taking_part = sum(neuron.sensitivity != 0.0 and neuron.slope != 0.0 for neuron in self.neurons)
        return (all(EXACT < abs(neuron.total) <= LARGEST_TOTAL for neuron in self.neurons)
                and 3 * taking_part >= 2 * len(self.neurons) and all(map(is_short, self._numbers())))

    def _numbers(self) -> Iterator[float]:
        for neuron in self.neurons:
            yield from (neuron.total, neuron.value, neuron.sensitivity)
        for weight in self.network.weights:
            yield from (weight.value, weight.last_sensitivity)
        if self.network.latest_loss is not None:
            yield self.network.latest_loss


def is_short(number: float) -> bool:
    """Whether it has few decimals, and isn't large.

    >>> is_short(-2.375), is_short(1.0 / 3.0), is_short(150.0)
    (True, False, False)
    """
    return abs(number) <= LARGEST and abs(round(number, MOST_DECIMALS) - number) < EXACT
