"""Losses: how wrong the outputs are, with the slope side by side.

A loss compares the outputs' values (y) with the targets (d, what they should be). Its slopes,
∂loss/∂y, one for each output, are where every sensitivity in the network comes from.
"""

from __future__ import annotations

import math
from typing import Callable, Dict, List, NamedTuple, Sequence, Tuple, TypeVar

from . import loss_functions as functions
from .loss_functions import Values
from .support import validation

Some = TypeVar("Some")


class Loss(NamedTuple):
    """A function of all outputs and targets and its slopes, as data; make your own if you like.

    ``value_range`` and ``target_range`` are the smallest and largest output and target for
    which the loss means anything; ``advice`` is what to try when an output is outside.
    ``outputs_per_target`` is more than 1 for a loss that is told several things about each
    target: first one output for every target, then as many again, for which
    ``further_range`` holds instead. ``samples``: how many samples' outputs stand in a row.
    ``takes_shares``: whether it is made for shares that add up to 1, those of a Softmax.
    """

    name: str
    function: Callable[[Values, Values], float]         # values, targets → loss
    slopes: Callable[[Values, Values], List[float]]     # values, targets → ∂loss/∂value of each
    formula: str = ""                                   # for people: y an output, d its target
    slope_formula: str = ""
    value_range: Tuple[float, float] = (-math.inf, math.inf)
    target_range: Tuple[float, float] = (-math.inf, math.inf)
    outputs_per_target: int = 1
    further_range: Tuple[float, float] = (-math.inf, math.inf)
    advice: str = "Try another activation in the last layer."
    samples: int = 1
    takes_shares: bool = False

    def split(self, numbers: Sequence[Some]) -> List[Sequence[Some]]:
        """What belongs to each sample, of outputs or targets that stand in a row."""
        size = len(numbers) // self.samples
        return [numbers[start:start + size] for start in range(0, len(numbers), size)]


def gaussian_nll(variance: float = 1.0) -> Loss:
    """The loss that finds a target unlikely: (1/n) Σ ½ (ln v + (y − d)² / v).

    The negative logarithm of a normal distribution around y with the variance v, less a
    constant. One variance for all outputs; "gaussian_nll_predicted" has the network say how
    sure it is. As PyTorch's GaussianNLLLoss, where a variance below 1e-6 counts as 1e-6 too.
    Raises BadInput for a variance that isn't above zero.

    >>> gaussian_nll(0.25).slopes([0.5], [1.0])
    [-2.0]
    """
    given = validation.positive(variance, "the variance")
    name = "gaussian_nll" if given == 1.0 else f"gaussian_nll(variance={given!r})"
    return Loss(
        name,
        lambda values, targets: functions.gaussian_nll(values, [given] * len(values), targets),
        lambda values, targets: functions.gaussian_mean_slopes(
            values, [given] * len(values), targets),
        "(1/n) Σ ½ (ln v + (y − d)² / v)", "(y − d) / (v n)")


def _predicted(values: Values, targets: Values) -> float:
    count = len(targets)
    return functions.gaussian_nll(values[:count], values[count:], targets)


def _predicted_slopes(values: Values, targets: Values) -> List[float]:
    means, variances = values[:len(targets)], values[len(targets):]
    return (functions.gaussian_mean_slopes(means, variances, targets)
            + functions.gaussian_variance_slopes(means, variances, targets))


LOSSES: Dict[str, Loss] = {loss.name: loss for loss in (
    Loss("squared_error", functions.squared_error, functions.squared_error_slopes,
         "½ Σ (y − d)²", "y − d"),
    Loss("mean_squared_error", functions.mean_squared_error, functions.mean_squared_error_slopes,
         "(1/n) Σ (y − d)²", "2 (y − d) / n"),
    Loss("absolute_error", functions.absolute_error, functions.absolute_error_slopes,
         "(1/n) Σ |y − d|", "(1 if y > d, −1 if y < d, else 0) / n"),
    Loss("huber", functions.huber, functions.huber_slopes,
         "(1/n) Σ (½ (y − d)² up to |y − d| = 1, then |y − d| − ½)",
         "(y − d, at least −1 and at most 1) / n"),
    Loss("binary_cross_entropy", functions.binary_cross_entropy,
         functions.binary_cross_entropy_slopes,
         "−(1/n) Σ (d ln y + (1 − d) ln(1 − y))", "((1 − d) / (1 − y) − d / y) / n",
         value_range=(0.0, 1.0), target_range=(0.0, 1.0),
         advice="Try the activation sigmoid in the last layer."),
    Loss("cross_entropy", functions.cross_entropy, functions.cross_entropy_slopes,
         "−Σ d ln y", "−d / y",
         value_range=(0.0, 1.0), target_range=(0.0, 1.0), takes_shares=True,
         advice="It takes a softmax's outputs; from linear ones, try softmax_cross_entropy."),
    Loss("softmax_cross_entropy", functions.softmax_cross_entropy,
         functions.softmax_cross_entropy_slopes,
         "−Σ d (y − ln Σ e^y)", "softmax(y) Σd − d",
         target_range=(0.0, 1.0)),
    Loss("hinge", functions.hinge, functions.hinge_slopes,
         "(1/n) Σ max(0, 1 − d y)", "−d / n where d y < 1, else 0",
         target_range=(-1.0, 1.0)),
    gaussian_nll(),
    Loss("gaussian_nll_predicted", _predicted, _predicted_slopes,
         "(1/n) Σ ½ (ln v + (y − d)² / v), v the second half of the outputs",
         "(y − d) / (v n) and ½ (1 − (y − d)² / v) / (v n)",
         outputs_per_target=2, further_range=validation.ABOVE_ZERO,
         advice="The second half of the outputs are variances: "
                "try the activation softplus or exp for them."),
)}


def repeated(loss: Loss, samples: int) -> Loss:
    """The sum of a loss over several samples, whose outputs and targets stand in a row."""
    whole = loss._replace(samples=samples)

    def function(values: Values, targets: Values) -> float:
        return functions.added(map(loss.function, whole.split(values), whole.split(targets)))

    def slopes(values: Values, targets: Values) -> List[float]:
        return [slope for some in map(loss.slopes, whole.split(values), whole.split(targets))
                for slope in some]

    return whole._replace(function=function, slopes=slopes)
