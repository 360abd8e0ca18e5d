"""The quiz of the page: for each write its question, and what the marking of an answer needs."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Dict, List, Optional

from ...support.formatting import significant
from ...teaching.grading import (
    FEWEST_DIGITS,
    LAST_BIT,
    NEXT_TO_NOTHING,
    ONE_FACTOR,
    TOLERANCE,
    first_hint,
    is_update,
    mistakes,
    right_results,
)
from ...teaching.questions import Question, question_about
from ...teaching.quiz import AT_ONCE, MISSED, MOST_ATTEMPTS, WITH_HELP
from ...tracing.moves import Move

if TYPE_CHECKING:
    from .step_data import StepData

RULES: Dict[str, Any] = {
    "tolerance": TOLERANCE, "fewestDigits": FEWEST_DIGITS, "nextToNothing": NEXT_TO_NOTHING,
    "lastBit": LAST_BIT, "attempts": MOST_ATTEMPTS, "outcomes": [AT_ONCE, WITH_HELP, MISSED],
    "oneFactor": ONE_FACTOR}


def quiz_entry(data: StepData, number: int, move: Move, index: int) -> Optional[List[Any]]:
    """The question for a write; None for one that isn't worth asking for.

    Its subject, its kind, the results that count as right (the exact one first; none but it where that
    is 0), the old number where the answer must differ from it, the operands' names and numbers, the
    first hint (or which operand it names, as −1, −2 …), and the mistakes that are recognised: least,
    largest, hint.
    """
    question = question_about(number, move, index)
    if question is None or not math.isfinite(question.result + float(question.change.old)):
        return None
    names, numbers = [], []
    for name, operand in question.operands.items():
        names.append(data.text(name))
        numbers.append(data.text(data.shown(operand)))
    return [data.text(question.subject), data.text(question.kind), right_results(question, data.digits),
            float(question.change.old) if is_update(question) else None, names, numbers,
            _first_hint(data, question), _mistakes(data, question) if data.hints else []]


def _first_hint(data: StepData, question: Question) -> int:
    """The number of its text, or of the operand that it names: many questions have such a hint."""
    for index, factor in enumerate(question.operands.values(), start=1):
        if question.factors and factor is question.factors[1]:
            return -index
    return data.text(first_hint(question, data.trace.network.loss, data.digits))


def _mistakes(data: StepData, question: Question) -> List[List[Any]]:
    """Their limits need no more digits than a hint is worth."""
    return [[float(significant(least, 9)), float(significant(largest, 9)), data.text(hint)]
            for least, largest, hint in mistakes(question, data.digits)
            if -math.inf < least <= largest < math.inf]
