"""A session: a recorded step of learning, its timeline in both directions, and where to stop."""

from __future__ import annotations

from typing import Any, Dict, Iterator, List, NamedTuple, Optional, Sequence, Tuple, Type

from ..support.errors import BadInput, OutOfOrder
from ..tracing.learning_trace import Trace
from ..tracing.move_filter import MoveFilter
from ..tracing.moves import Change, Move
from ..tracing.operand_tracer import places
from ..tracing.traced_number import Place
from ..tracing.why import Why
from .breakpoints import Stop
from .scope import CurrentLink, Scope, special_names
from .timeline import Position, Timeline


class Difference(NamedTuple):
    """What a number was at one moment, and what it is at a later one."""

    place: Place
    old: float
    new: float


class Session:
    """A step, the moment of it that the network's objects hold, and where to stop.

    ========= ==================================================================
    trace     the step
    timeline  where we are in it: at its start to begin with
    scope     what a name means in an expression
    stops     breakpoints and watches, in the order in which they were set
    only      the MoveFilter of the moves at which ``neighbour`` stops
    ========= ==================================================================
    """

    def __init__(self, step: Trace) -> None:
        self.stops: List[Stop] = []
        self._stops_set = 0
        self.only_names: List[str] = []
        self.look_at(step)

    def look_at(self, step: Trace, position: Position = (0, 0)) -> None:
        """Change to this step, at that moment; the stops stay.

        When something is raised, as by a Ctrl-C, the session is as it was.
        """
        timeline = Timeline(step)
        scope = Scope(step.network.names.all(), special_names(timeline))
        only = MoveFilter(step.network, self.only_names)
        stops = [type(stop)(stop.number, stop.what, step, scope) for stop in self.stops]
        done, writes = position
        timeline.goto(done, min(writes, len(step[done]) - 1) if writes else 0)
        self.trace, self.timeline, self.scope, self.only, self.stops = step, timeline, scope, only, stops

    @property
    def move(self) -> Optional[Move]:
        """The latest move that has begun; none at the start."""
        return self.timeline.move

    def __repr__(self) -> str:
        return (f"Session(move {self.timeline.done} of {self.timeline.last}, "
                f"loss {self.trace.loss:.4g})")

    def loss_after(self) -> Optional[float]:
        """The loss of the same sample with the weights as they are now; None for what can't be run."""
        return None

    # ---- where to go

    def narrow(self, names: Sequence[str]) -> None:
        """From now on let ``neighbour`` stop only at the moves about these; all, if there are none."""
        self.only = MoveFilter(self.trace.network, list(names))
        self.only_names = list(names)

    def neighbour(self, direction: int) -> int:
        """The moment after the next move that is of interest, or with −1 after the one before it."""
        done = self.timeline.done + direction
        if direction < 0 and self.timeline.writes:
            done = self.timeline.done
        while 0 < done < self.timeline.last and not self.only.includes(self.trace[done - 1]):
            done += direction
        return min(max(done, 0), self.timeline.last)

    def next_phase(self) -> int:
        """The moment after the first move of the next phase, or the end."""
        done, last = self.timeline.done, self.timeline.last
        phase = self.move.phase if self.move else None
        while done < last and self.trace[done].phase == phase:
            done += 1
        return min(done + 1, last)

    def run(self, direction: int) -> List[Stop]:
        """Go on to the next stop, or back to the one before; without any, to the end.

        Returns the stops that hold there. Raises BadInput where a condition can't be evaluated,
        and stays there.
        """
        moments = sorted({done for stop in self.stops for done in stop.moves}, reverse=direction < 0)
        for done in moments:
            if self._is_ahead(done, direction):
                self.timeline.goto(done)
                holding = [stop for stop in self.stops if stop.holds_after(done)]
                if holding:
                    return holding
        self.timeline.goto(self.timeline.last if direction > 0 else 0)
        return []

    def _is_ahead(self, done: int, direction: int) -> bool:
        here = self.timeline.done
        if direction > 0:
            return done > here
        return done < here or (done == here and self.timeline.writes > 0)

    # ---- stops

    def stop_at(self, kind: Type[Stop], what: str) -> Stop:
        """Set a Break or a Watch. Raises UnknownName or BadInput."""
        stop = kind(self._stops_set + 1, what, self.trace, self.scope)
        self._stops_set += 1
        self.stops.append(stop)
        return stop

    def delete(self, number: int) -> Stop:
        """Take a stop away; the others keep their numbers. Raises BadInput if it isn't there."""
        for stop in self.stops:
            if stop.number == number:
                self.stops.remove(stop)
                return stop
        there = ", ".join(str(stop.number) for stop in self.stops) or "none"
        raise BadInput(f"there is no stop {number}: there is {there}.")

    # ---- why, and what changed

    def why(self, name: str) -> Tuple[Why, List[int]]:
        """How a sensitivity came about as far as it is known now, and the moves that add to it later.

        Raises UnknownName, or OutOfOrder while nothing has been passed back to the thing.
        """
        thing, known = self.scope.find(name), self._until_now()
        thing = thing.link if isinstance(thing, CurrentLink) else thing
        if not hasattr(thing, "sensitivity"):
            raise BadInput(f"{name} has no sensitivity: ask for a neuron, a weight or a link.")
        if self.timeline.done < self.trace.first("loss"):
            raise OutOfOrder("no sensitivity has been passed back yet: the loss comes with "
                             f"move {self.trace.first('loss')}.")
        by_now, in_all = (_handed_to(thing, step) for step in (known, self.trace))
        if in_all and not by_now:
            raise OutOfOrder(f"nothing has been passed back to {name} yet: that comes with "
                             f"move {in_all[0]}.")
        return Why(known, thing, name), in_all[len(by_now):]

    def _until_now(self) -> Trace:
        """What has been done of the step; of a move that has only begun, what it has written."""
        done, writes = self.timeline.position
        moves = self.trace.moves[:done]
        if writes:
            begun = self.timeline.next
            moves.append(Move(begun.phase, begun.mover, begun.changes[:writes]))
        return Trace(self.trace.network, moves, self.trace.loss)

    def numbers(self) -> Dict[Place, float]:
        """Every number of the network at this moment, by its place."""
        return {place: getattr(place.thing, place.attribute) for place in places(self.trace.network)}

    def differences(self, first: Position, second: Position) -> List[Difference]:
        """Every number that isn't the same at two moments, in the order of the writing."""
        differences: Dict[Place, Difference] = {}
        for place, old, new in self._written(*sorted((first, second))):
            before = differences.get(place)
            differences[place] = Difference(place, before.old if before else old, new)
        effective = [change for change in differences.values() if change.old != change.new]
        if first <= second:
            return effective
        return [Difference(place, new, old) for place, old, new in effective]

    def _written(self, first: Position, second: Position) -> Iterator[Change]:
        """Every write between two moments."""
        for number in range(first[0], min(second[0] + 1, self.timeline.last)):
            begin = first[1] if number == first[0] else 0
            end = second[1] if number == second[0] else None
            yield from self.trace[number].changes[begin:end]


def _handed_to(thing: Any, step: Trace) -> List[int]:
    """The moves in which something is passed back to a thing, or comes to it from the loss."""
    place = Place(thing, "sensitivity")
    return [number for number, move in enumerate(step, start=1) if move.phase in ("loss", "backward")
            and any(change.place == place for change in move.changes)]
