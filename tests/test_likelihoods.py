"""Cross-entropies from any output, targets that are no classes, and smoothed targets."""

import math
import warnings
from pathlib import Path
from typing import Any, List

import pytest

from lernmi import (
    LOSSES,
    BadInput,
    Dense,
    GradientDescent,
    Network,
    NumericError,
    Softmax,
    Trace,
    UnknownName,
    check_gradients,
    trace,
)
from lernmi.losses import label_smoothing
from lernmi.recording.verifier import verify


def one_output(weight: float, loss: str, activation: str = "identity") -> Network:
    return Network(1, Dense(1, activation, weights=weight, biases="none"), loss=loss)


# ---- sigmoid_cross_entropy ---------------------------------------------------------------------

@pytest.mark.parametrize("logit, target, loss, slope", [        # computed with 60 digits
    (40.0, 0.0, 40.000000000000000004, 0.99999999999999999575),
    (40.0, 1.0, 4.248354255291588986e-18, -4.248354255291588977e-18),
    (-40.0, 0.0, 4.248354255291588986e-18, 4.248354255291588977e-18),
    (0.4, 0.9, 0.55301525239995262367, -0.30131233988754799963),
    (1e300, 0.0, 1e300, 1.0), (-1e300, 1.0, 1e300, -1.0), (1e300, 1.0, 0.0, 0.0),
    (-1e300, 0.0, 0.0, 0.0), (1e300, 0.25, 0.75e300, 0.75)])
def test_sigmoid_cross_entropy_is_exact_for_any_logit(logit: float, target: float, loss: float,
                                                      slope: float) -> None:
    measure = LOSSES["sigmoid_cross_entropy"]
    assert measure.function([logit], [target]) == pytest.approx(loss, rel=1e-14, abs=0.0)
    assert measure.slopes([logit], [target]) == pytest.approx([slope], rel=1e-14, abs=0.0)


def test_sigmoid_cross_entropy_is_binary_cross_entropy_after_a_sigmoid() -> None:
    outside, inside = (Network(2, Dense(3, "tanh"), Dense(2, activation), loss=loss, seed=1)
                       for activation, loss in (("sigmoid", "binary_cross_entropy"),
                                                ("identity", "sigmoid_cross_entropy")))
    for network in (outside, inside):
        network.forward([0.3, -0.8])
        network.backward([1.0, 0.2])
    for one, other in zip(outside.weights, inside.weights):
        assert one.sensitivity == pytest.approx(other.sensitivity, rel=1e-13)


def test_a_network_learns_from_a_logit_of_forty() -> None:
    network = one_output(40.0, "sigmoid_cross_entropy")
    assert network.learn([1.0], [0.0], GradientDescent(1.0)) == 40.0
    assert network.weights[0].value == 39.0


# ---- what to try where the loss of a probability is infinite -----------------------------------

@pytest.mark.parametrize("weight, target", [(40.0, 0.0), (-800.0, 1.0)])
def test_a_probability_of_exactly_0_or_1_that_is_wrong_names_the_loss_without_that_end(
        weight: float, target: float) -> None:
    network = one_output(weight, "binary_cross_entropy", "sigmoid")
    with pytest.raises(NumericError, match="the loss is inf: .* use sigmoid_cross_entropy, with the "
                                           "activation identity") as caught:
        network.learn([1.0], [target], GradientDescent())
    assert "learning rate" not in str(caught.value)


def test_a_softmax_that_is_sure_and_wrong_names_softmax_cross_entropy() -> None:
    network = Network(2, Softmax(), loss="cross_entropy")
    network.forward([0.0, 800.0])
    with pytest.raises(NumericError, match="the loss is inf: .* use softmax_cross_entropy, with linear "):
        network.backward([1.0, 0.0])


def test_an_infinite_slope_of_a_finite_loss_says_the_same() -> None:
    """1 / y overflows from y = 5.6e-309 down, where −ln y is 709."""
    network = one_output(-740.0, "binary_cross_entropy", "sigmoid")
    network.forward([1.0])
    assert network.loss_at([1.0]) == pytest.approx(740.0, rel=1e-5)
    with pytest.raises(NumericError, match=r"the slope of the loss at output\[0\] is -inf: .* "
                                           "use sigmoid_cross_entropy"):
        network.backward([1.0])


@pytest.mark.parametrize("name", ["sigmoid_cross_entropy", "softmax_cross_entropy"])
def test_a_sigmoid_before_a_loss_of_linear_outputs_is_warned_of(name: str) -> None:
    with pytest.warns(UserWarning, match=f'{name} takes linear outputs.* the activation "identity"'):
        Network(2, Dense(2), loss=name)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        Network(2, Dense(2, "identity"), loss=name)
        Network(2, Dense(2), loss="binary_cross_entropy")


# ---- targets that are no classes ---------------------------------------------------------------

@pytest.mark.parametrize("targets", [[0.0, 1.0], [1.0, -0.0], [0, -1]])
def test_hinge_refuses_a_target_of_0(targets: List[Any]) -> None:
    network = Network(1, Dense(2, "identity"), loss="hinge")
    index = 0 if targets[0] == 0 else 1
    with pytest.raises(BadInput, match=rf"target\[{index}\] is 0, but hinge takes 1 and -1 for the two"):
        network.learn([1.0], targets, GradientDescent())
    assert network.learn([1.0], [-1.0, 0.3], GradientDescent()) > 0.0


@pytest.mark.parametrize("name, instead", [("softmax_cross_entropy", "sigmoid_cross_entropy"),
                                           ("cross_entropy", "binary_cross_entropy")])
@pytest.mark.parametrize("targets", [[0.9, 0.4, 0.0], [0.0, 0.0, 0.0], [0.3, 0.3, 0.3]])
def test_shares_that_do_not_add_up_to_1_are_warned_of(name: str, instead: str, targets: List[float]) -> None:
    network = Network(3, Softmax() if name == "cross_entropy" else Dense(3, "identity"), loss=name)
    network.forward([0.1, 0.2, 0.3])
    with pytest.warns(UserWarning, match=f"^{name} is for targets that add up to 1.* use {instead}"):
        network.backward(targets)


def test_several_classes_at_once_are_warned_of_and_shares_are_not() -> None:
    network = Network(3, Dense(3, "identity"), loss="softmax_cross_entropy")
    with pytest.warns(UserWarning, match="Where several classes may be there at once"):
        network.evaluate([0.1, 0.2, 0.3], [1.0, 1.0, 0.0])
    each_step = Network((2, 3), Softmax(), loss="cross_entropy")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        network.evaluate([0.1, 0.2, 0.3], [0.1, 0.2, 0.7])
        network.evaluate([0.1, 0.2, 0.3], [1.0 / 3.0] * 3)
        each_step.evaluate([0.1] * 6, [1.0, 0.0, 0.0, 0.2, 0.2, 0.6])


# ---- label smoothing ---------------------------------------------------------------------------

@pytest.mark.parametrize("name, smoothed", [
    ("softmax_cross_entropy", [0.775, 0.075, 0.075, 0.075]), ("cross_entropy", [0.775, 0.075, 0.075, 0.075]),
    ("binary_cross_entropy", [0.85, 0.15, 0.15, 0.15]), ("sigmoid_cross_entropy", [0.85, 0.15, 0.15, 0.15])])
def test_label_smoothing_gives_each_class_its_share(name: str, smoothed: List[float]) -> None:
    loss, plain, values = label_smoothing(0.3, name), LOSSES[name], [0.5, 0.25, 0.125, 0.125]
    targets = [1.0, 0.0, 0.0, 0.0]
    assert loss.function(values, targets) == pytest.approx(plain.function(values, smoothed), rel=1e-14)
    assert loss.slopes(values, targets) == pytest.approx(plain.slopes(values, smoothed), rel=1e-14)
    assert loss.name == f"{name}(label_smoothing=0.3)"
    assert label_smoothing(0.0, name).function(values, targets) == plain.function(values, targets)


def test_label_smoothing_spreads_each_row_of_a_softmax_over_that_row() -> None:
    loss, plain = label_smoothing(0.3, "cross_entropy"), LOSSES["cross_entropy"]
    values, targets = [0.5, 0.5, 0.25, 0.75], [1.0, 0.0, 0.0, 1.0]
    assert loss.function(values, targets) == pytest.approx(plain.function(values, [0.85, 0.15, 0.15, 0.85]))


def test_label_smoothing_in_a_network() -> None:
    network = Network(2, Dense(3, "identity"), loss=label_smoothing(0.1), seed=1)
    assert network.learn([0.5, -1.0], [0.0, 1.0, 0.0], GradientDescent(0.1)) > 0.0
    assert check_gradients(network, [0.5, -1.0], [0.0, 1.0, 0.0]).passed
    with pytest.raises(BadInput, match=r"target\[0\] is 2"):
        network.evaluate([0.5, -1.0], [2.0, 0.0, 0.0])


def test_label_smoothing_that_can_not_be_is_refused() -> None:
    for smoothing in (-0.1, 1.5, math.nan, "0.1"):
        with pytest.raises(BadInput, match="the label smoothing"):
            label_smoothing(smoothing)  # type: ignore[arg-type]
    with pytest.raises(UnknownName, match="no cross-entropy is called 'squared_error'"):
        label_smoothing(0.1, "squared_error")


@pytest.mark.parametrize("loss", ["sigmoid_cross_entropy", label_smoothing(0.1),
                                  label_smoothing(0.2, "sigmoid_cross_entropy"), "hinge"])
def test_a_recorded_step_with_these_losses_verifies_and_loads(loss: Any, tmp_path: Path) -> None:
    network = Network(2, Dense(2, "gelu_tanh"), Dense(2, "identity"), loss=loss, seed=1)
    targets = [1.0, -1.0 if loss == "hinge" else 0.0]
    step = trace(network, [0.5, -0.25], targets, GradientDescent(0.5))
    step.save(tmp_path / "step.jsonl")
    verified = verify(tmp_path / "step.jsonl")
    assert verified.passed and not verified.assumed, verified.problems
    assert Trace.load(tmp_path / "step.jsonl").loss == step.loss
