"""Assignments: a data set with a network that is to learn it."""

from pathlib import Path
from typing import Any, Dict

import pytest

import lernmi as package
from lernmi import BadInput, datasets
from lernmi.examples.assignment import assignment_for, checksum
from lernmi.examples.evaluation import Evaluation
from tests.support.bits import packed


def test_what_is_learned_and_what_is_held_out_are_all_rows_and_no_row_is_in_both() -> None:
    assignment = assignment_for(datasets.load("iris"), seed=3)
    assert assignment.held_out is not None
    assert (len(assignment.learned), len(assignment.held_out)) == (120, 30)
    assert list(assignment.held_out.counts.values()) == [10, 10, 10]
    rows = [tuple(row) for part in (assignment.learned, assignment.held_out) for row in part.rows]
    assert sorted(rows) == sorted(map(tuple, assignment.dataset.rows))


def test_means_and_deviations_are_those_of_the_learned_rows_alone() -> None:
    assignment = assignment_for(datasets.load("iris"))
    learned = assignment.learned.rows
    for column in range(4):
        inputs = [assignment.encoding.inputs(row)[column] for row in learned]
        assert abs(sum(inputs) / len(inputs)) < 1e-12
        assert sum(number * number for number in inputs) / len(inputs) == pytest.approx(1.0)


def test_few_rows_are_all_learned() -> None:
    assignment = assignment_for(datasets.load("xor"))
    assert assignment.held_out is None and assignment.validation() is None
    assert assignment.samples() == [([0, 0], [0]), ([0, 1], [1]), ([1, 0], [1]), ([1, 1], [0])]


@pytest.mark.parametrize("chosen, outputs", [
    ({}, 1), ({"layers": "2-3-2"}, 2), ({"layers": "dense 2, softmax"}, 2),
    ({"loss": "softmax_cross_entropy"}, 2),
    ({"loss": "cross_entropy", "layers": "dense 2, softmax"}, 2), ({"loss": "mean_squared_error"}, 1)])
def test_two_classes_have_one_output_unless_layers_or_loss_are_for_two(chosen: Dict[str, Any],
                                                                       outputs: int) -> None:
    assert len(assignment_for(datasets.load("circle"), **chosen).network.outputs) == outputs


def test_afterwards_the_network_knows_how_it_was_trained() -> None:
    dataset = datasets.load("moons", count=50)
    assignment = assignment_for(dataset, 2, epochs=2, optimizer="adam")
    history = assignment.fit()
    trained = assignment.network.trained
    assert trained == {
        "data": "moons", "rows": 50, "checksum": checksum(dataset), "seed": 2, **assignment.recipe._asdict(),
        "epochs": 2, "losses": history.losses[-1], "accuracies": history.accuracies[-1],
        "validation_losses": history.validation_losses[-1],
        "validation_accuracies": history.validation_accuracies[-1]}
    assert trained["optimizer"] == "adam"
    assert assignment.held_out is not None
    assert packed([Evaluation(assignment.network, assignment.held_out).loss]) == packed(
        [history.validation_losses[-1]])


def test_saved_and_loaded_it_answers_alike_and_knows_what_was_held_out(tmp_path: Path) -> None:
    assignment = assignment_for(datasets.load("moons", count=50), epochs=1)
    assignment.fit()
    assignment.network.save(tmp_path / "net.json")
    network = package.load(tmp_path / "net.json")
    assert network.trained == assignment.network.trained
    assert Evaluation(network, assignment.dataset).answers == Evaluation(
        assignment.network, assignment.dataset).answers


def test_the_checksum_is_that_of_these_rows_in_this_order() -> None:
    dataset = datasets.load("iris")
    assert checksum(dataset) == checksum(datasets.load("iris"))
    learned, held_out = dataset.split()
    assert len({checksum(part) for part in (dataset, learned, held_out)}) == 3


@pytest.mark.parametrize("share", [1.0, -0.1, float("nan"), 0.0001])
def test_a_part_that_can_not_be_held_out(share: float) -> None:
    with pytest.raises(BadInput):
        assignment_for(datasets.load("iris"), validation=share)
