"""Confusion matrices: every answer is counted, whatever classes mean."""

from typing import Any, List

import pytest

from lernmi import BadInput, Dense, Network, datasets
from lernmi.examples.evaluation import Evaluation
from lernmi.figures.confusion import Confusion, confusion
from lernmi.network.snapshot import numbers_in


def test_it_counts_what_evaluate_counts_and_the_network_is_as_it_was() -> None:
    iris = datasets.load("iris")
    encoding = iris.encoding()
    network = Network(4, Dense(3, "identity"), loss="softmax_cross_entropy", encoding=encoding, seed=2)
    network.forward([1, 0, 2, 0])
    before = [getattr(thing, name) for thing, name in numbers_in(network)]
    figure = confusion(network, encoding.samples(iris))
    assert [getattr(thing, name) for thing, name in numbers_in(network)] == before
    evaluation = Evaluation(network, iris)
    assert (figure.classes, figure.counts) == (list(evaluation.classes), evaluation.confusion())
    assert (figure.samples, figure.right) == (150, evaluation.right)


@pytest.mark.parametrize("size, options, samples, classes, counts", [
    (1, {"loss": "binary_cross_entropy"}, [([1], [1]), ([1], [0])], ["no", "yes"], [[0, 1], [0, 1]]),
    (1, {"classes": ["low", "high"]}, [([1], "low"), ([-1], "low")], ["low", "high"], [[1, 1], [0, 0]]),
    (2, {"loss": "binary_cross_entropy"}, [([1], [1, 0])], ["no", "yes"], [[0, 1], [0, 1]]),
    (3, {"loss": "softmax_cross_entropy"}, [([1], [0, 0, 1])], ["0", "1", "2"],
     [[0, 0, 0], [0, 0, 0], [1, 0, 0]])])
def test_what_classes_are(size: int, options: Any, samples: Any, classes: List[str],
                          counts: List[List[int]]) -> None:
    activation = "identity" if size == 3 else "sigmoid"
    network = Network(1, Dense(size, activation, weights=1.0, biases=0.0), **options)
    figure = confusion(network, samples)
    assert (figure.classes, figure.counts) == (classes, counts)


def test_without_classes_there_is_none() -> None:
    with pytest.raises(BadInput, match="mean no classes"):
        confusion(Network(1, Dense(1)), [([1], [1])])


def test_in_words() -> None:
    assert Confusion(["a", "b", "c"], [[3, 1, 0], [0, 0, 0], [0, 0, 1]]).sentences(str) == [
        "Which answers the samples of each class got, a class in each row:",
        "of 4 samples of class a: 3 answered a, 1 answered b", "of 1 sample of class c: 1 answered c"]
    counts = [[5 if row == column else 0 for column in range(20)] for row in range(20)]
    counts[3][4], counts[7][0] = 1, 3
    assert Confusion([f"c{number}" for number in range(20)], counts).sentences(str) == [
        "20 classes: 100 of 104 samples got the right answer, 96.2 %.", "Confused most:",
        "of 8 samples of class c7, 3 answered c0, 37.5 %", "of 6 samples of class c3, 1 answered c4, 16.7 %"]
