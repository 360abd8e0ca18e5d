"""Losses: how wrong the outputs are, with the slope side by side.

A loss compares the outputs' values (y) with the targets (d, what they should be). Its slopes,
∂loss/∂y, one for each output, are where every sensitivity in the network comes from.
"""

from __future__ import annotations

import math
from typing import Callable, Dict, Iterable, List, NamedTuple, Sequence, Tuple

from .activations import logarithm, reciprocal

Values = Sequence[float]


class Loss(NamedTuple):
    """A function of all outputs and targets and its slopes, as data; make your own if you like.

    ``value_range`` and ``target_range`` are the smallest and largest output and target for
    which the loss means anything.
    """

    name: str
    function: Callable[[Values, Values], float]         # values, targets → loss
    slopes: Callable[[Values, Values], List[float]]     # values, targets → ∂loss/∂value of each
    formula: str = ""                                   # for people: y an output, d its target
    slope_formula: str = ""
    value_range: Tuple[float, float] = (-math.inf, math.inf)
    target_range: Tuple[float, float] = (-math.inf, math.inf)


def added(terms: Iterable[float]) -> float:
    """The terms added from left to right: sum() rounds differently from one Python to the next."""
    total = 0.0
    for term in terms:
        total += term
    return total


def _squared_error(values: Values, targets: Values) -> float:
    return added(0.5 * ((y - d) * (y - d)) for y, d in zip(values, targets))


def _squared_error_slopes(values: Values, targets: Values) -> List[float]:
    return [y - d for y, d in zip(values, targets)]


def _mean_squared_error(values: Values, targets: Values) -> float:
    return added((y - d) * (y - d) for y, d in zip(values, targets)) / len(values)


def _mean_squared_error_slopes(values: Values, targets: Values) -> List[float]:
    return [2.0 * (y - d) / len(values) for y, d in zip(values, targets)]


def _binary_cross_entropy(values: Values, targets: Values) -> float:
    return added(-_times(d, logarithm(y)) - _times(1.0 - d, logarithm(1.0 - y))
                 for y, d in zip(values, targets)) / len(values)


def _binary_cross_entropy_slopes(values: Values, targets: Values) -> List[float]:
    return [(_times(1.0 - d, reciprocal(1.0 - y)) - _times(d, reciprocal(y))) / len(values)
            for y, d in zip(values, targets)]


def _times(share: float, surprise: float) -> float:
    """A target's share times how surprising it was: nothing at all when the share is 0."""
    return share * surprise if share != 0.0 else 0.0


LOSSES: Dict[str, Loss] = {loss.name: loss for loss in (
    Loss("squared_error", _squared_error, _squared_error_slopes,
         "½ Σ (y − d)²", "y − d"),
    Loss("mean_squared_error", _mean_squared_error, _mean_squared_error_slopes,
         "(1/n) Σ (y − d)²", "2 (y − d) / n"),
    Loss("binary_cross_entropy", _binary_cross_entropy, _binary_cross_entropy_slopes,
         "−(1/n) Σ (d ln y + (1 − d) ln(1 − y))", "((1 − d) / (1 − y) − d / y) / n",
         value_range=(0.0, 1.0), target_range=(0.0, 1.0)),
)}
