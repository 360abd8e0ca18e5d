"""Ctrl-C at any moment: the network is never left between two states."""

import math
import os
import signal
import threading
from typing import Any, Dict, List

import pytest

from lernmi import Activation, Adam, Dense, Network
from lernmi.stepping import session as session_module
from lernmi.stepping import timeline as timeline_module
from lernmi.stepping.what_if import TrainingPlan, WhatIfSession
from lernmi.support.sigint import allowing_sigint, deferring_sigint
from lernmi.tracing import learning_trace
from tests.support.bits import bits

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs signals")


@pytest.fixture(autouse=True)
def nobody_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    """While a debugger watches, links move once more when they are walked past: the turns would differ."""
    monkeypatch.setattr(timeline_module, "debugger_is_active", lambda: False)


class Pressing:
    """An activation that presses Ctrl-C the moment its turn has come."""

    def __init__(self) -> None:
        self.calls = 0
        self.times: Dict[int, int] = {}     # at which call, and how often it presses then
        self.activation = Activation("pressing", self.function, lambda total, value: 1.0)

    def press(self, turn: int, times: int = 1) -> None:
        """At so many calls from now."""
        self.times[self.calls + turn] = times

    def function(self, total: float) -> float:
        self.calls += 1
        for _ in range(self.times.pop(self.calls, 0)):
            signal.raise_signal(signal.SIGINT)
        return total


def pressed() -> Any:
    """A session, and the activation of its three hidden neurons and its output."""
    pressing = Pressing()
    network = Network(2, Dense(3, pressing.activation), Dense(1, pressing.activation), seed=1)
    optimizer = Adam(0.05)
    samples = [([0.1, 0.9], [0.4]), ([0.7, 0.2], [0.1])]
    session = WhatIfSession(network, [0.1, 0.9], [0.4], optimizer, TrainingPlan(network, samples, optimizer))
    session.timeline.goto(7)
    return session, pressing, network, optimizer


def state(session: Any) -> Any:
    """Every number that a session shows, at each of its moments."""
    found: List[Any] = [session.inputs, session.targets, session.trace.loss,
                        session.network.random.getstate()]
    position = session.timeline.position
    for done in (0, 3, 11, session.timeline.last, *position[:1]):
        session.timeline.goto(done)
        found.append(bits(session.network, session.optimizer.memories))
    session.timeline.goto(*position)
    return found


def check_new_step(session: Any) -> None:
    """At the start of a step of the network as it is now."""
    assert session.timeline.position == (0, 0)
    start = bits(session.network, session.optimizer.memories)
    weights = [weight.value for weight in session.network.weights]
    session.timeline.goto(session.timeline.last)
    assert [weight.value for weight in session.network.weights] != weights
    session.timeline.goto(0)
    assert bits(session.network, session.optimizer.memories) == start
    assert session.network.evaluate(session.inputs, session.targets) == session.trace.loss


@pytest.mark.parametrize("turn", [1, 2, 3, 4])
def test_what_has_begun_is_brought_to_its_end_first(turn: int) -> None:
    quiet, session = pressed()[0], pressed()
    quiet.set("input[0]", 0.5)
    session, pressing, _, _ = session
    pressing.press(turn)
    with pytest.raises(KeyboardInterrupt):
        session.set("input[0]", 0.5)
    assert state(session) == state(quiet)


@pytest.mark.parametrize("turn", [1, 2, 3, 4])
def test_pressed_twice_it_does_not_wait_and_all_is_as_before(turn: int) -> None:
    session, pressing, network, _ = pressed()
    before = state(session)
    pressing.press(turn, times=2)
    with pytest.raises(KeyboardInterrupt):
        session.set("input[0]", 0.5)
    assert state(session) == before
    assert [neuron.activation.function for neuron in network.neurons if neuron.incoming] == (
        [pressing.function] * 4), "the tracer's own activations are gone"


@pytest.mark.parametrize("turn", [1, 6, 17, 30])
def test_while_learning_it_does_not_wait_but_what_was_learned_stays(turn: int) -> None:
    session, pressing, network, _ = pressed()
    before = [weight.value for weight in network.weights]
    pressing.press(turn)
    assert session.learn(10_000).was_interrupted
    assert [weight.value for weight in network.weights] != before, "at least the step itself was learned"
    check_new_step(session)


@pytest.mark.parametrize("turn", [31, 32, 33, 34])
def test_a_second_one_while_the_new_step_is_taken_leaves_what_was_learned(turn: int) -> None:
    """The first comes with the 30th call and ends the learning; the calls after it are the new step's."""
    session, pressing, network, _ = pressed()
    pressing.press(30)
    pressing.press(turn)
    before = [weight.value for weight in network.weights]
    with pytest.raises(KeyboardInterrupt):
        session.learn(10_000)
    assert pressing.times == {}, "both were pressed"
    assert [weight.value for weight in network.weights] != before
    check_new_step(session)


@pytest.mark.parametrize("where", ["Trace", "Scope", "Timeline", "MoveFilter"])
def test_pressed_twice_between_the_step_and_its_session(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    session = pressed()[0]
    before = state(session)
    module = learning_trace if where == "Trace" else session_module
    made = getattr(module, where)

    def pressing(*args: Any) -> Any:
        for _ in range(2):
            signal.raise_signal(signal.SIGINT)
        return made(*args)

    monkeypatch.setattr(module, where, pressing)
    with pytest.raises(KeyboardInterrupt):
        session.set("input[0]", 0.5)
    assert state(session) == before


def test_the_handler_that_was_there_is_there_again() -> None:
    before = signal.getsignal(signal.SIGINT)
    with deferring_sigint(), deferring_sigint():
        assert signal.getsignal(signal.SIGINT) != before
        outer = signal.getsignal(signal.SIGINT)
        with allowing_sigint(), deferring_sigint():
            assert signal.getsignal(signal.SIGINT) == outer
        assert signal.getsignal(signal.SIGINT) == outer
    assert signal.getsignal(signal.SIGINT) == before
    with allowing_sigint():
        assert signal.getsignal(signal.SIGINT) == before


def test_what_waits_is_not_forgotten_when_something_fails() -> None:
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt) as caught, deferring_sigint():
        signal.raise_signal(signal.SIGINT)
        print(1 / 0)
    assert isinstance(caught.value.__context__, ZeroDivisionError)
    assert signal.getsignal(signal.SIGINT) == before
    with pytest.raises(ZeroDivisionError), deferring_sigint():
        print(1 / 0)
    assert signal.getsignal(signal.SIGINT) == before


def test_within_something_uninterrupted_it_waits_again_after_what_may_be_interrupted() -> None:
    reached: List[str] = []
    with pytest.raises(KeyboardInterrupt), deferring_sigint():
        with pytest.raises(KeyboardInterrupt), allowing_sigint():
            with deferring_sigint():
                signal.raise_signal(signal.SIGINT)
                reached.append("inside it waits")
            reached.append("too late")
        signal.raise_signal(signal.SIGINT)
        reached.append("outside it waits")
    assert reached == ["inside it waits", "outside it waits"]


def test_what_waits_comes_as_soon_as_it_may() -> None:
    reached: List[str] = []
    before = signal.getsignal(signal.SIGINT)
    with deferring_sigint():
        signal.raise_signal(signal.SIGINT)
        reached.append("it waits")
        with pytest.raises(KeyboardInterrupt), allowing_sigint():
            reached.append("too late")
        reached.append("and is over")
    assert reached == ["it waits", "and is over"]
    assert signal.getsignal(signal.SIGINT) == before


def test_in_another_thread_nothing_is_held_back() -> None:
    before = signal.getsignal(signal.SIGINT)
    seen: List[Any] = []

    def work() -> None:
        with deferring_sigint(), allowing_sigint():
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [before]
    with deferring_sigint():
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        assert seen == [before, signal.getsignal(signal.SIGINT)] and seen[1] != before
    assert signal.getsignal(signal.SIGINT) == before


def test_with_an_endless_patience_only_regions_within_are_interrupted() -> None:
    reached: List[str] = []
    with pytest.raises(KeyboardInterrupt), deferring_sigint(math.inf):
        for _ in range(5):
            signal.raise_signal(signal.SIGINT)
        reached.append("none interrupts")
        with pytest.raises(KeyboardInterrupt), allowing_sigint():
            reached.append("too late")
        with deferring_sigint():
            signal.raise_signal(signal.SIGINT)
            reached.append("the first one waits")
            with pytest.raises(KeyboardInterrupt), deferring_sigint():
                signal.raise_signal(signal.SIGINT)
                reached.append("too late")
        signal.raise_signal(signal.SIGINT)
        reached.append("and outside all wait")
    assert reached == ["none interrupts", "the first one waits", "and outside all wait"]


@pytest.mark.parametrize("times", [2, 3, 7])
def test_pressed_again_while_an_interruption_is_handled_it_waits(times: int) -> None:
    handled: List[int] = []
    with pytest.raises(KeyboardInterrupt), deferring_sigint(math.inf):
        try:
            with allowing_sigint():
                try:
                    signal.raise_signal(signal.SIGINT)
                finally:
                    for _ in range(times):
                        signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            for _ in range(times):
                signal.raise_signal(signal.SIGINT)
            handled.append(times)
    assert handled == [times]
