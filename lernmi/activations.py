"""Activations: how a neuron's value follows from its total, with the slope side by side.

The slope is the derivative ∂value/∂total. Its arguments are the total and the value, because
many slopes are simplest in terms of the value: sigmoid's is value × (1 − value). Every function
here returns a float for any float: inf or nan where mathematics has no number, which the
network reports with the neuron's name.
"""

from __future__ import annotations

import math
from typing import Any, Callable, Dict, NamedTuple, Tuple

from .support.user_defined import check_form


class Activation(NamedTuple):
    """A function and its slope, as data; a user-defined one serves a Neuron or a layer as well.

    A copy of a built-in activation, and one from a pickle, is the same object.

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

    def __reduce__(self) -> Tuple[Any, ...]:
        """For copies and pickles: a built-in activation by its name, another one by its fields."""
        if is_built_in(self):
            return built_in, (self.name,)
        return Activation, tuple(self)


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


def logarithm_slope(total: float, value: float) -> float:
    """1 / x."""
    return reciprocal(total)


def square_root(total: float) -> float:
    """√x; nan below 0."""
    return math.sqrt(total) if total >= 0.0 else math.nan


def square_root_slope(total: float, value: float) -> float:
    """1 / (2 y), with y = √x."""
    return 0.5 * reciprocal(value)


def softplus(total: float) -> float:
    """ln(1 + e^x), which is x + ln(1 + e^−x): the power is never large."""
    return max(total, 0.0) + math.log1p(math.exp(-abs(total)))


def softplus_slope(total: float, value: float) -> float:
    """1 / (1 + e^−x), the sigmoid."""
    return sigmoid(total)


def share_of(share: float, amount: float) -> float:
    """share · amount; 0 for a share of 0, even of an infinite amount."""
    return share * amount if share != 0.0 else 0.0


def elu(total: float) -> float:
    """x above 0, else e^x − 1 without the rounding of that difference."""
    return total if total > 0.0 else math.expm1(total)


def elu_slope(total: float, value: float) -> float:
    """1 above 0, else e^x."""
    return 1.0 if total > 0.0 else math.exp(total)


def normal_cdf(total: float) -> float:
    """Φ(x), the share of the normal distribution below x; accurate even where it is tiny."""
    return 0.5 * math.erfc(-total * math.sqrt(0.5))


def normal_pdf(total: float) -> float:
    """Φ′(x) = e^(−x²/2) / √(2π), the density of the normal distribution."""
    return math.exp(-0.5 * total * total) / math.sqrt(2.0 * math.pi)


def gelu(total: float) -> float:
    """x Φ(x)."""
    return share_of(normal_cdf(total), total)


def gelu_slope(total: float, value: float) -> float:
    """Φ(x) + x Φ′(x)."""
    return normal_cdf(total) + share_of(normal_pdf(total), total)


def silu(total: float) -> float:
    """x σ(x), with σ the sigmoid."""
    return share_of(sigmoid(total), total)


def silu_slope(total: float, value: float) -> float:
    """σ(x) + x σ(x) (1 − σ(x)), with σ the sigmoid."""
    share = sigmoid(total)
    return share + share_of(share * (1.0 - share), total)


def doubled_cubic(total: float) -> float:
    """2 √(2/π) (x + 0.044715 x³), of which gelu_tanh takes the sigmoid: ½ (1 + tanh z) = σ(2 z)."""
    return 2.0 * math.sqrt(2.0 / math.pi) * (total + 0.044715 * (total * total * total))


def gelu_tanh(total: float) -> float:
    """x σ(z), with z the doubled cubic of x."""
    return share_of(sigmoid(doubled_cubic(total)), total)


def gelu_tanh_slope(total: float, value: float) -> float:
    """σ(z) + x σ(z) (1 − σ(z)) z′, with z′ = 2 √(2/π) (1 + 3 · 0.044715 x²)."""
    share = sigmoid(doubled_cubic(total))
    steepness = 2.0 * math.sqrt(2.0 / math.pi) * (1.0 + 3.0 * 0.044715 * (total * total))
    return share + share_of(share * (1.0 - share), total * steepness)


def softsign(total: float) -> float:
    """x / (1 + |x|), and its limits −1 and 1 at −inf and inf."""
    return math.copysign(1.0, total) if math.isinf(total) else total / (1.0 + abs(total))


def sine(total: float) -> float:
    """sin x; nan for inf."""
    return math.sin(total) if math.isfinite(total) else math.nan


def sine_slope(total: float, value: float) -> float:
    """cos x; nan for inf."""
    return math.cos(total) if math.isfinite(total) else math.nan


def step(total: float) -> float:
    """1 at 0 and above, else 0; nan for nan."""
    if total >= 0.0:
        return 1.0
    return 0.0 if total < 0.0 else math.nan


def logical_not(total: float) -> float:
    """1 below ½, else 0: the opposite of a number that is 0 or 1; nan for nan."""
    if total < 0.5:
        return 1.0
    return 0.0 if total >= 0.5 else math.nan


LEAK = 0.01         # the slope of leaky relu below zero, as in PyTorch

ACTIVATIONS: Dict[str, Activation] = {activation.name: activation for activation in (
    Activation("identity", lambda total: total, lambda total, value: 1.0,
               "x", "1"),
    Activation("one", lambda total: 1.0, lambda total, value: 0.0,
               "1", "0"),
    Activation("sigmoid", sigmoid, lambda total, value: value * (1.0 - value),
               "1 / (1 + e^−x)", "y (1 − y)"),
    Activation("tanh", math.tanh, lambda total, value: 1.0 - value * value,
               "tanh x", "1 − y²"),
    Activation("relu", lambda total: 0.0 if total <= 0.0 else total,
               lambda total, value: 0.0 if total <= 0.0 else 1.0,
               "x above 0, else 0", "1 above 0, else 0"),
    Activation("leaky_relu", lambda total: LEAK * total if total <= 0.0 else total,
               lambda total, value: LEAK if total <= 0.0 else 1.0,
               f"x above 0, else {LEAK} x", f"1 above 0, else {LEAK}"),
    Activation("softplus", softplus, softplus_slope,
               "ln(1 + e^x)", "1 / (1 + e^−x)"),
    Activation("exp", exponential, lambda total, value: value,
               "e^x", "y"),
    Activation("log", logarithm, logarithm_slope,
               "ln x", "1 / x"),
    Activation("square", lambda total: total * total, lambda total, value: 2.0 * total,
               "x²", "2 x"),
    Activation("reciprocal", reciprocal, lambda total, value: -value * value,
               "1 / x", "−y²"),
    Activation("sqrt", square_root, square_root_slope,
               "√x", "1 / (2 y)"),
    Activation("elu", elu, elu_slope,
               "x above 0, else e^x − 1", "1 above 0, else e^x"),
    Activation("gelu", gelu, gelu_slope,
               "x Φ(x), with Φ(x) = ½ (1 + erf(x / √2))", "Φ(x) + x e^(−x²/2) / √(2π)"),
    Activation("gelu_tanh", gelu_tanh, gelu_tanh_slope,
               "½ x (1 + tanh z), with z = √(2/π) (x + 0.044715 x³)",
               "½ (1 + tanh z) + ½ x (1 − tanh² z) √(2/π) (1 + 0.134145 x²)"),
    Activation("silu", silu, silu_slope,
               "x σ(x), with σ(x) = 1 / (1 + e^−x)", "σ(x) + x σ(x) (1 − σ(x))"),
    Activation("softsign", softsign, lambda total, value: 1.0 / ((1.0 + abs(total)) * (1.0 + abs(total))),
               "x / (1 + |x|)", "1 / (1 + |x|)²"),
    Activation("hard_sigmoid", lambda total: min(max(total + 3.0, 0.0), 6.0) / 6.0,
               lambda total, value: 1.0 / 6.0 if -3.0 < total < 3.0 else 0.0,
               "(x + 3) / 6, but at least 0 and at most 1", "1/6 between −3 and 3, else 0"),
    Activation("sine", sine, sine_slope,
               "sin x", "cos x"),
    Activation("step", step, lambda total, value: 0.0,
               "1 at 0 and above, else 0", "0"),
    Activation("logical_not", logical_not, lambda total, value: 0.0,
               "1 below ½, else 0", "0"),
)}


check_form(Activation, 'Activation("cube", lambda x: x ** 3, lambda x, y: 3 * x ** 2)', function=1, slope=2)


def is_built_in(activation: Activation) -> bool:
    """Whether it is one of ACTIVATIONS; a user-defined one is not, whatever its name."""
    return ACTIVATIONS.get(activation.name) == activation


def built_in(name: str) -> Activation:
    """The built-in activation of that name."""
    return ACTIVATIONS[name]
