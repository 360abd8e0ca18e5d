"""Breakpoints and watches: where they stop, in both directions."""

import random
from typing import Any, List

import pytest

from lernmi import BadInput, Dense, GradientDescent, LernmiError, Network, trace
from lernmi.examples.catalogue import EXAMPLES
from lernmi.stepping.breakpoints import Break, Stop, Watch
from lernmi.stepping.session import Session
from tests.support.steps import example_case, stops_on_the_way, worked_example


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
        (Watch, "hidden[0].sensitivity", [21, 24]),
        (Watch, "hidden[0].total", [2, 3, 4]),
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
    (last,) = stops_on_the_way(session, 1)
    assert session.trace[last - 1].phase == "backward"
    change = session.trace[last - 1].changes[1]
    assert (change.place.thing.name, float(change.old), float(change.new)) == ("input[0]", 0.0, 0.0)


def test_zeros_before_the_first_sample_are_no_stop() -> None:
    network, (inputs, targets) = EXAMPLES["xor"].network(1), EXAMPLES["xor"].samples[1]
    session = Session(trace(network, inputs, targets))
    session.stop_at(Watch, "hidden[0].sensitivity")
    assert stops_on_the_way(session, 1) == [17]
    session = Session(trace(network, [0.0, 0.0], [0.0]))
    session.stop_at(Watch, "input[0].value")
    assert stops_on_the_way(session, 1) == [1], "an input is shown, also where it is 0 again"


def test_a_write_halfway_is_before_the_stop_and_after_it() -> None:
    session = Session(worked_example())
    session.stop_at(Break, "w5")
    session.timeline.goto(24)
    session.timeline.write_next()
    assert session.run(-1) and (session.timeline.done, session.timeline.writes) == (24, 0)
    session.timeline.goto(23)
    session.timeline.write_next()
    assert session.run(1) and (session.timeline.done, session.timeline.writes) == (24, 0)


def test_a_condition_that_cannot_be_computed_stops_there() -> None:
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
def test_stops_that_cannot_be_set_are_reported_and_not_stored(kind: Any, what: str) -> None:
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


@pytest.mark.parametrize("kind", [Break, Watch])
@pytest.mark.parametrize("text", [
    "w5" + " " * 80_000 + "x", "w5 if" + " " * 80_000 + "x", "hidden[0]->output[0]#" + "1" * 4301,
    "->" * 40_000 + "\n", "hidden[0]->output[0]" + "#1" * 40_000 + "x", "w5 if w5 > " + "9" * 4301], ids=len)
def test_a_long_text_is_no_stop_and_refused_at_once(kind: Any, text: str) -> None:
    """What takes more than linear time would take minutes here."""
    session = Session(worked_example())
    with pytest.raises(LernmiError):
        session.stop_at(kind, text)
    assert session.stops == []
