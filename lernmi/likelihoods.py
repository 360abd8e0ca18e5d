"""The arithmetic of the losses that measure how unlikely the targets are, with their slopes.

The cross-entropies are for classes, the others for numbers with a normal distribution around the
outputs. As in losses: y an output, d its target, n the number of targets.
"""

from __future__ import annotations

import math
import warnings
from typing import Callable, Iterable, List, Sequence, TypeVar

from .activations import logarithm, reciprocal, share_of, sigmoid, softplus
from .support.errors import BadInput

Values = Sequence[float]
Result = TypeVar("Result")
LEAST_VARIANCE = 1e-6               # smaller ones count as this one, as in PyTorch


def added(terms: Iterable[float]) -> float:
    """The terms added from left to right: sum() rounds differently from one Python to the next."""
    total = 0.0
    for term in terms:
        total += term
    return total


# ---- classes -----------------------------------------------------------------------------------

def binary_cross_entropy(values: Values, targets: Values) -> float:
    """−(1/n) Σ (d ln y + (1 − d) ln(1 − y))."""
    return added(-share_of(d, logarithm(y)) - share_of(1.0 - d, logarithm(1.0 - y))
                 for y, d in zip(values, targets)) / len(values)


def binary_cross_entropy_slopes(values: Values, targets: Values) -> List[float]:
    """((1 − d) / (1 − y) − d / y) / n."""
    return [(share_of(1.0 - d, reciprocal(1.0 - y)) - share_of(d, reciprocal(y))) / len(values)
            for y, d in zip(values, targets)]


def sigmoid_cross_entropy(values: Values, targets: Values) -> float:
    """(1/n) Σ (d ln(1 + e^−y) + (1 − d) ln(1 + e^y)): −ln of the sigmoid, and of what is left of 1.

    No term is negative, so nothing cancels, for an output of any size.
    """
    return added(share_of(d, softplus(-y)) + share_of(1.0 - d, softplus(y))
                 for y, d in zip(values, targets)) / len(values)


def sigmoid_cross_entropy_slopes(values: Values, targets: Values) -> List[float]:
    """(σ(y) − d) / n, as (1 − d) σ(y) − d σ(−y): all digits also where σ(y) is close to d."""
    return [((1.0 - d) * sigmoid(y) - d * sigmoid(-y)) / len(values) for y, d in zip(values, targets)]


def cross_entropy(values: Values, targets: Values) -> float:
    """−Σ d ln y."""
    return added(share_of(-d, logarithm(y)) for y, d in zip(values, targets))


def cross_entropy_slopes(values: Values, targets: Values) -> List[float]:
    """−d / y."""
    return [share_of(-d, reciprocal(y)) for y, d in zip(values, targets)]


def softmax_cross_entropy(values: Values, targets: Values) -> float:
    """−Σ d (y − ln Σ e^y), without a large power: every y counts from the largest of them.

    The largest's own power is 1, so the others' sum is what log1p takes: where that is tiny,
    and the answer sure and right, the loss is tiny as well and not rounded to 0.
    """
    largest = max(values)
    leader = list(values).index(largest)
    others = added(math.exp(y - largest) for index, y in enumerate(values) if index != leader)
    rest = math.log1p(others)
    return added(share_of(d, rest - (y - largest)) for y, d in zip(values, targets))


def softmax_cross_entropy_slopes(values: Values, targets: Values) -> List[float]:
    """softmax(y) Σd − d."""
    all_targets = added(targets)
    return [share * all_targets - d for share, d in zip(softmax(values), targets)]


def softmax(values: Values) -> List[float]:
    """e^y / Σ e^y, without a large power: shares that add up to 1."""
    largest = max(values)
    powers = [math.exp(y - largest) for y in values]
    total = added(powers)
    return [power / total for power in powers]


# ---- targets that stand for classes --------------------------------------------------------------

def accept(targets: Values) -> None:
    """No further check of the targets."""


def check_sum(name: str, instead: str, most: float, targets: Values) -> None:
    """Warn of the targets of ``name`` unless they are shares: each class's, of 1 in all."""
    total = added(targets)
    rows = min(max(round(total), 1), most)          # a Softmax may have several rows of shares
    if not abs(total - rows) <= 1e-6:               # as torch.distributions.constraints.simplex
        warnings.warn(f"{name} is for targets that add up to 1, the shares of the classes; these do not. "
                      f"Where several classes may be there at once, use {instead}.", stacklevel=5)


def check_signs(targets: Values) -> None:
    """BadInput for a target of 0, which means −1 to those who know the classes as 1 and 0."""
    for index, target in enumerate(targets):
        if target == 0.0:
            raise BadInput(f"target[{index}] is 0, but hinge takes 1 and -1 for the two classes: "
                           "write -1 where it is 0.")


def share_of_each(targets: Values) -> float:
    """Of classes of which one is true: all have the same share, and each row still adds up to 1."""
    return added(targets) / len(targets)


def half(targets: Values) -> float:
    """Of targets that are each between yes and no."""
    return 0.5


def with_smoothed_targets(function: Callable[[Values, Values], Result], share: float,
                          each: Callable[[Values], float], values: Values, targets: Values) -> Result:
    """The function of the values and of (1 − share) d + share × each."""
    for_each = each(targets)
    return function(values, [(1.0 - share) * d + share * for_each for d in targets])


# ---- the normal distribution -------------------------------------------------------------------

def gaussian(means: Values, variances: Values, targets: Values) -> float:
    """(1/n) Σ ½ (ln v + (y − d)² / v), with y a mean and v its variance."""
    return added(0.5 * (logarithm(v) + (y - d) * (y - d) / v)
                 for y, v, d in zip(means, _bounded(variances), targets)) / len(targets)


def _mean_slopes(means: Values, variances: Values, targets: Values) -> List[float]:
    return [(y - d) / v / len(targets) for y, v, d in zip(means, _bounded(variances), targets)]


def _variance_slopes(means: Values, variances: Values, targets: Values) -> List[float]:
    return [0.5 * (1.0 - (y - d) * (y - d) / v) / v / len(targets)
            for y, v, d in zip(means, _bounded(variances), targets)]


def _bounded(variances: Values) -> List[float]:
    """The slopes are those at the bound, not 0, so learning can bring a variance back up."""
    return [max(v, LEAST_VARIANCE) for v in variances]


def gaussian_fixed(variance: float, values: Values, targets: Values) -> float:
    """All outputs are means, with one variance."""
    return gaussian(values, [variance] * len(values), targets)


def gaussian_fixed_slopes(variance: float, values: Values, targets: Values) -> List[float]:
    """(y − d) / (v n)."""
    return _mean_slopes(values, [variance] * len(values), targets)


def gaussian_predicted(values: Values, targets: Values) -> float:
    """The first half of the outputs are means, the second half their variances."""
    return gaussian(values[:len(targets)], values[len(targets):], targets)


def gaussian_predicted_slopes(values: Values, targets: Values) -> List[float]:
    """(y − d) / (v n), then ½ (1 − (y − d)² / v) / (v n)."""
    means, variances = values[:len(targets)], values[len(targets):]
    return _mean_slopes(means, variances, targets) + _variance_slopes(means, variances, targets)
