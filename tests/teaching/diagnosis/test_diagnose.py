"""A diagnosis: right numbers are right, the mistake is named, and the first wrong product shown."""

import struct
from typing import Any, Dict, List

import pytest

from lernmi import (
    Adam,
    BadInput,
    BatchNorm,
    Dense,
    Dropout,
    GradientDescent,
    Momentum,
    Network,
    Recurrent,
    Softmax,
    UnknownName,
)
from lernmi.examples import EXAMPLES
from lernmi.teaching.bugs import find_bug, wrong_network, wrong_optimizer
from lernmi.teaching.diagnosis import Diagnosis, diagnose
from tests.support.networks import weights_of
from tests.support.wrong_numbers import gradients, rounded

MAZUR = EXAMPLES["mazur"]
SAMPLE = MAZUR.samples[0]


def mazur_numbers(*names: str) -> List[float]:
    numbers = gradients(MAZUR.network(), [SAMPLE], *map(find_bug, names))
    assert numbers is not None
    return rounded(numbers)


def of_mazur(numbers: Any, **options: Any) -> Diagnosis:
    return diagnose(MAZUR.network(), *SAMPLE, numbers, **options)


# ---- right

def test_a_right_program_is_right_to_the_digits_that_it_gives() -> None:
    exact = gradients(MAZUR.network(), [SAMPLE]) or []
    for digits in (3, 4, 5, 6):
        diagnosis = of_mazur(rounded(exact, digits))
        assert diagnosis.is_right and diagnosis.digits == digits
        assert diagnosis.message == [f"All 8 gradients are right to {digits} digits."]
    single = [struct.unpack("f", struct.pack("f", number))[0] for number in exact]
    for numbers in (exact, single, [f"{number:.4f}" for number in exact]):
        assert of_mazur(numbers).is_right


def test_a_last_digit_that_differs_counts_as_rounding_where_no_bug_explains_it() -> None:
    numbers = mazur_numbers()
    assert numbers[4:6] == [0.08217, 0.08267]
    diagnosis = of_mazur([*numbers[:4], 0.08218, 0.08265, *numbers[6:]])
    assert diagnosis.is_right and diagnosis.is_rounded and diagnosis.digits == 3
    exact = gradients(MAZUR.network(), [SAMPLE]) or []
    measured = of_mazur([number + 1.23456789e-7 for number in exact])
    assert measured.is_right and measured.is_rounded and measured.digits == 3


def test_one_digit_is_no_excuse() -> None:
    assert not of_mazur([0.1] * 8).is_right


def test_zeros_are_right_where_the_sensitivity_is_zero_and_nowhere_else() -> None:
    network = Network(2, Dense(2, "relu", weights=[[-1, -1], [1, 1]], biases="none"),
                      Dense(1, "identity", weights=0.5, biases="none"))
    right = gradients(network, [([1.0, 2.0], [0.0])]) or []
    assert right[:2] == [0.0, 0.0] and right[2:] == [0.75, 1.5, 0.0, 4.5]
    assert diagnose(network, [1, 2], [0], [-0.0, 0.0, *right[2:]]).is_right
    assert not diagnose(network, [1, 2], [0], [0.0] * 6).is_right


# ---- wrong

def test_one_mistake_is_named_and_its_first_wrong_product_is_shown() -> None:
    diagnosis = of_mazur(mazur_numbers("slope_forgotten_at_output"))
    assert not diagnosis.is_right and diagnosis.mistakes == [("slope_forgotten_at_output",)]
    first = diagnosis.first_wrong
    assert first is not None and first.name == "sensitivity of the link hidden[1]->output[1]"
    assert first.should_be == pytest.approx(-0.2171 * 0.1755, rel=1e-3)
    assert first.value == pytest.approx(-0.2171, rel=1e-3)
    assert diagnosis.considered == diagnosis.bugs > 10
    assert diagnosis.message == [
        "All 8 gradients are wrong, compared to 4 digits.",
        "The first wrong product on the way back: the sensitivity of the link hidden[1]->output[1] should be "
        "-0.2171 × 0.1755 = -0.0381 (sensitivity of output[1] × slope of output[1]), not "
        "-0.2171 × 1 = -0.2171 (sensitivity of output[1] × 1).",
        "Exactly these numbers come from this mistake: slope_forgotten_at_output "
        f"({find_bug('slope_forgotten_at_output').sentence.rstrip('.')}).",
        f"No other of the {diagnosis.bugs} bugs that change something here gives them."]


def test_a_sum_that_was_not_added_up_is_shown_as_a_sum() -> None:
    diagnosis = of_mazur(mazur_numbers("set_not_added"))
    assert diagnosis.mistakes == [("set_not_added",)]
    assert diagnosis.message[0] == "4 of 8 gradients are wrong, compared to 4 digits."
    assert "the sensitivity of hidden[1] (by the link hidden[1]->output[0]) should be " \
           "-0.02095 + 0.1385 × 0.45 = 0.04137" in diagnosis.message[1]


def test_a_mistake_is_named_although_numbers_were_rounded_on_the_way() -> None:
    diagnosis = of_mazur(rounded([2.0 * number for number in mazur_numbers()]))
    assert diagnosis.mistakes == [("half_forgotten",)] and not diagnosis.is_right
    assert diagnosis.message[2].startswith("These numbers, but for the last digit, come from this mistake: ")


def test_two_mistakes_together_are_named() -> None:
    pair = ("slope_forgotten_at_hidden", "weight_forgotten")
    diagnosis = of_mazur(mazur_numbers(*pair))
    assert diagnosis.mistakes == [pair]
    assert diagnosis.pairs == diagnosis.all_pairs == diagnosis.bugs * (diagnosis.bugs - 1) // 2
    assert all(name in diagnosis.message[2] for name in pair)


def test_equal_mistakes_are_all_named() -> None:
    names = "output_weights_updated_first", "each_weight_updated_in_the_pass"
    diagnosis = of_mazur(mazur_numbers(names[1]))       # in two layers it is the same
    assert diagnosis.mistakes == [(name,) for name in names]
    assert "The same numbers come, here, from" in diagnosis.message[-1]


def test_what_nothing_explains_is_reported_with_what_can_be_said() -> None:
    numbers = mazur_numbers()
    slip = of_mazur([*numbers[:6], 0.0326, numbers[7]])
    assert not slip.is_right and not slip.mistakes
    assert slip.message[-1].startswith("Only w7 is wrong") and slip.message[-2].startswith("None of these:")
    assert slip.first_wrong is not None and slip.first_wrong.name == "sensitivity of w7"
    scaled = of_mazur(rounded([*(3.0 * number for number in numbers[:4]), *numbers[4:]]))
    assert scaled.message[-2:] == [
        "The numbers of output are right; on the way back, the first wrong ones are those of hidden.",
        "All numbers of hidden are 3 times the right ones."]
    three = of_mazur(mazur_numbers("slope_forgotten_at_output", "set_not_added", "value_forgotten"))
    assert "Those of output are exactly as slope_forgotten_at_output with value_f" in three.message[-1]


def test_a_convention_that_makes_the_numbers_right_is_mentioned() -> None:
    doubled = of_mazur(mazur_numbers("half_forgotten"))
    assert doubled.message[-1] == ("All numbers are 2 times the right ones: they are right if the loss is "
                                   "meant to be that many times squared_error, ½ Σ (y − d)².")
    turned = of_mazur([-number for number in mazur_numbers()])
    assert ("sign_turned",) in turned.mistakes and "a program that adds them" in turned.message[-1]


def test_a_mask_that_is_drawn_is_mentioned_and_one_that_is_set_is_compared() -> None:
    dropout = Dropout(0.5)
    network = Network(2, Dense(3, "tanh"), dropout, Dense(1), seed=4)
    assert "layer.mask" in diagnose(network, [0.1, 0.2], [1], [0.1234] * len(network.weights)).message[-1]
    dropout.mask = [True, False, True]
    right = gradients(network, [([0.1, 0.2], [1.0])]) or []
    assert diagnose(network, [0.1, 0.2], [1], right).is_right
    missing = gradients(network, [([0.1, 0.2], [1.0])], find_bug("dropout_mask_missing")) or []
    assert diagnose(network, [0.1, 0.2], [1], missing).mistakes == [("dropout_mask_missing",)]


def test_sensitivities_of_neurons_count_as_well() -> None:
    numbers: Dict[str, float] = dict(zip([f"w{number}" for number in range(1, 9)], mazur_numbers()))
    right = of_mazur({**numbers, "hidden[0]": 0.03635, "output[0]": 0.7414})
    assert right.is_right and right.missing == 0
    wrong = of_mazur({"hidden[0]": 0.0554, "output[0]": 0.7414})
    assert [row.is_right for row in wrong.rows] == [False, True] and wrong.missing == 8
    assert ("set_not_added",) in wrong.mistakes


# ---- batches, new weights

def test_gradients_of_a_batch_are_means() -> None:
    network = Network(2, Dense(3, "tanh"), Dense(1), seed=3)
    inputs, targets = [[0.1, 0.2], [0.9, -0.4], [0.3, 0.3]], [0.0, 1.0, 1.0]
    samples = [(one, [target]) for one, target in zip(inputs, targets)]
    right = gradients(network, samples) or []
    assert diagnose(network, inputs, targets, right).is_right
    summed = [3.0 * number for number in right]
    assert diagnose(network, inputs, targets, summed).mistakes == [("sum_for_mean",)]
    not_reset = gradients(network, samples, find_bug("neurons_not_reset")) or []
    assert diagnose(network, inputs, targets, not_reset).mistakes == [("neurons_not_reset",)]


@pytest.mark.parametrize("inputs, targets", [
    ([0.5], [0.3, 0.7]), ([[0.5]], [0.3, 0.7]), ([[0.5]], [[0.3, 0.7]]), ([0.5], [[0.3], [0.7]])])
def test_one_sample_may_be_alone_or_in_a_list(inputs: Any, targets: Any) -> None:
    network = Network(1, Dense(2), seed=1)
    right = gradients(network, [([0.5], [0.3, 0.7])]) or []
    assert diagnose(network, inputs, targets, right).is_right


def test_a_network_that_learns_from_batches_only_is_diagnosed_as_its_copies() -> None:
    network = Network(2, Dense(2, "tanh"), BatchNorm(), Dense(1), seed=3)
    samples = [([0.1, 0.2], [0.0]), ([0.9, -0.4], [1.0]), ([0.3, 0.3], [1.0])]
    inputs, targets = zip(*samples)
    for name in ("", "statistics_constant", "sum_for_mean"):
        bugs = [find_bug(name)] if name else []
        diagnosis = diagnose(network, inputs, targets, gradients(network, samples, *bugs))
        assert diagnosis.is_right == (not name) and diagnosis.mistakes == [(name,)] * len(bugs)


@pytest.mark.parametrize("optimizer, name, steps", [
    (GradientDescent(0.5), "slope_of_total", 1), (Adam(0.01), "adam_correction_multiplied", 1),
    (Momentum(0.5), "momentum_not_kept", 2), (GradientDescent(0.5), "weights_not_reset", 2)])
def test_new_weights_after_steps_with_any_optimizer(optimizer: Any, name: str, steps: int) -> None:
    bug = find_bug(name)
    engine, wrong = wrong_network(MAZUR.network(), bug), wrong_optimizer(optimizer, bug)
    right = MAZUR.network()
    for network, updates in ((engine, wrong), (right, wrong_optimizer(optimizer))):
        for _ in range(steps):
            network.learn(*SAMPLE, updates)
    values = [weight.value for weight in engine.weights]
    diagnosis = of_mazur(None, new_weights=values, optimizer=optimizer, steps=steps)
    assert diagnosis.mistakes == [(name,)] and diagnosis.what == "new weight"
    assert of_mazur(None, new_weights=[weight.value for weight in right.weights], optimizer=optimizer,
                    steps=steps).is_right


def test_the_network_and_the_optimizer_are_left_as_they_are() -> None:
    network, optimizer = MAZUR.network(), Adam(0.1)
    network.learn(*SAMPLE, optimizer)
    before = weights_of(network), [dict(vars(memory)) for memory in optimizer.memories.values()]
    diagnosis = diagnose(network, *SAMPLE, new_weights=[0.1] * 8, optimizer=optimizer)
    assert not diagnosis.is_right
    assert before == (weights_of(network), [dict(vars(memory)) for memory in optimizer.memories.values()])


# ---- wrong use

@pytest.mark.parametrize("arguments, sentence", [
    ({}, "diagnose needs gradients"),
    ({"gradients": [1.0], "new_weights": [1.0]}, "diagnose needs gradients"),
    ({"gradients": [1.0, 2.0]}, "it has 8 numbers, in the shapes hidden.weight (2, 2), output.weight (2, 2); "
                                "these are 2 numbers."),
    ({"gradients": [[1.0, 2.0], [3.0, 4.0]]}, "these are 4 numbers in the shapes (2, 2)."),
    ({"gradients": {"w1": float("nan")}}, "w1"),
    ({"gradients": {"w1": None}}, "call backward"),
    ({"gradients": {"w1": "many"}}, "must be a finite number, not 'many'"),
    ({"gradients": [1j] * 8}, "the number for w1 must be a finite number, not 1j."),
    ({"gradients": {"b1": 0.1}}, "b1 is a fixed weight"),
    ({"gradients": {"hidden[0]->output[0]": 0.1}}, "name its weight, w5"),
    ({"gradients": {}}, "there are no numbers"),
    ({"gradients": {"0.bias": [0.1, 0.2]}}, "no numbers of weights that learn"),
    ({"gradients": {"2": 0.1, "3": 0.2}}, "positions of the 8 weights"),
    ({"gradients": 7}, "must be a dict or a list"),
    ({"gradients": [0.1] * 8, "steps": 0}, "the number of steps"),
    ({"gradients": [0.1] * 8, "rate": -1.0}, "the learning rate")])
def test_wrong_use_is_one_sentence(arguments: Any, sentence: str) -> None:
    with pytest.raises(BadInput) as caught:
        diagnose(MAZUR.network(), *SAMPLE, **arguments)
    assert sentence in str(caught.value) and str(caught.value).endswith(".")


def test_a_network_that_does_not_learn_has_no_numbers_to_compare() -> None:
    network = Network(1, Dense(1, "identity", weights=2.0, biases=1.0))
    for weight in network.weights:
        weight.trainable = False
    for numbers in ([1.0, 2.0], [[[1.0]], [2.0]], {"0.weight": [[1.0]], "0.bias": [2.0]}):
        with pytest.raises(BadInput, match="there are no numbers of weights that learn"):
            diagnose(network, [1.0], [0.5], numbers)


def test_numbers_beyond_all_others_are_just_wrong() -> None:
    diagnosis = of_mazur([1e308] * 8)
    assert not diagnosis.is_right and not diagnosis.mistakes
    assert of_mazur({"w7": 1e308, "w8": 1e-320}).message[0].startswith("Both gradients are wrong, ")


def test_the_first_wrong_product_is_none_of_a_fixed_weight() -> None:
    network = Network(2, Dense(2), Dense(2, "identity"), Softmax(), loss="cross_entropy", seed=1)
    samples = [([0.5, 1.0], [1.0, 0.0])]
    numbers = gradients(network, samples, find_bug("shared_weight_set_not_added"))
    assert numbers == gradients(network, samples)       # nothing is shared but constants
    network = Network((2, 2), Recurrent(2), Softmax(), loss="cross_entropy", seed=1)
    samples = [([0.5, 1.0, 0.2, 0.1], [1.0, 0.0])]
    first = diagnose(network, *samples[0],
                     gradients(network, samples, find_bug("shared_weight_set_not_added"))).first_wrong
    assert first is not None and "fixed" not in first.name


def test_of_one_number_the_sentences_speak_of_one() -> None:
    network = Network(1, Dense(1, "identity", weights=2.0, biases="none"))
    assert diagnose(network, [1.0], [2.0], [0.3]).message == [
        "The number is wrong.",
        "The first wrong product on the way back: the sensitivity of output.weight[0,0] (by the link "
        "input[0]->output[0]) should be 0 × 1 = 0 (sensitivity of the link × value of input[0]), not 0.3.",
        "None of these: no bug in the catalogue changes anything here."]


def test_an_unknown_name_gets_the_nearest() -> None:
    with pytest.raises(UnknownName, match="did you mean w1"):
        of_mazur({"w1": 0.1, "W1": 0.2})


def test_a_batch_needs_as_many_targets_as_inputs_and_no_neurons() -> None:
    with pytest.raises(BadInput, match="inputs of 2 samples, but targets of 1"):
        diagnose(MAZUR.network(), [SAMPLE[0]] * 2, [SAMPLE[1]], [0.1] * 8)
    with pytest.raises(BadInput, match="is a neuron"):
        diagnose(MAZUR.network(), [SAMPLE[0]] * 2, [SAMPLE[1]] * 2, {"hidden[0]": 0.1})
