"""A recording of a whole network is right only if its own numbers were multiplied."""

from pathlib import Path
from typing import Any, Callable, Dict, List

import pytest

from lernmi import Adam, Dense, Link, Network, Neuron, trace
from lernmi.recording.verifier import verify
from lernmi.training.optimizer_memory import RememberingOptimizer
from tests.support.networks import INPUTS, TARGETS, gated, mazur, parallel
from tests.support.recordings import lines_of, saved, written
from tests.support.steps import worked_example

LINE = 26                               # hidden[0]->output[0] passes back
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
        "hidden[0].sensitivity + (hidden[0]->output[0]).sensitivity × w5.value here."]


def test_something_left_out(tmp_path: Path) -> None:
    assert found(lambda steps: steps.__delitem__(slice(3, 5)), tmp_path) == [
        "w5.sensitivity must become "
        "w5.sensitivity + (hidden[0]->output[0]).sensitivity × hidden[0].value here."]


def test_set_instead_of_added(tmp_path: Path) -> None:
    """With = the last one wins: the mistake that += is there for."""
    def change(steps: Steps) -> None:
        back, sum_of_both = steps[1], steps[2]
        sum_of_both.update(left=back["result"], sign="=", result=["hidden[0].sensitivity", back["result"][1]])
        del sum_of_both["right"]

    assert found(change, tmp_path) == [
        "hidden[0].sensitivity must become "
        "hidden[0].sensitivity + (hidden[0]->output[0]).sensitivity × w5.value here."]


def test_the_operands_the_other_way_round_and_a_number_without_its_name(tmp_path: Path) -> None:
    def change(steps: Steps) -> None:
        for step in steps:
            step["left"], step["right"] = step["right"], step["left"]
        steps[1]["left"] = steps[1]["left"][1]

    assert found(change, tmp_path) == []


def test_a_number_without_its_name_must_be_the_right_one(tmp_path: Path) -> None:
    def change(steps: Steps) -> None:
        steps[1]["right"] = 123.0
        steps[1]["result"][1] = steps[2]["right"][1] = steps[1]["left"][1] * 123.0
        steps[2]["result"][1] = steps[2]["left"][1] + steps[2]["right"][1]

    assert len(found(change, tmp_path)) == 1


def test_something_too_much(tmp_path: Path) -> None:
    assert found(lambda steps: steps.append({"result": ["w1.value", 777.0]}), tmp_path) == [
        "hidden[0]->output[0] does not write w1.value here."]
    assert found(lambda steps: steps.append({**steps[4], "left": steps[4]["result"], "result": [
        "w5.sensitivity", steps[4]["result"][1] + steps[4]["right"][1]]}), tmp_path) == [
        "hidden[0]->output[0] does not write w5.sensitivity here."]
    assert found(lambda steps: steps.append({"result": ["output[0].target", 0.5]}), tmp_path) == [
        "hidden[0]->output[0] does not write output[0].target here."]


def test_a_neuron_times_itself_gets_both_products(tmp_path: Path) -> None:
    def squared(network: Network, sources: List[Neuron]) -> List[Neuron]:
        own = network.add(Neuron("square"))
        Link(sources[0], own, sources[0])
        return [own]

    path = saved(trace(Network(1, squared, seed=1), [0.5], [1.0]), tmp_path)
    assert verify(path).passed
    lines = lines_of(path)
    del lines[-1]["steps"][-2:]
    told = [problem.sentence for problem in verify(written(path, lines)).problems]
    assert len(told) == 1 and told[0].startswith("input[0].sensitivity must become input[0].sensitivity + ")


def test_the_phases_have_an_order(tmp_path: Path) -> None:
    def change(moves: List[Any]) -> None:
        moves[1:1] = [moves.pop(17)]

    assert "line 5: the phase forward comes before loss." in moved_about(change, tmp_path)


def test_the_slope_of_a_straight_line_may_be_written_as_a_number(tmp_path: Path) -> None:
    path = saved(trace(Network(1, Dense(1, "identity"), seed=1), [0.5], [1.0]), tmp_path)
    lines = lines_of(path)
    own = next(line for line in lines[2:] if line["mover"] == "output[0]")
    own["steps"][1] = {"result": ["output[0].slope", 1.0]}
    assert verify(written(path, lines)).passed
    own["steps"][1] = {"left": 1.0, "sign": "=", "result": ["output[0].slope", 1.0]}
    assert verify(written(path, lines)).passed
    own["steps"][1] = {"result": ["output[0].slope", 2.0]}
    assert not verify(written(path, lines)).passed


def test_what_is_reported_already_is_not_reported_again(tmp_path: Path) -> None:
    def change(steps: Steps) -> None:
        steps[1]["right"][0] = "w7.value"           # the number is still that of w5

    assert found(change, tmp_path) == ["w7.value is 0.4 here, but line 2 left 0.5 there."]


def moved_about(change: Callable[[List[Any]], None], tmp_path: Path) -> List[str]:
    """What verify says first after a change of the list of moves, which are numbered anew."""
    path = saved(worked_example(), tmp_path)
    header, start, *moves = lines_of(path)
    change(moves)
    for number, move in enumerate(moves, start=1):
        move["move"] = number
    header["moves"] = len(moves)
    return [str(problem) for problem in verify(written(path, [header, start, *moves])).problems]


def test_a_link_hands_back_before_all_has_come_to_its_target(tmp_path: Path) -> None:
    """A path is forgotten, though every product is right."""
    def change(moves: List[Any]) -> None:
        own = [move for move in moves if move["phase"] == "backward" and "->hidden[1]" in move["mover"]]
        for move in own:
            moves.remove(move)
        moves[18:18] = own

    assert "line 21: backward, it is bias->output[1] that moves here, not bias->hidden[1]." in (
        moved_about(change, tmp_path))


def test_moves_that_are_missing(tmp_path: Path) -> None:
    told = moved_about(lambda moves: moves.__delitem__(slice(18, 30)), tmp_path)
    assert "line 21: before this, bias->output[1] must move backward." in told
    told = moved_about(lambda moves: moves.__delitem__(1), tmp_path)
    assert "line 4: forward, it is input[0]->hidden[0] that moves here, not input[1]->hidden[0]." in told


@pytest.mark.parametrize("end", [10, 17, 18, 24, 30])
def test_a_step_may_end_early(end: int, tmp_path: Path) -> None:
    """Half of a step is homework as well."""
    assert moved_about(lambda moves: moves.__delitem__(slice(end, None)), tmp_path) == []


def test_a_move_too_many(tmp_path: Path) -> None:
    def change(moves: List[Any]) -> None:
        moves.insert(17, {"phase": "forward", "mover": "hidden[0]", "steps": []})

    assert "line 20: forward, nothing is left to move here, not hidden[0]." in moved_about(change, tmp_path)


def test_a_neuron_answers_with_its_own_activation(tmp_path: Path) -> None:
    path = saved(worked_example(), tmp_path)
    lines = lines_of(path)
    lines[0]["neurons"] = [[name, layer, "tanh" if name == "hidden[0]" else activation]
                           for name, layer, activation in lines[0]["neurons"]]
    assert list(map(str, verify(written(path, lines)).problems)) == [
        "line 7: hidden[0].value must become tanh(hidden[0].total) here.",
        "line 7: hidden[0].slope must become 1.0 − hidden[0].value × hidden[0].value here."]


def test_a_slope_may_be_written_by_its_name(tmp_path: Path) -> None:
    path = saved(worked_example(), tmp_path)
    lines = lines_of(path)
    steps = lines[6]["steps"]
    slope = {**steps[-1], "left": steps[0]["left"], "sign": "slope of sigmoid"}
    del slope["right"]
    lines[6]["steps"] = [steps[0], slope]
    assert verify(written(path, lines)).passed


class Anchored(RememberingOptimizer):
    """Reads numbers that it never writes."""

    remembers = ("anchor",)

    def __init__(self) -> None:
        super().__init__(0.1)
        self.loss = 0.25

    def new_value(self, value: float, sensitivity: float, memory: Any) -> float:
        new: float = value - self.rate * (sensitivity + self.loss * memory.anchor)
        return new


def test_what_an_optimizer_only_reads_is_written_down_before_the_step(tmp_path: Path) -> None:
    network, optimizer = mazur(), Anchored()
    for memory in optimizer.memories_of(network.weights):
        vars(memory)["anchor"] = -0.5
    step = trace(network, INPUTS, TARGETS, optimizer)
    path = saved(step, tmp_path)
    numbers = lines_of(path)[1]["numbers"]
    assert (numbers["w5.memory.anchor"], numbers["optimizer.loss"], numbers["rate"]) == (-0.5, 0.25, 0.1)
    found = verify(path)
    assert (found.problems, found.assumed) == ([], {})


@pytest.mark.parametrize("build", [gated, parallel])
def test_gates_and_second_links_conform(build: Any, tmp_path: Path) -> None:
    step = trace(build("tanh", "squared_error"), [0.1, 0.3], [0.0, 1.0], Adam(0.05))
    assert verify(saved(step, tmp_path)).passed


def test_a_network_that_cannot_be_built_is_a_mistake_of_line_1(tmp_path: Path) -> None:
    path = saved(worked_example(), tmp_path)
    lines = lines_of(path)
    lines[0]["outputs"] = []
    assert [problem.line for problem in verify(written(path, lines)).problems] == [1]
