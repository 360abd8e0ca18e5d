"""What if: other numbers, the step taken again, and learning on."""

from bdb import BdbQuit
from typing import Any, List, Tuple

import pytest

from lernmi import (
    Activation,
    Adam,
    BadInput,
    Dense,
    Dropout,
    GradientDescent,
    LernmiError,
    Momentum,
    Network,
    NumericError,
    Weight,
    trace,
)
from lernmi.examples.catalogue import EXAMPLES
from lernmi.stepping.breakpoints import Break
from lernmi.stepping.what_if import TrainingPlan, WhatIfSession
from tests.support.bits import bits
from tests.support.networks import INPUTS, TARGETS, mazur

# ---- what if


def experiment(optimizer: Any = None) -> WhatIfSession:
    return WhatIfSession(mazur(), INPUTS, TARGETS, optimizer or GradientDescent(0.5))


def test_another_weight_gives_what_a_network_built_with_it_gives() -> None:
    for name in ("w5", "w1", "b1"):
        session = experiment()
        session.timeline.goto(20)
        assert session.set(name, 0.7) == {"w5": 0.4, "w1": 0.15, "b1": 0.35}[name]
        assert session.timeline.done == 20
        built = mazur()
        built.weight(name).value = 0.7
        expected = trace(built, INPUTS, TARGETS, GradientDescent(0.5))
        assert session.trace.loss == expected.loss
        session.timeline.goto(38)
        assert bits(session.network) == bits(built)


def test_another_input_and_another_target() -> None:
    session = experiment()
    assert session.set("input[1]", 0.9) == 0.1
    assert session.set("output[0].target", 0.5) == 0.01
    assert session.trace.loss == mazur().learn([0.05, 0.9], [0.5, 0.99], GradientDescent(0.5))
    assert session.inputs == [0.05, 0.9] and session.targets == [0.5, 0.99]


@pytest.mark.parametrize(
    "name",
    [
        "hidden[0]",
        "output[0]",
        "bias",
        "hidden[0].target",
        "hidden[0]->output[0]",
        "loss",
        "w5.sensitivity",
        "nothing",
        "input[0].target",
        "",
    ],
)
def test_what_is_computed_cannot_be_set(name: str) -> None:
    session = experiment()
    before = bits(session.network)
    with pytest.raises(LernmiError):
        session.set(name, 1.0)
    assert bits(session.network) == before and session.timeline.done == 0


@pytest.mark.parametrize("optimizer", [GradientDescent(0.5), Adam(0.05)])
def test_there_and_back_again_is_the_same_to_the_last_bit(optimizer: Any) -> None:
    network = Network(2, Dense(6, "tanh"), Dropout(0.5), Dense(1), seed=3)
    network.learn([1, 0], [1], optimizer)
    session = WhatIfSession(network, [0.3, 0.7], [1.0], optimizer)

    def moments() -> List[Any]:
        found = []
        for done in range(session.timeline.last + 1):
            session.timeline.goto(done)
            found.append(bits(network, getattr(optimizer, "memories", None)))
        return found

    before, drawn = moments(), network.random.getstate()
    name = network.weights[0].name
    old = session.set(name, 2.0)
    assert moments() != before
    session.set(name, old)
    assert moments() == before, "the same neurons are silenced, and the memory is the same"
    assert network.random.getstate() == drawn


def test_a_number_that_does_not_work_changes_nothing() -> None:
    network = Network(
        1,
        Dense(1, "exp", weights=[[Weight(1.0, "w")]]),
        Dropout(0.5),
        Dense(1),
        seed=1,
        loss="binary_cross_entropy",
    )
    optimizer = Adam(0.1)
    network.learn([0.1], [1.0], optimizer)
    session = WhatIfSession(network, [0.5], [1.0], optimizer)
    session.timeline.goto(4)

    def state() -> Any:
        return (
            bits(network, optimizer.memories),
            session.trace.loss,
            session.timeline.done,
            session.inputs,
            session.targets,
            network.random.getstate(),
        )

    before = state()
    for name, value, kind in (
        ("w", 1e6, NumericError),
        ("output[0].target", 3.0, BadInput),
        ("w", float("nan"), BadInput),
        ("input[0]", float("inf"), BadInput),
    ):
        with pytest.raises(kind):
            session.set(name, value)
        assert state() == before, name


# ---- learning on


def test_learning_on_is_what_fit_does() -> None:
    example = EXAMPLES["xor"]
    network, twin = example.network(1), example.network(1)
    optimizer, other = GradientDescent(1.0), GradientDescent(1.0)
    session = WhatIfSession(
        network, [0.0, 1.0], [1.0], optimizer, TrainingPlan(network, example.samples, optimizer)
    )
    session.timeline.goto(7)
    session.stop_at(Break, "hidden[0]")
    history = session.learn(5)
    twin.learn([0.0, 1.0], [1.0], other)
    expected = twin.fit(example.samples, epochs=5, optimizer=other)
    assert history is not None and history.losses == expected.losses
    assert (session.timeline.done, len(session.stops)) == (0, 1)
    session.timeline.goto(session.timeline.last)
    twin.learn([0.0, 1.0], [1.0], other)
    assert bits(network) == bits(twin)


def test_what_is_set_is_learned_in_place_of_what_was_there() -> None:
    example = EXAMPLES["xor"]
    network, twin = example.network(1), example.network(1)
    samples: List[Tuple[Any, Any]] = [([0, 0], [0]), ([0, 1], (1,)), ([1, 0], [1]), ([1, 1], [0])]
    optimizer = GradientDescent(1.0)
    session = WhatIfSession(network, [0, 1], [1], optimizer, TrainingPlan(network, samples, optimizer))
    session.set("input[0]", 0.5)
    session.set("output[0].target", 0.25)
    session.learn(3)
    session.learn(2)
    for epochs in (3, 2):
        twin.learn([0.5, 1], [0.25], GradientDescent(1.0))
        changed: List[Tuple[Any, Any]] = [([0, 0], [0]), ([0.5, 1], [0.25]), ([1, 0], [1]), ([1, 1], [0])]
        twin.fit(changed, epochs=epochs, optimizer=GradientDescent(1.0))
    twin.learn([0.5, 1], [0.25], GradientDescent(1.0))
    session.timeline.goto(session.timeline.last)
    assert bits(network) == bits(twin)
    assert samples[1] == ([0, 1], (1,)), "the samples that were given stay as they are"


def test_what_is_set_in_photocopies_is_learned() -> None:
    example = EXAMPLES["batchnorm"]
    network, twin = example.network(1), example.network(1)
    copies, (inputs, targets) = example.case(network, 1)
    session = WhatIfSession(copies, inputs, targets, GradientDescent(0.1),
                         TrainingPlan(network, example.samples, GradientDescent(0.1), example.batch_size))
    session.set("output[0]#sample3.target", 0.5)
    session.learn(2)
    samples = list(example.samples)
    samples[3] = (samples[3][0], [0.5])
    twin.learn_batch(samples[1:5], GradientDescent(0.1))
    twin.fit(samples, epochs=2, optimizer=GradientDescent(0.1), batch_size=example.batch_size)
    twin.learn_batch(samples[1:5], GradientDescent(0.1))
    session.timeline.goto(session.timeline.last)
    assert [weight.value for weight in network.weights] == [weight.value for weight in twin.weights]


def test_learning_that_fails_changes_nothing() -> None:
    network = Network(1, Dense(1, "exp", weights=[[Weight(1.0, "w")]], biases=0.0), seed=1)
    own, optimizer = Adam(0.1), Momentum(1e5)
    network.learn([1.0], [3.0], Momentum(1e-3))
    optimizer.memories_of(network.weights)[0].velocity = 1e-9
    session = WhatIfSession(network, [1.0], [0.0], own, TrainingPlan(network, [([1.0], [5.0])], optimizer))
    session.timeline.goto(3)

    def state() -> Any:
        return (
            bits(network, own.memories),
            bits(network, optimizer.memories),
            session.trace.loss,
            session.timeline.done,
        )

    before = state()
    with pytest.raises(NumericError):
        session.learn(50)
    assert state() == before
    session.timeline.goto(session.timeline.last)
    session.timeline.goto(0)


def test_an_interrupt_keeps_what_was_learned(monkeypatch: pytest.MonkeyPatch) -> None:
    network, twin = mazur(), mazur()
    session = WhatIfSession(network, INPUTS, TARGETS, GradientDescent(0.5))
    learn, calls = Network.learn_batch, []

    def interrupted(self: Network, *args: Any) -> float:
        calls.append(args)
        if len(calls) == 4:
            raise KeyboardInterrupt
        return learn(self, *args)

    monkeypatch.setattr(Network, "learn_batch", interrupted)
    assert session.learn(100) is None
    monkeypatch.undo()
    for _ in range(4):  # the step itself, and three epochs
        twin.learn(INPUTS, TARGETS, GradientDescent(0.5))
    assert session.timeline.done == 0
    session.timeline.goto(session.timeline.last)
    twin.learn(INPUTS, TARGETS, GradientDescent(0.5))
    assert bits(network) == bits(twin)


def test_without_an_optimizer_nothing_is_learned() -> None:
    session = WhatIfSession(mazur(), INPUTS, TARGETS)
    assert session.trace.moves[-1].phase == "backward"
    with pytest.raises(BadInput, match="without an optimizer nothing can be learned"):
        session.learn(1)


def test_batch_normalisation_learns_in_batches_and_is_shown_in_photocopies() -> None:
    example = EXAMPLES["batchnorm"]
    network = example.network(1)
    copies, (inputs, targets) = example.case(network, 0)
    session = WhatIfSession(
        copies,
        inputs,
        targets,
        GradientDescent(0.1),
        TrainingPlan(network, example.samples, example.make_optimizer(), example.batch_size),
    )
    before = session.trace.loss
    history = session.learn(20)
    assert history is not None and history.losses[-1] < history.losses[0]
    assert session.trace.loss != before
    assert session.timeline.trace.network is copies


def test_learning_that_fails_on_its_way_to_the_end_leaves_the_session_where_it_was() -> None:
    calls: List[float] = []

    def stubborn(total: float) -> float:
        calls.append(float(total))
        if len(calls) > 1:
            raise BdbQuit
        return total

    network = Network(1, Dense(1, Activation("stubborn", stubborn, lambda total, value: 1.0)), seed=1)
    session = WhatIfSession(network, [1.0], [0.0], GradientDescent(0.1))
    before = bits(network)
    for fails in (lambda: session.learn(1), lambda: session.set("input[0]", 2.0)):
        with pytest.raises(BdbQuit):
            fails()
        assert (session.timeline.position, session.inputs, bits(network)) == ((0, 0), [1.0], before)
    with pytest.raises(BdbQuit):
        session.timeline.goto(session.timeline.last)
    assert session.timeline.next.mover is network.outputs[0], "before the move in which it was left"
    session.timeline.goto(0)
    assert bits(network) == before
