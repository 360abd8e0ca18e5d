import math

import pytest

from lernmi import LOSSES, BadInput, Dense, GradientDescent, Loss, Network, NumericError, UnknownName

VALUES, TARGETS = [0.8, 0.3], [1.0, 0.0]
HAND_WORKED = {
    "squared_error": (0.5 * 0.04 + 0.5 * 0.09, [-0.2, 0.3]),
    "mean_squared_error": ((0.04 + 0.09) / 2, [-0.2, 0.3]),
    "binary_cross_entropy": (-(math.log(0.8) + math.log(0.7)) / 2, [-0.625, 0.3 / 0.42])}


@pytest.mark.parametrize("name", LOSSES)
def test_loss_and_slopes_are_those_worked_by_hand(name: str) -> None:
    loss, slopes = HAND_WORKED[name]
    assert LOSSES[name].function(VALUES, TARGETS) == pytest.approx(loss, rel=1e-14)
    assert LOSSES[name].slopes(VALUES, TARGETS) == pytest.approx(slopes, rel=1e-14)


@pytest.mark.parametrize("name", LOSSES)
@pytest.mark.parametrize("index", [0, 1])
def test_slopes_are_the_derivatives(name: str, index: int) -> None:
    step, targets = 1e-5, [0.9, 0.2]

    def at(change: float) -> float:
        moved = list(VALUES)
        moved[index] += change
        return LOSSES[name].function(moved, targets)
    difference = (at(step) - at(-step)) / (2 * step)
    assert LOSSES[name].slopes(VALUES, targets)[index] == pytest.approx(difference, rel=1e-7)


def test_a_sure_and_right_answer_costs_nothing() -> None:
    loss = LOSSES["binary_cross_entropy"]
    assert loss.function([1.0, 0.0], [1.0, 0.0]) == 0.0
    assert loss.slopes([1.0, 0.0], [1.0, 0.0]) == [-0.5, 0.5]


def test_a_sure_and_wrong_answer_is_an_error_that_names_the_output() -> None:
    network = Network(1, Dense(1, weights=-800.0, biases="none"), loss="binary_cross_entropy")
    with pytest.raises(NumericError, match=r"the loss is inf: output\[0\] is 0 where its target is 1"):
        network.learn([1.0], [1.0], GradientDescent())


def test_outputs_and_targets_outside_the_range_are_refused() -> None:
    network = Network(1, Dense(1, "identity", weights=2.0, biases="none"),
                      loss="binary_cross_entropy")
    with pytest.raises(BadInput, match=r"target\[0\] is 3: binary_cross_entropy takes targets from 0"):
        network.learn([1.0], [3.0], GradientDescent())
    with pytest.raises(BadInput, match=r"output\[0\] is 2: binary_cross_entropy takes outputs from 0"):
        network.learn([1.0], [1.0], GradientDescent())


def test_the_loss_chosen_reaches_the_sensitivities() -> None:
    ends = set()
    for name in LOSSES:
        network = Network(2, Dense(2), Dense(3), loss=name, seed=3)
        network.learn([0.1, 0.9], [1.0, 0.0, 0.0], GradientDescent(0.5))
        ends.add(network.weights[0].value)
    assert len(ends) == len(LOSSES)


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
