"""Where a sensitivity is 0 in mathematics: lernmi, PyTorch, and exact arithmetic with fractions.

Outputs and sensitivities agree to 1e-10 always, and so do weights, wherever the step is not a quotient
of rounding errors. Here it is: 0.1 · ½ + 0.3 · ½ − 0.4 · ½ is 0, and comes out as ±1e-17 on one side, as
0 on the other, depending on the order of the sum. See rounding_noise.py.
"""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any, Callable, Dict, List

import pytest

from lernmi import Adagrad, Dense, GradientDescent, Network, Optimizer

FIGURES: List[Dict[str, Any]] = json.loads(
    Path(__file__).with_name("rounding_noise.json").read_text(encoding="utf-8"))
RATE, L1, EPSILON = Fraction(1, 10), Fraction(1, 100), Fraction(1, 10 ** 10)
OPTIMIZERS: Dict[str, Callable[[], Optimizer]] = {
    "plain": lambda: GradientDescent(0.1), "l1": lambda: GradientDescent(0.1, l1=0.01),
    "Adagrad": lambda: Adagrad(0.1)}


def run(first: Any, last: List[Any], expected: List[Any], optimizer: Optimizer) -> Dict[str, Any]:
    """What lernmi does in two steps: outputs and sensitivities of the first, weights after each."""
    network = Network(1, Dense(1, "identity", weights=[[first]], biases="none"),
                      Dense(3, "identity", weights=[[weight] for weight in last], biases="none"))
    outputs = network.forward([1.0])
    network.backward(expected)
    sensitivities = [weight.sensitivity for weight in network.weights]
    optimizer.update(network.weights)
    weights = [[weight.value for weight in network.weights]]
    network.learn([1.0], expected, optimizer)
    weights.append([weight.value for weight in network.weights])
    return {"outputs": outputs, "sensitivities": sensitivities, "weights": weights}


def exact(first: Fraction, last: List[Fraction], kind: str) -> Dict[str, Any]:
    """The same without rounding. (Adagrad's first step only: later roots are no fractions.)"""
    expected = [weight * first - Fraction(1, 2) for weight in last]
    result: Dict[str, Any] = {"weights": []}
    for _ in range(1 if kind == "Adagrad" else 2):
        outputs = [weight * first for weight in last]
        errors = [output - target for output, target in zip(outputs, expected)]
        slopes: List[Any] = [sum(weight * error for weight, error in zip(last, errors)),
                             *(error * first for error in errors)]
        result.setdefault("outputs", outputs)
        result.setdefault("sensitivities", slopes)
        weights = [first, *last]
        if kind == "Adagrad":
            slopes = [slope / (abs(slope) + EPSILON) for slope in slopes]
        if kind == "l1":
            slopes = [slope + L1 * ((weight > 0) - (weight < 0)) for slope, weight in zip(slopes, weights)]
        first, *last = [weight - RATE * slope for weight, slope in zip(weights, slopes)]
        result["weights"].append([first, *last])
    return result


def three(case: Dict[str, Any]) -> List[Dict[str, Any]]:
    """lernmi's, PyTorch's and the exact figures."""
    first, last = Fraction(case["first"]), [Fraction(weight) for weight in case["last"]]
    expected = [float(weight * first - Fraction(1, 2)) for weight in last]
    ours = run(float(first), [float(weight) for weight in last], expected, OPTIMIZERS[case["kind"]]())
    return [ours, case, exact(first, last, case["kind"])]


def close(left: List[Any], right: List[Any]) -> bool:
    return len(left) == len(right) and all(
        abs(Fraction(one) - Fraction(other)) <= EPSILON for one, other in zip(left, right))


@pytest.mark.parametrize("case", FIGURES, ids=lambda case: f"{case['first']} {case['last']} {case['kind']}")
def test_outputs_and_sensitivities_agree_always(case: Dict[str, Any]) -> None:
    ours, theirs, right = three(case)
    assert right["sensitivities"][0] == 0
    for name in ("outputs", "sensitivities"):
        assert close(ours[name], right[name]) and close(theirs[name], right[name])


@pytest.mark.parametrize("case", [case for case in FIGURES if case["kind"] == "plain" or (
    case["kind"] == "l1" and case["first"] == "1")], ids=lambda case: f"{case['last']} {case['kind']}")
def test_weights_agree_where_no_rounding_error_is_divided_and_none_has_its_sign_taken(
        case: Dict[str, Any]) -> None:
    ours, theirs, right = three(case)
    assert len(right["weights"]) == 2
    for step, weights in enumerate(right["weights"]):
        assert close(ours["weights"][step], weights) and close(theirs["weights"][step], weights)


@pytest.mark.parametrize("case", [case for case in FIGURES if case["kind"] == "Adagrad"],
                         ids=lambda case: f"{case['first']} {case['last']}")
def test_a_rounding_error_divided_by_itself_moves_a_weight_on_one_side_only(case: Dict[str, Any]) -> None:
    ours, theirs, right = three(case)
    (ours_first, *ours_last), (theirs_first, *theirs_last), (right_first, *right_last) = (
        figures["weights"][0] for figures in (ours, theirs, right))
    assert close(ours_last, right_last) and close(theirs_last, right_last)
    assert right_first == Fraction(case["first"]), "in mathematics it doesn't move"
    assert sorted([ours_first == right_first, theirs_first == right_first]) == [False, True]
    assert EPSILON < abs(Fraction(ours_first) - Fraction(theirs_first)) < RATE


@pytest.mark.parametrize("case", [case for case in FIGURES if case["kind"] == "l1" and case["first"] == "0"],
                         ids=lambda case: str(case["last"]))
def test_l1_takes_the_sign_of_a_rounding_error(case: Dict[str, Any]) -> None:
    ours, theirs, right = three(case)
    assert close(ours["weights"][0], right["weights"][0]) and close(theirs["weights"][0], right["weights"][0])
    ours_first, theirs_first = ours["weights"][1][0], theirs["weights"][1][0]
    assert abs(ours_first - theirs_first) == pytest.approx(0.1 * 0.01, rel=1e-6)
