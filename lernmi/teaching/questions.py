"""Questions about a step: what comes out of the next multiplication?"""

from __future__ import annotations

import math
from typing import Any, Dict, List, NamedTuple, Optional

from ..link import Link
from ..stepping.session import Session
from ..support.formatting import significant
from ..tracing.moves import Change, Move
from ..tracing.operations import recomputed
from ..tracing.traced_number import TracedNumber, display_name
from ..weight import Weight

MOST_OPERANDS = 12          # more than that nobody works out by hand

DELIVERED = "what a link delivers, source × weight"
ANSWERED = "a neuron's answer, the activation of its total"
STEEPNESS = "the slope of an activation"
LOSS_ITSELF = "the loss"
LOSS_SLOPE = "how sensitive the loss is to an output"
THROUGH = "what passes back through an activation, sensitivity × slope"
TO_WHOM = "what goes to whom it came from, sensitivity of the link × weight"
TO_WHAT = "what goes to what it came through, sensitivity of the link × value of the source"
UPDATED = "the update of a weight"
REMEMBERED = "what an optimizer remembers"


class Question(NamedTuple):
    """One write of a move, before it is done."""

    number: int                     # of the move
    move: Move
    change: Change
    operands: Dict[str, TracedNumber]     # by their names: what is on the table, more than is needed

    @property
    def result(self) -> float:
        """What is asked for: the new number, or what is added to the old one."""
        return float(self.change.contribution)

    @property
    def wanted(self) -> str:
        """What is asked for, in words."""
        name = self.change.place.words(self.move.mover)
        if self.change.added:
            return f"what is added to the {name}"
        kind = f" ({self.move.mover.activation.name})" if self.kind in (ANSWERED, STEEPNESS) else ""
        return f"the {name}{kind}"

    @property
    def text(self) -> str:
        """The question itself."""
        return f"{self.wanted}?" if self.change.added else f"what is {self.wanted}?"

    @property
    def kind(self) -> str:
        """Which kind of result it is."""
        thing, mover = self.change.place.thing, self.move.mover
        if self.move.phase == "loss":
            return LOSS_ITSELF if self.change.place.is_the_loss else LOSS_SLOPE
        if self.move.phase == "update":
            return UPDATED if isinstance(thing, Weight) else REMEMBERED
        if not isinstance(mover, Link):
            return STEEPNESS if self.change.place.attribute == "slope" else ANSWERED
        if self.move.phase == "forward":
            return DELIVERED
        if thing is mover:
            return THROUGH
        return TO_WHOM if thing is mover.source else TO_WHAT

    @property
    def hides_its_place(self) -> bool:
        """Whether what stands there has nothing to do with the result, but may give it away."""
        change = self.change
        return not change.added and all(leaf.place != change.place for leaf in change.leaves)

    @property
    def factors(self) -> List[TracedNumber]:
        """The two numbers that are multiplied, if it is a plain product of two."""
        number = self.change.contribution
        both = [number.left, number.right]
        plain = number.sign == "×" and all(getattr(factor, "place", None) for factor in both)
        return both if plain else []

    def in_numbers(self, digits: int) -> str:
        """The operation, with its numbers as they are shown."""
        return " ".join(self.change.operands(lambda number: significant(number, digits)))

    def in_words(self) -> str:
        """The operation, with the numbers' names."""
        return " ".join(self.change.operands(self.display_name))

    def display_name(self, number: float) -> str:
        """What a number is called while this moves."""
        return display_name(number, self.move.mover)

    def with_rounded_numbers(self, digits: int) -> float:
        """What comes out when the operands are taken as they are shown; NaN if that isn't known."""
        try:
            return _rounded(self.change.contribution, digits, True)
        except (ArithmeticError, LookupError, TypeError, ValueError):
            return math.nan


def next_question(session: Session) -> Optional[Question]:
    """The next write that can be asked for; the timeline goes on to just before it, or to the end."""
    timeline = session.timeline
    while timeline.done < timeline.last:
        question = _question(session)
        if question is not None:
            return question
        timeline.write_next()
    return None


def _question(session: Session) -> Optional[Question]:
    """The write that comes next, if it is worth asking for."""
    timeline = session.timeline
    move = timeline.next
    changes = move.changes
    if move.phase == "input" or timeline.part >= len(changes) or not session.only.includes(move):
        return None
    change = changes[timeline.part]
    if not _is_worked_out(change):
        return None
    operands = _operands(move, changes, timeline.part)
    if len(operands) > MOST_OPERANDS:
        return None
    return Question(timeline.done + 1, move, change, operands)


def _is_worked_out(change: Change) -> bool:
    """Whether a number was made here of others, not just taken over or added as it is."""
    contribution = change.contribution
    return contribution.sign not in ("", "=") and (contribution.place is None or contribution is change.new)


def _operands(move: Move, changes: List[Change], index: int) -> Dict[str, TracedNumber]:
    """What the mover reads in this move and is known by now, in the order of the names."""
    read = changes if move.phase == "backward" else changes[index:index + 1]
    later = {id(change.new) for change in changes[index:]}
    found = {leaf.place.words(move.mover): leaf for change in read
             for leaf in change.leaves if leaf.place and id(leaf) not in later}
    return dict(sorted(found.items()))


def _rounded(number: Any, digits: int, whole: bool = False) -> float:
    """The operation once more, on numbers as they are shown."""
    if not isinstance(number, TracedNumber) or (number.place is not None and not whole):
        return float(significant(number, digits))
    right = None if number.right is None else _rounded(number.right, digits)
    return float(recomputed(number.sign, _rounded(number.left, digits), right))
