"""A step is recorded by its numbers; its moves, made when they are read, are those that really ran."""

from pathlib import Path
from typing import Any, Dict, List, Tuple

import pytest

from lernmi import (
    ACTIVATIONS,
    Activation,
    Adam,
    Dense,
    GradientDescent,
    Link,
    Network,
    Neuron,
    RMSProp,
    Trace,
    Weight,
    trace,
)
from lernmi.examples import EXAMPLES
from lernmi.tracing.traced_number import TracedNumber
from tests.support.networks import INPUTS, TARGETS, gated, mazur, parallel, plain, shared, skipping
from tests.support.slow import slow

Case = Tuple[Network, List[float], List[float]]


def example(name: str) -> Case:
    network, (inputs, targets) = EXAMPLES[name].case(EXAMPLES[name].network(1), 0)
    return network, inputs, targets


def written(step: Trace, folder: Path) -> bytes:
    step.save(folder / "step.jsonl", force=True)
    return (folder / "step.jsonl").read_bytes()


def traced_at_once(case: Case, optimizer: Any, folder: Path) -> bytes:
    """The step as it is recorded while a debugger watches: every move of it is traced."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("lernmi.tracing.phase_record.debugger_is_active", lambda: True)
        step = trace(*case, optimizer)
    return written(step, folder)


NAMES = ["mazur", "softmax", "rnn", "dropout"]
OTHERS = ["xor", "conv", "batchnorm", "attention", "transformer", "lstm"]


@pytest.mark.parametrize("optimizer", [
    slow(GradientDescent), Adam, slow(lambda: RMSProp(centered=True, momentum=0.5))])
@pytest.mark.parametrize("name", [*NAMES, *map(slow, OTHERS)])
def test_a_step_is_the_same_whether_recorded_or_traced(name: str, optimizer: Any, tmp_path: Path) -> None:
    step = trace(*example(name), optimizer())
    assert written(step, tmp_path) == traced_at_once(example(name), optimizer(), tmp_path)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_so_is_every_activation(activation: str, tmp_path: Path) -> None:
    for total in (1.5, -0.4) if activation not in ("log", "sqrt") else (1.5,):
        step, other = ((Network(1, Dense(1, activation, weights=total, biases=0.0)), [1.0], [0.3])
                       for _ in range(2))
        assert written(trace(*step), tmp_path) == traced_at_once(other, None, tmp_path)


@pytest.mark.parametrize("build", [plain, shared, gated, skipping, parallel])
def test_so_is_every_wiring(build: Any, tmp_path: Path) -> None:
    case, other = ((build("tanh", "squared_error"), [0.6, -0.4], [0.2, 0.9]) for _ in range(2))
    assert written(trace(*case, Adam()), tmp_path) == traced_at_once(other, Adam(), tmp_path)


def test_what_changes_before_the_moves_are_read_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    read, waiting = trace(mazur(), INPUTS, TARGETS, Adam()), trace(mazur(), INPUTS, TARGETS, Adam())
    at_once = numbers_of(read)
    waiting.network.fit([([0.3, 0.9], [0.5, 0.2])], epochs=3, optimizer=Adam())
    for neuron in waiting.network.neurons:
        neuron.activation = ACTIVATIONS["square"]
    monkeypatch.setattr(Link, "forward", lambda link: None)
    monkeypatch.setattr(Link, "backward", lambda link: None)
    assert numbers_of(waiting) == at_once


def numbers_of(step: Trace) -> List[Any]:
    return [[(float(change.old), float(change.new), change.new.sign, change.new.name)
             for change in move.changes] for move in step]


def test_every_operand_is_the_very_number_that_was_written() -> None:
    """So a sensitivity can be followed back through the whole step."""
    step = trace(*example("attention"), GradientDescent(0.1))
    latest: Dict[Any, Any] = {}
    for move in step:
        for change in move.changes:
            for leaf in change.leaves:
                assert latest.setdefault(leaf.place, leaf) is leaf, move
            latest[change.place] = change.new


def test_user_defined_code_runs_once_and_sees_the_numbers_of_its_moment() -> None:
    seen: List[Any] = []

    class Counting(Link):
        def backward(self) -> None:
            seen.append(type(self.target.sensitivity))
            super().backward()

    def cube(total: float) -> float:
        seen.append(type(total))
        return total * total * total

    def layer(network: Network, sources: List[Neuron]) -> List[Neuron]:
        own = network.add(Neuron("own", Activation("cube", cube, lambda total, value: 3.0 * total * total)))
        for source in sources:
            Counting(source, own, Weight(0.5))
        return [own]
    step = trace(Network(2, layer, seed=1), [0.5, 0.6], [0.1], GradientDescent(0.1))
    assert seen == [TracedNumber] * 3
    assert step.products and seen == [TracedNumber] * 3
    cubed = next(move for move in step if move.mover is step.network["own"])
    assert [change.new.sign for change in cubed.changes] == ["cube", "×"]


def test_a_branch_in_a_users_link_is_recorded_as_it_ran(monkeypatch: pytest.MonkeyPatch) -> None:
    def backward(link: Link) -> None:
        link.sensitivity = link.target.sensitivity * (2.0 if link.weight.value > 0.42 else 3.0)
    monkeypatch.setattr(Link, "backward", backward)
    step = trace(mazur(), INPUTS, TARGETS)
    factors = {float(move.mover.weight.value) > 0.42: move.products[0].right.name
               for move in step if move.phase == "backward"}
    assert factors == {True: "2", False: "3"}
