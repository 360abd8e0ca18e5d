"""Numbers that are right as something else: of another rate or sample, transposed, weights for gradients."""

from typing import Any, List

import pytest

from lernmi import Adam, BadInput, Dense, Network
from lernmi.examples import EXAMPLES
from lernmi.teaching.diagnosis import Diagnosis, diagnose
from tests.support.wrong_numbers import gradients, rounded

MAZUR = EXAMPLES["mazur"]
SAMPLE = MAZUR.samples[0]
GRADIENTS = gradients(MAZUR.network(), [SAMPLE]) or []
BEFORE = [weight.value for weight in MAZUR.network().weights]


def after(rate: float) -> List[float]:
    return [value - rate * gradient for value, gradient in zip(BEFORE, GRADIENTS)]


def of_new(numbers: List[float]) -> Diagnosis:
    return diagnose(MAZUR.network(), *SAMPLE, new_weights=numbers, rate=0.5)


def test_new_weights_of_another_rate() -> None:
    for numbers in (after(0.1), rounded(after(0.1), 6)):
        diagnosis = of_new(numbers)
        assert diagnosis.meaning == ("Each change is 0.2 times the right one: these are the right new "
                                     "weights for the learning rate 0.1.")
        assert not diagnosis.is_right and diagnosis.message[-1] == diagnosis.meaning
        assert diagnosis.first_wrong is None and len(diagnosis.message) == 2
    doubled = of_new(after(1.0))                # as with a mistake, which may be there as well
    assert ("half_forgotten",) in doubled.mistakes and doubled.meaning == ""
    assert doubled.message[-1] == ("Each change is 2 times the right one: these are the right new weights "
                                   "for the learning rate 1.")
    one_wrong = [*after(0.1)[:7], 0.5]
    assert of_new(one_wrong).meaning == ""
    assert diagnose(MAZUR.network(), *SAMPLE, new_weights=after(0.1), optimizer=Adam(0.5)).meaning == ""


def test_weights_and_gradients_that_are_taken_for_one_another() -> None:
    before = "These are the weights before the step."
    assert of_new(BEFORE).meaning == before and of_new(BEFORE).mistakes == []
    assert diagnose(MAZUR.network(), *SAMPLE, BEFORE).meaning == before
    assert of_new(rounded(GRADIENTS)).meaning == "These are the right gradients, not new weights."
    sentence = "These are the right new weights after a step at the learning rate 0.5, not gradients."
    for rate in (0.5, 0.1):
        assert diagnose(MAZUR.network(), *SAMPLE, rounded(after(0.5), 6), rate=rate).meaning == sentence
    assert of_new(after(0.5)).is_right and of_new(after(0.5)).meaning == ""


def test_numbers_that_are_right_for_another_sample() -> None:
    xor = EXAMPLES["xor"]
    numbers = rounded(gradients(xor.network(), [xor.samples[2]]) or [])
    new = [weight.value - 0.5 * number for weight, number in zip(xor.network().weights, numbers)]
    for gradient, new_weights in ((numbers, None), (None, new)):
        diagnosis = diagnose(xor.network(), *xor.samples[1], gradient, new_weights=new_weights, rate=0.5,
                             samples=xor.samples, digits=4)
        assert diagnosis.message[1:] == ["These numbers are right for sample 2."]
    assert diagnose(xor.network(), *xor.samples[1], numbers).meaning == ""


@pytest.mark.parametrize("inputs", [2, 3])
def test_one_matrix_alone_is_transposed(inputs: int) -> None:
    network = Network(inputs, Dense(2, "tanh"), Dense(2), seed=3)
    row = [0.3, -0.7, 0.9][:inputs]
    right = {weight.name: number for weight, number in zip(
        network.weights, rounded(gradients(network, [(row, [1.0, 0.2])]) or []))}
    matrix = [[right[f"hidden.weight[{j},{i}]"] for i in range(inputs)] for j in range(2)]
    turned = [list(column) for column in zip(*matrix)]
    arrays: List[Any] = [turned, [right[f"hidden.bias[{j}]"] for j in range(2)],
              [[right[f"output.weight[{k},{j}]"] for j in range(2)] for k in range(2)],
              [right[f"output.bias[{k}]"] for k in range(2)]]
    in_a_row = [*sum(turned, []), *arrays[1], *sum(arrays[2], []), *arrays[3]]
    for values in (in_a_row, arrays):
        diagnosis = diagnose(network, row, [1.0, 0.2], values)
        assert diagnosis.message[-1].startswith("The gradients of hidden.weight are transposed, all ")


def test_a_shape_that_fits_transposed_only_is_named() -> None:
    network = Network(3, Dense(2, "tanh"), Dense(1), seed=3)
    arrays: List[Any] = [[[0.1, 0.2]] * 3, [0.1, 0.2], [[0.1, 0.2]], [0.1]]
    assert diagnose(network, [0.1, 0.2, 0.3], [1.0], arrays).layout == (
        "each weight matrix transposed, a row for each source",)
    deeper = Network(3, Dense(2, "tanh"), Dense(4, "tanh"), Dense(1), seed=3)
    arrays[2:] = [[[0.1, 0.2]] * 4, [0.1] * 4, [[0.1] * 4], [0.1]]
    with pytest.raises(BadInput, match=r"Those of hidden1.weight \(2, 3\) are transposed\.$"):
        diagnose(deeper, [0.1, 0.2, 0.3], [1.0], arrays)
