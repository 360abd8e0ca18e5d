"""The quiz: what a class computes on paper, asked and checked."""

from __future__ import annotations

import math
from collections import Counter
from contextlib import contextmanager
from typing import Iterator, List, NamedTuple, Optional, Tuple

from ..activations import ACTIVATIONS
from ..link import Link
from ..stepping.expression import Expression
from ..stepping.scope import CurrentLink, Scope
from ..stepping.session import Session
from ..support.errors import BadInput
from .grading import has_one_digit, hint, is_right
from .questions import Question, next_question

MOST_ATTEMPTS = 3
AT_ONCE, WITH_HELP, MISSED = "right at once", "with help", "missed"


class Reply(NamedTuple):
    """What to say to an answer; ``finished`` if the question is done with."""

    right: bool
    finished: bool
    text: str


class Quiz:
    """Asks for the results of a session's step, from its present moment on.

    ``question`` is what is asked, None at the end of the step. The network's objects don't hold
    the result before it was answered. ``digits``: how many of every number are shown.
    ``outcomes`` counts what became of the questions: pairs of their kind and AT_ONCE, WITH_HELP
    or MISSED.
    """

    def __init__(self, session: Session, digits: int = 4) -> None:
        self.session = session
        self.digits = digits
        self.outcomes: Counter[Tuple[str, str]] = Counter()
        self._ask()

    def _ask(self) -> None:
        self.question: Optional[Question] = next_question(self.session)
        self._wrong = self._helps = 0

    def answer(self, text: str) -> Reply:
        """Check a number, or a formula over names and numbers, against the result.

        How exact it must be: see grading.is_right. After a wrong answer comes a hint, then
        the operation, then the result. Raises BadInput or UnknownName for what can't be
        understood, or has one digit where more are needed; that is no attempt.
        """
        question, text = self._present(), text.rstrip(" =")
        value = self._value(question, text)
        if is_right(question, text, value, self.digits):
            return self._finish(WITH_HELP if self._helps else AT_ONCE, "Right: ")
        if has_one_digit(question, text, value):
            raise BadInput("right so far, but give at least two digits.")
        self._wrong += 1
        if self._wrong == MOST_ATTEMPTS:
            return self._finish(MISSED, "No. This is how it goes: ")
        return Reply(False, False, f"No. {self._help(value)}")

    def _value(self, question: Question, text: str) -> float:
        """The value of the answer; BadInput if it uses the very number that is asked for."""
        expression = Expression(text, self._scope(question))
        values = []
        for instead in (1.0, 2.0):
            with self.in_place_of_the_result(instead):
                values.append(expression.number())
        if values[0] != values[1]:
            raise BadInput(f"{question.subject} is what is asked for: work it out from the others.")
        return values[0]

    @contextmanager
    def in_place_of_the_result(self, number: float) -> Iterator[None]:
        """In this block, the number is where an old result may still be, if there may be one."""
        question = self._present()
        thing, name = question.change.place
        if thing is None or not question.hides_its_place:
            yield
            return
        old = getattr(thing, name)
        try:
            setattr(thing, name, number)
            yield
        finally:
            setattr(thing, name, old)

    def _scope(self, question: Question) -> Scope:
        """The session's scope; link is the one that is asked about, and activations have names too."""
        scope = Scope(self.session.scope.things, ACTIVATIONS)
        if isinstance(scope.things["link"], CurrentLink) and isinstance(question.move.mover, Link):
            scope.things["link"] = question.move.mover
        return scope

    def hint(self) -> str:
        """Some help, and more when asked again; the question no longer counts as right at once."""
        return self._help(math.nan)

    def skip(self) -> Reply:
        """Give the result; the question counts as missed."""
        return self._finish(MISSED, "This is how it goes: ")

    def leave(self) -> None:
        """The end; a question that was answered wrongly, and no more, counts as missed."""
        if self.question is not None and self._wrong:
            self.outcomes[self.question.kind, MISSED] += 1
            self._wrong = 0

    def _present(self) -> Question:
        if self.question is None:
            raise BadInput("there is no question left: the step is at its end.")
        return self.question

    def _help(self, value: float) -> str:
        """First what may have gone wrong, or which formula it takes; then the whole operation."""
        question = self._present()
        self._helps += 1
        if self._helps == 1:
            return hint(question, value, self.session.trace.network.loss, self.digits)
        explained = question.explained(self.digits)
        return f"It is {explained.in_words}, in numbers {explained.in_numbers}."

    def _finish(self, outcome: str, opening: str) -> Reply:
        """Count the question, do what was asked for, and go on to the next."""
        question = self._present()
        self.outcomes[question.kind, outcome] += 1
        text = opening + self._answer_text(question)
        self.session.timeline.write_next()
        self._ask()
        return Reply(outcome != MISSED, True, text)

    def _answer_text(self, question: Question) -> str:
        """The whole operation, with its result."""
        explained = question.explained(self.digits)
        numbers_and_result = dict.fromkeys([explained.in_numbers, explained.result])
        text = f"{question.subject} is {explained.in_words} = {' = '.join(numbers_and_result)}"
        if explained.added:
            text += f" (the sum is now {explained.total})"
        return f"{text}."

    # ---- the score

    @property
    def asked(self) -> int:
        """How many questions are done with."""
        return sum(self.outcomes.values())

    def _count(self, kind: Optional[str] = None, outcome: Optional[str] = None) -> int:
        """How many questions there were of a kind, or with an outcome."""
        return sum(number for (asked, became), number in self.outcomes.items()
                   if kind in (None, asked) and outcome in (None, became))

    def _not_at_once(self, kind: str) -> int:
        return self._count(kind) - self.outcomes[kind, AT_ONCE]

    @property
    def worst_kind(self) -> Optional[str]:
        """The kind of result that was least often right at once; None if all were."""
        kinds = [kind for kind, _ in self.outcomes if self._not_at_once(kind)]
        return max(kinds, key=lambda kind: (self._not_at_once(kind),
                                            self._not_at_once(kind) / self._count(kind)), default=None)

    def score(self) -> List[str]:
        """How it went, in sentences."""
        if not self.asked:
            return ["No question was done with."]
        at_once, with_help, missed = (self._count(outcome=outcome)
                                      for outcome in (AT_ONCE, WITH_HELP, MISSED))
        sentences = [f"{at_once} of {self.asked} {AT_ONCE}, {with_help} {WITH_HELP}, {missed} {MISSED}."]
        worst = self.worst_kind
        if worst is not None:
            how_often = f"{self._not_at_once(worst)} of {self._count(worst)} not {AT_ONCE}"
            sentences.append(f"Hardest, {how_often}: {worst}.")
        return sentences
