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


def test_an_earlier_look_at_the_sensitivities_counts_in_no_step() -> None:
    network = mazur()
    network.forward(INPUTS)
    network.backward(TARGETS)
    session = WhatIfSession(network, INPUTS, TARGETS, GradientDescent(0.5))
    session.timeline.goto(30)
    why, later = session.why("w5")
    assert why.sensitivity == pytest.approx(0.082167041, abs=1e-9) and later == []
    assert why.number_of_paths == 1
    network = Network(1, Dense(1, "identity", weights=1.0, biases="none"))
    network.forward([2.0])
    network.backward([0.0])
    session = WhatIfSession(network, [2.0], [0.0], GradientDescent(0.1))
    session.timeline.goto(session.timeline.last)
    assert network.weights[0].value == pytest.approx(0.6)


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
    assert history.losses == expected.losses
    assert (session.timeline.done, len(session.stops)) == (0, 1)
    session.timeline.goto(session.timeline.last)
    twin.learn([0.0, 1.0], [1.0], other)
    assert bits(network) == bits(twin)


def test_what_is_set_of_the_sample_is_not_learned() -> None:
    example = EXAMPLES["xor"]
    network, twin = example.network(1), example.network(1)
    samples: List[Tuple[Any, Any]] = [([0, 0], [0]), ([0, 1], (1,)), ([1, 0], [1]), ([1, 1], [0])]
    optimizer = GradientDescent(1.0)
    session = WhatIfSession(network, [0, 1], [1], optimizer, TrainingPlan(network, samples, optimizer))
    session.set("input[0]", 0.5)
    session.set("output[0].target", 0.25)
    session.learn(3)
    twin.learn([0.5, 1], [0.25], GradientDescent(1.0))
    twin.fit(samples, epochs=3, optimizer=GradientDescent(1.0))
    assert at_the_start(session) == [weight.value for weight in twin.weights]
    assert (session.inputs, session.targets) == ([0.5, 1], [0.25]), "the step shows them still"
    assert session.trace.loss == twin.evaluate([0.5, 1], [0.25])
    assert samples[1] == ([0, 1], (1,))


def test_what_is_set_of_the_only_sample_is_not_learned() -> None:
    session, twin = experiment(), mazur()
    session.set("input[0]", 0.9)
    session.learn(2)
    twin.learn([0.9, 0.1], TARGETS, GradientDescent(0.5))
    for _ in range(2):
        twin.learn(INPUTS, TARGETS, GradientDescent(0.5))
    assert [weight.value for weight in twin.weights] == at_the_start(session)


def at_the_start(session: WhatIfSession) -> List[float]:
    session.timeline.goto(0)
    return [weight.value for weight in session.network.weights]


def test_a_set_is_taken_back_one_by_one() -> None:
    session, optimizer = xor_session()
    before = at_the_start(session)
    name = session.network.weights[0].name
    old = session.set(name, 2.0)
    session.set("input[0]", 0.7)
    session.set("rate", 0.25)
    assert optimizer.rate == 0.25
    assert session.unset() == ("rate", 0.25, 1.0) and optimizer.rate == 1.0
    assert session.unset() == ("input[0]", 0.7, 0.0) and session.inputs == [0.0, 1.0]
    assert session.unset() == (name, 2.0, old)
    assert at_the_start(session) == before
    with pytest.raises(BadInput, match="nothing is left that was set"):
        session.unset()


def test_what_has_learned_since_is_not_set_back() -> None:
    session, _ = xor_session()
    session.set(session.network.weights[0].name, 2.0)
    session.set("input[0]", 0.7)
    session.learn(2)
    learned = at_the_start(session)
    assert session.unset()[0] == "input[0]"
    with pytest.raises(BadInput):
        session.unset()
    assert at_the_start(session) == learned


@pytest.mark.parametrize("optimizer", [Adam(0.05), Momentum(0.1)])
def test_the_way_back_to_the_beginning(optimizer: Any) -> None:
    network = Network(2, Dense(6, "tanh"), Dropout(0.5), Dense(1), seed=3)
    network.learn([1, 0], [1], optimizer)
    session = WhatIfSession(network, [0.3, 0.7], [1.0], optimizer)

    def everything() -> Any:
        session.timeline.goto(0)
        start = bits(network, optimizer.memories)
        session.timeline.goto(session.timeline.last)
        return (start, bits(network, optimizer.memories), session.trace.loss, session.inputs[:],
                session.targets[:], optimizer.rate)

    before = everything()
    session.set("rate", 2.0)
    session.set("input[0]", 0.1)
    session.learn(3)
    session.set(network.weights[2].name, 1.5)
    assert everything() != before
    session.reset()
    assert everything() == before
    with pytest.raises(BadInput):
        session.unset()


def xor_session() -> Tuple[WhatIfSession, GradientDescent]:
    network, optimizer = EXAMPLES["xor"].network(1), GradientDescent(1.0)
    plan = TrainingPlan(network, EXAMPLES["xor"].samples, optimizer)
    return WhatIfSession(network, [0.0, 1.0], [1.0], optimizer, plan), optimizer


def test_another_sample_has_the_same_weights_or_at_the_end_what_was_learned() -> None:
    session, optimizer = xor_session()
    assert session.sample_number == 1
    before = at_the_start(session)
    session.timeline.goto(20)
    assert session.take_sample(3) is False
    assert (session.inputs, session.targets, session.sample_number) == ([1.0, 1.0], [0.0], 3)
    assert at_the_start(session) == before
    session.timeline.goto(session.timeline.last)
    learned = [weight.value for weight in session.network.weights]
    assert session.take_sample(0) is True and at_the_start(session) == learned != before
    session.set("input[0]", 0.5)
    assert session.sample_number is None
    with pytest.raises(BadInput, match="they go from 0 to 3"):
        session.take_sample(4)


def test_another_sample_of_batch_copies_is_as_many_as_there_are_copies() -> None:
    example = EXAMPLES["batchnorm"]
    network = example.network(1)
    copies, (inputs, targets) = example.case(network, 1)
    session = WhatIfSession(copies, inputs, targets, GradientDescent(0.1),
                            TrainingPlan(network, example.samples, GradientDescent(0.1), example.batch_size))
    assert session.sample_number == 1
    last = len(example.samples) - 1
    session.take_sample(last)
    taken = [example.samples[number] for number in (last, 0, 1, 2)]
    assert session.inputs == [value for inputs, _ in taken for value in inputs]
    assert session.targets == [value for _, targets in taken for value in targets]


def test_the_answers_to_all_samples_are_those_of_the_weights_of_the_moment() -> None:
    session, _ = xor_session()
    session.timeline.goto(12)
    before = bits(session.network), session.timeline.position, session.network.last_phase
    answers = session.answers()
    assert (bits(session.network), session.timeline.position, session.network.last_phase) == before
    twin = EXAMPLES["xor"].network(1)
    for answer, (inputs, targets) in zip(answers, EXAMPLES["xor"].samples):
        assert (answer.inputs, answer.targets) == (inputs, targets)
        assert (answer.outputs, answer.loss) == (twin.predict(inputs), twin.evaluate(inputs, targets))
    session.timeline.goto(session.timeline.last)
    twin.learn([0.0, 1.0], [1.0], GradientDescent(1.0))
    assert [answer.outputs for answer in session.answers()] == [
        twin.predict(inputs) for inputs, _ in EXAMPLES["xor"].samples]


def test_the_loss_after_the_step_is_of_the_same_sample_and_the_same_random_numbers() -> None:
    session = experiment()
    session.timeline.goto(session.timeline.last)
    assert session.loss_after() == pytest.approx(0.291027774, abs=1e-9)
    network = Network(2, Dense(6, "tanh"), Dropout(0.5), Dense(1), seed=3)
    session = WhatIfSession(network, [0.3, 0.7], [1.0], GradientDescent(1e-9))
    session.timeline.goto(session.timeline.last)
    before, drawn = bits(network), network.random.getstate()
    assert session.loss_after() == pytest.approx(session.trace.loss, rel=1e-6), "with the same dropout"
    assert (bits(network), network.random.getstate()) == (before, drawn)


def test_another_rate_counts_for_the_step_and_for_learning() -> None:
    network, twin = mazur(), mazur()
    own, optimizer = GradientDescent(0.5), GradientDescent(0.5)
    plan = TrainingPlan(network, [(INPUTS, TARGETS)], optimizer)
    session = WhatIfSession(network, INPUTS, TARGETS, own, plan)
    session.timeline.goto(35)
    assert session.set("rate", 0.1) == 0.5 and session.timeline.done == 35
    assert own.rate == optimizer.rate == 0.1
    session.learn(2)
    for _ in range(3):
        twin.learn(INPUTS, TARGETS, GradientDescent(0.1))
    assert at_the_start(session) == [weight.value for weight in twin.weights]
    adam = Adam(0.5)
    session = WhatIfSession(network, INPUTS, TARGETS, own, plan._replace(optimizer=adam))
    session.set("rate", 0.2)
    assert (own.rate, adam.rate) == (0.2, 0.5), "another kind of optimizer has a rate that suits it"
    with pytest.raises(BadInput, match="must be at least 0"):
        session.set("rate", -1.0)
    assert own.rate == 0.2


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
    learned = session.learn(100)
    assert learned.was_interrupted and len(learned.losses) == 3
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
    assert history.losses[-1] < history.losses[0]
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
