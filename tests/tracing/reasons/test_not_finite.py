"""Where a number that is infinite, or none, comes from."""

import json
import math
from pathlib import Path
from typing import Any, Dict

import pytest

from lernmi import Dense, GradientDescent, Network, NumericError, Trace, Weight, trace
from lernmi.tracing.comparison import compare
from lernmi.tracing.operations import recomputed
from lernmi.tracing.reasons.not_finite import origins, origins_sentence


def small(weight: float = 0.5) -> Network:
    return Network(2, Dense(2, "identity", weights=weight, biases=0.0),
                   Dense(1, "identity", weights=0.5, biases=0.0))


def by_another_program(path: Path, weights: Dict[str, float]) -> Trace:
    """A recorded step with other weights, by a program that computes on with numbers that aren't finite."""
    trace(small(), [1.0, 0.0], [1.0], GradientDescent(0.1)).save(path)
    header, initial, *moves = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    initial["weights"].update(weights)
    known = {**{f"{name}.value": value for name, value in initial["weights"].items()}, **initial["numbers"]}
    for move in moves:
        for operation in move["steps"]:
            operands = [operation[side] for side in ("left", "right") if side in operation]
            for operand in operands:
                if isinstance(operand, list):
                    operand[1] = known.get(operand[0], operand[1])
            if operands:
                numbers = [operand[1] if isinstance(operand, list) else operand for operand in operands]
                operation["result"][1] = recomputed(operation["sign"], *numbers)
            known[operation["result"][0]] = operation["result"][1]
    lines = [json.dumps(line) for line in (header, initial, *moves)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return Trace.load(path)


def reason(step: Trace, name: str) -> str:
    why = step.why(name)
    return origins_sentence(origins(step, why.causes[-1].number), "{:.4g}".format)


def test_the_first_product_and_where_it_became_no_number(tmp_path: Path) -> None:
    step = by_another_program(tmp_path / "step.jsonl",
                              {"hidden.weight[0,0]": 1e200, "output.weight[0,0]": 1e200})
    assert math.isnan(step.why("hidden.weight[0,1]").sensitivity)
    began = ("It began in move 10: value of hidden[0] × value of output.weight[0,0] = "
             "1e+200 × 1e+200 = inf.")
    assert reason(step, "input[0]") == began
    assert reason(step, "hidden.weight[0,1]") == (
        f"{began} It became nan in move 22: sensitivity of the link input[1]->hidden[0] × "
        "value of input[1] = inf × 0 = nan.")
    assert compare(step, Trace.load(tmp_path / "step.jsonl")).is_equal, "nan is the same as nan here"


def test_infinity_minus_infinity_is_where_it_became_none(tmp_path: Path) -> None:
    step = by_another_program(tmp_path / "step.jsonl", {
        "hidden.weight[0,0]": 1e200, "hidden.weight[1,0]": 1e200,
        "output.weight[0,0]": 1e200, "output.weight[0,1]": -1e200})
    sentence = reason(step, "output.bias[0]")
    assert sentence.startswith("It began in move 10: value of hidden[0] × value of output.weight[0,0] = ")
    assert "It became nan in move 11: total of output[0] + value of the link hidden[1]->output[0] = " \
           "inf + -inf = nan." in sentence


def test_a_finite_number_has_no_such_origin() -> None:
    step = trace(small(), [1.0, 0.0], [1.0])
    assert origins(step, step.why("input[0]").causes[-1].number) == []


def test_why_prints_it_and_no_paths(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    step = by_another_program(tmp_path / "step.jsonl",
                              {"hidden.weight[0,0]": 1e200, "output.weight[0,0]": 1e200})
    step.why("input[0]").print(plain=True)
    out = capsys.readouterr().out
    assert "This is no finite number. It began in move 10: " in out and "paths" not in out and out.isascii()


@pytest.mark.parametrize("network, sample, product", [
    (small(1e200), ([1.0, 1.0], [1.0]), None),
    (Network(1, Dense(1, "identity", weights=1e200), Dense(1, "identity", weights=1e200)), ([1.0], [1.0]),
     "hidden[0] × output.weight[0,0] = 1e+200 × 1e+200 = inf"),
    (Network(1, Dense(1, "identity", weights=1e-300, biases=0.0),
             Dense(1, "identity", weights=1e300, biases=0.0)), ([1.0], [1e150]),
     "sensitivity of hidden[0]->output[0] × output.weight[0,0] = -1e+150 × 1e+300 = -inf"),
    (Network(1, Dense(1, "identity", weights=0.0, biases=0.0)), ([1e200], [1e150]),
     "sensitivity of input[0]->output[0] × input[0] = -1e+150 × 1e+200 = -inf"),
    (Network(1, Dense(1, "identity", [[Weight(0.0, "f", trainable=False)]], "none")), ([1e200], [1e150]),
     "sensitivity of input[0]->output[0] × input[0] = -1e+150 × 1e+200 = -inf"),
])
def test_an_error_names_the_first_product_whether_the_step_is_traced_or_not(
        network: Network, sample: Any, product: Any) -> None:
    with pytest.raises(NumericError) as learned:
        network.learn(sample[0], sample[1], GradientDescent(0.1))
    with pytest.raises(NumericError) as traced:
        trace(network, sample[0], sample[1], GradientDescent(0.1))
    assert str(learned.value) == str(traced.value)
    expected = f" The first product that isn't finite: {product}." if product else ""
    assert str(learned.value).endswith(f"about -1 to 1.{expected}")


def test_a_sum_of_finite_numbers_may_be_too_large() -> None:
    network = Network(2, Dense(1, "identity", weights=1e308, biases=0.0))
    with pytest.raises(NumericError, match="delivers a finite number, but their sum is too large"):
        network.forward([1.0, 1.0])
