import copy
import math
import pickle
import struct
from typing import Tuple

import pytest

from lernmi import ACTIVATIONS, Activation, BadInput, Neuron, UnknownName
from lernmi.activations import sigmoid, softplus
from lernmi.tracing.traced_number import make_number

ANY_FLOAT = [0.0, -0.0, 1.0, -1.0, 1e-300, -1e-300, 5e-324, 40.0, -40.0, 709.0, 710.0, -746.0, 1e6,
             -1e6, 1e300, -1e300, math.inf, -math.inf, math.nan]
HAND_WORKED = {
    "identity": (3.0, 3.0, 1.0), "one": (3.0, 1.0, 0.0), "sigmoid": (0.0, 0.5, 0.25),
    "tanh": (0.0, 0.0, 1.0), "relu": (3.0, 3.0, 1.0), "leaky_relu": (-2.0, -0.02, 0.01),
    "softplus": (0.0, math.log(2.0), 0.5), "exp": (1.0, math.e, math.e), "log": (4.0, math.log(4.0), 0.25),
    "square": (3.0, 9.0, 6.0), "reciprocal": (4.0, 0.25, -0.0625), "sqrt": (9.0, 3.0, 1.0 / 6.0),
    "elu": (-1.0, 1.0 / math.e - 1.0, 1.0 / math.e),
    "gelu": (1.0, 0.84134474606854294859, 1.0833154705876862984),       # Φ(1), Φ(1) + φ(1)
    "gelu_tanh": (1.0, 0.84119199060827670478, 1.0829640838457825551),
    "silu": (1.0, math.e / (1.0 + math.e), math.e * (math.e + 2.0) / (1.0 + math.e) ** 2),
    "softsign": (-3.0, -0.75, 0.0625), "hard_sigmoid": (1.5, 0.75, 1.0 / 6.0),
    "sine": (math.pi / 3.0, math.sqrt(0.75), 0.5),
    "step": (3.0, 1.0, 0.0), "logical_not": (0.0, 1.0, 0.0)}

# where a formula written down carelessly loses every digit; computed with 40 digits
TINY = [
    ("elu", -1e-12, -9.999999999995e-13, 0.999999999999), ("elu", -700.0, -1.0, 9.8596765437597708567e-305),
    ("gelu", -0.75, -0.1699705142826511495, 0.00077427826076489562831),
    ("gelu", -5.0, -1.4332578593959695584e-6, -7.1469460017922946279e-6),
    ("gelu", -10.0, -7.619853024160526066e-23, -7.6184000964648140857e-22),
    ("gelu", -30.0, -1.4720141781444561179e-196, -4.4160316907084943701e-195),
    ("gelu_tanh", -0.75, -0.17003944483437969582, 0.0010617438625857023423),
    ("gelu_tanh", -5.0, -2.2917961966295060456e-7, -1.5463619875325945956e-6),
    ("gelu_tanh", -10.0, -1.2040923482098059937e-37, -2.7576380638540316073e-36),
    ("silu", -30.0, -2.8072868906517896862e-12, -2.7137106609631340013e-12),
    ("silu", -700.0, -6.9017735806318395997e-302, -6.8919139040880798288e-302),
    ("softsign", 1e12, 0.999999999999, 9.99999999998e-25)]

LIMITS = {      # value at −∞, slope at −∞, value at ∞, slope at ∞
    "elu": (-1.0, 0.0, math.inf, 1.0), "gelu": (0.0, 0.0, math.inf, 1.0),
    "gelu_tanh": (0.0, 0.0, math.inf, 1.0),
    "silu": (0.0, 0.0, math.inf, 1.0), "softsign": (-1.0, 0.0, 1.0, 0.0),
    "hard_sigmoid": (0.0, 0.0, 1.0, 0.0), "step": (0.0, 0.0, 1.0, 0.0),
    "logical_not": (1.0, 0.0, 0.0, 0.0), "sine": (math.nan,) * 4}


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_value_and_slope_are_those_worked_by_hand(name: str) -> None:
    total, value, slope = HAND_WORKED[name]
    activation = ACTIVATIONS[name]
    assert activation.function(total) == pytest.approx(value, rel=1e-15)
    assert activation.slope(total, value) == pytest.approx(slope, rel=1e-15)


@pytest.mark.parametrize("name, total, value, slope", TINY)
def test_tiny_values_keep_their_digits(name: str, total: float, value: float, slope: float) -> None:
    activation = ACTIVATIONS[name]
    assert activation.function(total) == pytest.approx(value, rel=2e-13, abs=0.0)
    found = activation.slope(total, activation.function(total))
    assert found == pytest.approx(slope, rel=2e-13, abs=0.0)


@pytest.mark.parametrize("name", LIMITS)
def test_the_limits_are_those_of_mathematics(name: str) -> None:
    activation = ACTIVATIONS[name]
    found = []
    for total in (-math.inf, math.inf):
        found += [activation.function(total), activation.slope(total, activation.function(total))]
    assert found == pytest.approx(LIMITS[name], rel=0.0, abs=0.0, nan_ok=True)


@pytest.mark.parametrize("name, total, slope", [
    ("elu", 0.0, 1.0), ("hard_sigmoid", -3.0, 0.0), ("hard_sigmoid", 3.0, 0.0), ("relu", 0.0, 0.0),
    ("leaky_relu", 0.0, 0.01), ("softsign", 0.0, 1.0), ("step", 0.0, 0.0), ("logical_not", 0.5, 0.0)])
def test_the_slope_at_a_kink_is_the_one_that_is_customary(name: str, total: float,
                                                          slope: float) -> None:
    activation = ACTIVATIONS[name]
    assert activation.slope(total, activation.function(total)) == slope


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("total", [0.3, -0.3, 4.0, -4.0])
def test_numbers_that_remember_give_the_same_floats(name: str, total: float) -> None:
    activation, number = ACTIVATIONS[name], make_number(total, "")
    value, remembered = activation.function(total), activation.function(number)
    assert struct.pack("d", remembered) == struct.pack("d", value)
    slopes = activation.slope(total, value), activation.slope(number, make_number(value, ""))
    assert struct.pack("d", slopes[0]) == struct.pack("d", slopes[1])


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
    assert limits("elu") == (-1.0, 1e6)
    assert limits("gelu") == (0.0, 1e6)
    assert limits("gelu_tanh") == (0.0, 1e6)
    assert limits("silu") == (0.0, 1e6)
    assert limits("softsign") == (-1e6 / 1000001.0, 1e6 / 1000001.0)
    assert limits("hard_sigmoid") == (0.0, 1.0)


def test_a_step_is_up_at_0_and_its_opposite_is_down_at_a_half() -> None:
    step, opposite = ACTIVATIONS["step"].function, ACTIVATIONS["logical_not"].function
    assert [step(total) for total in (-math.inf, -5e-324, -0.0, 0.0, 5e-324)] == [0.0, 0.0, 1.0, 1.0, 1.0]
    assert [opposite(step(total)) for total in (-0.1, 0.0)] == [1.0, 0.0]
    assert [opposite(total) for total in (-1.0, 0.5 - 2.0 ** -54, 0.5, 2.0)] == [1.0, 1.0, 0.0, 0.0]


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


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_copies_of_a_built_in_activation_are_the_same_object(name: str) -> None:
    activation = ACTIVATIONS[name]
    assert copy.copy(activation) is copy.deepcopy(activation) is activation
    assert all(pickle.loads(pickle.dumps(activation, protocol)) is activation for protocol in range(6))


def test_a_user_defined_activation_survives_as_far_as_its_functions_do() -> None:
    named = Activation("sigmoid", sigmoid, pow)
    twin = pickle.loads(pickle.dumps(named))
    assert twin == named == copy.deepcopy(named) and type(twin) is Activation
    assert twin != ACTIVATIONS["sigmoid"], "it only has the same name"
    nameless = ACTIVATIONS["tanh"]._replace(name="mine")
    assert copy.deepcopy(nameless) == nameless


def test_an_unknown_activation_is_refused_with_a_suggestion() -> None:
    with pytest.raises(UnknownName, match="no activation is called 'sigmod': did you mean sigmoid?"):
        Neuron("n", "sigmod")
    with pytest.raises(BadInput, match="the activation must be a name or of type Activation, not 5"):
        Neuron("n", 5)  # type: ignore[arg-type]
