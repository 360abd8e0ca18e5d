"""The lines of the method that moves, and which of them wrote which number."""

from typing import Any, List, Sequence, Tuple

import pytest

from lernmi import Adam, Dense, GradientDescent, Link, Network, Trace, Weight, trace
from lernmi.activations import Activation
from lernmi.stepping.function_lines import lines_of
from lernmi.stepping.running_code import RunningCode, running_code
from lernmi.teaching.bugs import find_bug, wrong_network
from lernmi.tracing.moves import Move
from lernmi.training.adaptive import RMSProp
from tests.support.networks import INPUTS, TARGETS, gated, mazur
from tests.support.steps import example_step, worked_example


def code_of(step: Trace, move: Move) -> RunningCode:
    code = running_code(move, step.network)
    assert code is not None
    return code


def marked(code: RunningCode) -> List[str]:
    """The line that wrote each change, without indent and comment; "" for one of another method."""
    return ["" if line is None else code.lines[line].split("#")[0].strip() for line in code.written]


BACKWARD = ["self.sensitivity = self.target.sensitivity * self.target.slope",
            "self.source.sensitivity += self.sensitivity * self.weight.value",
            "self.weight.sensitivity += self.sensitivity * self.source.value"]


def test_the_numbers_of_the_lines_are_those_of_the_file() -> None:
    code = code_of(step := worked_example(), step[step.first("backward")])
    with open(code.path, encoding="utf-8") as file:
        lines = file.read().splitlines()
    assert [lines[number - 1].strip() for number in code.numbers] == [line.strip() for line in code.lines]
    assert code.lines[0] == "def backward(self) -> None:" and '"""' not in "".join(code.lines)


@pytest.mark.parametrize("name", ["mazur", "softmax", "batchnorm"])
def test_every_number_of_a_pass_has_the_line_that_wrote_it(name: str) -> None:
    step = example_step(name)
    for move in step.moves[:step.first("backward") + 11:1 if len(step) < 100 else 7]:
        code = code_of(step, move)
        for index, change in enumerate(move.changes):
            lines = [block.lines[line] for block in code.blocks for line in block.written[index:index + 1]
                     if line is not None]
            assert lines, (move, change)
            if move.phase in ("forward", "backward"):
                left, _, right = lines[0].partition("=")
                assert change.place.attribute in left and (left.rstrip()[-1] == "+") == change.added
                assert all(leaf.place.attribute in right for leaf in change.leaves if leaf.place)


def test_a_neuron_times_itself_gets_two_sums_and_each_has_its_line() -> None:
    step = trace(gated("tanh", "squared_error"), [0.6, -0.4], [0.2, 0.9])
    square = next(move for move in step.moves[step.first("backward"):]
                  if move.mover.source is move.mover.weight)
    assert [change.place.thing.name for change in square.changes[1:]] == ["keeper", "keeper"]
    assert marked(code_of(step, square)) == BACKWARD


def test_the_update_is_the_optimizers_own_method() -> None:
    step = worked_example()
    code = code_of(step, step[-1])
    assert code.method == "GradientDescent.new_values"
    assert marked(code)[0].startswith("return [weight.value - rate * average")
    for optimizer, value in ((RMSProp(0.1), "return value - self.rate * sensitivity / root"),
                             (RMSProp(0.1, momentum=0.5), "return value - self.rate * memory.velocity"),
                             (Adam(0.1), "return value - rate * memory.mean / (root + self.epsilon)")):
        step = worked_example(optimizer)
        lines = dict(zip([change.place.attribute for change in step[-1].changes],
                         marked(code_of(step, step[-1]))))
        assert lines["value"] == value and lines["squares"].startswith("memory.squares = (")


def test_an_exhibit_shows_its_own_method_and_those_that_it_calls() -> None:
    bugs = [find_bug(name) for name in ("slope_forgotten_at_output", "set_not_added")]
    step = trace(wrong_network(mazur(), *bugs), INPUTS, TARGETS)
    code = code_of(step, step[step.first("backward")])
    outer, inner, right = code.blocks
    assert right.method == "Link.backward" and marked(right) == BACKWARD
    assert marked(outer) == marked(inner) == 3 * ["super().backward()"]
    assert "self.source.sensitivity = 0.0" in {line.strip() for line in (*outer.lines, *inner.lines)}


class Doubled(GradientDescent):
    """A user-defined optimizer that goes twice as far."""

    def new_values(self, weights: Sequence[Weight], averages: Sequence[float]) -> List[float]:
        values = super().new_values(weights, averages)
        return [value + (value - weight.value) for value, weight in zip(values, weights)]


def test_a_user_defined_optimizer_returns_on_its_own_line() -> None:
    step = worked_example(Doubled(0.1))
    code = code_of(step, step[-1])
    assert (code.method, code.calls[0].method) == ("Doubled.new_values", "GradientDescent.new_values")
    assert marked(code)[0].startswith("return [value + (value - weight.value)")


def test_the_loss_of_a_wrong_engine_is_its_own_and_of_several_samples_that_of_one() -> None:
    step = trace(wrong_network(mazur(), find_bug("half_forgotten")), INPUTS, TARGETS)
    slopes = code_of(step, step[step.first("loss") - 1]).blocks[1]
    assert "2.0 * (y - d)" in "".join(slopes.lines)
    step = example_step("batchnorm")
    function = code_of(step, step[step.first("loss") - 1])
    assert function.method == step.network.loss.name and "samples" not in "".join(function.lines)


class Leaky(Link):
    """A user-defined link."""

    __slots__ = ()

    def backward(self) -> None:
        target, weight = self.target, self.weight
        self.sensitivity = target.sensitivity * target.slope
        if self.sensitivity > -1e9:
            here = self.source
            here.sensitivity += 0.9 * self.sensitivity * weight.value
        weight.sensitivity += self.sensitivity * self.source.value


def test_a_user_defined_method_is_read_through_its_variables() -> None:
    network = mazur()
    for link in network.links:
        link.__class__ = Leaky
    step = trace(network, INPUTS, TARGETS)
    code = code_of(step, step[-1])
    assert (code.method, code.file) == ("Leaky.backward", "test_running_code.py")
    assert marked(code) == ["self.sensitivity = target.sensitivity * target.slope",
                            "here.sensitivity += 0.9 * self.sensitivity * weight.value",
                            "weight.sensitivity += self.sensitivity * self.source.value"]


def test_a_recording_has_the_code_of_the_package_but_not_functions_that_were_not_recorded(
        tmp_path: Any) -> None:
    cube = Activation("cube", lambda x: x * x * x, lambda x, y: 3.0 * x * x)
    step = trace(Network(1, Dense(1, cube), Dense(1), seed=1), [1.0], [0.5], GradientDescent(0.1))
    step.save(tmp_path / "step.jsonl")
    recorded = Trace.load(tmp_path / "step.jsonl")

    def methods(step: Trace) -> List[Tuple[str, ...]]:
        codes = [running_code(move, step.network) for move in step]
        return [tuple(block.method for block in code.blocks) if code else () for code in codes]

    ran, known = methods(step), methods(recorded)
    assert ("Neuron.forward", "cube", "slope of cube") in ran and ("Neuron.forward",) in known
    assert ("squared_error", "slopes of squared_error") in known
    assert ran[-1] == ("GradientDescent.new_values",) and known[-1] == ()


def test_what_has_no_source_has_no_lines() -> None:
    assert lines_of(len) is None
    assert running_code(Move("update", mazur().weights[0], ())) is None
