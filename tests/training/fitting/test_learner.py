"""The learner of fit: who looks at the objects sees whole steps, and what he changes is obeyed."""

import copy
import gc
import pickle
import random
import signal
import sys
import threading
import time
import weakref
from contextlib import suppress
from typing import Any, Callable, Dict, List

import pytest

from lernmi import Adam, Dense, Dropout, GradientDescent, Link, Network, Weight
from lernmi.activations import ACTIVATIONS
from lernmi.training import fit
from lernmi.training.fitting.learner import Learner
from lernmi.training.schedules import exponential
from lernmi.unrolling.unrolled import Unrolled
from tests.support.networks import add_neuron
from tests.support.slow import slow
from tests.support.twins import Outcome, exact, same

SAMPLES = [([index % 3 / 2, index % 2 - 0.3], [index % 4 / 4]) for index in range(8)]
SIGNALS = [signal.SIGINT, signal.SIGTERM]


def small() -> Network:
    return Network(2, Dense(3, "tanh"), Dropout(0.3), Dense(1), seed=1)


def adam() -> Adam:
    return Adam(0.1)


# ---- callbacks ---------------------------------------------------------------------------------------

def add(network: Network) -> None:
    neuron = add_neuron(network, "new", network["hidden[0]"], Weight(0.3, "new 1"), network.bias,
                        Weight(0.2, "new 2"), activation="tanh")
    network.neurons.remove(neuron)
    network.neurons.insert(network.neurons.index(network["output[0]"]), neuron)
    Link(neuron, network["output[0]"], Weight(0.5, "new 3"))


def change_option(optimizer: Any, name: str, value: float) -> None:
    setattr(optimizer, name, value)


def looked_at(network: Network) -> None:
    """Sensitivities that somebody reads, and what follows from them."""
    network.weights[0].value += 0.01 * network.weights[1].last_sensitivity
    network.weights[1].value += 0.01 * network["hidden[1]"].sensitivity * network.links[2].sensitivity


def change_two(network: Network) -> None:
    """The network is wired anew in between."""
    network["hidden[1]"].activation = ACTIVATIONS["sigmoid"]
    network.predict([1, 1])
    network["hidden[0]"].activation = ACTIVATIONS["softplus"]


def train_more(network: Network, optimizer: Any) -> None:
    fit(network, SAMPLES[:4], epochs=2, optimizer=optimizer, unrolled=True)


CHANGES: Dict[str, Callable[[Network, Any], Any]] = {
    "a weight": lambda network, optimizer: setattr(network.weights[3], "value", 0.25),
    "a weight to -0.0": lambda network, optimizer: setattr(network.weights[3], "value", -0.0),
    "a weight to 1e95": lambda network, optimizer: setattr(network.weights[3], "value", 1e95),
    "a weight to nan": lambda network, optimizer: setattr(network.weights[3], "value", float("nan")),
    "a weight to a whole number": lambda network, optimizer: setattr(network.weights[3], "value", 1),
    "a weight to text": lambda network, optimizer: setattr(network.weights[3], "value", "x"),
    "a fixed weight": lambda network, optimizer: setattr(network.weights[2], "trainable", False),
    "the rate": lambda network, optimizer: change_option(optimizer, "rate", 0.03),
    "a large rate": lambda network, optimizer: change_option(optimizer, "rate", 1e6),
    "an option": lambda network, optimizer: change_option(optimizer, "l2", 0.1),
    "a limit": lambda network, optimizer: change_option(optimizer, "clip", 0.01),
    "a group": lambda network, optimizer: None if optimizer.groups else optimizer.add_group(
        "biases", "*bias*", rate=0.5),
    "the rate of dropout": lambda network, optimizer: setattr(network.layers[1], "rate", 0.6),
    "a mask": lambda network, optimizer: setattr(network.layers[1], "mask", [1, 0, 1]),
    "a wrong mask": lambda network, optimizer: setattr(network.layers[1], "mask", [1, 0]),
    "a neuron": lambda network, optimizer: None if "new" in network.names.neurons else add(network),
    "an activation": lambda network, optimizer: setattr(network["hidden[1]"], "activation", "sigmoid"),
    "two activations": lambda network, optimizer: change_two(network),
    "an unknown activation": lambda network, optimizer: setattr(
        network["hidden[1]"], "activation", "sigmoit"),
    "a link against the order": lambda network, optimizer: Link(
        network["output[0]"], network["hidden[0]"], Weight(0.1, "back")),
    "a link removed": lambda network, optimizer: network["hidden[0]"].incoming.pop(),
    "the loss": lambda network, optimizer: setattr(network, "loss", "absolute_error"),
    "a loss of other targets": lambda network, optimizer: setattr(network, "loss", "hinge"),
    "the bias": lambda network, optimizer: network.bias.set_value(2.0),
    "the memory": lambda network, optimizer: optimizer.memories.clear(),
    "a memory": lambda network, optimizer: setattr(optimizer.memories[network.weights[2]], "steps", 0.0),
    "a memory of one": lambda network, optimizer: optimizer.memories.pop(network.weights[2], None),
    "a method": lambda network, optimizer: vars(optimizer).update(
        new_value=lambda value, sensitivity, memory: value - 0.1 * sensitivity),
    "learn": lambda network, optimizer: network.learn([1, 1], [0], optimizer),
    "predict": lambda network, optimizer: network.predict([1, 1]),
    "backward": lambda network, optimizer: [network.forward([1, 1]), network.backward([0.5])],
    "trace": lambda network, optimizer: __import__("lernmi").trace(network, [1, 1], [0.5], optimizer),
    "reset": lambda network, optimizer: network.reset(),
    "looks": lambda network, optimizer: looked_at(network),
    "a copy": lambda network, optimizer: copy.deepcopy((network, optimizer)),
    "a fit": train_more,
    "raises": lambda network, optimizer: 1 / 0}


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("size", [slow(1), 3])
def test_a_callback_that_changes(name: str, size: int) -> None:
    def watching(network: Network, optimizer: Any) -> Any:
        return lambda done, loss: CHANGES[name](network, optimizer) if done in (2, 3) else None
    same(small, adam, SAMPLES, epochs=6, batch_size=size, watching=watching, expected_reason=None)


def test_a_callback_sees_what_it_would_see_without_unrolling() -> None:
    seen: List[List[Any]] = [[], []]
    for unrolled in (False, True):
        network, optimizer = small(), adam()

        def callback(done: int, loss: float, network: Network = network, unrolled: bool = unrolled) -> bool:
            seen[unrolled].append((done, exact([loss]),
                                   exact(weight.last_sensitivity for weight in network.weights), exact(
                                       link.sensitivity for link in network.links), network.last_phase))
            return done == 4
        fit(network, SAMPLES, epochs=9, optimizer=optimizer, callback=callback, unrolled=unrolled)
    assert len(seen[0]) == 4 and seen[0] == seen[1]


def test_a_schedule_may_change_more_than_the_rate() -> None:
    made: List[Any] = []

    def make() -> Adam:
        made.append(adam())
        return made[-1]  # type: ignore[no-any-return]

    def schedule(done: int) -> float:
        made[-1].beta1 = 0.5 + 0.1 * done
        return 1.0 / (1 + done)
    same(small, make, SAMPLES, epochs=5, schedule=schedule)


# ---- signals -----------------------------------------------------------------------------------------

def reference(steps: int) -> List[Any]:
    """The weights after each of so many steps by the objects."""
    network, optimizer = small(), adam()
    weights = [exact(weight.value for weight in network.weights)]
    for _ in range(-(-steps // len(SAMPLES))):
        for inputs, targets in network.random.sample(SAMPLES, len(SAMPLES)):
            network.learn(inputs, targets, optimizer)
            weights.append(exact(weight.value for weight in network.weights))
    return weights


class Interruption(threading.Thread):
    """A signal, so many seconds after begin: that takes no lock which the signal could break."""

    def __init__(self, seconds: float, number: int) -> None:
        super().__init__()
        self.seconds, self.number, self.begun = seconds, number, False
        self.start()

    def begin(self) -> None:
        self.begun = True

    def run(self) -> None:
        while not self.begun:
            time.sleep(0.0001)
        time.sleep(self.seconds)
        signal.raise_signal(self.number)


@pytest.mark.skipif(sys.implementation.name != "cpython", reason="on PyPy fit stays with the objects")
def test_ctrl_c_leaves_whole_steps() -> None:
    expected, drawn = reference(1500), random.Random(1)
    before = [signal.getsignal(number) for number in SIGNALS]
    for _ in range(8):
        network, optimizer = small(), adam()
        timer = Interruption(drawn.uniform(0.001, 0.03), signal.SIGINT)
        with suppress(KeyboardInterrupt):           # before the first step
            timer.begin()
            history = fit(network, SAMPLES, epochs=100_000, optimizer=optimizer, unrolled=True)
            assert history.interrupted
        timer.join()
        weights = exact(weight.value for weight in network.weights)
        steps = optimizer.memories[network.weights[0]].steps if optimizer.memories else 0.0
        while steps >= len(expected):
            expected = reference(2 * len(expected))
        assert weights == expected[int(steps)]
        assert {memory.steps for memory in optimizer.memories.values()} <= {steps}
        assert [signal.getsignal(number) for number in SIGNALS] == before


@pytest.mark.parametrize("where", ["callback", "schedule"])
@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_in_user_defined_code_interrupts_it_at_once(where: str, number: int) -> None:
    class Ended(Exception):
        pass

    def handler(number: int, frame: Any) -> None:
        raise Ended(number)
    reached: List[int] = []

    def interrupted(done: int, *_: float) -> float:
        if done == 3:
            signal.raise_signal(number)
            reached.append(done)
        return 1.0
    previous = signal.signal(number, handler)
    try:
        outcomes = [Outcome((small, adam), SAMPLES, unrolled, epochs=6, **{where: interrupted})
                    for unrolled in (False, True)]
        assert signal.getsignal(number) is handler
    finally:
        signal.signal(number, previous)
    assert type(outcomes[0].error) is Ended and not reached
    assert outcomes[0].everything == outcomes[1].everything


def test_a_handler_that_only_notes_the_signal_interrupts_nothing() -> None:
    noted: List[int] = []
    previous = signal.signal(signal.SIGINT, lambda number, frame: noted.append(number))
    try:
        network, optimizer = small(), adam()
        timer = Interruption(0.005, signal.SIGINT)
        timer.begin()
        fit(network, SAMPLES, epochs=150, optimizer=optimizer, unrolled=True)
        timer.join()
    finally:
        signal.signal(signal.SIGINT, previous)
    assert noted == [signal.SIGINT]
    assert exact(weight.value for weight in network.weights) == reference(1200)[1200]


def test_sigterm_ends_fit_after_a_whole_step() -> None:
    network, optimizer = small(), adam()
    timer = Interruption(0.03, signal.SIGTERM)
    timer.begin()
    with pytest.raises(SystemExit) as ended:
        fit(network, SAMPLES, epochs=100_000, optimizer=optimizer, unrolled=True)
    timer.join()
    assert ended.value.code == 128 + signal.SIGTERM
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL


def test_fit_in_another_thread() -> None:
    outcomes: List[Outcome] = []
    thread = threading.Thread(target=lambda: outcomes.append(same(small, adam, SAMPLES)))
    thread.start()
    thread.join()
    assert len(outcomes) == 1


def test_ctrl_c_while_a_step_is_taken_by_hand() -> None:
    """Outside of fit as well, a step is taken as a whole, and the weights return to the objects."""
    expected, drawn, total = reference(1000), random.Random(2), 0.0
    for _ in range(5):
        network, optimizer = small(), adam()
        timer = Interruption(drawn.uniform(0.001, 0.01), signal.SIGINT)
        with pytest.raises(KeyboardInterrupt), network.unroll(optimizer) as step:
            timer.begin()
            while True:
                for inputs, targets in network.random.sample(SAMPLES, len(SAMPLES)):
                    step.learn(inputs, targets)
        timer.join()
        steps = optimizer.memories[network.weights[0]].steps if optimizer.memories else 0.0
        expected = expected if steps < len(expected) else reference(int(steps))
        assert exact(weight.value for weight in network.weights) == expected[int(steps)]
        total += steps
    assert total > 0.0


# ---- debuggers, copies, memory -----------------------------------------------------------------------

def test_a_tracer_sees_every_link_even_if_it_comes_in_a_callback() -> None:
    called: List[str] = []

    def tracer(frame: Any, event: str, argument: Any) -> Any:
        if frame.f_code is Link.backward.__code__:
            called.append(event)

    def callback(done: int, loss: float) -> None:
        if done == 2:
            sys.settrace(tracer)
    network, usual = small(), sys.gettrace()
    try:
        history = fit(network, SAMPLES, epochs=4, optimizer=adam(), callback=callback, unrolled=True)
        assert history.reason == "a debugger or a tracer is watching"
        assert len(called) == 2 * len(SAMPLES) * len(network.links)
        called.clear()
        history = fit(network, SAMPLES, epochs=1, optimizer=adam(), unrolled=True)
        assert len(called) == len(SAMPLES) * len(network.links)
    finally:
        sys.settrace(usual)
    assert history.reason == "a debugger or a tracer is watching"


def test_a_network_and_an_optimizer_are_copied_and_pickled_during_a_fit() -> None:
    copies: List[Any] = []

    def watching(network: Network, optimizer: Any) -> Any:
        def callback(done: int, loss: float) -> None:
            if done == 3:
                copies.append(pickle.loads(pickle.dumps((network, optimizer))))
                copies.append(copy.deepcopy((network, optimizer)))
        return callback
    whole = same(small, adam, SAMPLES, epochs=6, watching=watching)
    for network, optimizer in copies:
        fit(network, SAMPLES, epochs=3, optimizer=optimizer, unrolled=True)
        assert [exact([weight.value]) for weight in network.weights] == [
            exact([weight.value]) for weight in whole.network.weights]
    pickle.dumps((whole.network, whole.optimizer))


def test_nothing_stays_alive_after_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    alive: List[Any] = []
    unroll = Learner._unroll

    def watched(self: Learner) -> None:
        unroll(self)
        assert self._unrolled is not None
        alive.extend([weakref.ref(self._unrolled), weakref.ref(self._unrolled._program)])
    monkeypatch.setattr(Learner, "_unroll", watched)
    network = small()
    fit(network, SAMPLES, epochs=3, optimizer=adam(), unrolled=True)
    gc.collect()
    assert len(alive) == 2 and [reference() for reference in alive] == [None, None]


def test_all_steps_of_fit_are_unrolled_but_the_first_and_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: List[str] = []
    for name in ("take", "take_by_objects"):
        usual = getattr(Unrolled, name)

        def noted(self: Unrolled, samples: Any, name: str = name, usual: Any = usual) -> Any:
            taken.append(name)
            return usual(self, samples)
        monkeypatch.setattr(Unrolled, name, noted)
    fit(small(), SAMPLES, epochs=5, optimizer=adam(), unrolled=True, schedule=exponential(0.9))
    assert taken == ["take"] * 38 + ["take_by_objects"]
    taken.clear()
    fit(small(), SAMPLES, epochs=3, optimizer=adam(), unrolled=True, callback=lambda done, loss: None)
    assert taken == ["take"] * 6 + ["take_by_objects"] + (["take"] * 7 + ["take_by_objects"]) * 2


@pytest.mark.parametrize("options, reason", [
    ({}, "unrolling pays from 700 steps on, and there are 8"),
    ({"unrolled": False}, "unrolled=False"),
    ({"epochs": 100, "batch_size": 4, "callback": lambda done, loss: None}, "pays from 700 steps on"),
    ({"epochs": 350, "batch_size": 4, "callback": lambda done, loss: None},
     "somebody looks after every 2 steps"),
    ({"epochs": 100}, "")])
def test_the_history_says_why_the_objects_took_the_steps(options: Any, reason: str) -> None:
    if sys.implementation.name == "cpython":
        history = fit(small(), SAMPLES, **{"epochs": 1, "optimizer": GradientDescent(0.01), **options})
        assert reason in history.reason and bool(reason) == bool(history.reason)

