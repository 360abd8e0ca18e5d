"""Activations: how a neuron's value follows from its total, with the slope side by side.

The slope is the derivative ∂value/∂total. It is given the total and the value, because many
slopes are simplest in terms of the value: sigmoid's is value × (1 − value). Every function
here answers for any float: where mathematics has no number it gives inf or nan, which the
network reports with the neuron's name.
"""

from __future__ import annotations

import math
from typing import Callable, Dict, NamedTuple


class Activation(NamedTuple):
    """A function and its slope, as data; make your own and hand it to a Neuron or a layer.

    >>> cube = Activation("cube", lambda total: total * total * total,
    ...                   lambda total, value: 3.0 * total * total)
    >>> cube.function(2.0), cube.slope(2.0, 8.0)
    (8.0, 12.0)
    """

    name: str
    function: Callable[[float], float]          # total → value
    slope: Callable[[float, float], float]      # total, value → ∂value/∂total
    formula: str = ""                           # for people: y is the value, x the total
    slope_formula: str = ""


def sigmoid(total: float) -> float:
    """1 / (1 + e^−x), without a large power for any x."""
    if total >= 0.0:
        return 1.0 / (1.0 + math.exp(-total))
    power = math.exp(total)
    return power / (1.0 + power)


def exponential(total: float) -> float:
    """e^x, and inf where that is more than a float holds (beyond x = 709.78)."""
    try:
        return math.exp(total)
    except OverflowError:
        return math.inf


def logarithm(total: float) -> float:
    """ln x; −inf at 0 and nan below it."""
    if total > 0.0:
        return math.log(total)
    return -math.inf if total == 0.0 else math.nan


def reciprocal(total: float) -> float:
    """1 / x; inf at 0, with the sign of that zero."""
    return 1.0 / total if total != 0.0 else math.copysign(math.inf, total)


def square_root(total: float) -> float:
    """√x; nan below 0."""
    return math.sqrt(total) if total >= 0.0 else math.nan


def softplus(total: float) -> float:
    """ln(1 + e^x), which is x + ln(1 + e^−x): the power that is taken is never large."""
    return max(total, 0.0) + math.log1p(math.exp(-abs(total)))


LEAK = 0.01         # the slope of leaky relu below zero, as in PyTorch

ACTIVATIONS: Dict[str, Activation] = {activation.name: activation for activation in (
    Activation("identity", lambda total: total,
               lambda total, value: 1.0,
               "x", "1"),
    Activation("one", lambda total: 1.0,
               lambda total, value: 0.0,
               "1", "0"),
    Activation("sigmoid", sigmoid,
               lambda total, value: value * (1.0 - value),
               "1 / (1 + e^−x)", "y (1 − y)"),
    Activation("tanh", math.tanh,
               lambda total, value: 1.0 - value * value,
               "tanh x", "1 − y²"),
    Activation("relu", lambda total: 0.0 if total <= 0.0 else total,
               lambda total, value: 0.0 if total <= 0.0 else 1.0,
               "x above 0, else 0", "1 above 0, else 0"),
    Activation("leaky_relu", lambda total: LEAK * total if total <= 0.0 else total,
               lambda total, value: LEAK if total <= 0.0 else 1.0,
               f"x above 0, else {LEAK} x", f"1 above 0, else {LEAK}"),
    Activation("softplus", softplus,
               lambda total, value: sigmoid(total),
               "ln(1 + e^x)", "1 / (1 + e^−x)"),
    Activation("exp", exponential,
               lambda total, value: value,
               "e^x", "y"),
    Activation("log", logarithm,
               lambda total, value: reciprocal(total),
               "ln x", "1 / x"),
    Activation("square", lambda total: total * total,
               lambda total, value: 2.0 * total,
               "x²", "2 x"),
    Activation("reciprocal", reciprocal,
               lambda total, value: -value * value,
               "1 / x", "−y²"),
    Activation("sqrt", square_root,
               lambda total, value: 0.5 * reciprocal(value),
               "√x", "1 / (2 y)"),
)}
