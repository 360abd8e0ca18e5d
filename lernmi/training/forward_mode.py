"""How a nudge of one number moves on through the network to the loss, link by link.

The network's own forward methods run on DualNumbers. Backpropagation goes from the loss to all
numbers at once; this goes from one number to the loss, so that a mistake on the way back shows.
"""

from __future__ import annotations

from typing import Dict, NamedTuple, Sequence, Set, Union

from ..activations import Activation
from ..network.network import Network
from ..neuron import Neuron
from ..weight import Weight
from .dual_number import DualNumber


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
        self._moved: Set[Neuron] = set()
        for neuron, slope in slopes.items():
            neuron.activation = self._line(neuron, neuron.value, slope)

    def _line(self, neuron: Neuron, value: float, slope: float) -> Activation:
        """value + slope × nudge, where (value, slope) are those at the neuron's total."""
        def function(total: float) -> float:
            if not isinstance(total, DualNumber):
                return value
            self._watch(neuron, total)
            return DualNumber(value, slope * total.tangent, abs(slope) * total.size)
        return neuron.activation._replace(function=function, slope=lambda total, value: slope)

    def _watch(self, neuron: Neuron, number: DualNumber) -> None:
        if number.size > 0.0 and neuron in self.watched:
            self._moved.add(neuron)

    def derivative(self, thing: Union[Weight, Neuron]) -> Derivative:
        """That of the loss to the value of a weight or an input."""
        value = thing.value
        self._moved = set()
        self.network.set_inputs(self.inputs)
        thing.value = DualNumber(value, 1.0)
        for scheduled in self.network.schedule:
            scheduled.forward()
        loss = DualNumber(0.0, 0.0)
        for output, slope in self.loss_slopes.items():
            if isinstance(output.value, DualNumber):
                self._watch(output, output.value)
                loss = loss + output.value * slope
        thing.value = value
        return Derivative(loss.tangent, loss.size, self._moved)
