"""Where two steps part, from what causes, and what follows from each."""

import json
from pathlib import Path
from typing import Any, List, Sequence

import pytest

from lernmi import BadInput, Dense, GradientDescent, Momentum, Network, Trace, trace
from lernmi.teaching.bugs import BUGS, find_bug, wrong_network, wrong_optimizer
from lernmi.tracing.comparison import Cause, Comparison, compare
from tests.support.networks import INPUTS, TARGETS, mazur
from tests.support.steps import example_step, worked_example

FIXTURES = Path(__file__).parents[2] / "recording" / "fixtures"


def step(*bugs: str, inputs: Sequence[float] = INPUTS, targets: Sequence[float] = TARGETS,
         rate: float = 0.5) -> Trace:
    """The worked example's step, by an engine with these bugs."""
    chosen = [find_bug(name) for name in bugs]
    return trace(wrong_network(mazur(), *chosen), inputs, targets,
                 wrong_optimizer(GradientDescent(rate), *chosen))


def names(cause: Cause) -> List[str]:
    return [difference.name for difference in cause.differences]


def only_cause(comparison: Comparison) -> Cause:
    assert len(comparison.causes) == 1, comparison.causes
    return comparison.causes[0]


def test_equal_steps_are_equal_bit_for_bit_even_if_one_was_recorded_by_an_earlier_version() -> None:
    comparison = compare(step(), Trace.load(FIXTURES / "mazur.jsonl"))
    assert comparison.is_equal and comparison.equal == 98 and comparison.parting is None
    assert comparison.moves("backward") == (12, 12) and comparison.only == ([], [])


def test_of_two_rates_only_the_update_differs() -> None:
    comparison = compare(step(), step(rate=0.1))
    assert names(only_cause(comparison)) == ["rate"] and comparison.causes[0].kind == "start"
    assert comparison.parting is not None and comparison.parting.positions == (31, 31)
    assert [one.name for one in comparison.follow(comparison.causes[0])] == [
        f"value of w{number}" for number in range(1, 9)]
    assert comparison.moves("backward") == (12, 12) and comparison.moves("update") == (8, 0)


def test_an_input_and_a_target_are_two_causes_and_what_only_one_of_them_reaches_is_known() -> None:
    comparison = compare(step(), step(inputs=[0.06, 0.10], targets=[0.01, 0.98]))
    inputs, targets = comparison.causes
    assert names(inputs) == ["value of input[0]"] and names(targets) == ["target of output[1]"]
    reached = {one.name for one in comparison.follow(targets)}
    assert "sensitivity of w8" in reached and "value of output[1]" not in reached
    assert "sensitivity of w5" not in reached and "loss" in reached


@pytest.mark.parametrize("bug, positions, attribute", [
    ("slope_forgotten_at_output", [19, 20, 21, 22, 23, 24], "sensitivity of the link"),
    ("slope_forgotten_at_hidden", [25, 26, 27, 28, 29, 30], "sensitivity of the link"),
    ("set_not_added", [22, 23, 24, 25, 28, 29, 30], "sensitivity of "),
    ("half_forgotten", [18, 18], "sensitivity of output"), ("uphill", list(range(31, 39)), "value of w"),
])
def test_a_wrong_engine_is_one_cause_wherever_it_multiplies_otherwise(
        bug: str, positions: List[int], attribute: str) -> None:
    comparison = compare(step(), step(bug))
    cause = only_cause(comparison)
    assert cause.kind == "operation"
    assert [one.positions for one in cause.differences] == [(number, number) for number in positions]
    assert all(name.startswith(attribute) for name in names(cause))
    assert comparison.parting is cause.first
    followers = {id(one) for one in comparison.follow(cause)}
    assert all(one.is_cause or id(one) in followers for one in comparison.differences)


def test_each_bug_of_the_catalogue_is_one_cause() -> None:
    right, compared = step(), 0
    for name in BUGS:
        try:
            comparison = compare(right, step(name))
        except BadInput:                # of another kind of network, or of another optimizer
            continue
        if not comparison.is_equal:     # one that shows in a second step, or in a batch
            assert len(comparison.causes) == 1, name
            compared += 1
    assert compared > 15


def test_two_bugs_are_two_causes_though_the_second_computes_from_what_the_first_made_wrong() -> None:
    comparison = compare(step(), step("set_not_added", "slope_forgotten_at_hidden"))
    added, slope = comparison.causes
    assert added.first.positions == (22, 22) and slope.first.positions == (25, 25)
    assert len(slope.differences) == 6 and slope.first in comparison.follow(added)


def test_of_two_seeds_all_weights_differ_from_the_start_and_all_else_follows() -> None:
    first, second = (trace(Network(2, Dense(3, "softplus"), Dense(1, "sigmoid"), loss="binary_cross_entropy",
                                   seed=seed), [0.4, -0.7], [1.0], Momentum(0.1)) for seed in (1, 2))
    comparison = compare(first, second)
    cause = only_cause(comparison)
    assert cause.kind == "start" and len(cause.differences) == len(first.network.weights)
    followers = comparison.follow(cause)
    assert len(followers) == len(comparison.differences)
    assert "loss" in {one.name for one in followers}, "though ln leaves no trace of its operand"


def test_before_and_after_learning() -> None:
    network = mazur()
    first = trace(network, INPUTS, TARGETS, GradientDescent(0.5))
    second = trace(network, INPUTS, TARGETS, GradientDescent(0.5))
    cause = only_cause(compare(first, second))
    assert [name[-2:] for name in names(cause)] == [f"w{number}" for number in range(1, 9)]


def test_of_other_networks_what_only_one_has_is_a_cause_and_common_names_are_compared() -> None:
    def taken(size: int, activation: str) -> Trace:
        hidden = Dense(size, activation, weights=0.3, biases=0.1)
        network = Network(2, hidden, Dense(1, weights=0.2, biases=0.0))
        return trace(network, [1.0, 0.5], [1.0], GradientDescent(0.1))

    comparison = compare(taken(2, "tanh"), taken(3, "tanh"))
    assert comparison.only[0] == [] and comparison.parting is not None
    assert {cause.kind for cause in comparison.causes} == {"only"}
    assert comparison.causes[0].first.moves[1] is comparison.second[comparison.only[1][0] - 1]
    assert comparison.parting.name == "total of output[0]", "the third hidden neuron delivers to it"
    assert comparison.parting in comparison.follow(comparison.causes[0])
    other = compare(taken(2, "tanh"), taken(2, "sigmoid"))
    assert names(only_cause(other)) == ["value of hidden[0]", "slope of hidden[0]", "value of hidden[1]",
                                        "slope of hidden[1]"], "one other activation, not four"


def edited(path: Path, write: Any) -> Trace:
    """The worked example's recording, after a function has changed its operations, by their moves."""
    worked_example().save(path)
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for line in lines[2:]:
        for operation in line["steps"]:
            write(line["move"], operation)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return Trace.load(path)


def test_rounded_numbers_agree_to_their_digits(tmp_path: Path) -> None:
    def rounded(move: int, operation: Any) -> None:
        for key in ("left", "right", "result"):
            number = operation.get(key)
            if isinstance(number, list):
                number[1] = float(f"{number[1]:.4g}")
    recording = edited(tmp_path / "rounded.jsonl", rounded)
    assert compare(worked_example(), recording, digits=4).is_equal
    assert not compare(worked_example(), recording).is_equal
    assert not compare(step(rate=0.4), recording, digits=4).is_equal


def test_a_number_that_is_wrong_though_its_operands_are_right_is_a_cause(tmp_path: Path) -> None:
    def slip(move: int, operation: Any) -> None:
        if move == 24 and operation["result"][0] == "w5.sensitivity":
            operation["result"][1] = 0.0822
    cause = only_cause(compare(worked_example(), edited(tmp_path / "slip.jsonl", slip)))
    assert (cause.kind, names(cause)) == ("result", ["sensitivity of w5"])


@pytest.mark.parametrize("name", ["dropout", "batchnorm"])
def test_a_step_is_equal_to_the_same_step_taken_again(name: str) -> None:
    assert compare(example_step(name), example_step(name)).is_equal


def test_what_is_no_trace_is_refused() -> None:
    with pytest.raises(BadInput, match="compare takes two traces"):
        compare(worked_example(), "step.jsonl")        # type: ignore[arg-type]
