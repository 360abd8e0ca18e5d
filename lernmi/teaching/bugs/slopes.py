"""Bugs of the slope of an activation: at another number, or by another formula."""

from __future__ import annotations

from functools import partial
from typing import Callable, Optional

from ...activations import ACTIVATIONS, Activation
from .bug import Bug
from .exhibit import WIRING, OnSlopes, Slope
from .passing_back import CLASS

TRIED = (-2.0, -0.3, 0.4, 3.0)          # totals at which a wrong slope must differ from the right one


def at_total(right: Activation, total: float, value: float) -> float:
    """The slope's formula with the total in place of the value: total × (1 − total)."""
    return right.slope(total, total)


def at_value(right: Activation, total: float, value: float) -> float:
    """The slope at the value, which went through the activation already: σ′(σ(total))."""
    return right.slope(value, right.function(value))


def one_at_zero(right: Activation, total: float, value: float) -> float:
    """1 at 0, where the function has a corner."""
    return 1.0 if total == 0.0 else right.slope(total, value)


def one_everywhere(total: float, value: float) -> float:
    """1 where the function is flat, too."""
    return 1.0


def zero_below_zero(total: float, value: float) -> float:
    """The slope of relu."""
    return 0.0 if total <= 0.0 else 1.0


def square_forgotten(total: float, value: float) -> float:
    """1 − y."""
    return 1.0 - value


def total_over_square(total: float, value: float) -> float:
    """x / (1 + |x|)²."""
    return total / ((1.0 + abs(total)) * (1.0 + abs(total)))


def _differing(wrong: Callable[[Activation, float, float], float], right: Activation) -> Optional[Slope]:
    """The wrong slope, if it is another one anywhere."""
    slope = partial(wrong, right)
    pairs = [(total, right.function(total)) for total in TRIED] if right.name not in WIRING else []
    return slope if any(slope(*pair) != right.slope(*pair) for pair in pairs) else None


def _of(name: str, slope: Slope, right: Activation) -> Optional[Slope]:
    """That slope for the activation of that name alone."""
    return slope if right.name == name else None


def _one_at_zero(right: Activation) -> Optional[Slope]:
    return partial(one_at_zero, right) if right.name == "relu" else None


NEURON, AT = "Neuron.forward", "self.slope = self.activation.slope(self.total, self.value)"
RELU = "lambda total, value: 0.0 if total <= 0.0 else 1.0"
TANH = "lambda total, value: 1.0 - value * value"

OF_SLOPES = [
    Bug("slope_of_total", "The slope's formula, y (1 − y), takes the total for the value.",
        NEURON, AT, AT.replace("self.value", "self.total"),
        "BoltzmannEntropy/interviews.ai, issue 4: a solution in a book",
        OnSlopes(partial(_differing, at_total)),
        needs="neuron whose slope would be another"),
    Bug("slope_of_value", "The slope is taken at the value, where the total is meant.",
        NEURON, AT, "self.slope = self.activation.slope(self.value, self.activation.function(self.value))",
        "dwhitena/gophernet, issue 6; davidrmiller/neural2d, issue 40",
        OnSlopes(partial(_differing, at_value)),
        needs="neuron whose slope would be another"),
    Bug("relu_slope_one_at_zero", "The slope of relu at 0 is 1: a silent neuron passes all back.",
        "the slope of relu", RELU, RELU.replace("<=", "<"),
        "tensorflow/playground, issue 19", OnSlopes(_one_at_zero), example="corner",
        needs="neuron with relu"),
    Bug("relu_slope_one_below_zero", "The slope of relu is 1 everywhere, also where it is flat.",
        "the slope of relu", RELU, "lambda total, value: 1.0",
        "deeplearning4j/nd4j, issue 271", OnSlopes(partial(_of, "relu", one_everywhere)), example="relu",
        needs="neuron with relu"),
    Bug("leaky_slope_zero", "The slope of leaky relu below 0 is 0, that of relu.",
        "the slope of leaky_relu", RELU.replace("0.0 if", "LEAK if"), RELU,
        "scientific-computing/FKB, issue 15",
        OnSlopes(partial(_of, "leaky_relu", zero_below_zero)), example="leaky",
        needs="neuron with leaky_relu"),
    Bug("sigmoid_slope_for_tanh", "The activation is tanh, its slope still the sigmoid's y (1 − y).",
        "the slope of tanh", TANH, "lambda total, value: value * (1.0 - value)",
        "ttezel/nn, issue 8", OnSlopes(partial(_of, "tanh", ACTIVATIONS["sigmoid"].slope)), example="rnn",
        needs="neuron with tanh"),
    Bug("tanh_square_forgotten", "The slope of tanh is taken as 1 − y, not 1 − y².",
        "the slope of tanh", TANH, "lambda total, value: 1.0 - value",
        CLASS, OnSlopes(partial(_of, "tanh", square_forgotten)), example="rnn",
        needs="neuron with tanh"),
    Bug("softsign_slope", "The slope of softsign is x / (1 + |x|)², not 1 / (1 + |x|)².",
        "the slope of softsign", "lambda total, value: 1.0 / ((1.0 + abs(total)) * (1.0 + abs(total)))",
        "lambda total, value: total / ((1.0 + abs(total)) * (1.0 + abs(total)))",
        CLASS, OnSlopes(partial(_of, "softsign", total_over_square)), example="softsign",
        needs="neuron with softsign"),
]
