"""Evaluation: numbers by hand, and what must be equal whatever the network."""

import math
from pathlib import Path
from typing import Any, Sequence

import pytest

from lernmi import BadInput, Dense, Network, datasets
from lernmi.datasets import Dataset
from lernmi.examples.assignment import assignment_for
from lernmi.examples.evaluation import Evaluation, encoding_of
from tests.support.bits import packed


def data(folder: Path, text: str, **options: Any) -> Dataset:
    path = folder / "data.csv"
    path.write_text(text, encoding="utf-8")
    return datasets.load(path, **options)


def identity(dataset: Dataset, loss: str, weights: Sequence[float] = (1.0,),
             scaling: str = "none") -> Network:
    """Outputs that are the weights times x."""
    encoding = dataset.encoding(scaling, single_output=len(dataset.classes) == 2)
    layer = Dense(len(weights), "identity", weights=[[weight] for weight in weights], biases=0.0)
    return Network(1, layer, loss=loss, encoding=encoding)


def test_two_classes_by_hand(tmp_path: Path) -> None:
    """The output is x; above 0 it is the second class, yes: wrong are the samples 1 and 3."""
    dataset = data(tmp_path, "x,vote\n2,yes\n1,no\n-3,no\n-0.5,yes\n")
    evaluation = Evaluation(identity(dataset, "sigmoid_cross_entropy"), dataset)
    assert evaluation.classes == ("no", "yes")
    assert [answered.answer for answered in evaluation.answers] == ["yes", "yes", "no", "no"]
    assert [answered.expected for answered in evaluation.answers] == ["yes", "no", "no", "yes"]
    assert [answered.cells for answered in evaluation.answers] == [[2.0], [1.0], [-3.0], [-0.5]]
    assert (evaluation.right, evaluation.accuracy) == (2, 0.5)
    assert evaluation.confusion() == [[1, 1], [1, 1]]
    losses = [math.log(1 + math.exp(number)) for number in (-2.0, 1.0, -3.0, 0.5)]
    assert [answered.loss for answered in evaluation.answers] == pytest.approx(losses)
    assert evaluation.loss == pytest.approx(sum(losses) / 4)
    assert [answered.number for answered in evaluation.worst(5)] == [1, 3]
    assert [answered.number for answered in evaluation.worst(1)] == [1]


def test_of_several_classes_the_largest_output_answers(tmp_path: Path) -> None:
    """The outputs are x, −x and 0."""
    dataset = data(tmp_path, "x,sign\n2,plus\n-1,minus\n1,none\n")
    evaluation = Evaluation(identity(dataset, "softmax_cross_entropy", (-1.0, 0.0, 1.0)), dataset)
    assert evaluation.classes == ("minus", "none", "plus")
    assert [answered.answer for answered in evaluation.answers] == ["plus", "minus", "plus"]
    assert evaluation.confusion() == [[1, 0, 0], [0, 0, 1], [0, 0, 1]]
    assert evaluation.right == 2


def test_numbers_are_in_their_own_units(tmp_path: Path) -> None:
    """Standardised, x and y are alike, and the output is half of it: y is answered as 20 + (y − 20) ÷ 2."""
    dataset = data(tmp_path, "x,y\n1,10\n2,20\n3,30\n")
    evaluation = Evaluation(identity(dataset, "squared_error", (0.5,), "standard"), dataset)
    assert [answered.answer for answered in evaluation.answers] == [
        pytest.approx([15.0]), pytest.approx([20.0]), pytest.approx([25.0])]
    assert [answered.expected for answered in evaluation.answers] == [[10.0], [20.0], [30.0]]
    assert (evaluation.right, evaluation.accuracy) == (None, None)
    assert evaluation.typical_errors() == {"y": pytest.approx(math.sqrt(50.0 / 3.0))}
    assert sorted(answered.number for answered in evaluation.worst(2)) == [0, 2]


def test_numbers_that_are_0_or_1_get_a_probability_and_count_one_by_one(tmp_path: Path) -> None:
    """The outputs are x and −x: of sample 0 both are right, of sample 1 neither, of sample 2 one."""
    dataset = data(tmp_path, "x,a,b\n1,1,0\n2,0,1\n-1,1,1\n", targets=["a", "b"], numbers=["a", "b"])
    evaluation = Evaluation(identity(dataset, "sigmoid_cross_entropy", (1.0, -1.0)), dataset)
    assert (evaluation.right, evaluation.accuracy) == (None, 0.5)
    assert evaluation.answers[0].answer == pytest.approx([1 / (1 + math.exp(-1)), 1 / (1 + math.exp(1))])
    assert evaluation.answers[0].expected == [1.0, 0.0]


@pytest.mark.parametrize("name", ["iris", "moons", "plane", "parity"])
def test_whatever_the_network_the_counts_add_up_and_the_loss_is_that_of_evaluate_all(name: str) -> None:
    dataset = datasets.load(name)
    assignment = assignment_for(dataset, validation=0.1, layers=None, epochs=1)
    network, part = assignment.network, assignment.held_out
    assert part is not None
    evaluation = Evaluation(network, part)
    assert packed([evaluation.loss]) == packed([network.evaluate_all(encoding_of(network).samples(part))])
    assert len(evaluation.answers) == len(part)
    assert [sum(row) for row in evaluation.confusion()] == list(part.counts.values())
    if evaluation.classes:
        diagonal = [row[index] for index, row in enumerate(evaluation.confusion())]
        assert sum(diagonal) == evaluation.right == len(part) - len(evaluation.worst(len(part)))
        assert evaluation.accuracy == sum(diagonal) / len(part)


def test_of_some_rows_alone_with_their_numbers() -> None:
    dataset = datasets.load("iris")
    network = assignment_for(dataset, epochs=1).network
    some, everything = Evaluation(network, dataset, [140, 3]), Evaluation(network, dataset)
    assert some.answers == [everything.answers[140], everything.answers[3]]


def test_a_network_without_an_encoding_is_refused() -> None:
    with pytest.raises(BadInput, match="the network has no encoding"):
        Evaluation(Network(4, Dense(3)), datasets.load("iris"))
