"""What the sign of an operation does, for whoever works it out once more."""

from __future__ import annotations

import operator
from typing import Callable, Dict, Optional

from ..activations import ACTIVATIONS

OPERATIONS: Dict[str, Callable[[float, float], float]] = {
    "×": operator.mul, "÷": operator.truediv, "+": operator.add, "−": operator.sub,
    "^": operator.pow}
SLOPE_OF = "slope of "


def recomputed(sign: str, left: float, right: Optional[float]) -> Optional[float]:
    """left sign right, or the function of that name of left; None for an unknown function.

    Raises ArithmeticError or ValueError where there is no such number.
    """
    if right is not None:
        return OPERATIONS[sign](left, right) if sign in OPERATIONS else None
    if sign == "=":
        return left
    if sign == "negative":
        return -left
    if sign.startswith(SLOPE_OF):
        activation = ACTIVATIONS.get(sign[len(SLOPE_OF):])
        return activation and activation.slope(left, activation.function(left))
    activation = ACTIVATIONS.get(sign)
    return activation and activation.function(left)
