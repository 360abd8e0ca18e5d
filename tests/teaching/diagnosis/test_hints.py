"""What is said of numbers that no mistake gives: only what is true of them, and where to look."""

import copy
from typing import List

import pytest

from lernmi import Dense, Network
from lernmi.examples import EXAMPLES
from lernmi.teaching.bugs import find_bug
from lernmi.teaching.diagnosis import Diagnosis, diagnose
from tests.support.wrong_numbers import gradients, rounded

NETWORK = Network(2, Dense(2, "tanh"), Dense(2, "tanh"), Dense(1), seed=3)       # 6, 6 and 3 weights
INPUTS, TARGETS = [0.3, -0.7], [1.0]
RIGHT = gradients(NETWORK, [(INPUTS, TARGETS)]) or []
FIRST, SECOND, LAST = slice(0, 6), slice(6, 12), slice(12, 15)


def diagnosed(numbers: List[float]) -> Diagnosis:
    return diagnose(NETWORK, INPUTS, TARGETS, rounded(numbers))


def with_bug_in(part: slice, name: str) -> List[float]:
    numbers, wrong = list(RIGHT), gradients(NETWORK, [(INPUTS, TARGETS)], find_bug(name)) or []
    numbers[part] = wrong[part]
    return numbers


@pytest.mark.parametrize("part, layer", [(FIRST, "hidden1"), (SECOND, "hidden2"), (LAST, "output")])
def test_a_mistake_in_one_layer_only(part: slice, layer: str) -> None:
    message = diagnosed(with_bug_in(part, "bias_forgotten")).message
    assert message[-1] == (f"Those of {layer} are exactly as bias_forgotten gives them: it is there, in "
                           f"{layer} only.")


def test_a_mistake_in_one_layer_with_other_wrong_numbers_further_back() -> None:
    numbers = with_bug_in(SECOND, "bias_forgotten")
    numbers[0], numbers[5] = 0.1234, -0.4321
    assert diagnosed(numbers).message[-1] == (
        "Those of hidden2 are exactly as bias_forgotten gives them, but not those further back: there it is "
        "missing, or something else is wrong.")


def test_gradients_into_a_neuron_that_are_a_multiple_show_the_sensitivity_of_its_total() -> None:
    numbers = [*RIGHT[:3], *(0.1308 * number for number in RIGHT[3:6]), *RIGHT[6:]]
    diagnosis, delta = diagnosed(numbers), RIGHT[5]                # the gradient of its bias
    first = diagnosis.first_wrong
    assert first is not None and first.neuron is not None and first.neuron.name == "hidden1[1]"
    assert first.should_be == pytest.approx(delta) and first.value == pytest.approx(0.1308 * delta, rel=1e-3)
    assert diagnosis.message[1].startswith(
        "The first wrong number on the way back: the sensitivity of the total of hidden1[1] should be ")
    assert "(sensitivity of hidden1[1] × slope of hidden1[1]), not " in diagnosis.message[1]
    assert diagnosis.message[-2].startswith("All gradients into hidden1[1] are 0.1308 times the right ones: "
                                            "the products with its inputs are right, ")
    numbers[3] *= 2.0
    assert "The first wrong product" in diagnosed(numbers).message[1]


def test_numbers_that_are_wrong_from_the_loss_on_ask_for_the_outputs() -> None:
    network = Network(2, Dense(2, "tanh"), Dense(1), seed=3)
    forward, right = copy.deepcopy(network), gradients(network, [(INPUTS, TARGETS)]) or []
    forward.weights[2].value += 0.5                                 # a bias
    wrong = gradients(forward, [(INPUTS, TARGETS)]) or []
    sentence = f"Compare your outputs first: for this sample they should be {network.predict(INPUTS)[0]:.4g}."
    assert diagnose(network, INPUTS, TARGETS, rounded(wrong)).message[-1] == sentence
    batch = diagnose(network, [INPUTS, INPUTS], [TARGETS, TARGETS], rounded(wrong))
    assert batch.message[-1] == sentence.replace("this", "the first")
    hidden = diagnose(network, INPUTS, TARGETS, rounded([*wrong[:6], *right[6:]]))
    assert not any("outputs" in line for line in hidden.message)


def test_bugs_that_depend_on_the_learning_rate_are_found_at_the_usual_rates() -> None:
    name = "output_weights_updated_first"
    for rate, mistakes in ((0.5, [(name,)]), (0.37, [])):
        wrong = gradients(NETWORK, [(INPUTS, TARGETS)], find_bug(name), rate=rate) or []
        diagnosis = diagnosed(wrong)
        assert diagnosis.mistakes == mistakes and (diagnosis.rate == rate) == bool(mistakes)
        sentence = ("this mistake, at the learning rate 0.5: output_weights_updated_first" if mistakes else
                    "depends on the learning rate; 1, 0.5, 0.1, 0.05, 0.01, 0.001 were tried: if yours")
        assert any(sentence in line for line in diagnosis.message)
    at_its_rate = diagnose(NETWORK, INPUTS, TARGETS, rounded(wrong), rate=0.37)
    assert at_its_rate.mistakes == [(name,)] and at_its_rate.rate is None


def test_digits_that_are_rounded_away_show_nothing() -> None:
    mazur = EXAMPLES["mazur"]
    right = gradients(mazur.network(), [mazur.samples[0]]) or []

    def of_mazur(numbers: List[float]) -> Diagnosis:
        return diagnose(mazur.network(), *mazur.samples[0], numbers)
    zeros = of_mazur([0.0] * 8)
    assert not zeros.is_right and zeros.mistakes == [] and zeros.hints == ["All numbers are 0."]
    coarse = of_mazur([round(number, 3) for number in right])       # 0.0, 0.001, 0.0, 0.001, 0.082 …
    assert coarse.is_right and coarse.hints == [
        "Of w1 and w3 only 0 is written: no digit of them is known.",
        "These are too few digits to be sure: output_weights_updated_first and "
        "each_weight_updated_in_the_pass would give the same numbers. Write more of them."]
    some = of_mazur([*[0.0] * 4, *(round(number, 3) for number in right[4:])])
    assert not some.is_right
    assert not any("times the right" in hint or "exactly" in hint for hint in some.hints)
    assert some.hints[0] == "Of w1, w2, w3 and 1 more only 0 is written: no digit of them is known."
