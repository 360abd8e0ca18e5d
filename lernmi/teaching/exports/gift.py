"""Exercises as GIFT: a numerical question for each item, which states the numbers that it takes.

GIFT has no question with several gaps, so one could not compute a whole step in it. A bank of single
questions is for practice: a quiz draws some of them. {#=0.25:0.0025 =0.3:0} accepts 0.25 ± 0.0025 and 0.3.
See https://docs.moodle.org/en/GIFT_format.
"""

from __future__ import annotations

import re
from typing import Iterator, List, Sequence

from ...support.formatting import escape_control_chars
from ...translate.formats import MARK
from ..questions import ANSWERED, LOSS_ITSELF, LOSS_SLOPE, STEEPNESS
from ..worksheets.exercise import Exercise
from ..worksheets.formulas import formulas_of
from .gaps import Gap, gaps_of
from .markup import html
from .numerals import answers

BEGINNINGS = {ANSWERED: "y = ", STEEPNESS: "y′ = ", LOSS_ITSELF: "L = ",
              LOSS_SLOPE: "∂L/∂y = "}       # of formulas
PASSED_BACK = "∂L/∂z"            # in the formula for hidden neurons
SIGNS = re.compile(r"([\\~=#{}:])")


def gift(exercises: Sequence[Exercise], _: object = None) -> str:
    """The questions of all exercises in one file, a category for each."""
    lines = [f"// {MARK}", ""]
    for exercise in exercises:
        title = f"{exercise.title}: {exercise.name}"
        name = " ".join(filter(None, (exercise.code, exercise.pupil)))
        lines += [f"$CATEGORY: $course$/top/{_category(title)}/{_category(name)}", ""]
        for gap in gaps_of(exercise):
            lines += [*_question(exercise, gap), ""]
    return "\n".join(lines)


def _question(exercise: Exercise, gap: Gap) -> Iterator[str]:
    label, written = gap.item.label, exercise.conventions.written
    known = ", ".join(f"{one.label} = {written(one.value)}" for one in gap.operation.known)
    lines = [exercise.words.filled("export compute", what=label), known, *_formulas(exercise, gap)]
    yield (f"::{_escaped(f'{exercise.code} {gap.item.number:02} {label}')}::[html]"
           + _escaped("<br>".join(map(html, lines))) + " {#")
    yield from answers(gap.accepted)
    yield f"####{_escaped(html(gap.solution.equation))}"
    yield "}"


def _formulas(exercise: Exercise, gap: Gap) -> List[str]:
    """The formula of an activation or the loss, without which the question couldn't be answered."""
    beginning = BEGINNINGS.get(gap.item.kind)
    return [] if beginning is None else [
        formula.text for formula in formulas_of(exercise)
        if formula.equation.startswith(beginning) and PASSED_BACK not in formula.equation]


def _category(name: str) -> str:
    """A name in a path of categories, where a backslash could not be escaped."""
    return _one_line(name).replace("\\", "").replace("/", "//")


def _escaped(text: str) -> str:
    """A text in which GIFT finds no sign of its own.

    >>> _escaped("w{1}: a=b~c#d")
    'w\\\\{1\\\\}\\\\: a\\\\=b\\\\~c\\\\#d'
    """
    return SIGNS.sub(r"\\\1", _one_line(text))


def _one_line(text: str) -> str:
    return " ".join(escape_control_chars(text).split())
