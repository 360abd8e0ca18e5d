"""A session: a recorded step of learning that is walked both ways, from stop to stop."""

from __future__ import annotations

from typing import Any, Dict, List, NamedTuple, Optional, Sequence, Tuple, Type

from ..errors import BadInput, OutOfOrder
from .moves import Move
from .names import Names
from .number import Place
from .only import Only
from .stops import Stop
from .trace import Trace
from .walk import Walk


class Difference(NamedTuple):
    """What a number was at one moment, and what it is at a later one."""

    place: Place
    old: float
    new: float


class Session:
    """A step, the moment of it that is looked at, and where to stop.

    ========= ==================================================================
    trace     the step
    walk      the moment that the network's objects are at: 0 to begin with
    names     what everything is called; "loss" is the loss, once it is known
    stops     breakpoints and watches, in the order in which they were set
    only      which moves ``neighbour`` stops at
    ========= ==================================================================
    """

    def __init__(self, step: Trace) -> None:
        self.stops: List[Stop] = []
        self.only_names: List[str] = []
        self.look_at(step)

    def look_at(self, step: Trace, done: int = 0) -> None:
        """Walk this step from now on, beginning after so many moves; the stops stay."""
        self.trace = step
        self.walk = Walk(step)
        self.names = Names(step.network)
        self.names.things.setdefault("loss", Loss(self.walk))
        self.only = Only(step.network, self.only_names)
        self.stops = [type(stop)(stop.what, step, self.names) for stop in self.stops]
        self.walk.goto(done)

    @property
    def move(self) -> Optional[Move]:
        """The latest move that has begun; none at the start."""
        number = self.walk.done + (self.walk.part > 0)
        return self.trace[number - 1] if number else None

    def __repr__(self) -> str:
        return (f"Session(move {self.walk.done} of {self.walk.last}, "
                f"loss {self.trace.loss:.4g})")

    # ---- where to go

    def narrow(self, names: Sequence[str]) -> None:
        """From now on let ``neighbour`` stop only at the moves about these; all, if there are none."""
        self.only = Only(self.trace.network, list(names))
        self.only_names = list(names)

    def neighbour(self, direction: int) -> int:
        """The moment after the next move that is of interest, or with −1 after the one before it."""
        done = self.walk.done + direction
        if direction < 0 and self.walk.part:
            done = self.walk.done
        while 0 < done < self.walk.last and not self.only.includes(self.trace[done - 1]):
            done += direction
        return min(max(done, 0), self.walk.last)

    def next_phase(self) -> int:
        """The moment after the first move of the next phase, or the end."""
        done, last = self.walk.done, self.walk.last
        phase = self.trace[done - 1].phase if done else None
        while done < last and self.trace[done].phase == phase:
            done += 1
        return min(done + 1, last)

    def run(self, direction: int) -> List[Stop]:
        """Go on to the next stop, or back to the one before; without any, to the end.

        Returns the stops that hold there. Raises BadInput where a condition can't be worked out,
        and stays there.
        """
        moments = sorted({done for stop in self.stops for done in stop.moves}, reverse=direction < 0)
        for done in moments:
            if self._is_ahead(done, direction):
                self.walk.goto(done)
                holding = [stop for stop in self.stops if stop.holds_after(done)]
                if holding:
                    return holding
        self.walk.goto(self.walk.last if direction > 0 else 0)
        return []

    def _is_ahead(self, done: int, direction: int) -> bool:
        here = self.walk.done
        if direction > 0:
            return done > here
        return done < here or (done == here and self.walk.part > 0)

    # ---- stops

    def stop_at(self, kind: Type[Stop], what: str) -> Stop:
        """Set a Break or a Watch. Raises UnknownName or BadInput."""
        stop = kind(what, self.trace, self.names)
        self.stops.append(stop)
        return stop

    def delete(self, number: int) -> Stop:
        """Take a stop away, by its number from 1. Raises BadInput for one that isn't there."""
        if not 1 <= number <= len(self.stops):
            raise BadInput(f"there is no stop {number}: breaks lists those that there are.")
        return self.stops.pop(number - 1)

    # ---- what changed

    def differences(self, first: int, second: int) -> List[Difference]:
        """Every number that isn't the same at two moments, in the order of the writing."""
        kept: Dict[Tuple[int, str], Difference] = {}
        for move in self.trace.moves[min(first, second):max(first, second)]:
            for place, old, new in move.changes:
                key = (id(place.thing), place.attribute)
                before = kept.get(key)
                kept[key] = Difference(place, before.old if before else old, new)
        found = [change for change in kept.values() if change.old != change.new]
        if first <= second:
            return found
        return [Difference(place, new, old) for place, old, new in found]

    # ---- what only a network can do, and a recording can't

    def set(self, what: str, value: float) -> Any:
        """Raises BadInput: a recording can't be run again."""
        raise BadInput(RECORDED)

    def learn(self, epochs: int) -> Any:
        """Raises BadInput: a recording can't be run again."""
        raise BadInput(RECORDED)


RECORDED = ("a recording can't be run with other numbers: step through an example, or use "
            "lernmi.stepper with a network.")


class Loss:
    """The loss as the session's moment knows it."""

    name = "loss"

    def __init__(self, walk: Walk) -> None:
        self._walk = walk
        self._known_after = 1 + [move.phase for move in walk.trace].index("loss")

    @property
    def value(self) -> float:
        """The loss; OutOfOrder before it was worked out."""
        if self._walk.done < self._known_after:
            raise OutOfOrder(f"the loss is not known yet: it comes with move {self._known_after}.")
        return self._walk.trace.loss

    def __repr__(self) -> str:
        return f"loss = {self.value:.9g}"
