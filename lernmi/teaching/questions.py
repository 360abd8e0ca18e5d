"""Questions about a step: what is the result of the next operation?"""

from __future__ import annotations

import math
from typing import Any, Dict, List, NamedTuple, Optional

from ..link import Link
from ..stepping.session import Session
from ..support.formatting import significant
from ..tracing.explanation import Explanation, explain_change
from ..tracing.moves import Change, Move
from ..tracing.operations import recomputed
from ..tracing.traced_number import TracedNumber
from ..weight import Weight

MOST_OPERANDS = 12          # more than that nobody computes by hand

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
UPDATES = (UPDATED, REMEMBERED)


class Question(NamedTuple):
    """One write of a move, before it is done."""

    number: int                         # of the move
    move: Move
    change: Change
    operands: Dict[str, TracedNumber]   # by their names: what is shown, more than is needed

    @property
    def result(self) -> float:
        """What is asked for: the new number, or what is added to the old one."""
        return float(self.change.contribution)

    @property
    def subject(self) -> str:
        """What is asked for, in words."""
        name = self.change.place.words(self.move.mover)
        if self.change.added:
            return f"what is added to the {name}"
        kind = f" ({self.move.mover.activation.name})" if self.kind in (ANSWERED, STEEPNESS) else ""
        return f"the {name}{kind}"

    @property
    def text(self) -> str:
        """The question itself."""
        return f"{self.subject}?" if self.change.added else f"what is {self.subject}?"

    @property
    def kind(self) -> str:
        """Which kind of result it is."""
        return kind_of(self.move, self.change)

    @property
    def hides_its_place(self) -> bool:
        """Whether the number at the place has nothing to do with the result, but may reveal it."""
        change = self.change
        return not change.added and all(leaf.place != change.place for leaf in change.leaves)

    @property
    def factors(self) -> List[TracedNumber]:
        """The two numbers that are multiplied, if it is a plain product of two."""
        number = self.change.contribution
        both = [number.left, number.right]
        plain = number.sign == "×" and all(getattr(factor, "place", None) for factor in both)
        return both if plain else []

    def explained(self, digits: int) -> Explanation:
        """The operation in words and numbers, with its result."""
        return explain_change(self.change, self.move.mover, lambda number: significant(number, digits))

    def name_of(self, number: TracedNumber) -> str:
        """The name of an operand while this moves."""
        return number.words(self.move.mover)

    def with_rounded_numbers(self, digits: int) -> float:
        """The result when the operands are taken as they are shown; NaN if that isn't known."""
        try:
            return _rounded(self.change.contribution, digits, True)
        except (ArithmeticError, LookupError, TypeError, ValueError):
            return math.nan


def kind_of(move: Move, change: Change) -> str:
    """Which kind of result a write of a move is."""
    thing, mover = change.place.thing, move.mover
    if move.phase == "loss":
        return LOSS_ITSELF if change.place.is_the_loss else LOSS_SLOPE
    if move.phase == "update":
        return UPDATED if isinstance(thing, Weight) else REMEMBERED
    if not isinstance(mover, Link):
        return STEEPNESS if change.place.attribute == "slope" else ANSWERED
    if move.phase == "forward":
        return DELIVERED
    if thing is mover:
        return THROUGH
    return TO_WHOM if thing is mover.source else TO_WHAT


def next_question(session: Session) -> Optional[Question]:
    """The next write that can be asked for; the timeline moves to just before it, or to the end."""
    timeline = session.timeline
    while timeline.done < timeline.last:
        question = _question(session)
        if question is not None:
            return question
        timeline.write_next()
    return None


def _question(session: Session) -> Optional[Question]:
    """The write that comes next, if it is worth asking for."""
    move, writes = session.timeline.next, session.timeline.writes
    if writes >= len(move) or not session.only.includes(move):
        return None
    return question_about(session.timeline.done + 1, move, writes)


def question_about(number: int, move: Move, index: int) -> Optional[Question]:
    """The question for a write of a move, by its index; None for one that isn't worth asking for."""
    changes = move.changes
    change = changes[index]
    if move.phase == "input" or change.is_copied or change.contribution.sign in ("", "="):
        return None
    operands = _operands(move, changes, index)
    return Question(number, move, change, operands) if len(operands) <= MOST_OPERANDS else None


def _operands(move: Move, changes: List[Change], index: int) -> Dict[str, TracedNumber]:
    """What the mover reads in this move and is known by now, in the order of the names."""
    read = changes if move.phase == "backward" else changes[index:index + 1]
    later = {id(change.new) for change in changes[index:]}
    operands = {leaf.words(move.mover): leaf for change in read
                for leaf in change.leaves if leaf.place and id(leaf) not in later}
    return dict(sorted(operands.items()))


def _rounded(number: Any, digits: int, root: bool = False) -> float:
    """The operation again, on numbers as they are shown."""
    if not isinstance(number, TracedNumber) or (number.place is not None and not root):
        return float(significant(number, digits))
    right = None if number.right is None else _rounded(number.right, digits)
    return float(recomputed(number.sign, _rounded(number.left, digits), right))
