"""The quiz: what a class works out on paper, asked and checked."""

from __future__ import annotations

import math
import re
from decimal import Decimal, InvalidOperation
from typing import Dict, List, NamedTuple, Optional

from ..activations import Activation
from ..errors import BadInput
from ..shown import significant
from .expression import Expression
from .questions import (
    ANSWERED,
    LOSS,
    LOSS_SLOPE,
    STEEPNESS,
    Question,
    next_question,
)
from .session import Session

TOLERANCE = 0.01            # relative, for the rounding on the way
FEWEST_DIGITS = 2           # to which an answer may be rounded
NEXT_TO_NOTHING = 1e-12
MOST_ATTEMPTS = 3
COMMA = re.compile(r"\s*[-+−]?\d*,\d+\s*")


class Reply(NamedTuple):
    """What to say to an answer; ``finished`` if the question is done with."""

    right: bool
    finished: bool
    text: str


class Tally:
    """How often questions of one kind were asked, and what became of them."""

    def __init__(self) -> None:
        self.at_once = 0
        self.with_help = 0
        self.missed = 0

    @property
    def asked(self) -> int:
        """All of them."""
        return self.at_once + self.with_help + self.missed

    @property
    def not_at_once(self) -> int:
        """Those that were answered with help, or not at all."""
        return self.with_help + self.missed


class Quiz:
    """Asks for the results of a session's step, from its present moment on.

    ``question`` is what is asked, None at the end of the step. The network's objects don't hold
    the result before it was answered. ``digits``: how many of every number are shown.
    """

    def __init__(self, session: Session, digits: int = 4) -> None:
        self.session = session
        self.digits = digits
        self.tallies: Dict[str, Tally] = {}
        self._ask()

    def _ask(self) -> None:
        self.question: Optional[Question] = next_question(self.session)
        self._wrong = 0
        self._helped = False

    def answer(self, text: str) -> Reply:
        """Check a number, or a formula over names and numbers, against the result.

        An answer may be off by 1 %, or be rounded to two digits or more; either from the result
        or from what the numbers give as they are shown. After a wrong one comes a hint, then the
        operation, then the result.
        Raises BadInput or UnknownName for what can't be understood; that is no attempt.
        """
        question = self._present()
        text = text.replace(",", ".") if COMMA.fullmatch(text) else text
        value = Expression(text, self.session.names).number()
        if self._is_right(question, text, value):
            return self._finish(True, "Right: ")
        self._wrong += 1
        if self._wrong == MOST_ATTEMPTS:
            return self._finish(False, "No. This is how it goes: ")
        self._helped = True
        if self._wrong == 1:
            return Reply(False, False, f"No. {self._hint(question, value)}")
        return Reply(False, False, f"No. It is {question.in_words()}, "
                                   f"in numbers {question.in_numbers(self.digits)}.")

    def hint(self) -> str:
        """Some help; the question no longer counts as answered at once."""
        self._helped = True
        return self._hint(self._present(), math.nan)

    def skip(self) -> Reply:
        """Tell the result; the question counts as missed."""
        return self._finish(False, "This is how it goes: ")

    # ---- what was meant, and whether it is right

    def _present(self) -> Question:
        if self.question is None:
            raise BadInput("there is no question left: the step is at its end.")
        return self.question

    def _is_right(self, question: Question, text: str, value: float) -> bool:
        if question.result == 0.0:
            return abs(value) < NEXT_TO_NOTHING
        results = (question.result, question.with_rounded_numbers(self.digits))
        return any(_is_near(value, result) or _is_rounded(text, result) for result in results)

    def _finish(self, right: bool, opening: str) -> Reply:
        """Count the question, do what was asked for, and go on to the next."""
        question = self._present()
        tally = self.tallies.setdefault(question.kind, Tally())
        if not right:
            tally.missed += 1
        elif self._helped:
            tally.with_help += 1
        else:
            tally.at_once += 1
        text = opening + self._told(question)
        self.session.walk.step()
        self._ask()
        return Reply(right, True, text)

    def _told(self, question: Question) -> str:
        """The whole operation, with its result."""
        result, numbers = significant(question.result, self.digits), question.in_numbers(self.digits)
        worked = f"{numbers} = {result}" if numbers != result else result
        now = f" (the sum is now {significant(question.change.new, self.digits)})" * question.change.added
        return f"{question.wanted} is {question.in_words()} = {worked}{now}."

    # ---- help

    def _hint(self, question: Question, value: float) -> str:
        """Which sign, which operand, or which formula."""
        if _is_near(-value, question.result):
            return "Look at the signs: a product is negative if just one of its factors is."
        if question.factors:
            return self._hint_at_factors(question, value)
        activation = getattr(question.move.mover, "activation", None)
        if question.kind in (ANSWERED, STEEPNESS) and activation is not None:
            return _formula_hint(question.kind, activation)
        loss = self.session.trace.network.loss
        if question.kind == LOSS and loss.formula:
            return f"The loss is {loss.formula}, with y an output and d its target."
        if question.kind == LOSS_SLOPE and loss.slope_formula:
            return f"It is {loss.slope_formula}, with y the output and d its target."
        return f"It is {question.in_words()}."

    def _hint_at_factors(self, question: Question, value: float) -> str:
        left, right = question.factors
        for factor in (left, right):
            if _is_near(value, factor):
                return f"That is the {question.called(factor)} alone; there is another factor."
        if _is_near(value, left + right):
            return "You added them, but they are multiplied."
        for factor, other in ((left, right), (right, left)):
            for name, operand in question.operands.items():
                if operand is not factor and _is_near(value, float(operand) * float(other)):
                    return f"You took the {name}; take the {question.called(factor)} instead."
        return (f"One factor is the {question.called(right)}, which is "
                f"{significant(right, self.digits)}.")

    # ---- the score

    @property
    def asked(self) -> int:
        """How many questions are done with."""
        return sum(tally.asked for tally in self.tallies.values())

    @property
    def worst_kind(self) -> Optional[str]:
        """The kind of result that was least often right at once; None if all were."""
        kinds = [kind for kind, tally in self.tallies.items() if tally.not_at_once]
        return max(kinds, key=lambda kind: (self.tallies[kind].not_at_once,
                                            self.tallies[kind].not_at_once / self.tallies[kind].asked),
                   default=None)

    def score(self) -> List[str]:
        """How it went, in sentences."""
        if not self.asked:
            return ["No question was done with."]
        at_once, with_help, missed = (
            sum(getattr(tally, name) for tally in self.tallies.values())
            for name in ("at_once", "with_help", "missed"))
        told = [f"{at_once} of {self.asked} right at once, {with_help} with help, {missed} missed."]
        worst = self.worst_kind
        if worst is not None:
            tally = self.tallies[worst]
            told.append(f"Hardest was {worst} ({tally.not_at_once} of {tally.asked}).")
        return told


def _is_near(value: float, result: float) -> bool:
    return abs(value - result) <= TOLERANCE * abs(result) and result != 0.0


def _is_rounded(text: str, result: float) -> bool:
    """Whether a plain number is the result, rounded to as many digits as it has."""
    try:
        digits = len(Decimal(text.strip()).as_tuple().digits)
    except InvalidOperation:            # a formula
        return False
    return digits >= FEWEST_DIGITS and float(significant(result, digits)) == float(text)


def _formula_hint(kind: str, activation: Activation) -> str:
    formula = activation.slope_formula if kind == STEEPNESS else activation.formula
    if not formula:
        return f"It is what {activation.name} gives for this total."
    what = "the slope" if kind == STEEPNESS else "the value y"
    return f"{activation.name}: {what} is {formula}, with x the total" + (
        " and y the value." if kind == STEEPNESS else ".")
