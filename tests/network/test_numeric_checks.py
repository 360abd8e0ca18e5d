"""Numbers that leave the floats: the neuron, weight or output is named, and nothing has changed."""

from typing import List

import pytest

from lernmi import Activation, BadInput, Dense, GradientDescent, Loss, Network, NumericError, Weight, trace
from tests.support.networks import weights_of


def test_a_fixed_weight_that_overflows_is_reported() -> None:
    network = Network(1, Dense(1, "identity", [[Weight(0.0, "f", trainable=False)]], "none"))
    with pytest.raises(NumericError, match="the sensitivity of the weight f is -inf"):
        network.learn([1e200], [1e150], GradientDescent())


def test_a_user_defined_loss_that_fails_names_the_output() -> None:
    for power in (lambda y, d: (y[0] - d[0]) ** 2 / (d[0] - d[0]), lambda y, d: 1e200 ** 2):
        network = Network(1, Dense(1), loss=Loss("mine", power, lambda y, d: [0.0]), seed=1)
        with pytest.raises(NumericError, match=r"the loss is (nan|inf): output\[0\]"):
            network.learn([1], [1], GradientDescent())
    network = Network(1, Dense(3), loss=Loss("short", lambda y, d: 0.0, lambda y, d: [0.0]), seed=1)
    with pytest.raises(BadInput, match="what the slopes of short return needs 3 entries"):
        network.learn([1], [1, 1, 1], GradientDescent())


def exploding(network: Network, inputs: List[float], rate: float) -> str:
    """The error's sentence, when a step explodes; nothing may have changed."""
    optimizer = GradientDescent(rate)
    for _ in range(100):
        for weight in network.weights:
            weight.sensitivity = 0.125      # gathered before: it must survive a failed step
        before = weights_of(network)
        try:
            network.learn(inputs, [1.0], optimizer)
        except NumericError as error:
            assert weights_of(network)[:len(network.weights)] == before[:len(network.weights)]
            with pytest.raises(NumericError) as traced:
                trace(network, inputs, [1.0], optimizer)
            assert str(traced.value) == str(error)
            assert weights_of(network)[:len(network.weights)] == before[:len(network.weights)]
            return str(error)
    raise AssertionError("it did not explode")


def test_overflow_in_the_total_names_the_neuron() -> None:
    network = Network(2, Dense(2, "identity", weights=1e200), Dense(1, "identity", weights=1e200))
    assert exploding(network, [1.0, 1.0], 0.1).startswith(
        "the total of output[0] is inf (the sum of its 3 links). Try a smaller learning rate")


def test_overflow_in_the_activation_names_the_neuron() -> None:
    network = Network(1, Dense(3, "exp", weights=[[1.0], [800.0], [900.0]]), Dense(1))
    assert exploding(network, [1.0], 0.1).startswith("the value of hidden[1] is inf: exp(800)")


def test_nan_names_the_neuron() -> None:
    network = Network(1, Dense(1, "log", weights=-1.0), Dense(1))
    assert exploding(network, [1.0], 0.1).startswith("the value of hidden[0] is nan: log(-1)")


def test_overflow_on_the_way_back_names_the_neuron() -> None:
    network = Network(1, Dense(1, "sqrt", weights=0.0), Dense(1, weights=1.0))
    assert exploding(network, [1.0], 0.1).startswith(
        "hidden[0] can't hand its sensitivity back: -0.125 × slope inf = -inf")


def test_overflow_at_an_input_names_it() -> None:
    network = Network(1, Dense(1, "identity", weights=1.0))
    network.forward([1.0])
    network.links[0].weight.value = 1e300
    network.outputs[0].slope = 1e300
    with pytest.raises(NumericError, match=r"the sensitivity of input\[0\] is inf"):
        network.backward([0.5])


def test_overflow_in_the_loss_names_the_output() -> None:
    network = Network(1, Dense(1, "identity", weights=1e200))
    assert exploding(network, [1.0], 0.1).startswith("the loss is inf: output[0] is 1e+200")


def test_overflow_in_the_update_names_the_neuron_and_the_weight() -> None:
    network = Network(1, Dense(1, "identity", weights=[[Weight(100.0, "w")]], biases="none"))
    assert exploding(network, [100.0], 1e306).startswith(
        "output[0]: the weight w would become -inf: its value is 100")


def test_divergence_ends_in_an_error_not_in_nan() -> None:
    network = Network(2, Dense(3, "identity"), Dense(1, "identity"), seed=1)
    assert "Try a smaller learning rate" in exploding(network, [3.0, 5.0], 10.0)


def test_an_activation_that_raises_is_named() -> None:
    broken = Activation("broken", lambda total: 1.0 / (total - total), lambda total, value: 0.0)
    network = Network(1, Dense(1, broken, weights=1.0), Dense(1))
    for call in (lambda: network.forward([1.0]), lambda: trace(network, [1.0], [1.0])):
        with pytest.raises(NumericError, match=r"hidden\[0\] can't compute its value: .*division"):
            call()


GROWN = "Try a smaller learning rate, smaller weights, or inputs scaled to about -1 to 1."


@pytest.mark.parametrize("activation, weight, advice", [
    ("log", -1.0, "log(-1). log takes numbers above 0: try exp or softplus before it."),
    ("log", 0.0, "log(0). log takes numbers above 0: try exp or softplus before it."),
    ("sqrt", -4.0, "sqrt(-4). sqrt takes numbers above 0: try exp or softplus before it."),
    ("reciprocal", 0.0, "reciprocal takes numbers away from 0: try adding a small constant before it."),
    ("exp", 800.0, "exp(800). " + GROWN), ("square", 1e200, "square(1e+200). " + GROWN)])
def test_the_advice_fits_the_cause(activation: str, weight: float, advice: str) -> None:
    network = Network(1, Dense(1, activation, weights=weight, biases="none"), Dense(1))
    assert exploding(network, [1.0], 0.1).endswith(advice)


def test_a_slope_that_is_not_finite_is_no_matter_of_the_learning_rate() -> None:
    network = Network(1, Dense(1, "sqrt", weights=0.0), Dense(1, weights=1.0))
    assert exploding(network, [1.0], 0.1).endswith(
        "sqrt takes numbers above 0: try exp or softplus before it.")


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_weight_that_is_no_number_is_named(value: float) -> None:
    network = Network(2, Dense(2, weights=0.5), Dense(1, weights=0.5))
    network.weight("hidden.weight[1,0]").value = value
    for call in (lambda: network.forward([1, 1]), lambda: trace(network, [1, 1], [1])):
        with pytest.raises(NumericError) as caught:
            call()
        assert str(caught.value).endswith(
            f"The weight hidden.weight[1,0] is {value}: give it a finite number.")
