"""The answers to all samples: those of predict and evaluate, with the worst named."""

from typing import List

import pytest

from lernmi import BadInput, Dense, GradientDescent, Network, datasets
from lernmi.examples.evaluation import Evaluation
from lernmi.figures.answers import answers
from lernmi.network.snapshot import numbers_in

XOR = [([0, 0], [0]), ([0, 1], [1]), ([1, 0], [1]), ([1, 1], [0])]


def words(number: float) -> str:
    return f"{number:.3g}"


def test_each_answer_is_what_the_network_answers_and_it_stays_as_it_is() -> None:
    network = Network(2, Dense(2), Dense(1), seed=2)
    network.learn(*XOR[1], GradientDescent(0.5))
    before = [repr(getattr(thing, name)) for thing, name in numbers_in(network)]
    figure = answers(network, XOR)
    assert [repr(getattr(thing, name)) for thing, name in numbers_in(network)] == before
    assert (network.last_phase, network.targets) == ("update", [1.0])
    for answer, (inputs, targets) in zip(figure.answers, XOR):
        assert answer.outputs == network.predict(inputs)
        assert answer.loss == network.evaluate(inputs, targets)
        assert answer.is_right == ((answer.outputs[0] > 0.5) == bool(targets[0]))
    assert figure.wrong == 2 and {answer.number for answer in figure.worst()} <= {0, 1, 2, 3}
    assert figure.mean_loss == network.evaluate_all(XOR)
    [output] = network.predict([0, 1])
    line = f"sample 1, inputs 0 1: target 1, answer {int(output > 0.5)} (output {words(output)}), "
    assert any(sentence.startswith(line) for sentence in figure.sentences(words))


def test_of_many_samples_each_class_is_counted_and_the_worst_are_named_as_an_evaluation_does() -> None:
    iris = datasets.load("iris")
    encoding = iris.encoding()
    network = Network(4, Dense(3, "identity"), loss="softmax_cross_entropy", encoding=encoding, seed=1)
    figure, evaluation = answers(network, encoding.samples(iris)), Evaluation(network, iris)
    assert [answer.number for answer in figure.worst()] == [one.number for one in evaluation.worst(5)]
    right = [row[index] for index, row in enumerate(evaluation.confusion())]
    sentences = figure.sentences(words)
    for index, (name, count) in enumerate(zip(iris.classes, right)):
        assert figure.wrong_of(index) == 50 - count
        shares = [answer.share for answer in figure.by_class()[index]]
        assert shares == sorted(shares)
        assert any(line.startswith(f"Of 50 samples of {name}, {50 - count} ") for line in sentences)
    worst = figure.worst()[0]
    assert f"loss {words(worst.loss)}." in sentences[-5] and "probability" in sentences[-5]


@pytest.mark.parametrize("loss, targets", [("squared_error", [0.25, 4.0]),
                                           ("sigmoid_cross_entropy", [0.0, 1.0])])
def test_values_and_decisions_of_several_outputs_are_neither_right_nor_wrong(loss: str, targets: List[float]
                                                                             ) -> None:
    network = Network(1, Dense(2, "identity", weights=[[1.0], [2.0]], biases=0.0), loss=loss)
    figure = answers(network, [([1.0], targets)])
    assert figure.wrong is None and figure.worst() == list(figure.answers)
    expected = " ".join(map(words, targets))
    assert f"sample 0, inputs 1: target {expected}, answer 1 2, loss" in figure.sentences(words)[-1]


def test_samples_that_do_not_fit_are_refused() -> None:
    with pytest.raises(BadInput, match=r"samples\[1\]"):
        answers(Network(2, Dense(1)), [([0, 0], [0]), ([0], [0])])
