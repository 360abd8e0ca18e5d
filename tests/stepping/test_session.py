"""Sessions: neighbours and phases, what changed, and names of the moment."""

from typing import Any

import pytest

from lernmi import UnknownName
from lernmi.stepping.session import Session
from tests.support.steps import worked_example


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
