"""The check that backpropagation is right: every sensitivity once more, on another way."""

from __future__ import annotations

import math
import sys
from typing import Any, Dict, List, Sequence, Tuple, Union

from ..network.network import Network
from ..network.snapshot import LearningSnapshot
from ..neuron import Neuron
from ..support import validation
from ..support.errors import BadInput, NumericError
from ..support.progress import Progress, unreported
from ..weight import Weight
from .forward_mode import NUDGED_AT_ONCE, Derivative, ForwardMode
from .gradient_report import CheckedSensitivity, CheckedSlope, GradientReport
from .slope_measurement import Measurement, measure_slope

TOLERANCE = 1e-9
NUDGE = 2.0 ** -20          # about a millionth
LEAST = sys.float_info.min / sys.float_info.epsilon         # smaller products have lost digits

Nudged = Union[Weight, Neuron]      # a neuron: an input


def check_gradients(network: Network, inputs: Sequence[Any], targets: Sequence[Any], *,
                    tolerance: float = TOLERANCE, progress: Progress = unreported) -> GradientReport:
    """Compare every weight's and every input's sensitivity with what a nudge does to the loss.

    A sensitivity is how much the loss changes, for each unit, when a number is nudged: with
    sensitivity 2 the loss grows by 0.002 when the number grows by 0.001. Nudging and subtracting
    would lose most digits, so the nudge is followed exactly through each link on the way forward
    (a nudge of one factor changes the product by that times the other factor), and only at each
    neuron, and at the loss, is the function really nudged, up and down, to measure its slope:
    (f(x + h) − f(x − h)) / 2h. The measured slope counts where the neuron's own lies outside what
    rounding explains.

    Where a slope is not defined (a relu at 0, a maximum of equals) the neuron's own may be any
    between those on the two sides; the report names such ties. What is too small to be measured
    is no mistake either, and named. A slope that is another on purpose is one: that of
    gaussian_nll_predicted for a variance below its bound. The backward pass runs twice, as in a
    batch of two, since a weight's sensitivities must add up. The network is left as it was.

    ``tolerance``: of the relative errors. ``progress(done, total)`` is called from time to time.
    Raises what forward and backward raise.
    """
    validation.network(network)
    validation.number(tolerance, "the tolerance", above=0.0)
    network.refresh()
    values = validation.numbers(inputs, network.shape, "input")
    check = _Check(network, values, network.check_targets(targets), progress)
    try:
        return GradientReport(*check.run(), tolerance)
    finally:
        check.before.restore()


class _Check:
    """The check of one network on one sample. It changes the network; ``before`` restores it."""

    def __init__(self, network: Network, inputs: List[float], targets: List[float],
                 progress: Progress) -> None:
        self.network = network
        self.inputs = inputs
        self.targets = targets
        self._progress = progress
        self.before = LearningSnapshot(network)
        self._measured: Dict[Tuple[int, float, float], Measurement] = {}

    def run(self) -> Tuple[List[CheckedSensitivity], List[CheckedSlope]]:
        """Every sensitivity, and every slope."""
        sensitivities = self._backpropagated()
        slopes, loss_slopes = self._slopes()
        every = [*slopes.items(), *loss_slopes.items()]
        ties = {neuron for neuron, slope in every if slope.is_tie}
        forward_mode = ForwardMode(self.network, self.inputs, _nearest(slopes), _nearest(loss_slopes), ties)
        derivatives = self._derivatives(forward_mode, [thing for thing, _ in sensitivities])
        self.before.restore()       # the activations
        self._forward(self.inputs)
        rows = self._rows(sensitivities, derivatives)
        moved = {neuron for derivative in derivatives for neuron in derivative.moved}
        unmoved = ties - moved      # a tie that no nudge can break is none
        return rows, [slope for neuron, slope in every if not (slope.is_tie and neuron in unmoved)]

    def _backpropagated(self) -> List[Tuple[Nudged, float]]:
        """Each sensitivity by the network's own backward, run twice; of all but the wiring's constants."""
        network = self.network
        for weight in network.weights:
            weight.reset()
        for _ in range(2):
            self._forward(self.inputs)
            network.backward(self.targets)
        constants = set(map(id, network.constants))
        fixed = [weight for weight in network.fixed_weights if id(weight) not in constants]
        return [*((weight, weight.sensitivity / 2.0) for weight in network.weights),
                *((thing, thing.sensitivity) for thing in (*fixed, *network.inputs))]

    def _derivatives(self, forward_mode: ForwardMode, things: List[Nudged]) -> List[Derivative]:
        """How the loss follows each of them, with the same masks of dropout every time."""
        derivatives: List[Derivative] = []
        while len(derivatives) < len(things):
            self.before.restore_generator()
            derivatives += forward_mode.derivatives(things[len(derivatives):][:NUDGED_AT_ONCE])
            self._progress(len(derivatives), 2 * len(things))
        return derivatives

    def _forward(self, inputs: List[float]) -> None:
        """A forward pass, with the same masks of dropout every time."""
        self.before.restore_generator()
        self.network.forward(inputs)

    def _slopes(self) -> Tuple[Dict[Neuron, CheckedSlope], Dict[Neuron, CheckedSlope]]:
        """The slope of each neuron's activation, and that of the loss at each output."""
        network = self.network
        self._forward(self.inputs)
        slopes = {neuron: self._slope(neuron) for neuron in network.schedule if isinstance(neuron, Neuron)}
        network.compute_loss(self.targets)      # every sensitivity is 0 but for the outputs'
        return slopes, {neuron: self._loss_slope(neuron) for neuron in network.outputs}

    def _slope(self, neuron: Neuron) -> CheckedSlope:
        function, total, slope = neuron.activation.function, neuron.total, neuron.slope
        key = (id(function), total, slope)
        if key not in self._measured:
            self._measured[key] = measure_slope(function, total, slope)
        return CheckedSlope(neuron.name, neuron.activation.name, total, slope, self._measured[key])

    def _loss_slope(self, neuron: Neuron) -> CheckedSlope:
        value = neuron.value

        def loss(at: float) -> float:
            neuron.value = at
            return self.network.loss_at(self.targets)

        measured = measure_slope(loss, value, neuron.sensitivity)
        neuron.value = value
        return CheckedSlope(f"the loss at {neuron.name}", self.network.loss.name, value,
                            neuron.sensitivity, measured)

    def _rows(self, sensitivities: List[Tuple[Nudged, float]],
              derivatives: List[Derivative]) -> List[CheckedSensitivity]:
        """Every sensitivity beside the derivative that it should be."""
        count, rows = len(derivatives), []
        for (thing, sensitivity), derivative in zip(sensitivities, derivatives):
            rows.append(self._row(thing, sensitivity, derivative))
            self._progress(count + len(rows), 2 * count)
        return rows

    def _row(self, thing: Nudged, sensitivity: float, derivative: Derivative) -> CheckedSensitivity:
        larger = max(abs(sensitivity), derivative.size, LEAST)
        error = abs(sensitivity - derivative.value) / larger if math.isfinite(derivative.size) else 0.0
        row = CheckedSensitivity(thing.name, sensitivity, derivative.value, error)
        return self._nudged(row, thing) if derivative.moved else row

    def _nudged(self, row: CheckedSensitivity, thing: Nudged) -> CheckedSensitivity:
        """The row with what the loss does when the number is nudged, if that differs up and down."""
        nudge = NUDGE * max(1.0, abs(thing.value))
        down, here, up = (self._loss_when_nudged(thing, by) for by in (-nudge, 0.0, nudge))
        below, above = (here - down) / nudge, (up - here) / nudge
        rounding = 4.0 * math.ulp(here) / nudge
        if abs(above - below) > 1e-3 * max(abs(below), abs(above)) + rounding:
            return row._replace(nudged_down=below, nudged_up=above)
        return row

    def _loss_when_nudged(self, thing: Nudged, nudge: float) -> float:
        """The loss, with that much added to a weight or an input; nan where it is not defined."""
        inputs = [value + nudge if neuron is thing else value
                  for neuron, value in zip(self.network.inputs, self.inputs)]
        value = thing.value
        try:
            if isinstance(thing, Weight):
                thing.value = value + nudge
            self._forward(inputs)
            return self.network.loss_at(self.targets)
        except (NumericError, BadInput):
            return math.nan
        finally:
            thing.value = value


def _nearest(slopes: Dict[Neuron, CheckedSlope]) -> Dict[Neuron, float]:
    return {neuron: checked.measured.nearest(checked.slope) for neuron, checked in slopes.items()}
