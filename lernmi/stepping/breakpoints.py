"""Where a timeline through a trace stops: breakpoints at moves, and watches on numbers."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from typing import Any, List, Sequence, Set, Tuple

from ..network.names import plain_arrows
from ..network.snapshot import numeric_attributes
from ..support.errors import BadInput, OutOfOrder
from ..tracing.learning_trace import Trace
from ..tracing.move_filter import MoveFilter
from ..tracing.moves import PHASES, Change, Move
from .expression import Expression
from .scope import Scope

CONDITION = re.compile(r"(?<!\s)\s+if(?:\s+|$)")        # from the first blank, so that none is tried twice


class Stop(ABC):
    """Stops after certain moves.

    ``what`` is what was asked for, as one types it after the ``word`` break or watch; ``number``
    is what one calls it by; ``moves`` are the moments at which it may stop: how many moves are
    done then.
    """

    word: str
    is_conditional = False

    def __init__(self, number: int, what: str, trace: Trace, scope: Scope) -> None:
        self.number = number
        self.what = what.strip()
        self.moves = self._find(trace, scope)

    @abstractmethod
    def _find(self, trace: Trace, scope: Scope) -> Set[int]:
        """Understand ``what``; the moments at which it may stop."""

    def holds_after(self, done: int) -> bool:
        """Whether to stop, now that so many moves are done."""
        return done in self.moves

    def seen(self, move: Move) -> List[Change]:
        """The writes of a move that made it stop; none, if the whole move is meant."""
        return []


class Break(Stop):
    """Stops at every move about something, or where a phase begins; ``if`` a condition holds.

    ``what``: "NAME", "PHASE", "NAME if EXPRESSION". The moves are those that trace.only shows.
    A phase without a condition stops at its first move, with one at each move where it holds.
    The condition is evaluated with the numbers just after the move. Raises UnknownName, or
    BadInput for a condition that isn't a comparison.
    """

    word = "break"

    def _find(self, trace: Trace, scope: Scope) -> Set[int]:
        name, *conditions = CONDITION.split(self.what, maxsplit=1)
        self._condition = _condition(conditions[0], scope) if conditions else None
        self.is_conditional = bool(conditions)
        only = MoveFilter(trace.network, plain_arrows(name))
        moves = [number for number, move in enumerate(trace, start=1) if only.includes(move)]
        return set(moves[:1] if name in PHASES and not conditions else moves)

    def holds_after(self, done: int) -> bool:
        """Whether it is such a move, and the condition holds now."""
        if not super().holds_after(done):
            return False
        try:
            return self._condition is None or bool(self._condition.result())
        except OutOfOrder:              # a loss that isn't known yet
            return False


def _condition(text: str, scope: Scope) -> Expression:
    condition = Expression(text, scope)
    if not condition.compares:
        raise BadInput(f"{text!r} is no condition: compare something, such as "
                       "hidden[0].value > 0.5.")
    return condition


class Watch(Stop):
    """Stops after every move that writes a number, even if it writes what was there already.

    A sample's arrival writes zeros where zeros were, and they are not shown: there it doesn't stop.
    ``what``: "NAME" for all numbers of a thing, "NAME.sensitivity" for one of them.
    Raises UnknownName, or BadInput for something that has no such number.
    """

    word = "watch"

    def _find(self, trace: Trace, scope: Scope) -> Set[int]:
        self._thing, self._attributes = _watched(self.what, scope)
        self._inputs = set(map(id, trace.network.inputs))
        return {number for number, move in enumerate(trace, start=1) if self.seen(move)}

    def seen(self, move: Move) -> List[Change]:
        """The writes of the number that is watched."""
        return [change for change in move.changes if change.place.thing is self._thing
                and change.place.attribute in self._attributes and self._is_shown(change, move)]

    def _is_shown(self, change: Change, move: Move) -> bool:
        """All but the resets by which nothing changes, before a sample comes."""
        is_input = id(change.place.thing) in self._inputs and change.place.attribute == "value"
        return move.phase != "input" or is_input or change.old != change.new


def _watched(what: str, scope: Scope) -> Tuple[Any, Sequence[str]]:
    """The thing, and those of its numbers that are meant."""
    what = plain_arrows(what)
    owner, _, attribute = what.rpartition(".")
    whole = what in scope.things or owner not in scope.things
    thing = scope.find(what if whole else owner)
    known = numeric_attributes(thing)
    if not known or not (whole or attribute in known):
        raise BadInput(f"{what} can't be watched: "
                       + (f"{owner} has {', '.join(known)}." if known else
                          "it is no neuron, weight or link."))
    return thing, known if whole else [attribute]
