"""Walking a step both ways: each moment is the same, to the last bit, however it is reached."""

import hashlib
import random
import sys
from pathlib import Path
from typing import Any, List

import pytest

from lernmi import (
    Activation,
    Adagrad,
    Adam,
    AdamW,
    BadInput,
    Dense,
    GradientDescent,
    Link,
    Loss,
    Momentum,
    Nesterov,
    Network,
    Neuron,
    Optimizer,
    OutOfOrder,
    RMSProp,
    Trace,
    trace,
)
from lernmi.examples.catalogue import EXAMPLES
from lernmi.recording.verifier import verify
from lernmi.stepping import timeline as timeline_module
from lernmi.stepping.timeline import Timeline
from lernmi.tracing.debuggers import debugger_is_active
from tests.support.bits import bits
from tests.support.layers import cases, numbers
from tests.support.networks import INPUTS, TARGETS, gated, mazur, parallel, plain, shared, skipping
from tests.support.slow import QUICK_EXAMPLES, slow, slow_but
from tests.support.steps import example_case, worked_example


def digest(network: Network, optimizer: Any) -> bytes:
    return hashlib.sha256(b"".join(bits(network, getattr(optimizer, "memories", None)))).digest()


def check_all_ways(network: Network, inputs: Any, targets: Any, optimizer: Any) -> None:
    """At the start, at the end and on every way between, the same moments."""
    before = digest(network, optimizer)
    walk = Timeline(trace(network, inputs, targets, optimizer))
    after = digest(network, optimizer)
    every = max(1, walk.last // 60)
    walk.goto(0)
    moments = {0: digest(network, optimizer)}
    if not hasattr(optimizer, "memories"):  # memories are made in the first update
        assert moments[0] == before
    for done in range(1, walk.last + 1):
        walk.goto(done)
        if done % every == 0 or done == walk.last:
            moments[done] = digest(network, optimizer)
    assert moments[walk.last] == after
    for done in reversed(range(walk.last)):
        walk.goto(done)
        assert done not in moments or digest(network, optimizer) == moments[done]
    generator = random.Random(1)
    for done in generator.choices(list(moments), k=40):
        for _ in range(generator.randrange(4)):
            walk.write_next()
        for _ in range(generator.randrange(4)):
            walk.undo_write()
        walk.goto(done)
        assert digest(network, optimizer) == moments[done]


@pytest.mark.parametrize("name", slow_but(QUICK_EXAMPLES, EXAMPLES))
def test_every_example_both_ways_and_at_random(name: str) -> None:
    check_all_ways(*example_case(EXAMPLES[name]), GradientDescent(0.1))


@pytest.mark.parametrize("name", slow_but(
    ["recurrent, one step", "max pool", "gru", "softmax of rows", "dropout", "residual"], cases()))
def test_every_layer_both_ways_replayed_and_verified(name: str, tmp_path: Path) -> None:
    shape, layers = cases()[name]
    network = Network(shape, *layers, seed=1)
    inputs = numbers(len(network.inputs))
    optimizer = None if network.needs_batch else GradientDescent(0.1)
    check_all_ways(network, inputs, [0.3], optimizer)
    step = trace(network, inputs, [0.3], optimizer)
    step.save(tmp_path / "step.jsonl")
    assert bits(Trace.load(tmp_path / "step.jsonl").network) == bits(network)
    assert verify(tmp_path / "step.jsonl").problems == []


@pytest.mark.parametrize("kind", [Momentum, Nesterov, RMSProp, Adagrad, Adam, AdamW])
@pytest.mark.parametrize("build", [plain, shared, gated, skipping, parallel])
def test_every_optimizer_both_ways_with_its_memory(build: Any, kind: Any) -> None:
    network, optimizer = build("tanh", "squared_error"), kind(0.05)
    network.learn([0.6, -0.4], [0.2, 0.9], optimizer)
    check_all_ways(network, [0.1, 0.3], [0.0, 1.0], optimizer)


def test_each_moment_is_that_of_a_network_run_by_hand() -> None:
    walk = Timeline(trace(mazur(), INPUTS, TARGETS))
    network = walk.trace.network
    for done in range(1, walk.last + 1):
        walk.goto(done)
        twin = mazur()
        twin.set_inputs(INPUTS)
        for part in twin.schedule[: done - 1]:
            part.forward()
        if done > len(twin.schedule) + 1:
            twin.read_outputs()
            twin.compute_loss(TARGETS)
        for link in list(reversed(twin.links))[: max(0, done - len(twin.schedule) - 2)]:
            link.backward()
        assert bits(network) == bits(twin), done


def test_steps_write_one_number_each_and_are_taken_back_one_by_one() -> None:
    network = mazur()
    walk = Timeline(trace(network, INPUTS, TARGETS, GradientDescent(0.5)))
    walk.goto(0)
    states, places = [bits(network)], [(0, 0)]
    while walk.done < walk.last:
        walk.write_next()
        states.append(bits(network))
        places.append((walk.done, walk.writes))
    assert len(states) == 1 + sum(len(move) for move in walk.trace)
    for state, place in list(zip(states, places))[-2::-1]:
        walk.undo_write()
        assert (walk.done, walk.writes) == place and bits(network) == state
    walk.undo_write()
    assert (walk.done, walk.writes) == (0, 0)
    walk.goto(walk.last)
    walk.write_next()
    assert (walk.done, walk.writes) == (walk.last, 0)


def test_there_are_no_other_moments() -> None:
    walk = Timeline(trace(mazur(), INPUTS, TARGETS))
    for wrong in (-1, 31, 1.5, "3", None, True):
        with pytest.raises(BadInput):
            walk.goto(wrong)  # type: ignore[arg-type]
    assert walk.done == walk.last == 30


def test_only_just_before_the_loss_one_may_go_backward_by_oneself() -> None:
    network = mazur()
    walk = Timeline(trace(network, INPUTS, TARGETS))
    for done in (0, 5, 16, 18, 30):
        walk.goto(done)
        with pytest.raises(OutOfOrder):
            network.backward(TARGETS)
    walk.goto(17)
    expected = mazur()
    expected.forward(INPUTS)
    assert network.backward(TARGETS) == expected.backward(TARGETS)
    assert bits(network) == bits(expected)


@pytest.mark.parametrize("direction", [1, -1])
def test_an_interrupt_leaves_a_whole_moment(direction: int) -> None:
    network = mazur()
    walk = Timeline(trace(network, INPUTS, TARGETS, GradientDescent(0.5)))
    moments: List[List[bytes]] = []
    for done in range(walk.last + 1):
        walk.goto(done)
        moments.append(bits(network))
    writes: List[str] = []

    class Interrupted(Neuron):
        __slots__ = ()

        def __setattr__(self, name: str, value: Any) -> None:
            super().__setattr__(name, value)
            writes.append(name)
            if len(writes) == 20:
                raise KeyboardInterrupt

    target = 35 if direction > 0 else 5
    walk.goto(5 if direction > 0 else 35)
    for neuron in network.neurons:
        neuron.__class__ = Interrupted
    with pytest.raises(KeyboardInterrupt):
        walk.goto(target)
    assert len(writes) > 20, "it was interrupted, and then brought to its end"
    assert walk.done == target and bits(network) == moments[target]
    walk.goto(12)
    assert bits(network) == moments[12]


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_move_backward_is_three_multiplications_one_number_each(name: str) -> None:
    """A neuron times itself as well, where two of the numbers go to one place."""
    for move in trace(*example_case(EXAMPLES[name])):
        if move.phase == "backward":
            assert [len(change.products) for change in move.changes] == [1, 1, 1], move
            assert [change.place.thing for change in move.changes] == [
                move.mover, move.mover.source, move.mover.weight]


def test_while_a_debugger_watches_the_objects_move_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: List[str] = []
    backward = Link.backward

    def seen(link: Link) -> None:
        calls.append(link.name)
        backward(link)

    step = worked_example()
    walk, moments = Timeline(step), []
    for done in range(walk.last + 1):
        walk.goto(done)
        moments.append(bits(step.network))
    monkeypatch.setattr(Link, "backward", seen)
    walk.goto(18)
    monkeypatch.setattr(timeline_module, "debugger_is_active", lambda: True)
    for done in range(18, walk.last + 1):
        walk.goto(done)
        assert bits(step.network) == moments[done]
    assert calls == [move.name for move in step if move.phase == "backward"]
    walk.goto(0)
    walk.goto(walk.last)
    assert bits(step.network) == moments[-1] and len(calls) == 24


def test_a_tracer_is_a_debugger_that_watches() -> None:
    monitoring, before = getattr(sys, "monitoring", None), sys.gettrace()
    watches_already = monitoring is not None and monitoring.get_tool(monitoring.DEBUGGER_ID) is not None
    try:
        sys.settrace(None)
        assert debugger_is_active() == watches_already
        sys.settrace(lambda frame, event, arg: None)
        assert debugger_is_active()
    finally:
        sys.settrace(before)


@pytest.mark.skipif(not hasattr(sys, "monitoring"), reason="Python 3.12 brought sys.monitoring")
def test_a_debugger_that_uses_monitoring_watches() -> None:
    monitoring: Any = getattr(sys, "monitoring", None)
    if monitoring.get_tool(monitoring.DEBUGGER_ID) is not None:
        pytest.skip("a debugger is watching this very test")
    monitoring.use_tool_id(monitoring.DEBUGGER_ID, "test")
    try:
        assert debugger_is_active()
    finally:
        monitoring.free_tool_id(monitoring.DEBUGGER_ID)


@pytest.mark.parametrize("optimizer", [
    slow(None), GradientDescent(0.1), slow(Momentum(0.01)), slow(Nesterov(0.01)), slow(RMSProp(0.01)),
    slow(Adagrad(0.01)), slow(Adam(0.01)), slow(AdamW(0.01))], ids=lambda optimizer: type(optimizer).__name__)
def test_a_trace_takes_about_a_kilobyte_a_move_at_most(optimizer: Any) -> None:
    tracemalloc = pytest.importorskip("tracemalloc", exc_type=ImportError)  # PyPy has none
    network = Network(30, Dense(30), Dense(10), seed=1)
    inputs, targets = [0.1] * 30, [0.0] * 10
    if optimizer is not None:
        network.learn(inputs, targets, optimizer)       # its memories are not the trace's
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    step = trace(network, inputs, targets, optimizer)
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(step) > 2_000
    limit = 1400 if isinstance(optimizer, Adam) else 1000       # its formula has some thirty operations
    assert (kept - before) / len(step) < limit


class Counting(Optimizer):
    """A user-defined optimizer that stores a number for itself."""

    def __init__(self) -> None:
        super().__init__(0.1)
        self.updates = 0.0

    def new_values(self, weights: Any, averages: Any) -> List[float]:
        self.updates = self.updates + 1.0
        return [weight.value - self.rate * average for weight, average in zip(weights, averages)]


def test_what_a_user_defined_optimizer_stores_is_walked_as_well() -> None:
    optimizer = Counting()
    walk = Timeline(worked_example(optimizer))
    assert optimizer.updates == 1.0
    walk.goto(walk.trace.first("update") - 1)
    assert optimizer.updates == 0.0
    walk.goto(walk.last)
    assert (optimizer.updates, type(optimizer.updates)) == (1.0, float)


@pytest.mark.parametrize("start, end", [(38, 0), (0, 38)])
def test_walking_does_not_run_anything(start: int, end: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """It only writes numbers: backwards always, forwards where no breakpoint can be."""
    walk, calls = Timeline(worked_example()), []
    walk.goto(start)
    monkeypatch.setattr(timeline_module, "debugger_is_active", lambda: False)   # though a debugger watches
    for kind, name in ((Link, "forward"), (Link, "backward"), (Neuron, "forward"),
                       (Network, "compute_loss"), (Network, "update")):
        monkeypatch.setattr(kind, name, lambda *_, name=name: calls.append(name))
    walk.goto(end)
    while walk.done < walk.last:
        walk.write_next()
    while walk.done or walk.writes:
        walk.undo_write()
    assert calls == []


# ---- user-defined code that runs again when one walks past it

def noisy(calls: List[float]) -> Any:
    """A network with an activation that draws random numbers, and one that fails at a later call."""
    def noise(total: float) -> float:
        return total + network.random.gauss(0.0, 0.1)

    def failing(total: float) -> float:
        calls.append(float(total))
        if len(calls) > 2:
            raise ValueError("once too often")
        return total

    network = Network(1, Dense(1, Activation("noise", noise, lambda total, value: 1.0), weights=0.5),
                      Dense(1, Activation("failing", failing, lambda total, value: 1.0), weights=0.5),
                      loss=Loss("own", lambda y, d: (y[0] - d[0]) ** 2, lambda y, d: [2.0 * (y[0] - d[0])]),
                      seed=1)
    return network


def test_walking_past_user_defined_code_leaves_all_numbers_and_the_random_ones() -> None:
    calls: List[float] = []
    network = noisy(calls)
    step = trace(network, [1.0], [0.0], GradientDescent(0.1))
    walk, generator, moments = Timeline(step), network.random.getstate(), []
    for done in reversed(range(walk.last + 1)):
        walk.goto(done)
        moments.append(bits(network))
    for _ in range(3):
        for done in range(walk.last + 1):
            walk.goto(done)
            assert bits(network) == moments[walk.last - done], done
            assert (network.last_phase == "forward") == (done == step.first("loss") - 1)
        walk.goto(0)
        while walk.done < walk.last:
            walk.write_next()
        assert bits(network) == moments[0]
        walk.goto(0)
    assert network.random.getstate() == generator
    assert len(calls) > 3, "it has run again, and failed, and that was no matter"
