"""Sessions: where a walk stops, what changed, what if, and learning on."""

import random
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
    OutOfOrder,
    UnknownName,
    Weight,
    trace,
)
from lernmi.examples.gates import EXAMPLES
from lernmi.stepping.breakpoints import Break, Stop, Watch
from lernmi.stepping.expression import Expression
from lernmi.stepping.session import Session
from lernmi.stepping.what_if import TrainingPlan, WhatIfSession
from tests.support.bits import bits
from tests.support.networks import INPUTS, TARGETS, mazur
from tests.support.steps import example_case, worked_example


def stops_on_the_way(session: Session, direction: int) -> List[int]:
    found = []
    while session.run(direction):
        found.append(session.timeline.done)
    return found


# ---- going and stopping


def test_a_session_begins_at_the_start() -> None:
    session = Session(worked_example())
    assert (session.timeline.done, session.move) == (0, None)
    assert repr(session) == "Session(move 0 of 38, loss 0.2984)"


def test_neighbours_and_phases() -> None:
    session = Session(worked_example())
    phases = []
    while session.timeline.done < 38:
        session.timeline.goto(session.next_phase())
        phases.append(session.timeline.done)
    assert phases == [1, 2, 18, 19, 31, 38]
    session.narrow(["backward", "w5"])
    session.timeline.goto(0)
    assert session.neighbour(1) == 24 and session.neighbour(-1) == 0
    session.timeline.goto(30)
    assert session.neighbour(1) == 38 and session.neighbour(-1) == 24
    session.timeline.goto(23)
    session.timeline.write_next()
    assert session.neighbour(-1) == 0 and session.move is session.trace[23]
    with pytest.raises(UnknownName):
        session.narrow(["w55"])
    assert session.only_names == ["backward", "w5"], "what is wrong changes nothing"


@pytest.mark.parametrize(
    "kind, what, moments",
    [
        (Break, "hidden[0]", [2, 3, 4, 5, 10, 14, 21, 24, 28, 29, 30]),
        (Break, "w5", [10, 24, 35]),
        (Break, "hidden[0]->output[0]", [10, 24]),
        (Break, "hidden[0] → output[0]", [10, 24]),
        (Break, "backward", [19]),
        (Break, "update", [31]),
        (Break, "loss", [18]),
        (Break, "input[1]", [1, 3, 7, 26, 29]),
        (Break, "hidden[0] if hidden[0].sensitivity > 0", [24, 28, 29, 30]),
        (Break, "backward if hidden[0].sensitivity < 0", [21, 22, 23]),
        (Break, "forward if loss > 0", []),
        (Break, "backward if loss > 0", list(range(19, 31))),
        (Break, "w5 if w5 < 0.4", [35]),
        (Break, "w5 if 1 > 2", []),
        (Watch, "w5", [24, 35]),
        (Watch, "w5.sensitivity", [24, 35]),
        (Watch, "w5.value", [35]),
        (Watch, "hidden[0].sensitivity", [1, 21, 24]),
        (Watch, "hidden[0].total", [1, 2, 3, 4]),
        (Watch, "hidden[0]->output[0]", [10, 24]),
        (Watch, "output[1].slope", [17]),
    ],
)
def test_stops_are_the_same_in_both_directions(kind: Any, what: str, moments: List[int]) -> None:
    session = Session(worked_example())
    session.stop_at(kind, what)
    assert stops_on_the_way(session, 1) == moments
    assert session.timeline.done == 38
    assert stops_on_the_way(session, -1) == moments[::-1]
    assert session.timeline.done == 0


@pytest.mark.parametrize("name", EXAMPLES)
def test_stops_at_random_in_every_example(name: str) -> None:
    session = Session(trace(*example_case(EXAMPLES[name]), GradientDescent(0.1)))
    generator = random.Random(name)
    for _ in range(3):
        neuron = generator.choice(session.trace.network.neurons)
        weight = generator.choice(session.trace.network.weights)
        session.stop_at(Break, f"{neuron.name} if {weight.name} > {neuron.name}.value")
        session.stop_at(Watch, f"{weight.name}.sensitivity")
    forth = stops_on_the_way(session, 1)
    back = stops_on_the_way(session, -1)[::-1]
    assert forth and [done for done in forth if done < session.timeline.last] == back


def test_a_watch_stops_on_every_write_even_of_an_equal_value() -> None:
    dead = Network(1, Dense(1, "relu", weights=-1.0), Dense(1, "identity", weights=1.0))
    session = Session(trace(dead, [2.0], [1.0]))
    session.stop_at(Watch, "input[0].sensitivity")
    first, last = stops_on_the_way(session, 1)
    assert first == 1 and session.trace[last - 1].phase == "backward"
    change = session.trace[last - 1].changes[1]
    assert (change.place.thing.name, float(change.old), float(change.new)) == ("input[0]", 0.0, 0.0)


def test_a_write_halfway_is_before_the_stop_and_after_it() -> None:
    session = Session(worked_example())
    session.stop_at(Break, "w5")
    session.timeline.goto(24)
    session.timeline.write_next()
    assert session.run(-1) and (session.timeline.done, session.timeline.part) == (24, 0)
    session.timeline.goto(23)
    session.timeline.write_next()
    assert session.run(1) and (session.timeline.done, session.timeline.part) == (24, 0)


def test_a_condition_that_cannot_be_worked_out_stops_there() -> None:
    session = Session(worked_example())
    session.stop_at(Break, "forward if hidden[0].value / hidden[1].value > 2")
    with pytest.raises(BadInput, match="divides by zero at this moment"):
        session.run(1)
    assert session.timeline.done == 2
    session.delete(1)
    assert session.run(1) == [] and session.timeline.done == 38


@pytest.mark.parametrize(
    "kind, what",
    [
        (Break, "nothing"),
        (Break, ""),
        (Break, "w5 if"),
        (Break, "w5 if w5"),
        (Break, "w5 if nothing > 1"),
        (Break, "w5 if 1 +"),
        (Watch, "nothing"),
        (Watch, "w5.slope"),
        (Watch, "w5.name"),
        (Watch, "loss"),
        (Watch, "hidden[0]->output[0].weight"),
        (Watch, ""),
    ],
)
def test_stops_that_cannot_be_set_are_told_and_not_kept(kind: Any, what: str) -> None:
    session = Session(worked_example())
    with pytest.raises(LernmiError):
        session.stop_at(kind, what)
    assert session.stops == []


def test_deleting() -> None:
    session = Session(worked_example())
    session.stop_at(Break, "w5")
    session.stop_at(Watch, "w6")
    for wrong in (0, 3, -1):
        with pytest.raises(BadInput):
            session.delete(wrong)
    stop: Stop = session.delete(1)
    assert (stop.word, stop.what) == ("break", "w5") and [stop.what for stop in session.stops] == ["w6"]


def test_differences_are_those_of_the_objects() -> None:
    session = Session(worked_example())
    numbers = {
        (id(change.place.thing), change.place.attribute): change.place
        for move in session.trace
        for change in move.changes
        if change.place.thing is not None
    }

    def at(done: int) -> Any:
        session.timeline.goto(done)
        return {key: getattr(place.thing, place.attribute) for key, place in numbers.items()}

    for first, second in ((0, 38), (5, 30), (30, 5), (18, 19), (7, 7)):
        before, after = at(first), at(second)
        told = {
            (id(place.thing), place.attribute): (old, new)
            for place, old, new in session.differences((first, 0), (second, 0))
            if place.thing is not None
        }
        assert told == {key: (before[key], after[key]) for key in numbers if before[key] != after[key]}


def test_the_link_that_moves_has_a_name() -> None:
    session = Session(worked_example())
    link = session.trace.network.link("hidden[0]", "output[0]")
    session.timeline.goto(23)
    session.timeline.write_next()
    for text, value in (("link.sensitivity", link.sensitivity), ("link", link.value),
                        ("link.weight.value", 0.4), ("link.sensitivity * w5", link.sensitivity * 0.4)):
        assert Expression(text, session.names).number() == value
    session.timeline.goto(30)
    assert Expression("link.weight", session.names).result() is session.trace.network.weight("w1")
    for done in (0, 1, 9, 18, 31):
        session.timeline.goto(done)
        with pytest.raises(OutOfOrder, match="no link that moves here"):
            Expression("link.value", session.names).number()
    session.timeline.goto(0)
    session.stop_at(Break, "backward if link.sensitivity < 0")
    links = [session.trace[done - 1].mover for done in stops_on_the_way(session, 1)]
    assert [link.target.name for link in links] == ["output[1]"] * 3, "only where the target is too high"
    session.timeline.goto(24)
    why, later = session.why("link")
    assert (why.thing, why.sensitivity, later) == (link, link.sensitivity, [])


def test_what_was_given_has_names() -> None:
    session = Session(worked_example())
    for text, value in (("rate", 0.5), ("output[0].target", 0.01), ("output[1].target", 0.99), ("e^0", 1.0)):
        assert Expression(text, session.names).number() == value
    with pytest.raises(BadInput, match="has no sensitivity"):
        session.why("rate")


def test_the_loss_is_known_from_its_move_on() -> None:
    session = Session(worked_example())
    session.timeline.goto(17)
    with pytest.raises(OutOfOrder, match="it comes with move 18"):
        session.names.find("loss").value  # noqa: B018 -- reading it raises
    session.timeline.write_next()
    assert session.names.find("loss").value == session.trace.loss, "it is the first that the move writes"
    session.timeline.goto(18)
    assert session.names.find("loss").value == session.trace.loss


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
def test_what_is_worked_out_cannot_be_set(name: str) -> None:
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
    copies, (inputs, targets) = example.shown(network, 1)
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
    copies, (inputs, targets) = example.shown(network, 0)
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
