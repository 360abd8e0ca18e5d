import copy
import math
import pickle
from typing import Any, List

import pytest

from lernmi import LOSSES, BadInput, Dense, GradientDescent, Loss, Network, NumericError, UnknownName
from lernmi.losses import gaussian_nll, label_smoothing, repeated
from lernmi.tracing.traced_number import make_number

pytestmark = pytest.mark.filterwarnings("ignore:cross_entropy needs", "ignore:.* takes linear outputs",
                                        "ignore:.* is for targets that add up to 1")
VALUES, TARGETS = [0.8, 0.3], [1.0, 0.0]
SECOND = 1.0 / (1.0 + math.exp(0.5))    # the second's share in a softmax of VALUES
HAND_WORKED = {
    "squared_error": (0.5 * 0.04 + 0.5 * 0.09, [-0.2, 0.3]),
    "mean_squared_error": ((0.04 + 0.09) / 2, [-0.2, 0.3]),
    "absolute_error": ((0.2 + 0.3) / 2, [-0.5, 0.5]),
    "huber": ((0.02 + 0.045) / 2, [-0.1, 0.15]),
    "binary_cross_entropy": (-(math.log(0.8) + math.log(0.7)) / 2, [-0.625, 0.3 / 0.42]),
    "cross_entropy": (-math.log(0.8), [-1.25, 0.0]),
    "softmax_cross_entropy": (math.log(1.0 + math.exp(-0.5)), [-SECOND, SECOND]),
    "sigmoid_cross_entropy": ((0.37110066594777772601 + 0.85435524446852711882) / 2,
                              [-0.31002551887238755737 / 2, 0.57444251681165898715 / 2]),
    "hinge": ((0.2 + 1.0) / 2, [-0.5, 0.0]),
    "gaussian_nll": ((0.02 + 0.045) / 2, [-0.1, 0.15]),
    "gaussian_nll_predicted": ((math.log(0.3) + 0.04 / 0.3) / 2,        # mean 0.8, variance 0.3
                               [-0.2 / 0.3, (1.0 - 0.04 / 0.3) / 0.6])}


def fitting(targets: List[float], name: str, outputs: int = 2) -> List[float]:
    """As many of these targets as that many outputs are for."""
    return targets[:outputs // LOSSES[name].outputs_per_target]


@pytest.mark.parametrize("name", LOSSES)
def test_loss_and_slopes_are_those_worked_by_hand(name: str) -> None:
    (loss, slopes), targets = HAND_WORKED[name], fitting(TARGETS, name)
    assert LOSSES[name].function(VALUES, targets) == pytest.approx(loss, rel=1e-14)
    assert LOSSES[name].slopes(VALUES, targets) == pytest.approx(slopes, rel=1e-14)


@pytest.mark.parametrize("name", LOSSES)
@pytest.mark.parametrize("index", [0, 1])
def test_slopes_are_the_derivatives(name: str, index: int) -> None:
    step, targets = 1e-5, fitting([0.9, 0.2], name)

    def at(change: float) -> float:
        moved = list(VALUES)
        moved[index] += change
        return LOSSES[name].function(moved, targets)
    difference = (at(step) - at(-step)) / (2 * step)
    assert LOSSES[name].slopes(VALUES, targets)[index] == pytest.approx(difference, rel=1e-7)


@pytest.mark.parametrize("values, targets, loss, slopes", [
    ([3.0, -2.0], [1.0, 0.5], (1.5 + 2.0) / 2, [0.5, -0.5]),
    ([1.0, 2.0], [0.0, 2.5], (0.5 + 0.125) / 2, [0.5, -0.25]),
    ([1e300, -1e300], [0.0, 0.0], 1e300, [0.5, -0.5])])
def test_huber_is_straight_beyond_a_distance_of_one(values: List[float], targets: List[float],
                                                    loss: float, slopes: List[float]) -> None:
    assert LOSSES["huber"].function(values, targets) == loss
    assert LOSSES["huber"].slopes(values, targets) == slopes


def test_absolute_error_is_level_at_its_kink() -> None:
    assert LOSSES["absolute_error"].slopes([0.5, 2.0, 0.0], [0.5, -2.0, 3.0]) == [0.0, 1 / 3, -1 / 3]


def test_hinge_wants_the_right_side_by_a_margin() -> None:
    values, targets = [2.0, -2.0, 0.5, 0.5, 1.0], [1.0, -1.0, 1.0, -1.0, 1.0]
    assert LOSSES["hinge"].function(values, targets) == pytest.approx((0.5 + 1.5) / 5, rel=1e-15)
    assert LOSSES["hinge"].slopes(values, targets) == [0.0, 0.0, -0.2, 0.2, 0.0]


# ---- cross-entropies ---------------------------------------------------------------------------

def test_cross_entropy_leaves_out_what_is_not_wanted() -> None:
    loss = LOSSES["cross_entropy"]
    assert loss.function([0.0, 1.0], [0.0, 1.0]) == 0.0
    assert loss.slopes([0.0, 1.0], [0.0, 1.0]) == [0.0, -1.0]
    assert loss.function([0.0, 1.0], [1.0, 0.0]) == math.inf


@pytest.mark.parametrize("values, targets, loss, slopes", [
    ([1e6, 0.0], [1.0, 0.0], 0.0, [0.0, 0.0]),
    ([1e6, 0.0], [0.0, 1.0], 1e6, [1.0, -1.0]),
    ([-1e6, 1e6], [1.0, 0.0], 2e6, [-1.0, 1.0]),
    ([1e6, 1e6], [1.0, 0.0], math.log(2.0), [-0.5, 0.5]),
    ([1e6, 1e6 - 0.5], [1.0, 0.0], math.log1p(math.exp(-0.5)), [-SECOND, SECOND]),
    ([-1e6, -1e6 + 40.0], [0.0, 1.0], math.exp(-40.0), [math.exp(-40.0), 0.0]),
    ([1e6, 1e6, -1e6], [0.25, 0.25, 0.5], 1e6 + math.log(2.0), [0.25, 0.25, -0.5])])
def test_softmax_cross_entropy_is_exact_for_huge_outputs(values: List[float], targets: List[float],
                                                         loss: float, slopes: List[float]) -> None:
    measure = LOSSES["softmax_cross_entropy"]
    assert measure.function(values, targets) == pytest.approx(loss, rel=1e-14, abs=0.0)
    assert measure.slopes(values, targets) == pytest.approx(slopes, rel=1e-14, abs=0.0)


def test_softmax_cross_entropy_is_cross_entropy_after_a_softmax() -> None:
    values, targets = [0.3, -1.2, 2.5], [0.2, 0.7, 0.3]
    powers = [math.exp(value) for value in values]
    shares = [power / math.fsum(powers) for power in powers]
    assert LOSSES["softmax_cross_entropy"].function(values, targets) == pytest.approx(
        LOSSES["cross_entropy"].function(shares, targets), rel=1e-14)


# ---- the normal distribution -------------------------------------------------------------------

def test_gaussian_nll_with_a_variance_of_your_own() -> None:
    loss = gaussian_nll(0.25)
    assert loss.function([0.5, 1.0], [1.0, -1.0]) == pytest.approx(
        (2.0 * math.log(0.25) + 1.0 + 16.0) / 4, rel=1e-15)
    assert loss.slopes([0.5, 1.0], [1.0, -1.0]) == [-1.0, 4.0]
    assert loss.name == "gaussian_nll(variance=0.25)"
    network = Network(1, Dense(1, "identity", weights=3.0, biases="none"), loss=loss)
    assert network.learn([1.0], [1.0], GradientDescent()) == pytest.approx((math.log(0.25) + 16.0) / 2)


def test_gaussian_nll_takes_no_variance_below_a_millionth() -> None:
    assert gaussian_nll(1e-9).slopes([0.5], [1.0]) == gaussian_nll(1e-6).slopes([0.5], [1.0])
    values, bound = [0.5, 1e-9], [0.5, 1e-6]
    predicted = LOSSES["gaussian_nll_predicted"]
    assert predicted.function(values, [1.0]) == predicted.function(bound, [1.0])
    assert predicted.slopes(values, [1.0]) == predicted.slopes(bound, [1.0])


@pytest.mark.parametrize("variance, sentence", [
    (0.0, "the variance must be above 0, not 0.0"), (-1.0, "the variance must be above 0"),
    (math.nan, "the variance is nan"), ("1", "the variance must be a number, not '1'")])
def test_a_variance_that_can_not_be_is_refused(variance: Any, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        gaussian_nll(variance)


def predicting(variance: float) -> Network:
    """Two means, then two variances, the last of them as given."""
    return Network(1, Dense(4, "identity", weights=[[0.5], [0.5], [0.5], [variance]], biases="none"),
                   loss="gaussian_nll_predicted")


def test_a_predicted_variance_takes_half_as_many_targets_as_outputs() -> None:
    network = predicting(0.5)
    assert network.learn([1.0], [1.0, 0.0], GradientDescent()) == pytest.approx(
        (math.log(0.5) + 0.5) / 2, rel=1e-15)
    with pytest.raises(BadInput, match="the network takes 2 targets, but 4 were given"):
        network.learn([1.0], [1.0, 0.0, 1.0, 1.0], GradientDescent())


def test_a_predicted_variance_below_zero_is_refused_by_name() -> None:
    for variance in (-0.3, -5e-324):
        with pytest.raises(BadInput, match=rf"output\[3\] is {variance:g}: gaussian_nll_predicted takes "
                                           "outputs of at least 0 there.*try the activation softplus or exp"):
            predicting(variance).learn([1.0], [1.0, 0.0], GradientDescent())
    assert predicting(0.5).evaluate([1.0], [-5.0, 5.0]) > 0.0


def test_a_predicted_variance_that_underflowed_to_zero_counts_as_a_millionth() -> None:
    losses, ends = set(), set()
    for variance in (0.0, -0.0, 5e-324, 1e-6):
        network = predicting(variance)
        losses.add(network.learn([1.0], [1.0, 0.0], GradientDescent(1e-9)))
        ends.add(network.outputs[3].sensitivity)
    assert len(losses) == len(ends) == 1


def test_outputs_that_can_not_be_shared_out_among_targets_are_refused() -> None:
    network = Network(1, Dense(3), loss="gaussian_nll_predicted")
    with pytest.raises(BadInput, match="takes 2 outputs for each target, but the network has 3: "
                                       "give its last layer 4"):
        network.learn([1.0], [1.0], GradientDescent())


# ---- at the network's edge ---------------------------------------------------------------------

def test_a_sure_and_right_answer_costs_nothing() -> None:
    loss = LOSSES["binary_cross_entropy"]
    assert loss.function([1.0, 0.0], [1.0, 0.0]) == 0.0
    assert loss.slopes([1.0, 0.0], [1.0, 0.0]) == [-0.5, 0.5]


def test_a_sure_and_wrong_answer_is_an_error_that_names_the_output() -> None:
    network = Network(1, Dense(1, weights=-800.0, biases="none"), loss="binary_cross_entropy")
    with pytest.raises(NumericError, match=r"the loss is inf: output\[0\] is 0 where its target is 1"):
        network.learn([1.0], [1.0], GradientDescent())


def test_the_output_with_the_infinite_loss_is_named_even_if_another_is_as_far_off() -> None:
    network = Network(1, Dense(2, "identity", weights=[[1.0], [0.0]], biases="none"), loss="cross_entropy")
    with pytest.raises(NumericError, match=r"the loss is inf: output\[1\] is 0 where its target is 1"):
        network.learn([1.0], [0.0, 1.0], GradientDescent())


def test_the_output_farthest_off_is_named_where_no_slope_is_infinite() -> None:
    network = Network(1, Dense(2, "identity", weights=[[1.0], [1e200]], biases="none"))
    with pytest.raises(NumericError, match=r"the loss is inf: output\[1\] is 1e\+200"):
        network.learn([1.0], [0.0, 1.0], GradientDescent())


@pytest.mark.parametrize("name, target", [
    ("binary_cross_entropy", -0.1), ("cross_entropy", 1.5), ("softmax_cross_entropy", 2.0), ("hinge", 3.0)])
def test_targets_outside_the_range_are_refused(name: str, target: float) -> None:
    network = Network(1, Dense(2), loss=name)
    with pytest.raises(BadInput, match=rf"target\[1\] is {target:g}: {name} takes targets from"):
        network.learn([1.0], [0.5, target], GradientDescent())


def test_cross_entropy_of_what_is_no_share_is_refused_with_what_to_try() -> None:
    network = Network(1, Dense(1, "identity", weights=2.0, biases="none"), loss="cross_entropy")
    with pytest.raises(BadInput, match="takes outputs from 0 to 1 .* try softmax_cross_entropy"):
        network.learn([1.0], [1.0], GradientDescent())


@pytest.mark.parametrize("name", LOSSES)
@pytest.mark.parametrize("values", [[0.8, 0.3], [0.25, 0.75], [0.5, 0.5]])
def test_numbers_that_remember_give_the_same_floats(name: str, values: List[float]) -> None:
    loss, targets = LOSSES[name], fitting([0.25, 1.0], name)
    remembered: List[float] = [make_number(value, "") for value in values]
    wanted: List[float] = [make_number(target, "") for target in targets]
    assert loss.function(remembered, wanted).hex() == loss.function(values, targets).hex()
    assert [slope.hex() for slope in loss.slopes(remembered, wanted)] == [
        slope.hex() for slope in loss.slopes(values, targets)]


def test_outputs_and_targets_outside_the_range_are_refused() -> None:
    network = Network(1, Dense(1, "identity", weights=2.0, biases="none"),
                      loss="binary_cross_entropy")
    with pytest.raises(BadInput, match=r"target\[0\] is 3: binary_cross_entropy takes targets from 0"):
        network.learn([1.0], [3.0], GradientDescent())
    with pytest.raises(BadInput, match=r"output\[0\] is 2: binary_cross_entropy takes outputs from 0"):
        network.learn([1.0], [1.0], GradientDescent())


def test_the_loss_chosen_reaches_the_sensitivities() -> None:
    ends = set()
    for name, loss in LOSSES.items():
        targets = [1.0 if loss.target_range[1] == 1.0 else 3.0, 0.0, 0.0, 0.0]
        if name == "hinge":
            targets = [1.0, -1.0, -1.0, 1.0]
        network = Network(2, Dense(2), Dense(4), loss=name, seed=3)
        network.learn([0.1, 0.9], fitting(targets, name, 4), GradientDescent(0.5))
        ends.add(network.weights[0].value)
    assert len(ends) == len(LOSSES)


@pytest.mark.parametrize("name", LOSSES)
def test_copies_of_a_built_in_loss_are_the_same_object(name: str) -> None:
    loss = LOSSES[name]
    assert copy.copy(loss) is copy.deepcopy(loss) is loss
    assert all(pickle.loads(pickle.dumps(loss, protocol)) is loss for protocol in range(6))


@pytest.mark.parametrize("loss", [
    gaussian_nll(0.25), label_smoothing(0.3), label_smoothing(0.3, "binary_cross_entropy"),
    *(repeated(loss, 2) for loss in LOSSES.values()), repeated(label_smoothing(0.1), 2)],
    ids=lambda loss: f"{loss.name} of {loss.samples}")
def test_losses_with_options_survive_pickle_and_copies(loss: Loss) -> None:
    values, targets = [0.8, 0.3, 0.5, 0.5], [1.0, 0.0, 0.25, 0.75][:4 // loss.outputs_per_target]
    for twin in (pickle.loads(pickle.dumps(loss)), copy.copy(loss), copy.deepcopy(loss)):
        assert (twin.name, twin.samples) == (loss.name, loss.samples)
        assert twin.function(values, targets) == loss.function(values, targets)
        assert twin.slopes(values, targets) == loss.slopes(values, targets)


def test_your_own_loss() -> None:
    quartic = Loss("quartic", lambda y, d: (y[0] - d[0]) ** 4,
                   lambda y, d: [4.0 * (y[0] - d[0]) ** 3])
    network = Network(1, Dense(1, "identity", weights=1.0, biases="none"), loss=quartic)
    network.forward([3.0])
    assert network.backward([1.0]) == 16.0
    assert network.outputs[0].sensitivity == 32.0


def test_an_unknown_loss_is_refused_with_a_suggestion() -> None:
    with pytest.raises(UnknownName, match="did you mean squared_error?"):
        Network(1, Dense(1), loss="squared_eror")
    with pytest.raises(BadInput, match="the loss must be a name or of type Loss, not 3"):
        Network(1, Dense(1), loss=3)  # type: ignore[arg-type]
