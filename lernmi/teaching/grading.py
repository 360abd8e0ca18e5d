"""Marking an answer: is it the result, as far as a class on paper can tell?"""

from __future__ import annotations

import math
import re
from decimal import Decimal

from ..network.names import NUMBER
from .questions import REMEMBERED, UPDATED, Question

ONE_NUMBER = re.compile(rf"\s*([-+−]?)\s*({NUMBER})\s*")      # and no formula
TOLERANCE = 0.01            # relative, for the rounding on the way
FEWEST_DIGITS = 2           # to which an answer may be rounded
NEXT_TO_NOTHING = 1e-12
LAST_BIT = 1e-9             # a result that lies halfway may be a bit below or above


def is_right(question: Question, text: str, value: float, digits: int) -> bool:
    """Whether an answer, as it was typed and what it comes to, is the result of the question.

    It may be off by 1 %, or rounded to two digits or more, either from the result or from what
    the numbers give as they are shown, with so many digits, or rounded to three or two. What an
    update gives must be told from the old number: it may be off by half of the change.
    """
    if question.result == 0.0:
        return abs(value) < NEXT_TO_NOTHING
    if is_still_old(question, value):
        return False
    return any(_is_within(question, value, result) or _is_rounded(text, result, FEWEST_DIGITS)
               for result in (question.result, *map(question.with_rounded_numbers, (digits, 3, 2))))


def has_one_digit(question: Question, text: str, value: float) -> bool:
    """Whether an answer is right, but rounded to one digit."""
    return _is_rounded(text, question.result, 1) and not is_still_old(question, value)


def is_still_old(question: Question, value: float) -> bool:
    """Whether an answer about an update is nearer to the old number than to the new."""
    return _is_update(question) and abs(value - question.change.old) < abs(value - question.result)


def is_near(value: float, number: float, tolerance: float = TOLERANCE) -> bool:
    """Whether two numbers are the same but for 1 %, or so much of the second."""
    return abs(value - number) <= tolerance * abs(number) and number != 0.0


def _is_update(question: Question) -> bool:
    return question.kind in (UPDATED, REMEMBERED)


def _is_within(question: Question, value: float, result: float) -> bool:
    close = not _is_update(question) or abs(value - result) <= abs(result - question.change.old) / 2.0
    return close and is_near(value, result)


def _is_rounded(text: str, result: float, fewest: int) -> bool:
    """Whether a plain number is the result, rounded to as many digits as it has, which must be enough."""
    typed = ONE_NUMBER.fullmatch(text)
    if typed is None or not math.isfinite(result) or result == 0.0:
        return False
    number = Decimal(typed[1].replace("−", "-") + typed[2].replace(",", "."))
    unit = 10.0 ** int(number.as_tuple().exponent)          # of the last digit
    highest = 10.0 ** math.floor(math.log10(abs(result)))
    enough = unit * 10.0 ** (fewest - 1) <= highest * (1.0 + LAST_BIT)
    return enough and abs(float(number) - result) <= unit / 2.0 * (1.0 + LAST_BIT)
