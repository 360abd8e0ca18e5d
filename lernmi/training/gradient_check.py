"""The check that backpropagation is right: every sensitivity against central differences."""

from __future__ import annotations

import math
from functools import partial
from operator import setitem
from typing import Any, Callable, List, NamedTuple, Sequence, Tuple

from ..network.network import Network
from ..network.snapshot import LearningSnapshot
from ..support import validation
from ..support.errors import BadInput, NumericError
from ..support.late_imports import Displayable
from ..weight import Weight

TOLERANCE = 1e-7

Nudge = Callable[[float], None]        # give a number another value


class CheckedSensitivity(NamedTuple):
    """One sensitivity, computed in both ways."""

    name: str
    backpropagation: float
    difference: float
    error: float            # relative: see GradientReport


class GradientReport(Displayable):
    """Each weight's and each input's sensitivity, by backpropagation and by differences.

    The error is |a − b| / max(|a|, |b|, floor): relative, except for sensitivities so small
    that the rounding of the loss drowns them; the floor is a ten-thousandth of the loss or of
    the largest sensitivity, whichever is larger.
    """

    def __init__(self, rows: List[CheckedSensitivity], tolerance: float) -> None:
        self.rows = rows
        self.tolerance = tolerance

    @property
    def largest_error(self) -> float:
        """The largest relative error; 0 when the two ways agree to the last digit."""
        return max(row.error for row in self.rows)

    @property
    def passed(self) -> bool:
        """Whether every error is within the tolerance."""
        return self.largest_error <= self.tolerance

    def __repr__(self) -> str:
        word = "agree" if self.passed else "DISAGREE"
        return (f"GradientReport({len(self.rows)} sensitivities {word}, "
                f"largest error {self.largest_error:.1e})")


def check_gradients(network: Network, inputs: Sequence[Any], targets: Sequence[Any], *,
                    tolerance: float = TOLERANCE) -> GradientReport:
    """Compare every weight's and every input's sensitivity with central differences.

    A sensitivity is how much the loss changes when a number is nudged. So nudge it, up and
    down, and see: ∂loss/∂w ≈ (loss(w + h) − loss(w − h)) / 2h. Takes about twenty-five
    forward passes for each weight and input. The network is left as it was.

    Raises what forward and backward raise.
    """
    validation.network(network)
    validation.number(tolerance, "the tolerance", above=0.0)
    values = validation.numbers(inputs, network.shape, "input")
    expected = network.check_targets(targets)
    before = LearningSnapshot(network)

    def loss() -> float:
        before.restore_generator()
        try:
            network.forward(values)
            return network.loss_at(expected)
        except (NumericError, BadInput):        # nudged too far, into the logarithm of −0.05, say
            return math.nan

    try:
        sensitivities = _by_backpropagation(network, before, values, expected)
        slopes = [slope_by_differences(loss, value, change)
                  for value, change in _nudges(network, values)]
        scale = max([abs(loss())] + [abs(sensitivity) for _, sensitivity in sensitivities])
    finally:
        before.restore()
    return GradientReport(
        [CheckedSensitivity(name, sensitivity, slope, _error(sensitivity, slope, 1e-4 * scale))
         for (name, sensitivity), slope in zip(sensitivities, slopes)], tolerance)


def _by_backpropagation(network: Network, before: LearningSnapshot, values: List[float],
                        expected: List[float]) -> List[Tuple[str, float]]:
    for weight in network.weights:
        weight.reset()
    before.restore_generator()
    network.forward(values)
    network.backward(expected)
    return ([(weight.name, weight.sensitivity) for weight in _checked_weights(network)]
            + [(neuron.name, neuron.sensitivity) for neuron in network.inputs])


def _checked_weights(network: Network) -> List[Weight]:
    """All but the constants of the wiring."""
    constants = set(map(id, network.constants))
    return [weight for weight in network.weights + network.fixed_weights
            if id(weight) not in constants]


def _nudges(network: Network, values: List[float]) -> Sequence[Tuple[float, Nudge]]:
    """For each weight and each input: its value, and how to give it another."""
    return ([(weight.value, partial(setattr, weight, "value"))
             for weight in _checked_weights(network)]
            + [(value, partial(setitem, values, index)) for index, value in enumerate(values)])


def slope_by_differences(loss: Callable[[], float], value: float, change: Nudge) -> float:
    """∂loss/∂value by central differences at halving distances, extrapolated to distance 0.

    Of all extrapolations the one is taken that agrees best with its neighbours. Where it is far
    from a plain difference over a tiny distance, the distances were too large for this number;
    and where smaller ones don't help either there is a kink in between (of a relu, say), and
    the plain difference is the better answer.
    Source: C. Ridders, Accurate computation of F'(x) and F'(x) F''(x), Advances in
    Engineering Software 4, 1982.
    """
    def difference(distance: float) -> float:
        change(value + distance)
        above = loss()
        change(value - distance)
        below = loss()
        change(value)
        return (above - below) / ((value + distance) - (value - distance))

    small = max(abs(value), 1e-3)
    tiny = 1e-5 * small
    plain = difference(tiny)
    allowed = 1e-8 * abs(plain) + 1e-14 * abs(loss()) / tiny       # the rounding of the loss
    for unit in (max(1.0, small), small):
        smooth = _extrapolated([difference(0.1 * unit / 2 ** halvings) for halvings in range(11)])
        if abs(smooth - plain) <= allowed:
            return smooth
    return plain


def _extrapolated(differences: List[float]) -> float:
    """Differences at halving distances, the error of each removed order by order."""
    row, best, smallest = differences[:1], differences[0], math.inf
    for difference in differences[1:]:
        finer, factor = [difference], 4.0
        for coarse in row:
            finer.append(finer[-1] + (finer[-1] - coarse) / (factor - 1.0))
            factor *= 4.0
            doubt = max(abs(finer[-1] - finer[-2]), abs(finer[-1] - coarse))
            if doubt < smallest:
                best, smallest = finer[-1], doubt
        row = finer
    return best


def _error(one: float, other: float, floor: float) -> float:
    if math.isnan(other):           # no distance was small enough to stay where there is a loss
        return math.inf
    larger = max(abs(one), abs(other), floor)
    return abs(one - other) / larger if larger > 0.0 else 0.0
