"""A slope by differences: right wherever the function has one, a tie where it has none."""

import math
from typing import Callable, List, Tuple

import pytest

from lernmi import ACTIVATIONS
from lernmi.training.slope_measurement import measure_slope

Function = Callable[[float], float]


def error(function: Function, at: float, slope: float) -> float:
    """How far, relatively, the slope is from what differences allow."""
    nearest = measure_slope(function, at, slope).nearest(slope)
    return abs(slope - nearest) / max(abs(slope), abs(nearest), 5e-324)


POINTS = [0.0, 0.3, -0.7, 1.0, -2.5, 3.0, 7.1, -16.5, 36.0, -40.0, 700.0, 5e-11, -1e-17, 1e-3, 1e6, -3e7]


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_every_activation_has_its_slope_at_every_scale(name: str) -> None:
    activation = ACTIVATIONS[name]
    for at in POINTS:
        value = activation.function(at)
        slope = activation.slope(at, value)
        if math.isfinite(value) and math.isfinite(slope):
            assert error(activation.function, at, slope) <= 1e-9, at


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "softplus", "gelu", "sine", "elu", "log", "square"])
@pytest.mark.parametrize("wrong_by", [1e-8, -1e-6, 1e-4, 1.0])
def test_a_slope_that_is_a_little_wrong_is_outside(name: str, wrong_by: float) -> None:
    activation = ACTIVATIONS[name]
    for at in (0.3, 1.7, 2.5):
        slope = activation.slope(at, activation.function(at))
        assert error(activation.function, at, slope * (1.0 + wrong_by)) > 0.9 * abs(wrong_by) / 2.0


# Functions as somebody may write them, with their rounding, and a slope that has none of it.
WRITTEN_PLAINLY: List[Tuple[str, Function, Function]] = [
    ("ln(1 + e^x)", lambda x: math.log(1.0 + math.exp(x)), lambda x: 1.0 / (1.0 + math.exp(-x))),
    ("e^x − 1", lambda x: math.exp(x) - 1.0, math.exp),
    ("million + x", lambda x: 1e6 + x - 1e6, lambda x: 1.0),
    ("power of a half", lambda x: x ** 0.5, lambda x: 0.5 * x ** -0.5),
    ("narrow bump", lambda x: math.exp(-(100.0 * x) ** 2), lambda x: -2e4 * x * math.exp(-(100.0 * x) ** 2)),
    ("fast sine", lambda x: math.sin(1000.0 * x), lambda x: 1000.0 * math.cos(1000.0 * x)),
    ("sine in step with halving", lambda x: math.sin(32.0 * math.pi * x),
     lambda x: 32.0 * math.pi * math.cos(32.0 * math.pi * x)),
    ("(x − 1)^5", lambda x: x ** 5 - 5 * x ** 4 + 10 * x ** 3 - 10 * x * x + 5 * x - 1,
     lambda x: 5.0 * (x - 1.0) ** 4),
    ("almost |x|", lambda x: math.sqrt(x * x + 1e-12), lambda x: x / math.sqrt(x * x + 1e-12)),
]


@pytest.mark.parametrize("what, function, slope", WRITTEN_PLAINLY)
def test_rounding_and_scale_are_no_mistake(what: str, function: Function, slope: Function) -> None:
    for at in (0.0, 0.3, 0.5, 1.0, 1.1, 4.2, -0.2, -7.5, -18.2, -22.24, -33.0, 1e-8):
        if what == "power of a half" and at <= 0.0:
            continue
        assert error(function, at, slope(at)) <= 1e-9, at
        assert error(function, at, slope(at) + 0.01) > 0.0


def test_a_kink_has_two_slopes_and_each_between_them_is_allowed() -> None:
    relu = ACTIVATIONS["relu"].function
    measured = measure_slope(relu, 0.0, 0.0)
    assert measured.is_tie and not measured.jumps
    assert [measured.left, measured.right] == pytest.approx([0.0, 1.0])
    assert [measured.nearest(slope) for slope in (0.0, 0.5, 1.0)] == [0.0, 0.5, 1.0]
    assert measured.nearest(1.5) == pytest.approx(1.0)
    assert measure_slope(abs, 0.0, 0.0).is_tie


@pytest.mark.parametrize("distance", [1e-1, 1e-5, 1e-9, 1e-13, 1e-17])
def test_a_kink_nearby_is_none(distance: float) -> None:
    for name in ("relu", "leaky_relu", "elu", "softsign"):
        activation = ACTIVATIONS[name]
        for at in (distance, -distance):
            slope = activation.slope(at, activation.function(at))
            assert not measure_slope(activation.function, at, slope).is_tie
            assert error(activation.function, at, slope) <= 1e-9


def test_a_jump_is_a_tie_and_both_sides_have_their_slopes() -> None:
    jumps: List[Tuple[float, Function]] = [
        (0.0, lambda x: float(x >= 0.0)), (0.5, lambda x: float(x > 0.5)), (2.0, math.floor)]
    for at, function in jumps:
        measured = measure_slope(function, at, 0.0)
        assert measured.jumps and measured.is_tie and measured.nearest(0.0) == 0.0
        assert measured.above - measured.below == 1.0
        assert measured.nearest(5.0) == pytest.approx(0.0, abs=1e-9)
    for at in (1e-3, -1e-9, 1e-17):
        assert not measure_slope(lambda x: float(x >= 0.0), at, 0.0).is_tie


def test_a_value_that_stands_alone_is_no_tie() -> None:
    measured = measure_slope(lambda x: float(x == 0.0), 0.0, 0.0)
    assert not measured.is_tie and measured.nearest(0.0) == 0.0


def test_at_the_end_of_the_domain_one_side_is_enough() -> None:
    def entropy(x: float) -> float:
        if not 0.0 <= x <= 1.0:
            raise ValueError
        return -math.log(x)
    assert error(entropy, 1.0, -1.0) <= 1e-9
    assert error(entropy, 1.0, -1.00001) > 1e-6


def test_a_function_with_no_other_value_allows_any_slope() -> None:
    def only_here(x: float) -> float:
        return 1.0 if x == 0.5 else math.nan
    measured = measure_slope(only_here, 0.5, 3.0)
    assert measured.nearest(3.0) == 3.0 and measured.doubt == math.inf and not measured.is_tie
