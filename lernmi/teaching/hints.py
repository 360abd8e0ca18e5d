"""Hints: what may have gone wrong in an answer, or which formula it takes."""

from __future__ import annotations

from ..activations import Activation
from ..losses import Loss
from ..support.formatting import significant
from .grading import is_near, is_still_old
from .questions import ANSWERED, LOSS_ITSELF, LOSS_SLOPE, STEEPNESS, Question

LOOSE = 0.05        # relative, for telling what was meant


def hint(question: Question, value: float, loss: Loss, digits: int) -> str:
    """A sentence on a wrong answer; NaN stands for none, which gets the first thing to know."""
    if is_still_old(question, value):
        old = question.change.old
        if is_near(value - old, old - question.result, LOOSE):
            return "The right step, but in the other direction: it goes against the sensitivity."
        if is_near(value, old):
            return "That is as good as the old number: how much is it changed by?"
    if question.change.added and is_near(value, question.change.new):
        return "That is the new sum: asked is only what is added to the old one."
    if is_near(-value, question.result, LOOSE):
        return _about_the_sign(question)
    if question.factors:
        return _about_factors(question, value, digits)
    if question.kind in (ANSWERED, STEEPNESS):
        return _formula(question.kind, question.move.mover.activation)
    if question.kind == LOSS_ITSELF and loss.formula:
        return f"The loss is {loss.formula}, with y an output and d its target."
    if question.kind == LOSS_SLOPE and loss.slope_formula:
        return f"It is {loss.slope_formula}, with y the output and d its target."
    return f"It is {question.in_words()}."


def _about_the_sign(question: Question) -> str:
    if question.change.contribution.sign == "−":
        return f"The other way round: it is {question.in_words()}."
    return "Look at the signs: a product is negative if just one of its factors is."


def _about_factors(question: Question, value: float, digits: int) -> str:
    """Which operand was mistaken for another, or was left out."""
    left, right = question.factors
    for factor in (left, right):
        if is_near(value, factor):
            return f"That is the {question.display_name(factor)} alone; there is another factor."
    if is_near(value, left + right):
        return "You added them, but they are multiplied."
    for factor, other in ((left, right), (right, left)):
        for name, operand in question.operands.items():
            if operand is not factor and is_near(value, float(operand) * float(other)):
                return f"You took the {name}; take the {question.display_name(factor)} instead."
    return f"One factor is the {question.display_name(right)}, which is {significant(right, digits)}."


def _formula(kind: str, activation: Activation) -> str:
    formula = activation.slope_formula if kind == STEEPNESS else activation.formula
    if not formula:
        return f"It is what {activation.name} gives for this total."
    meanings = {"x": "x the total", "y": "y the value"}
    letters = [meaning for letter, meaning in meanings.items() if letter in formula]
    called = "slope" if kind == STEEPNESS else "value y"
    told = f", with {' and '.join(letters)}" if letters else ""
    return f"{activation.name}: the {called} is {formula}{told}."
