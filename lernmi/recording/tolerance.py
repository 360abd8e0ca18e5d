"""How far off a number may be in a recording: its digits are rounded, and libraries differ."""

from __future__ import annotations

import math
from typing import Any, Optional

from ..tracing.operations import EXACT, ROUNDINGS, recomputed, rounding_slack
from .reader import Operation

LIBRARIES_DIFFER = 1e-12    # relative: powers and functions are rounded differently elsewhere


class Tolerance:
    """What may be off where numbers are rounded to so many significant ``digits``; None: not rounded.

    A result may be off by 1.5 × 10^(1 − digits) of its size.
    """

    def __init__(self, digits: Optional[int]) -> None:
        self.digits = digits

    def agrees(self, stated: float, right: float) -> bool:
        """Whether a number is the right one, as far as its digits show."""
        return _agree(stated, right, self._slack(abs(right)))

    def is_right(self, operation: Operation, result: float) -> bool:
        """Whether an operation has that result, as far as its digits show."""
        assert operation.left is not None
        size = abs(result)
        if operation.right is not None and operation.sign in "+−":
            size = max(size, abs(operation.left.value), abs(operation.right.value))
        slack = self._slack(size)
        if operation.sign not in EXACT:
            slack = max(slack, LIBRARIES_DIFFER * size)
            if operation.right is None:
                slack += self._span(operation.sign, operation.left.value)
        return _agree(operation.result.value, result, slack)

    def _slack(self, size: float) -> float:
        """How far off a number of that size may be because of rounded digits."""
        return rounding_slack(self.digits, size)

    def _span(self, function: str, argument: float) -> float:
        """How much the function changes between the limits of its rounded argument."""
        half = self._slack(abs(argument)) / ROUNDINGS / 2.0
        below, above = (result_of(function, argument + side, None) for side in (-half, half))
        return float(abs(above - below))


def result_of(sign: str, left: float, right: Optional[float]) -> Any:
    """The result of an operation: NaN where there is no such number."""
    try:
        result = recomputed(sign, left, right)
    except (ArithmeticError, ValueError):
        return math.nan
    return math.nan if isinstance(result, complex) else result


def _agree(stated: float, right: float, slack: float) -> bool:
    return stated == right or abs(stated - right) <= slack or math.isnan(stated) and math.isnan(right)
