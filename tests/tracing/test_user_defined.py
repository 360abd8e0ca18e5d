"""User-defined activations, losses and optimizers, and odd names: stepped, saved and verified."""

import math
from fractions import Fraction
from pathlib import Path
from typing import Any, Dict, List, Sequence

import pytest

from lernmi import (
    Activation,
    BadInput,
    Dense,
    GradientDescent,
    Link,
    Loss,
    Network,
    Neuron,
    NumericError,
    Optimizer,
    OutOfOrder,
    Trace,
    Weight,
    trace,
)
from lernmi.recording.verifier import verify
from lernmi.stepping.expression import Expression
from lernmi.stepping.timeline import Timeline
from lernmi.stepping.what_if import TrainingPlan, WhatIfSession
from lernmi.tracing.explanation import explain_change
from tests.support.bits import bits
from tests.support.networks import INPUTS, TARGETS, mazur
from tests.support.steps import worked_example


def check_saved(step: Trace, folder: Path) -> None:
    """A recording is right, and is the step, at every moment and forwards as backwards."""
    path = folder / "step.jsonl"
    step.save(path)
    assert list(map(str, verify(path).problems)) == []
    replay = Trace.load(path)
    ours, theirs = Timeline(step), Timeline(replay)
    for done in [*range(ours.last), *reversed(range(ours.last))]:
        ours.goto(done)
        theirs.goto(done)
        assert bits(step.network) == bits(replay.network), done
    replay.save(folder / "again.jsonl")
    assert (folder / "again.jsonl").read_bytes() == path.read_bytes()
    assert verify(folder / "again.jsonl").passed


# ---- losses and activations

def linear(loss: Loss) -> Network:
    return Network(1, Dense(1, "identity", weights=1.0, biases=0.0), loss=loss)


@pytest.mark.parametrize("loss, name, value", [
    (Loss("nll", lambda y, d: -d[0] * math.log(y[0]), lambda y, d: [-d[0] / y[0]]), "input[0]", -1.0),
    (Loss("root", lambda y, d: abs(y[0] - d[0]) ** 0.5, lambda y, d: [0.5 / abs(y[0] - d[0]) ** 0.5]),
     "output[0].target", 0.5),
    (Loss("split", lambda y, d: 1 / (y[0] - d[0]), lambda y, d: [1.0]), "output[0].target", 0.5)])
def test_a_loss_that_cannot_be_computed_is_reported_and_changes_nothing(loss: Loss, name: str,
                                                                      value: float) -> None:
    network = linear(loss)
    session = WhatIfSession(network, [0.5], [1.0], GradientDescent(0.1))
    session.timeline.goto(3)
    before = bits(network)
    with pytest.raises(NumericError, match="the loss is nan|can't compute its value"):
        session.set(name, value)
    assert bits(network) == before and session.timeline.position == (3, 0)


def test_a_number_that_is_used_over_and_over_is_described_at_once(tmp_path: Path) -> None:
    def newton(total: float, value: float) -> float:
        root = total
        for _ in range(400):        # written out it would be 2^400 operations
            root = 0.5 * (root + (total + 1.0) / root)
        return root
    step = trace(Network(1, Dense(1, Activation("newton", lambda total: total, newton), weights=0.5), seed=1),
                 [1.0], [1.0])
    move = next(move for move in step if isinstance(move.mover, Neuron))
    assert len(move.products) == 400
    assert len(" ".join(explain_change(move.changes[1], None, str).numbers)) < 10_000
    check_saved(step, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("loss", ["squared_error", "softmax_cross_entropy"])
def test_a_long_sum_is_described_by_its_result(loss: str) -> None:
    step = trace(Network(1, Dense(700, "identity"), seed=1, loss=loss), [1.0], [1.0] + [0.0] * 699)
    change = step[step.first("loss") - 1].changes[0]
    assert len(explain_change(change, None, lambda number: f"{number:.3g}").numbers) <= 3
    assert len(" ".join(explain_change(change, None, str).numbers)) < 10_000


def test_other_kinds_of_numbers_are_left_to_python() -> None:
    third = Activation("third", lambda total: total * Fraction(1, 3), lambda total, value: 1 / 3)
    step = trace(Network(1, Dense(1, third, weights=0.5, biases=0.0), seed=1), [1.0], [1.0])
    assert step.network.outputs[0].value == 0.5 * (1 / 3)


# ---- optimizers

class Normed(Optimizer):
    """Stores something of every kind for itself."""

    def __init__(self) -> None:
        super().__init__(0.1)
        self.name, self.loss, self.norm, self.steps = "mine", 0.0, 0.0, 0
        self.seen: Dict[Weight, int] = {}
        self.history: List[float] = []

    def new_values(self, weights: Sequence[Weight], averages: Sequence[float]) -> List[float]:
        self.loss = self.loss + 1.0
        self.norm = sum((weight.sensitivity * weight.sensitivity for weight in weights), self.norm)
        self.steps += 1
        self.history.append(self.norm)
        for weight in weights:
            self.seen[weight] = self.seen.get(weight, 0) + 1
        return [weight.value - self.rate * average / self.steps for weight, average in zip(weights, averages)]


def kept(optimizer: Normed) -> Any:
    return optimizer.loss, optimizer.norm, optimizer.steps, list(optimizer.history), dict(optimizer.seen)


def test_what_an_optimizer_stores_is_saved_and_verified(tmp_path: Path) -> None:
    check_saved(worked_example(Normed()), tmp_path)


def test_a_step_taken_again_begins_with_what_the_optimizer_stored_then() -> None:
    network, optimizer = mazur(), Normed()
    network.learn(INPUTS, TARGETS, optimizer)
    session = WhatIfSession(network, INPUTS, TARGETS, optimizer)
    session.timeline.goto(session.timeline.last)
    after, values = kept(optimizer), bits(network)
    session.timeline.goto(0)
    for _ in range(3):
        session.set("w5", session.network.weight("w5").value)
        session.timeline.goto(session.timeline.last)
        assert (kept(optimizer), bits(network)) == (after, values)
        session.timeline.goto(0)
    assert set(optimizer.seen) == set(network.weights), "the weights themselves, no copies"


def test_what_fails_leaves_what_the_optimizer_stores() -> None:
    network, optimizer = linear(Loss("nll", lambda y, d: -math.log(y[0]), lambda y, d: [-1 / y[0]])), Normed()
    session = WhatIfSession(network, [0.5], [1.0], optimizer,
                         TrainingPlan(network, [([0.5], [1.0]), ([-9.0], [1.0])], optimizer))
    before = kept(optimizer)
    for fails in (lambda: session.set("input[0]", -1.0), lambda: session.learn(3)):
        with pytest.raises(NumericError):
            fails()
        assert kept(optimizer) == before


def test_what_an_optimizer_stores_are_floats_to_count_on_with() -> None:
    """A TracedNumber that was stored in a list remembers nothing new once the trace is done."""
    network, optimizer = mazur(), Normed()
    trace(network, INPUTS, TARGETS, optimizer)
    kept_one = optimizer.history[0]
    assert type(kept_one * 0.9 + 1.0) is float and type(-kept_one) is float
    network.learn(INPUTS, TARGETS, optimizer)
    assert [type(number) for number in optimizer.history[1:]] == [float]


class Remembering(Optimizer):
    """Momentum with its memory in a dict of its own."""

    def __init__(self) -> None:
        super().__init__(0.1)
        self.velocity: Dict[str, float] = {}

    def new_values(self, weights: Sequence[Weight], averages: Sequence[float]) -> List[float]:
        for weight, average in zip(weights, averages):
            self.velocity[weight.name] = 0.9 * self.velocity.get(weight.name, 0.0) + average
        return [weight.value - self.rate * self.velocity[weight.name] for weight in weights]


def test_formulas_of_earlier_steps_are_over(tmp_path: Path) -> None:
    network, optimizer = mazur(), Remembering()
    sizes = []
    for _ in range(4):
        step = trace(network, INPUTS, TARGETS, optimizer)
        assert [type(number) for number in optimizer.velocity.values()] == [float] * 8
        step.save(tmp_path / "step.jsonl")
        assert verify(tmp_path / "step.jsonl").passed
        sizes.append((tmp_path / "step.jsonl").read_text(encoding="utf-8").count('"sign"'))
    assert len(set(sizes[1:])) == 1


def test_an_optimizers_own_names_do_not_hide_the_steps() -> None:
    network, optimizer = mazur(), Normed()
    optimizer.loss = 0.5
    session = WhatIfSession(network, INPUTS, TARGETS, optimizer)
    with pytest.raises(OutOfOrder):
        Expression("loss", session.scope).number()
    session.timeline.goto(18)
    assert Expression("loss", session.scope).number() == session.trace.loss != 0.5


class Forgetful(Optimizer):
    """Stores a number, and then something else in its place."""

    def __init__(self) -> None:
        super().__init__(0.1)
        self.last: Any = 0.0

    def new_values(self, weights: Sequence[Weight], averages: Sequence[float]) -> List[float]:
        self.last = None if self.last == 0.0 else 0.0
        return [weight.value - self.rate * average for weight, average in zip(weights, averages)]


def test_a_number_that_becomes_something_else_is_no_write() -> None:
    optimizer = Forgetful()
    step = worked_example(optimizer)
    assert optimizer.last is None and all(change.place.thing is not optimizer for move in step
                                          for change in move.changes)


# ---- names

def named(neuron: str, weight: str) -> Any:
    def layer(network: Network, sources: List[Neuron]) -> List[Neuron]:
        own = network.add(Neuron(neuron, "tanh"))
        Link(sources[0], own, Weight(0.4, weight))
        return [own]
    return layer


@pytest.mark.parametrize("neuron, weight", [
    ("#own", "#1w"), ("own.memory", "w"), ("own", "w.memory"), ("optimizer", "rate"), ("loss", "e"),
    ("own.value", "value"), ("output[0].target", "target"), ("nan", "inf"), ("own name", "a weight"),
    ("if", "print"), ("жук", "重み")])
def test_odd_names(neuron: str, weight: str, tmp_path: Path) -> None:
    network = Network(1, named(neuron, weight), seed=1)
    check_saved(trace(network, [0.5], [0.3], GradientDescent(0.5)), tmp_path)
    session = WhatIfSession(network, [0.5], [0.3], GradientDescent(0.5))
    assert session.scope.find(neuron) is network[neuron]
    before = network.weights[0].value
    assert session.set(weight, 0.9) == before and network.weights[0].value == 0.9


@pytest.mark.parametrize("neuron, weight, told", [
    ("own", "input[0]->own", "a weight and a link are both called"),
    ("a→b", "w", "arrows are for links"), ("a->b", "w", "arrows are for links")])
def test_names_that_would_be_taken_for_others(neuron: str, weight: str, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        Network(1, named(neuron, weight), seed=1)


def test_activations_with_a_name_that_there_is(tmp_path: Path) -> None:
    for name in ("sigmoid", "negative", "="):
        own = Activation(name, lambda total: math.tanh(total), lambda total, value: 1.0 - value * value)
        check_saved(trace(Network(1, Dense(1, own, weights=0.5), seed=1), [1.0], [1.0]), tmp_path)
    nameless = Activation("", math.tanh, lambda total, value: 1.0)
    with pytest.raises(BadInput, match="the activation needs a name"):
        Neuron("own", nameless)


@pytest.mark.parametrize("name", ["forward", "run", "backward", "compute_loss", "backpropagate", "accumulate",
                                  "learn", "learn_batch"])
def test_a_user_defined_pass_is_refused_since_a_trace_would_not_call_it(name: str) -> None:
    own = type("Own", (Network,), {name: lambda *_: 0.0})
    sentence = f"does not call the {name} of Own, which is user-defined: let a kind of Link .*help extending"
    with pytest.raises(BadInput, match=sentence):
        trace(own(1, Dense(1), seed=1), [1.0], [0.0])
    network = Network(1, Dense(1), seed=1)
    setattr(network, name, lambda *_: 0.0)
    with pytest.raises(BadInput, match=f"the {name} of Network"):
        trace(network, [1.0], [0.0])


def test_what_a_step_consists_of_may_be_user_defined() -> None:
    class Loud(Network):
        def start_backward(self, targets: Sequence[float]) -> float:
            return 2.0 * super().start_backward(targets)

    network = Loud(1, Dense(1), seed=1)
    assert trace(network, [1.0], [0.0]).loss == network.learn([1.0], [0.0], GradientDescent())
