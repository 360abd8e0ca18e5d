"""The loss over two weights: what evaluate gives with them; the network stays as it is."""

import math
from typing import Any, List

import pytest

import lernmi.figures.surface
from lernmi import BadInput, Dense, GradientDescent, Network, UnknownName
from lernmi.figures.surface import surface, weight_path
from lernmi.network.snapshot import numbers_in

XOR = [([0, 0], [0]), ([0, 1], [1]), ([1, 0], [1]), ([1, 1], [0])]
FIRST, SECOND = "hidden.weight[0,0]", "output.weight[0,1]"


def numbers_of(network: Network) -> List[str]:
    return [repr(getattr(thing, name)) for thing, name in numbers_in(network)]


def test_each_cell_is_the_mean_loss_with_these_weights_and_the_path_is_that_of_fit() -> None:
    network, twin = (Network(2, Dense(2), Dense(1), seed=2) for _ in range(2))
    path = weight_path(network, FIRST, SECOND)
    network.fit(XOR, epochs=6, optimizer=GradientDescent(1.0), callback=path)
    expected = [(twin.names.weight(FIRST).value, twin.names.weight(SECOND).value)]
    for _ in range(6):
        twin.fit(XOR, epochs=1, optimizer=GradientDescent(1.0))
        expected.append((twin.names.weight(FIRST).value, twin.names.weight(SECOND).value))
    assert path.points == expected
    before, phase = numbers_of(network), network.last_phase
    figure = surface(network, XOR, FIRST, SECOND, path)
    assert (numbers_of(network), network.last_phase) == (before, phase)
    assert figure.path == expected and figure.present.point == expected[-1]
    assert figure.present.loss == network.evaluate_all(XOR)
    points = figure.area.points(len(figure.losses[0]), len(figure.losses))
    for row, column in ((0, 0), (13, 29), (39, 39)):
        twin.names.weight(FIRST).value, twin.names.weight(SECOND).value = points[row][column]
        assert figure.losses[row][column] == twin.evaluate_all(XOR)
    losses = [loss for row in figure.losses for loss in row if loss is not None]
    assert figure.lowest.loss == min(figure.present.loss, *losses)
    assert all(figure.area.cell(point, 40, 40) for point in expected)


def test_in_words_it_says_where_the_loss_is_lowest_and_where_learning_went() -> None:
    network = Network(1, Dense(1, "identity", weights=1.0, biases=0.0))     # the loss: ½ (weight + bias − 1)²
    names = "output.weight[0,0]", "output.bias[0]"
    words = " ".join(surface(network, [([1], [1])], *names, [(0, 0), (1, 0)]).sentences(lambda x: f"{x:.2g}"))
    assert "Learning went in 1 epoch from output.weight[0,0] = 0 and output.bias[0] = 0 to " in words
    assert "Now output.weight[0,0] = 1 and output.bias[0] = 0: the loss is 0." in words
    assert "The lowest loss of the grid is 0, where output.weight[0,0] = 1 and output.bias[0] = 0." in words
    assert "output.weight[0,0] goes from -0.5 to 1.5, output.bias[0] from -0.5 to 0.5." in words
    assert "In the upper right corner it is 0.46." in words


def test_losses_that_are_not_finite_are_no_numbers() -> None:
    network = Network(1, Dense(1, "exp", weights=350.0, biases=0.0), loss="squared_error")
    figure = surface(network, [([1], [1])], "output.weight[0,0]", "output.bias[0]", [(0.0, 0.0)])
    losses = [loss for row in figure.losses for loss in row]
    assert None in losses and all(loss is None or math.isfinite(loss) for loss in losses)
    assert "In the upper right corner it is no finite number." in figure.sentences(str)
    assert figure.band(None) == len(figure.levels)


def test_of_more_samples_than_can_be_computed_in_seconds_evenly_chosen_ones_count(
        monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lernmi.figures.surface, "MOST_PRODUCTS", 24 * 24 * 2 * 4.0)
    network = Network(1, Dense(1, "identity", weights=1.0, biases=0.0))
    samples = [([number], [1.0]) for number in range(9)]
    figure = surface(network, samples, "output.weight[0,0]", "output.bias[0]")
    assert (len(figure.losses), figure.samples) == (24, (3, 9))
    assert figure.present.loss == network.evaluate_all(samples[::3])
    assert "Of 9 samples, 3 count: evenly chosen ones." in figure.sentences(str)


@pytest.mark.parametrize("first, second, path, why", [
    (FIRST, FIRST, (), "the same weight"), ("hidden[0]", SECOND, (), "no weight"),
    (FIRST, "nothing", (), "nothing"), (FIRST, SECOND, [1, 2], r"path\[0\] must be a pair"),
    (FIRST, SECOND, [(1, "a")], r"path\[0\]\[1\] must be a number"), (FIRST, SECOND, 5, "a list of pairs")])
def test_what_is_no_two_weights_or_no_path_is_refused(first: str, second: str, path: Any, why: str) -> None:
    with pytest.raises((BadInput, UnknownName), match=why):
        surface(Network(2, Dense(2), Dense(1), seed=2), XOR, first, second, path)
