"""What the losses compute: each function with its slopes side by side.

Everywhere y is an output's value, d its target, n how many targets there are. The slopes are
∂loss/∂y, one for each output. They answer for any finite numbers: where mathematics has none
they give inf or nan, which the network reports with the output's name.
"""

from __future__ import annotations

import math
from typing import Iterable, List, Sequence

from .activations import logarithm, reciprocal, share_of

Values = Sequence[float]

LEAST_VARIANCE = 1e-6       # smaller ones count as this one, as in PyTorch


def added(terms: Iterable[float]) -> float:
    """The terms added from left to right: sum() rounds differently from one Python to the next."""
    total = 0.0
    for term in terms:
        total += term
    return total


# ---- how far off ---------------------------------------------------------------------------

def squared_error(values: Values, targets: Values) -> float:
    """½ Σ (y − d)²."""
    return added(0.5 * ((y - d) * (y - d)) for y, d in zip(values, targets))


def squared_error_slopes(values: Values, targets: Values) -> List[float]:
    """y − d."""
    return [y - d for y, d in zip(values, targets)]


def mean_squared_error(values: Values, targets: Values) -> float:
    """(1/n) Σ (y − d)²."""
    return added((y - d) * (y - d) for y, d in zip(values, targets)) / len(values)


def mean_squared_error_slopes(values: Values, targets: Values) -> List[float]:
    """2 (y − d) / n."""
    return [2.0 * (y - d) / len(values) for y, d in zip(values, targets)]


def absolute_error(values: Values, targets: Values) -> float:
    """(1/n) Σ |y − d|."""
    return added(_size(y - d) for y, d in zip(values, targets)) / len(values)


def absolute_error_slopes(values: Values, targets: Values) -> List[float]:
    """The sign of y − d, by n; 0 where they are equal."""
    return [((y > d) - (y < d)) / len(values) for y, d in zip(values, targets)]


def huber(values: Values, targets: Values) -> float:
    """(1/n) Σ: ½ (y − d)² up to a distance of 1, |y − d| − ½ beyond it."""
    return added(_huber_term(y - d) for y, d in zip(values, targets)) / len(values)


def huber_slopes(values: Values, targets: Values) -> List[float]:
    """y − d, but at least −1 and at most 1, by n."""
    return [min(max(y - d, -1.0), 1.0) / len(values) for y, d in zip(values, targets)]


def _huber_term(error: float) -> float:
    return 0.5 * (error * error) if -1.0 < error < 1.0 else _size(error) - 0.5


def _size(error: float) -> float:
    return max(error, -error)       # abs() would make a traced number forget what it was made of


# ---- how surprised -------------------------------------------------------------------------

def binary_cross_entropy(values: Values, targets: Values) -> float:
    """−(1/n) Σ (d ln y + (1 − d) ln(1 − y))."""
    return added(-share_of(d, logarithm(y)) - share_of(1.0 - d, logarithm(1.0 - y))
                 for y, d in zip(values, targets)) / len(values)


def binary_cross_entropy_slopes(values: Values, targets: Values) -> List[float]:
    """((1 − d) / (1 − y) − d / y) / n."""
    return [(share_of(1.0 - d, reciprocal(1.0 - y)) - share_of(d, reciprocal(y))) / len(values)
            for y, d in zip(values, targets)]


def cross_entropy(values: Values, targets: Values) -> float:
    """−Σ d ln y: both are distributions over the classes."""
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
    largest, wanted = max(values), added(targets)
    powers = [math.exp(y - largest) for y in values]
    total = added(powers)
    return [power / total * wanted - d for power, d in zip(powers, targets)]


def hinge(values: Values, targets: Values) -> float:
    """(1/n) Σ max(0, 1 − d y)."""
    return added(max(1.0 - d * y, 0.0) for y, d in zip(values, targets)) / len(values)


def hinge_slopes(values: Values, targets: Values) -> List[float]:
    """−d / n where d y is below 1, else 0."""
    return [-d / len(values) if d * y < 1.0 else 0.0 for y, d in zip(values, targets)]


# ---- how unlikely under a normal distribution ----------------------------------------------

def gaussian_nll(means: Values, variances: Values, targets: Values) -> float:
    """(1/n) Σ ½ (ln v + (y − d)² / v), with y a mean and v its variance."""
    return added(0.5 * (logarithm(v) + (y - d) * (y - d) / v)
                 for y, v, d in zip(means, _bounded(variances), targets)) / len(targets)


def gaussian_mean_slopes(means: Values, variances: Values, targets: Values) -> List[float]:
    """(y − d) / v, by n."""
    return [(y - d) / v / len(targets) for y, v, d in zip(means, _bounded(variances), targets)]


def gaussian_variance_slopes(means: Values, variances: Values, targets: Values) -> List[float]:
    """½ (1 − (y − d)² / v) / v, by n."""
    return [0.5 * (1.0 - (y - d) * (y - d) / v) / v / len(targets)
            for y, v, d in zip(means, _bounded(variances), targets)]


def _bounded(variances: Values) -> List[float]:
    """The slopes are those at the bound, not 0, so learning can bring a variance back up."""
    return [max(v, LEAST_VARIANCE) for v in variances]
