"""Grading an answer: is it the result, as far as a class on paper can tell? If not, a hint."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import Iterator, List, NamedTuple, Optional

from ..activations import Activation
from ..losses import Loss
from ..stepping.scope import NUMBER
from ..support.formatting import significant
from .questions import ANSWERED, LOSS_ITSELF, LOSS_SLOPE, STEEPNESS, UPDATES, Question

ONE_NUMBER = re.compile(rf"([-+−]?)\s*({NUMBER})")      # and no formula
TOLERANCE = 0.01            # relative, for the rounding on the way
LOOSE = 0.05                # relative, to recognise a mistake
FEWEST_DIGITS = 2           # to which an answer may be rounded
NEXT_TO_NOTHING = 1e-12
LAST_BIT = 1e-9             # a result that lies halfway may be a bit below or above

ONE_FACTOR = "One factor is the {}, which is {}."


def right_results(question: Question, digits: int) -> List[float]:
    """The results that count as right, the exact one first, each once.

    The others are what the numbers give as they are shown, with so many digits, or rounded to three or
    two: where that is neither 0 nor infinite. An exact result of 0 is the only one.
    """
    exact = question.result
    others = map(question.with_rounded_numbers, (digits, 3, 2)) if exact != 0.0 else ()
    return list(dict.fromkeys([exact, *(one for one in others if one != 0.0 and math.isfinite(one))]))


def tolerance_of(result: float, old: Optional[float] = None) -> float:
    """How far an answer may be off a result: 1 % of it, at most half of the way to the ``old`` number."""
    most = math.inf if old is None or old == result else abs(result - old) / 2.0
    return min(TOLERANCE * abs(result), most)


def is_right(question: Question, text: str, value: float, digits: int) -> bool:
    """Whether an answer, as it was typed and with its value, is the result of the question.

    It must agree with the result, or with what the numbers give as they are shown, with so many
    digits, or rounded to three or two.
    """
    old = question.change.old if is_update(question) else None
    if old is not None and is_nearer_to(old, value, question.result):
        return False
    return any(agrees(text, value, result, old) for result in right_results(question, digits))


def agrees(text: str, value: float, result: float, old: Optional[float] = None) -> bool:
    """Whether a number, as it was typed and with its value, is as good as a result.

    It may be off by 1 %, or rounded to two digits or more; 0 must be 0. ``old``: the number in whose
    place an update wrote the result; the answer must differ from it, and may be off by half of the
    change.
    """
    if result == 0.0:
        return abs(value) < NEXT_TO_NOTHING
    if old is not None and is_nearer_to(old, value, result):
        return False
    return abs(value - result) <= tolerance_of(result, old) or is_rounded(text, result)


def has_one_digit(question: Question, text: str, value: float) -> bool:
    """Whether an answer is right, but rounded to one digit."""
    return is_rounded(text, question.result, 1) and not is_still_old(question, value)


def is_still_old(question: Question, value: float) -> bool:
    """Whether an answer about an update is nearer to the old number than to the new."""
    return is_update(question) and is_nearer_to(question.change.old, value, question.result)


def is_nearer_to(old: float, value: float, result: float) -> bool:
    """Whether an answer is nearer to the old number than to the new one."""
    return abs(value - old) < abs(value - result)


def is_near(value: float, number: float, tolerance: float = TOLERANCE) -> bool:
    """Whether two numbers are the same but for 1 %, or that share of the second."""
    return abs(value - number) <= tolerance * abs(number) and number != 0.0


def is_update(question: Question) -> bool:
    """Whether it asks for the new number of an update, which must differ from the old one."""
    return question.kind in UPDATES


def is_rounded(text: str, result: float, fewest: int = FEWEST_DIGITS) -> bool:
    """Whether a plain number is the result, rounded to as many digits as it has, which must be enough."""
    typed = ONE_NUMBER.fullmatch(text.strip())
    if typed is None or not math.isfinite(result) or result == 0.0:
        return False
    number = Decimal(typed[1].replace("−", "-") + typed[2].replace(",", "."))
    unit = 10.0 ** int(number.as_tuple().exponent)          # of the last digit
    highest = 10.0 ** math.floor(math.log10(abs(result)))
    enough = unit * 10.0 ** (fewest - 1) <= highest * (1.0 + LAST_BIT)
    return enough and abs(float(number) - result) <= unit / 2.0 * (1.0 + LAST_BIT)


# ---- hints: what may have gone wrong -------------------------------------------------------

class Mistake(NamedTuple):
    """A wrong answer that is recognised: the least and the largest value of it, and what to say."""

    least: float
    largest: float
    hint: str


def mistakes(question: Question, digits: int) -> Iterator[Mistake]:
    """The mistakes that are recognised, the first that fits an answer counts."""
    old, result = float(question.change.old), question.result
    if is_update(question):
        yield _around(2.0 * old - result, LOOSE * abs(old - result),
                      "The right amount, but in the other direction: it goes against the sensitivity.")
        yield _nearer_to_the_old(_near(old, "That is as good as the old number: how much is it changed by?"),
                                 (old + result) / 2.0, old < result)
    if question.change.added:
        yield _near(question.change.new, "That is the new sum: asked is only what is added to the old one.")
    yield _near(-result, _about_the_sign(question, digits), LOOSE)
    if question.factors:
        yield from _mistaken_factors(question)


def _around(number: float, tolerance: float, hint: str) -> Mistake:
    return Mistake(number - tolerance, number + tolerance, hint)


def _near(number: float, hint: str, tolerance: float = TOLERANCE) -> Mistake:
    """The same as a number but for 1 %, or that share of it; nothing is near to 0."""
    number = float(number)
    return _around(number, tolerance * abs(number), hint) if number else Mistake(math.inf, -math.inf, hint)


def _nearer_to_the_old(mistake: Mistake, middle: float, rises: bool) -> Mistake:
    """Those of the values that are on the old number's side of the middle."""
    least, largest, hint = mistake
    return Mistake(least, min(largest, middle), hint) if rises else Mistake(max(least, middle), largest, hint)


def hint(question: Question, value: float, loss: Loss, digits: int) -> str:
    """A sentence on a wrong answer; NaN stands for none, which gets the first thing to know."""
    fitting = (mistake.hint for mistake in mistakes(question, digits)
               if mistake.least <= value <= mistake.largest)
    return next(fitting, None) or first_hint(question, loss, digits)


def first_hint(question: Question, loss: Loss, digits: int) -> str:
    """The first thing to know about a question."""
    if question.factors:
        right = question.factors[1]
        return ONE_FACTOR.format(question.name_of(right), significant(right, digits))
    if question.kind in (ANSWERED, STEEPNESS):
        return _formula(question.kind, question.move.mover.activation)
    if question.kind == LOSS_ITSELF and loss.formula:
        return f"The loss is {loss.formula}, with y an output and d its target."
    if question.kind == LOSS_SLOPE and loss.slope_formula:
        return f"It is {loss.slope_formula}, with y the output and d its target."
    return f"It is {question.explained(digits).in_words}."


def _about_the_sign(question: Question, digits: int) -> str:
    if question.change.contribution.sign == "−":
        return f"The other way round: it is {question.explained(digits).in_words}."
    return "Look at the signs: a product is negative if just one of its factors is."


def _mistaken_factors(question: Question) -> Iterator[Mistake]:
    """An operand that was mistaken for another, or was left out."""
    left, right = question.factors
    for factor in (left, right):
        yield _near(factor, f"That is the {question.name_of(factor)} alone; there is another factor.")
    yield _near(left + right, "You added them, but they are multiplied.")
    for factor, other in ((left, right), (right, left)):
        for name, operand in question.operands.items():
            if operand is not factor:
                yield _near(float(operand) * float(other),
                            f"You took the {name}; take the {question.name_of(factor)} instead.")


def _formula(kind: str, activation: Activation) -> str:
    formula = activation.slope_formula if kind == STEEPNESS else activation.formula
    if not formula:
        return f"It is what {activation.name} gives for this total."
    meanings = {"x": "x the total", "y": "y the value"}
    letters = [meaning for letter, meaning in meanings.items() if letter in formula]
    name = "slope" if kind == STEEPNESS else "value y"
    legend = f", with {' and '.join(letters)}" if letters else ""
    return f"{activation.name}: the {name} is {formula}{legend}."
