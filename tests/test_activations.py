import math
from typing import Tuple

import pytest

from lernmi import ACTIVATIONS, Activation, BadInput, Neuron, UnknownName
from lernmi.activations import sigmoid, softplus

ANY_FLOAT = [0.0, -0.0, 1.0, -1.0, 1e-300, -1e-300, 5e-324, 40.0, -40.0, 709.0, 710.0, -746.0, 1e6,
             -1e6, 1e300, -1e300, math.inf, -math.inf, math.nan]
HAND_WORKED = {
    "identity": (3.0, 3.0, 1.0), "one": (3.0, 1.0, 0.0), "sigmoid": (0.0, 0.5, 0.25),
    "tanh": (0.0, 0.0, 1.0), "relu": (3.0, 3.0, 1.0), "leaky_relu": (-2.0, -0.02, 0.01),
    "softplus": (0.0, math.log(2.0), 0.5), "exp": (1.0, math.e, math.e), "log": (4.0, math.log(4.0), 0.25),
    "square": (3.0, 9.0, 6.0), "reciprocal": (4.0, 0.25, -0.0625), "sqrt": (9.0, 3.0, 1.0 / 6.0)}


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_value_and_slope_are_those_worked_by_hand(name: str) -> None:
    total, value, slope = HAND_WORKED[name]
    activation = ACTIVATIONS[name]
    assert activation.function(total) == pytest.approx(value, rel=1e-15)
    assert activation.slope(total, value) == pytest.approx(slope, rel=1e-15)


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("total", [0.3, 1.7, 5.0, -0.3, -1.7, -5.0])
def test_slope_is_the_derivative(name: str, total: float) -> None:
    activation = ACTIVATIONS[name]
    value = activation.function(total)
    if math.isnan(value):
        pytest.skip("outside the activation's domain")
    step = 1e-5
    difference = (activation.function(total + step) - activation.function(total - step)) / (2 * step)
    assert activation.slope(total, value) == pytest.approx(difference, rel=1e-7, abs=1e-9)


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("total", ANY_FLOAT)
def test_any_float_gets_an_answer(name: str, total: float) -> None:
    activation = ACTIVATIONS[name]
    value = activation.function(total)
    assert isinstance(value, float)
    assert isinstance(activation.slope(total, value), float)
    if math.isnan(total) and name != "one":
        assert math.isnan(value), "a NaN must not be swallowed"


def limits(name: str) -> Tuple[float, float]:
    activation = ACTIVATIONS[name]
    return activation.function(-1e6), activation.function(1e6)


def test_squashing_activations_do_not_overflow() -> None:
    assert limits("sigmoid") == (0.0, 1.0)
    assert limits("tanh") == (-1.0, 1.0)
    assert limits("softplus") == (0.0, 1e6)


def test_sigmoid_and_softplus_keep_tiny_values() -> None:
    assert sigmoid(-700.0) == pytest.approx(math.exp(-700.0), rel=1e-15)
    assert softplus(-700.0) == pytest.approx(math.exp(-700.0), rel=1e-15)


def test_where_mathematics_has_no_number() -> None:
    assert ACTIVATIONS["log"].function(0.0) == -math.inf
    assert math.isnan(ACTIVATIONS["log"].function(-1.0))
    assert math.isnan(ACTIVATIONS["sqrt"].function(-1.0))
    assert ACTIVATIONS["sqrt"].slope(0.0, 0.0) == math.inf
    assert ACTIVATIONS["reciprocal"].function(-0.0) == -math.inf
    assert ACTIVATIONS["exp"].function(710.0) == math.inf


def test_your_own_activation() -> None:
    neuron = Neuron("n", Activation("triple", lambda total: 3.0 * total, lambda total, value: 3.0))
    neuron.total = 2.0
    neuron.forward()
    assert (neuron.value, neuron.slope) == (6.0, 3.0)


def test_an_unknown_activation_is_refused_with_a_suggestion() -> None:
    with pytest.raises(UnknownName, match="no activation is called 'sigmod': did you mean sigmoid?"):
        Neuron("n", "sigmod")
    with pytest.raises(BadInput, match="the activation must be a name or of type Activation, not 5"):
        Neuron("n", 5)  # type: ignore[arg-type]
