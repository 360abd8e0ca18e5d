"""How nudges of some numbers move on through the network to the loss, link by link.

The network's own forward methods run on DualNumbers. Backpropagation goes from the loss to all
numbers at once; this goes from the numbers to the loss, so that a mistake on the way back shows.
"""

from __future__ import annotations

from typing import Dict, List, NamedTuple, Sequence, Set, Union

from ..activations import Activation
from ..network.network import Network
from ..neuron import Neuron
from ..weight import Weight
from .dual_number import DualNumber

NUDGED_AT_ONCE = 64         # numbers; a DualNumber has two floats for each


class Derivative(NamedTuple):
    """∂loss/∂number, with the sum of the magnitudes of its terms, and which of the watched neurons moved."""

    value: float
    size: float
    moved: Set[Neuron]


class ForwardMode:
    """A network after its forward pass, with each activation replaced by the line that touches it.

    ``slopes``: the steepness of these lines, for each neuron with incoming links.
    ``loss_slopes``: that of the loss, for each output. ``watched``: neurons of which each derivative
    says whether the nudge moves them. The caller restores network and activations.
    """

    def __init__(self, network: Network, inputs: Sequence[float], slopes: Dict[Neuron, float],
                 loss_slopes: Dict[Neuron, float], watched: Set[Neuron]) -> None:
        self.network = network
        self.inputs = inputs
        self.loss_slopes = loss_slopes
        self.watched = watched
        self._moved: List[Set[Neuron]] = []
        for neuron, slope in slopes.items():
            neuron.activation = self._line(neuron, neuron.value, slope)

    def _line(self, neuron: Neuron, value: float, slope: float) -> Activation:
        """value + slope × nudge, where (value, slope) are those at the neuron's total."""
        def function(total: float) -> float:
            if not isinstance(total, DualNumber):
                return value
            self._watch(neuron, total)
            return total.scaled(value, slope)
        return neuron.activation._replace(function=function, slope=lambda total, value: slope)

    def _watch(self, neuron: Neuron, number: DualNumber) -> None:
        if neuron in self.watched:
            for moved, size in zip(self._moved, number.sizes):
                if size > 0.0:
                    moved.add(neuron)

    def derivatives(self, things: Sequence[Union[Weight, Neuron]]) -> List[Derivative]:
        """Those of the loss to the values of some weights and inputs, each nudged by itself, in one pass."""
        values = [thing.value for thing in things]
        self._moved = [set() for _ in things]
        self.network.set_inputs(self.inputs)
        for index, thing in enumerate(things):
            unit = [float(index == other) for other in range(len(things))]
            thing.value = DualNumber(thing.value, unit, unit)
        for scheduled in self.network.schedule:
            scheduled.forward()
        loss = self._loss(len(things))
        for thing, value in zip(things, values):
            thing.value = value
        return list(map(Derivative, loss.tangents, loss.sizes, self._moved))

    def _loss(self, count: int) -> DualNumber:
        loss = DualNumber(0.0, [0.0] * count, [0.0] * count)
        for output, slope in self.loss_slopes.items():
            if isinstance(output.value, DualNumber):
                self._watch(output, output.value)
                loss = loss + output.value * slope
        return loss
