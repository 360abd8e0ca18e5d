from typing import Any, Callable

import pytest

from lernmi import ACTIVATIONS, LOSSES, Activation, BadInput, Dense, Link, Network, check_gradients
from tests.support.networks import chain, gated, mazur, parallel, plain, shared, skipping
from tests.support.slow import slow_pairs

pytestmark = pytest.mark.filterwarnings("ignore:cross_entropy needs", "ignore:a Softmax with")
Build = Callable[[str, str], Network]
SHAPES = {build.__name__: build for build in (plain, shared, gated, skipping, parallel)}
SAMPLE = ([0.6, -0.4], [0.2, 0.9])


@pytest.mark.parametrize("activation, loss", slow_pairs(ACTIVATIONS, LOSSES, "tanh", "squared_error"))
@pytest.mark.parametrize("shape", SHAPES)
def test_backpropagation_agrees_with_central_differences(shape: str, activation: str,
                                                         loss: str) -> None:
    inputs, targets = SAMPLE
    report = check_gradients(SHAPES[shape](activation, loss), inputs,
                             targets[:2 // LOSSES[loss].outputs_per_target])
    assert report.largest_error <= 1e-7, report.rows
    assert report.passed


def test_the_network_is_left_as_it_was() -> None:
    network = mazur()
    network.forward([0.05, 0.1])
    network.backward([0.3, 0.3])
    network.forward([0.05, 0.1])
    state = [repr(part) for part in [*network.neurons, *network.links, *network.weights]]
    generator = network.random.getstate()
    check_gradients(network, [0.9, 0.1], [0.01, 0.99])
    assert state == [repr(part) for part in [*network.neurons, *network.links, *network.weights]]
    assert network.random.getstate() == generator
    network.backward([0.3, 0.3])        # the forward pass from before still counts


def test_sensitivities_gathered_before_do_not_count() -> None:
    network = mazur()
    network.forward([0.05, 0.1])
    network.backward([0.3, 0.3])
    assert check_gradients(network, [0.05, 0.1], [0.01, 0.99]).passed


def test_every_weight_and_input_is_checked() -> None:
    report = check_gradients(mazur(), [0.05, 0.1], [0.01, 0.99])
    assert [row.name for row in report.rows] == [
        "w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8", "b1", "b2", "input[0]", "input[1]"]
    assert f"{report.rows[0].backpropagation:.9f}" == "0.000438568"
    assert repr(report).startswith("GradientReport(12 sensitivities agree, largest error ")


def test_a_kink_nearby_does_no_harm() -> None:
    network = Network(1, Dense(1, "relu", weights=1.0, biases=0.003), Dense(1, "identity"))
    assert check_gradients(network, [0.002], [1.0]).passed


def test_a_nudge_out_of_the_domain_does_no_harm() -> None:
    network = Network(1, Dense(1, "log", weights=1.0, biases=0.0), Dense(1, "identity", weights=1.0))
    assert check_gradients(network, [0.05], [1.0]).passed


def test_a_slope_is_measured_close_to_where_the_logarithm_ends_as_well() -> None:
    for slope, right in ((ACTIVATIONS["log"].slope, True), (lambda total, value: 1.00001 / total, False)):
        network = Network(1, Dense(1, ACTIVATIONS["log"]._replace(slope=slope), weights=1.0, biases="none"))
        report = check_gradients(network, [5e-11], [0])
        assert report.passed is right and not report.beyond_measuring


# ---- bugs put in, and seen to be caught

def assert_caught(network: Network) -> None:
    report = check_gradients(network, *SAMPLE)
    assert not report.passed
    assert report.largest_error > 1e-3
    assert "DISAGREE" in repr(report)


def test_assignment_instead_of_addition_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def backward(link: Link) -> None:
        link.sensitivity = link.target.sensitivity * link.target.slope
        link.source.sensitivity = link.sensitivity * link.weight.value
        link.weight.sensitivity = link.sensitivity * link.source.value
    monkeypatch.setattr(Link, "backward", backward)
    for build in (plain, shared, gated, skipping, parallel):
        assert_caught(build("tanh", "squared_error"))


def test_a_forgotten_slope_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def backward(link: Link) -> None:
        link.sensitivity = link.target.sensitivity
        link.source.sensitivity += link.sensitivity * link.weight.value
        link.weight.sensitivity += link.sensitivity * link.source.value
    monkeypatch.setattr(Link, "backward", backward)
    assert_caught(plain("tanh", "squared_error"))


@pytest.mark.parametrize("activation, slope", [
    ("leaky_relu", lambda total, value: 0.0 if total <= 0.0 else 1.0),
    ("sigmoid", lambda total, value: value), ("tanh", lambda total, value: 1.0 - value),
    ("softplus", lambda total, value: 1.0 - value), ("square", lambda total, value: total)])
def test_a_wrong_slope_is_caught(activation: str, slope: Any) -> None:
    wrong: Activation = ACTIVATIONS[activation]._replace(slope=slope)
    network = Network(2, Dense(2, wrong, weights=-0.7, biases=-0.4), Dense(2, "sigmoid"), seed=5)
    assert_caught(network)


def test_a_loss_that_is_not_the_one_of_its_slopes_is_caught() -> None:
    network = plain("tanh", "squared_error")
    network.loss = LOSSES["squared_error"]._replace(slopes=LOSSES["binary_cross_entropy"].slopes)
    assert_caught(network)


def test_bad_input_is_refused() -> None:
    with pytest.raises(BadInput, match="the network takes 1 input"):
        check_gradients(chain(1), [1, 2], [1])
    with pytest.raises(BadInput, match="the tolerance must be above 0"):
        check_gradients(chain(1), [1], [1], tolerance=0)
