"""A recording of a whole network is right only if its own numbers were multiplied."""

from pathlib import Path
from typing import Any, Callable, Dict, List

import pytest

from lernmi import Adam, GradientDescent, trace
from lernmi.tracing.verifying import verify
from tests.networks import INPUTS, TARGETS, gated, mazur, parallel
from tests.tracing.test_recording import lines_of, saved, worked_example, written

LINE = 26                               # hidden[0]->output[0] hands back
Steps = List[Dict[str, Any]]


def found(change: Callable[[Steps], None], tmp_path: Path) -> List[str]:
    """What verify says after a change of the steps of LINE, without what follows from it."""
    path = saved(worked_example(), tmp_path)
    lines = lines_of(path)
    change(lines[LINE - 1]["steps"])
    problems = verify(written(path, lines)).problems
    return [problem.sentence for problem in problems if problem.line == LINE]


def test_rightly_multiplied_but_by_the_wrong_weight(tmp_path: Path) -> None:
    def change(steps: Steps) -> None:
        back, sum_of_both = steps[1], steps[2]
        back["right"] = ["w6.value", 0.45]
        back["result"][1] = sum_of_both["right"][1] = back["left"][1] * 0.45
        sum_of_both["result"][1] = sum_of_both["left"][1] + sum_of_both["right"][1]

    assert found(change, tmp_path) == [
        "hidden[0].sensitivity must become "
        "hidden[0].sensitivity + hidden[0]->output[0].sensitivity × w5.value here."]


def test_something_left_out(tmp_path: Path) -> None:
    assert found(lambda steps: steps.__delitem__(slice(3, 5)), tmp_path) == [
        "w5.sensitivity must become "
        "w5.sensitivity + hidden[0]->output[0].sensitivity × hidden[0].value here."]


def test_set_instead_of_added(tmp_path: Path) -> None:
    """With = the last one wins: the mistake that += is there for."""
    def change(steps: Steps) -> None:
        back, sum_of_both = steps[1], steps[2]
        sum_of_both.update(left=back["result"], sign="=", result=["hidden[0].sensitivity", back["result"][1]])
        del sum_of_both["right"]

    assert found(change, tmp_path) == [
        "hidden[0].sensitivity must become "
        "hidden[0].sensitivity + hidden[0]->output[0].sensitivity × w5.value here."]


def test_the_operands_the_other_way_round_and_a_number_without_its_name(tmp_path: Path) -> None:
    def change(steps: Steps) -> None:
        for step in steps:
            step["left"], step["right"] = step["right"], step["left"]
        steps[1]["left"] = steps[1]["left"][1]

    assert found(change, tmp_path) == []


def test_what_is_reported_already_is_not_reported_again(tmp_path: Path) -> None:
    def change(steps: Steps) -> None:
        steps[1]["right"][0] = "w7.value"           # the number is still that of w5

    assert found(change, tmp_path) == ["w7.value is 0.4 here, but line 2 left 0.5 there."]


@pytest.mark.parametrize("build", [gated, parallel])
def test_gates_and_second_links_conform(build: Any, tmp_path: Path) -> None:
    step = trace(build("tanh", "squared_error"), [0.1, 0.3], [0.0, 1.0], Adam(0.05))
    assert verify(saved(step, tmp_path)).passed


def test_a_network_that_cannot_be_built_is_a_mistake_of_line_1(tmp_path: Path) -> None:
    path = saved(trace(mazur(), INPUTS, TARGETS, GradientDescent(0.5)), tmp_path)
    lines = lines_of(path)
    lines[0]["outputs"] = []
    assert [problem.line for problem in verify(written(path, lines)).problems] == [1]
