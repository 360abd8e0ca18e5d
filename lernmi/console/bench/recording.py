"""The cost of recording a learning step, and of walking through it."""

from __future__ import annotations

from typing import Any, Dict, Optional

from ...stepping.session import Session
from ...tracing import trace
from .rounds import Progress, measured, scaled, timed_phases
from .subject import Subject

MOST_LINKS = 30_000             # of a recorded step: of more, the moves take hundreds of megabytes


class Walk:
    """A recorded step, and the ways through it from end to end."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self.session: Session

    def record(self) -> None:
        """Take the step, and record it."""
        subject = self._subject
        self.session = Session(trace(subject.network, subject.inputs, subject.targets, subject.optimizer))

    @property
    def moves(self) -> int:
        """How many moves the step has."""
        return self.session.timeline.last

    def to_the_end(self) -> None:
        """At once."""
        self.session.timeline.goto(self.moves)

    def to_the_start(self) -> None:
        """At once."""
        self.session.timeline.goto(0)

    def each_move(self) -> None:
        """To the end, move by move."""
        self._move_by_move(1)

    def each_move_back(self) -> None:
        """To the start, move by move."""
        self._move_by_move(-1)

    def _move_by_move(self, direction: int) -> None:
        for _ in range(self.moves):
            self.session.timeline.goto(self.session.neighbour(direction))


def measure_recording(subject: Subject, rounds: int, progress: Progress) -> Optional[Dict[str, Any]]:
    """Figures for JSON; None for a network that is too large."""
    if subject.links > MOST_LINKS:
        return None
    walk = Walk(subject)
    job = timed_phases({"seconds": walk.record, "to_the_end": walk.to_the_end,
                        "to_the_start": walk.to_the_start, "each_move": walk.each_move,
                        "each_move_back": walk.each_move_back})
    times = measured([job], rounds, progress, once=True)
    return {"moves": walk.moves, **{phase: scaled(seconds, 1.0) for phase, seconds in times.items()}}
