import math
from typing import Any, Callable, List, Tuple

import pytest

from lernmi import (
    ACTIVATIONS,
    LOSSES,
    Activation,
    BadInput,
    Dense,
    Link,
    MaxPool,
    Network,
    Softmax,
    check_gradients,
)
from tests.support.networks import chain, gated, mazur, parallel, plain, shared, skipping
from tests.support.slow import slow_pairs

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")      # every loss, whatever the last layer
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


def test_a_loss_near_0_is_no_mismatch() -> None:
    exact = Network(1, Dense(1, "identity", weights=[[1.0]], biases="none"))
    assert check_gradients(exact, [1.0], [1.0]).passed
    for seed in range(5):
        network = Network(2, Dense(3), Dense(1), seed=seed)
        output = network.predict([0.3, 0.7])[0]
        for distance in (0.0, 1e-17, 1e-12, 1e-7):
            assert check_gradients(network, [0.3, 0.7], [output + distance]).passed
    probability = Network(1, Dense(1, weights=[[1.0]], biases="none"), loss="binary_cross_entropy")
    for total in (7.0, 16.0, 23.0, 36.0):
        assert check_gradients(probability, [total], [1.0]).passed


def test_large_numbers_beside_a_small_bend_are_no_mismatch() -> None:
    network = Network(2, Dense(1, weights=[[0.5, -0.5]], biases=[0.3]))
    for second in (1e6, 1e6 + 1.0, 999_998.7, 1_001_000.0):
        assert check_gradients(network, [1e6, second], [1.0]).passed


def test_what_rounding_hides_is_named_and_no_mismatch() -> None:
    hidden = ACTIVATIONS["tanh"]._replace(slope=lambda total, value: 4.0 * math.exp(-2.0 * abs(total)))
    network = Network(1, Dense(1, hidden, weights=1.0, biases="none"))
    report = check_gradients(network, [19.0], [0.5])
    assert report.passed and report.beyond_measuring == ["output[0]"]
    assert check_gradients(network, [1.0], [0.5]).passed is False       # where it is no good approximation


def test_a_sensitivity_too_large_to_be_followed_is_named_and_no_mismatch() -> None:
    network = Network(1, *(Dense(1, "identity", weights=weight, biases="none")
                           for weight in (1e200, 1e200, 1e-300)))
    report = check_gradients(network, [1e-200], [0.0])
    assert report.passed and report.beyond_measuring == ["input[0]"]


# ---- kinks and ties

def relu_at_0() -> Tuple[Network, List[float], List[float]]:
    network = Network(1, Dense(1, "relu", weights=1.0, biases=0.0), Dense(1, "identity", weights=1.0))
    return network, [0.0], [1.0]


def test_a_kink_is_reported_as_a_tie() -> None:
    report = check_gradients(*relu_at_0())
    assert report.passed
    tie, = report.ties
    assert (tie.name, tie.function, tie.at, tie.slope) == ("hidden[0]", "relu", 0.0, 0.0)
    assert tie.sides == pytest.approx((0.0, 1.0))
    rows = {row.name: row for row in report.rows}
    assert [rows["input[0]"].nudged_down, rows["input[0]"].nudged_up] == pytest.approx([0.0, -1.0], rel=1e-5)
    assert rows["output.weight[0,0]"].nudged_down is None       # the tie is not on its way


def test_at_a_tie_a_slope_beyond_both_sides_is_a_mistake() -> None:
    network, inputs, targets = relu_at_0()
    network["hidden[0]"].activation = ACTIVATIONS["relu"]._replace(slope=lambda total, value: 1.5)
    report = check_gradients(network, inputs, targets)
    assert not report.passed and report.largest_error == pytest.approx(1 / 3)


def test_a_tie_that_no_nudge_can_break_is_none() -> None:
    """The relu's total is a threshold's value, which stays 0 when anything is nudged."""
    threshold = Activation("threshold", lambda total: float(total >= 1.0), lambda total, value: 0.0)
    network = Network(1, Dense(1, threshold, weights=1.0, biases="none"),
                      Dense(1, "relu", weights=1.0, biases="none"), Dense(1))
    report = check_gradients(network, [0.0], [1.0])
    assert network.forward([0.0]) and network["hidden2[0]"].total == 0.0
    assert report.passed and not report.ties


def test_the_loss_may_have_a_kink_as_well() -> None:
    network = Network(1, Dense(1, "identity", weights=1.0, biases="none"), loss="absolute_error")
    report = check_gradients(network, [0.5], [0.5])
    assert report.passed
    tie, = report.ties
    assert (tie.name, tie.function, tie.slope) == ("the loss at output[0]", "absolute_error", 0.0)
    assert tie.sides == pytest.approx((-1.0, 1.0))


@pytest.mark.parametrize("layer", [MaxPool(2), Softmax()])
def test_a_maximum_of_equals_is_no_mismatch(layer: Any) -> None:
    network = Network((2, 2), layer, Dense(1), seed=1)
    report = check_gradients(network, [0.25, 0.25, 0.25, -0.5], [1.0])
    assert report.passed and report.ties


def test_a_jump_is_no_mismatch() -> None:
    step = Activation("threshold", lambda total: float(total >= 0.0), lambda total, value: 0.0)
    network = Network(1, Dense(1, step, weights=1.0, biases="none"), Dense(1))
    report = check_gradients(network, [0.0], [1.0])
    assert report.passed
    tie, = report.ties
    assert (tie.measured.below, tie.measured.above) == (0.0, 1.0)


# ---- its cost

@pytest.mark.parametrize("hidden, passes", [(2, 1), (13, 1), (20, 2), (60, 4)])
def test_it_takes_one_forward_pass_for_64_numbers_and_a_few_more(hidden: int, passes: int,
                                                                 monkeypatch: pytest.MonkeyPatch) -> None:
    calls: List[Link] = []
    original = Link.forward

    def forward(link: Link) -> None:
        calls.append(link)
        original(link)
    monkeypatch.setattr(Link, "forward", forward)
    network = Network(2, Dense(hidden, "tanh"), Dense(1))
    check_gradients(network, [0.6, -0.4], [0.2])
    numbers = len(network.weights) + len(network.inputs)
    assert (passes - 1) * 64 < numbers <= passes * 64
    assert len(calls) == (passes + 4) * len(network.links)


def test_nudged_one_by_one_every_number_has_the_same_derivative(monkeypatch: pytest.MonkeyPatch) -> None:
    for build in (plain, shared, gated, skipping, parallel):
        together = check_gradients(build("tanh", "squared_error"), *SAMPLE).rows
        with monkeypatch.context() as patch:
            patch.setattr("lernmi.training.gradient_check.NUDGED_AT_ONCE", 1)
            assert check_gradients(build("tanh", "squared_error"), *SAMPLE).rows == together


def test_it_says_how_far_it_is() -> None:
    seen: List[Tuple[int, int]] = []
    network = plain("tanh", "squared_error")
    report = check_gradients(network, *SAMPLE, progress=lambda *numbers: seen.append(numbers))
    assert seen == sorted(seen) and {total for _, total in seen} == {2 * len(report.rows)}
    assert seen[-1][0] == seen[-1][1]


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
