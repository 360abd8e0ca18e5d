"""Recordings are loaded: the step itself again, to the last bit."""

import copy
import io
import sys
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any, List

import pytest

from lernmi import (
    Activation,
    Adam,
    BadInput,
    Dense,
    GradientDescent,
    LernmiError,
    Link,
    Network,
    Optimizer,
    Trace,
    trace,
)
from lernmi.console.display.page import Page
from lernmi.console.stepper.stepper import Stepper
from lernmi.examples.catalogue import EXAMPLES
from lernmi.recording.recorded_network import RecordedNetwork
from lernmi.recording.verifier import verify
from lernmi.stepping.session import Session
from lernmi.stepping.timeline import Timeline
from tests.support.bits import bits
from tests.support.networks import INPUTS, TARGETS, chain, gated, parallel
from tests.support.recordings import lines_of, printed, saved, written
from tests.support.slow import slow, slow_but
from tests.support.steps import example_case, worked_example


@pytest.mark.parametrize("name", slow_but(["mazur", "xor", "softmax", "rnn"], EXAMPLES))
def test_a_replay_is_the_step_to_the_last_bit(name: str, tmp_path: Path) -> None:
    network, inputs, targets = example_case(EXAMPLES[name])
    network.forward(inputs)  # numbers that are left over from before
    step = trace(network, inputs, targets, GradientDescent(0.1))
    path = saved(step, tmp_path)
    replay = Trace.load(path)
    assert isinstance(replay.network, RecordedNetwork)
    assert (replay.loss, len(replay), replay.products) == (step.loss, len(step), step.products)
    assert bits(replay.network) == bits(network), "both are at the end"
    first, second = Timeline(step), Timeline(replay)
    every = max(1, first.last // 40)
    for done in [*range(0, first.last, every), first.last]:
        first.goto(done)
        second.goto(done)
        assert bits(network) == bits(replay.network), done
    replay.save(tmp_path / "again.jsonl")
    assert (tmp_path / "again.jsonl").read_bytes() == path.read_bytes()
    found = verify(path)
    assert (found.problems, found.products, found.moves) == ([], step.products, len(step))
    assert found.given == 0


@pytest.mark.parametrize("name", ["mazur", "xor", "softmax", slow("rnn"), slow("dropout")])
def test_a_replay_prints_and_explains_the_same(name: str, tmp_path: Path) -> None:
    step = trace(*example_case(EXAMPLES[name]), Adam(0.05))
    replay = Trace.load(saved(step, tmp_path))
    assert printed(replay) == printed(step)
    for only in (["backward", step.network.outputs[0].name], [step.network.weights[0].name]):
        assert printed(replay, only=only) == printed(step, only=only)
    for thing in (step.network.weights[0], step.network.inputs[0]):
        ours, theirs = step.why(thing.name), replay.why(thing.name)
        assert [tuple(map(str, path)) for path in ours.paths()] == [
            tuple(map(str, path)) for path in theirs.paths()
        ]
        assert ours.sensitivity == theirs.sensitivity


@pytest.mark.parametrize("build", [gated, parallel])
def test_gates_second_links_and_memories(build: Any, tmp_path: Path) -> None:
    network, optimizer = build("tanh", "squared_error"), Adam(0.05)
    network.learn([0.6, -0.4], [0.2, 0.9], optimizer)
    step = trace(network, [0.1, 0.3], [0.0, 1.0], optimizer)
    path = saved(step, tmp_path)
    assert printed(Trace.load(path)) == printed(step) and verify(path).passed
    assert ".memory.squares" in path.read_text(encoding="utf-8")
    if build is parallel:
        assert "#2" in path.read_text(encoding="utf-8")


def test_a_recording_cannot_be_run(tmp_path: Path) -> None:
    own = Activation("cube", lambda x: x * x * x, lambda x, y: 3.0 * x * x)
    step = trace(Network(1, Dense(1, own, weights=0.5)), [1.0], [1.0])
    replay = Trace.load(saved(step, tmp_path))
    with pytest.raises(LernmiError, match="a recording can't be run again"):
        replay.network.forward([1.0])
    with pytest.raises(BadInput, match="a recording can't be run again"):
        Trace.load(saved(worked_example(), tmp_path)).network.evaluate(INPUTS, TARGETS)


@pytest.mark.slow
def test_very_many_outputs_and_very_long_chains(tmp_path: Path) -> None:
    for step in (trace(Network(1, Dense(150), seed=1), [1], [0] * 150), trace(chain(1_010), [1.0], [0.0])):
        path = saved(step, tmp_path)
        replay = Trace.load(path)
        assert (replay.loss, replay.products) == (step.loss, step.products)
        assert verify(path).products == step.products


def test_links_are_found_by_their_names(tmp_path: Path) -> None:
    replay = Trace.load(saved(worked_example(), tmp_path))
    link = replay.network.link("hidden[0]", "output[0]")
    assert isinstance(link, Link) and link.weight is replay.network.weight("w5")
    assert replay.network.outputs == [replay.network["output[0]"], replay.network["output[1]"]]
    assert [weight.name for weight in replay.network.fixed_weights] == ["b1", "b2"]


def test_a_rounded_recording_is_the_same_forwards_and_backwards(tmp_path: Path) -> None:
    """Its operands aren't what was written before, to the last bit."""
    lines = lines_of(saved(worked_example(), tmp_path))
    for line in lines[2:]:
        for step in line["steps"]:
            for side, digits in (("left", 3), ("right", 3), ("result", 4)):
                if isinstance(step.get(side), list):
                    step[side][1] = float(f"{step[side][1]:.{digits}g}")
    lines[0]["digits"] = 3
    path = written(tmp_path / "rounded.jsonl", lines)
    assert verify(path).passed
    walk = Timeline(Trace.load(path))
    moments = []
    for done in range(walk.last + 1):
        walk.goto(done)
        moments.append(bits(walk.trace.network))
    for done in reversed(range(walk.last + 1)):
        walk.goto(done)
        assert bits(walk.trace.network) == moments[done], done


class Counting(Optimizer):
    """It counts its updates in an attribute."""

    def __init__(self) -> None:
        super().__init__(0.5)
        self.updates = 0.0

    def new_values(self, weights: Any, averages: Any) -> List[float]:
        self.updates = self.updates + 1.0
        return [weight.value - self.rate / self.updates * average
                for weight, average in zip(weights, averages)]


@dataclass
class ComparedByItsNumbers:
    """So it has no hash."""

    rate: float = 0.5
    updates: float = 0.0

    def update(self, weights: Any, samples: int = 1) -> None:
        self.updates = self.updates + 1.0
        for weight in weights:
            weight.value, weight.sensitivity = weight.value - self.rate * weight.sensitivity, 0.0


COMMANDS = """next 3; break output[0]; continue; phase backward; step; undo; finish; print rate
    print updates; watch updates; watch loss; breaks; why output.weight[0,0]; find output.weight[0,0]
    find updates; find rate; back 2; network; restart; continue; diff; goto 3.1; diff 0 3.1; finish
    diff; diff 0; diff 3; only update; next; list"""


@pytest.mark.parametrize("optimizer", [Counting, ComparedByItsNumbers, lambda: Adam(0.1)])
def test_a_replay_answers_each_command_as_the_step_does(optimizer: Any, tmp_path: Path,
                                                        monkeypatch: pytest.MonkeyPatch) -> None:
    step = trace(Network(1, Dense(1), Dense(1), seed=1), [0.5], [0.3], optimizer())
    answers = []
    for shown in (step, Trace.load(saved(step, tmp_path))):
        monkeypatch.setattr(sys, "stdin", io.StringIO(COMMANDS.replace(";", "\n") + "\n"))
        with redirect_stdout(io.StringIO()) as out:
            Stepper(Page(plain=True), Session(shown)).begin()
        answers.append(out.getvalue())
    assert answers[0] == answers[1] and answers[0].count("changed") >= 4


def test_a_replay_can_be_copied(tmp_path: Path) -> None:
    replay = Trace.load(saved(worked_example(), tmp_path))
    twin = copy.deepcopy(replay)
    assert bits(twin.network) == bits(replay.network)
    Timeline(twin).goto(0)
    assert bits(twin.network) != bits(replay.network)
