"""Losses: how wrong the outputs are, with the slopes side by side.

A loss compares the outputs' values (y) with the targets (d, what they should be); n is the number of
targets. Its slopes, ∂loss/∂y, one for each output, are where every sensitivity in the network comes
from. Where mathematics has no number, a loss gives inf or nan, which the network reports with the
output's name.
"""

from __future__ import annotations

import math
from typing import Any, Callable, Dict, Iterable, List, NamedTuple, Sequence, Tuple, TypeVar

from .activations import logarithm, reciprocal, share_of
from .neuron import Neuron
from .support import validation
from .support.errors import BadInput
from .support.user_defined import check_form

Values = Sequence[float]
Some = TypeVar("Some")

EVERYTHING = (-math.inf, math.inf)
ABOVE_ZERO = (5e-324, math.inf)     # from the smallest float that isn't 0
LEAST_VARIANCE = 1e-6               # smaller ones count as this one, as in PyTorch


class Loss(NamedTuple):
    """A function of all outputs and targets, and its slopes, as data; or a user-defined one.

    ``value_range`` and ``target_range`` are the smallest and largest output and target for
    which the loss is defined; ``advice`` is what to try when an output is outside.
    ``outputs_per_target`` is more than 1 for a loss that needs several outputs for each
    target: first one output for every target, then as many again, for which
    ``further_range`` holds instead. ``samples``: how many samples' outputs stand in a row.
    ``takes_shares``: whether it is for shares that add up to 1, those of a Softmax.
    ``of_classes``: whether each output is a class, so that a class's number can be the target.
    """

    name: str
    function: Callable[[Values, Values], float]         # values, targets → loss
    slopes: Callable[[Values, Values], List[float]]     # values, targets → ∂loss/∂value of each
    formula: str = ""                                   # for people: y an output, d its target
    slope_formula: str = ""
    value_range: Tuple[float, float] = EVERYTHING
    target_range: Tuple[float, float] = EVERYTHING
    outputs_per_target: int = 1
    further_range: Tuple[float, float] = EVERYTHING
    advice: str = "Try another activation in the last layer."
    samples: int = 1
    takes_shares: bool = False
    of_classes: bool = False

    def split(self, numbers: Sequence[Some]) -> List[Sequence[Some]]:
        """The outputs or targets of each sample, of those of all samples in a row."""
        size = len(numbers) // self.samples
        return [numbers[start:start + size] for start in range(0, len(numbers), size)]

    def pairs(self, outputs: Sequence[Neuron], targets: Values) -> List[Tuple[Neuron, float]]:
        """Each target with its output."""
        return [pair for sample, expected in zip(self.split(outputs), self.split(targets))
                for pair in zip(sample, expected)]

    def check_targets(self, targets: Any, outputs: int) -> List[float]:
        """The targets as floats, as many as that many outputs need.

        Raises BadInput for another number of targets, one outside ``target_range``, or a number
        of outputs that can't be divided evenly among targets.
        """
        needed, left_over = divmod(outputs, self.outputs_per_target)
        if left_over:
            raise BadInput(f"{self.name} takes {self.outputs_per_target} outputs for each target, "
                           f"but the network has {outputs}: give its last layer "
                           f"{(needed + 1) * self.outputs_per_target}.")
        values = validation.targets(targets, needed, self.of_classes)
        low, high = self.target_range
        for index, value in enumerate(values):
            if not low <= value <= high:
                raise BadInput(f"target[{index}] is {value:g}: {self.name} takes targets "
                               f"from {low:g} to {high:g}.")
        return values

    def check_outputs(self, outputs: Sequence[Neuron]) -> None:
        """BadInput when an output's value is outside what the loss is defined for."""
        for sample in self.split(outputs):
            first = len(sample) // self.outputs_per_target
            self._check_range(sample[:first], self.value_range)
            self._check_range(sample[first:], self.further_range)

    def _check_range(self, outputs: Sequence[Neuron], limits: Tuple[float, float]) -> None:
        low, high = limits
        for neuron in outputs:
            if not low <= neuron.value <= high:
                needed = "above 0" if limits == ABOVE_ZERO else f"from {low:g} to {high:g}"
                raise BadInput(f"{neuron.name} is {neuron.value:g}: {self.name} takes outputs "
                               f"{needed} there. {self.advice}")


def added(terms: Iterable[float]) -> float:
    """The terms added from left to right: sum() rounds differently from one Python to the next."""
    total = 0.0
    for term in terms:
        total += term
    return total


def repeated(loss: Loss, samples: int) -> Loss:
    """The sum of a loss over several samples, whose outputs and targets stand in a row."""
    whole = loss._replace(samples=samples)

    def function(values: Values, targets: Values) -> float:
        return added(map(loss.function, whole.split(values), whole.split(targets)))

    def slopes(values: Values, targets: Values) -> List[float]:
        return [slope for sample in map(loss.slopes, whole.split(values), whole.split(targets))
                for slope in sample]

    return whole._replace(function=function, slopes=slopes)


def _magnitude(error: float) -> float:
    return max(error, -error)       # abs() would make a traced number forget its operation


def _huber(error: float) -> float:
    return 0.5 * (error * error) if -1.0 < error < 1.0 else _magnitude(error) - 0.5


def _softmax_cross_entropy(values: Values, targets: Values) -> float:
    """−Σ d (y − ln Σ e^y), without a large power: every y counts from the largest of them.

    The largest's own power is 1, so the others' sum is what log1p takes: where that is tiny,
    and the answer sure and right, the loss is tiny as well and not rounded to 0.
    """
    largest = max(values)
    leader = list(values).index(largest)
    others = added(math.exp(y - largest) for index, y in enumerate(values) if index != leader)
    rest = math.log1p(others)
    return added(share_of(d, rest - (y - largest)) for y, d in zip(values, targets))


def _softmax_cross_entropy_slopes(values: Values, targets: Values) -> List[float]:
    largest, all_targets = max(values), added(targets)
    powers = [math.exp(y - largest) for y in values]
    total = added(powers)
    return [power / total * all_targets - d for power, d in zip(powers, targets)]


def _gaussian(means: Values, variances: Values, targets: Values) -> float:
    """(1/n) Σ ½ (ln v + (y − d)² / v), with y a mean and v its variance."""
    return added(0.5 * (logarithm(v) + (y - d) * (y - d) / v)
                 for y, v, d in zip(means, _bounded(variances), targets)) / len(targets)


def _gaussian_mean_slopes(means: Values, variances: Values, targets: Values) -> List[float]:
    return [(y - d) / v / len(targets) for y, v, d in zip(means, _bounded(variances), targets)]


def _gaussian_variance_slopes(means: Values, variances: Values, targets: Values) -> List[float]:
    return [0.5 * (1.0 - (y - d) * (y - d) / v) / v / len(targets)
            for y, v, d in zip(means, _bounded(variances), targets)]


def _bounded(variances: Values) -> List[float]:
    """The slopes are those at the bound, not 0, so learning can bring a variance back up."""
    return [max(v, LEAST_VARIANCE) for v in variances]


def gaussian_nll(variance: float = 1.0) -> Loss:
    """The loss that measures how unlikely a target is: (1/n) Σ ½ (ln v + (y − d)² / v).

    The negative logarithm of a normal distribution around y with the variance v, less a
    constant. One variance for all outputs; with "gaussian_nll_predicted" the network predicts the
    variances. As PyTorch's GaussianNLLLoss, where a variance below 1e-6 counts as 1e-6 too.
    Raises BadInput for a variance that isn't above 0.

    >>> gaussian_nll(0.25).slopes([0.5], [1.0])
    [-2.0]
    """
    v = validation.number(variance, "the variance", above=0.0)
    return Loss("gaussian_nll" if v == 1.0 else f"gaussian_nll(variance={v!r})",
                lambda values, targets: _gaussian(values, [v] * len(values), targets),
                lambda values, targets: _gaussian_mean_slopes(values, [v] * len(values), targets),
                "(1/n) Σ ½ (ln v + (y − d)² / v)", "(y − d) / (v n)")


LOSSES: Dict[str, Loss] = {loss.name: loss for loss in (
    Loss("squared_error",
         lambda values, targets: added(0.5 * ((y - d) * (y - d)) for y, d in zip(values, targets)),
         lambda values, targets: [y - d for y, d in zip(values, targets)],
         "½ Σ (y − d)²", "y − d"),
    Loss("mean_squared_error",
         lambda values, targets: added((y - d) * (y - d) for y, d in zip(values, targets)) / len(values),
         lambda values, targets: [2.0 * (y - d) / len(values) for y, d in zip(values, targets)],
         "(1/n) Σ (y − d)²", "2 (y − d) / n"),
    Loss("absolute_error",
         lambda values, targets: added(_magnitude(y - d) for y, d in zip(values, targets)) / len(values),
         lambda values, targets: [((y > d) - (y < d)) / len(values) for y, d in zip(values, targets)],
         "(1/n) Σ |y − d|", "(1 if y > d, −1 if y < d, else 0) / n"),
    Loss("huber",
         lambda values, targets: added(_huber(y - d) for y, d in zip(values, targets)) / len(values),
         lambda values, targets: [min(max(y - d, -1.0), 1.0) / len(values)
                                  for y, d in zip(values, targets)],
         "(1/n) Σ (½ (y − d)² up to |y − d| = 1, then |y − d| − ½)",
         "(y − d, at least −1 and at most 1) / n"),
    Loss("binary_cross_entropy",
         lambda values, targets: added(-share_of(d, logarithm(y)) - share_of(1.0 - d, logarithm(1.0 - y))
                                       for y, d in zip(values, targets)) / len(values),
         lambda values, targets: [
             (share_of(1.0 - d, reciprocal(1.0 - y)) - share_of(d, reciprocal(y))) / len(values)
             for y, d in zip(values, targets)],
         "−(1/n) Σ (d ln y + (1 − d) ln(1 − y))", "((1 − d) / (1 − y) − d / y) / n",
         value_range=(0.0, 1.0), target_range=(0.0, 1.0),
         advice="Try the activation sigmoid in the last layer."),
    Loss("cross_entropy",
         lambda values, targets: added(share_of(-d, logarithm(y)) for y, d in zip(values, targets)),
         lambda values, targets: [share_of(-d, reciprocal(y)) for y, d in zip(values, targets)],
         "−Σ d ln y", "−d / y",
         value_range=(0.0, 1.0), target_range=(0.0, 1.0), takes_shares=True, of_classes=True,
         advice="It takes a softmax's outputs; from linear ones, try softmax_cross_entropy."),
    Loss("softmax_cross_entropy", _softmax_cross_entropy, _softmax_cross_entropy_slopes,
         "−Σ d (y − ln Σ e^y)", "softmax(y) Σd − d", target_range=(0.0, 1.0), of_classes=True),
    Loss("hinge",
         lambda values, targets: added(max(1.0 - d * y, 0.0) for y, d in zip(values, targets)) / len(values),
         lambda values, targets: [-d / len(values) if d * y < 1.0 else 0.0
                                  for y, d in zip(values, targets)],
         "(1/n) Σ max(0, 1 − d y)", "−d / n where d y < 1, else 0", target_range=(-1.0, 1.0)),
    gaussian_nll(),
    Loss("gaussian_nll_predicted",
         lambda values, targets: _gaussian(values[:len(targets)], values[len(targets):], targets),
         lambda values, targets: (
             _gaussian_mean_slopes(values[:len(targets)], values[len(targets):], targets)
             + _gaussian_variance_slopes(values[:len(targets)], values[len(targets):], targets)),
         "(1/n) Σ ½ (ln v + (y − d)² / v), v the second half of the outputs",
         "(y − d) / (v n) and ½ (1 − (y − d)² / v) / (v n)",
         outputs_per_target=2, further_range=ABOVE_ZERO,
         advice="The second half of the outputs are variances: "
                "try the activation softplus or exp for them."),
)}

check_form(Loss, 'Loss("mine", lambda ys, ds: (ys[0] - ds[0]) ** 4, '
                 'lambda ys, ds: [4 * (ys[0] - ds[0]) ** 3])', function=2, slopes=2)
