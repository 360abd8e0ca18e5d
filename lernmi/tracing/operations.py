"""Operations by their signs, to compute them again."""

from __future__ import annotations

import operator
from typing import Callable, Dict, Optional

from ..activations import ACTIVATIONS
from .traced_number import NEGATIVE

OPERATIONS: Dict[str, Callable[[float, float], float]] = {
    "×": operator.mul, "÷": operator.truediv, "+": operator.add, "−": operator.sub,
    "^": operator.pow}
TYPED = {"×": "*", "÷": "/", "−": "-", "^": "**"}          # how signs may be typed as well
EXACT = ("×", "÷", "+", "−", "=", NEGATIVE)       # the same bits on every machine
SLOPE_OF = "slope of "
ROUNDINGS = 1.5             # of two operands and a result, each half a unit of its last digit


def activation_of(sign: str) -> str:
    """The activation's name: "relu" for "relu" and for "slope of relu"."""
    return sign[len(SLOPE_OF):] if sign.startswith(SLOPE_OF) else sign


def is_function(sign: str) -> bool:
    """Whether it is a known function, such as "sigmoid" or "slope of relu"."""
    return sign in ("=", NEGATIVE) or activation_of(sign) in ACTIVATIONS


def recomputed(sign: str, left: float, right: Optional[float] = None) -> float:
    """left sign right, or the function of that name of left.

    Raises ArithmeticError or ValueError where there is no such number, LookupError for an
    unknown sign or function.
    """
    if right is not None:
        return OPERATIONS[sign](left, right)
    if sign == "=":
        return left
    if sign == NEGATIVE:
        return -left
    activation = ACTIVATIONS[activation_of(sign)]
    value = activation.function(left)
    return activation.slope(left, value) if sign.startswith(SLOPE_OF) else value


def rounding_slack(digits: Optional[int], size: float) -> float:
    """How far off a number of that size may be where numbers are rounded to so many significant digits.

    1.5 × 10^(1 − digits) of its size; None: they are not rounded.
    """
    return 0.0 if digits is None else ROUNDINGS * 10.0 ** (1 - digits) * size
