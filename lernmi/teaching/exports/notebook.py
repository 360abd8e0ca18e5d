"""An exercise as a Jupyter notebook that checks its own answers, without lernmi."""

from __future__ import annotations

import inspect
import math
import re
from pprint import pformat
from typing import Any, Dict, Iterator, List, Sequence

from ...translate.cells import Cell, code_cell, markdown_cell, notebook_text
from ...translate.formats import MARK
from ...translate.literals import printable
from ..accepted import Interval
from ..worksheets.exercise import Exercise
from ..worksheets.formulas import formulas_of
from ..worksheets.layout import stated_lines
from ..worksheets.tasks import task_of
from . import checker
from .checker import Fingerprint, fingerprint
from .gaps import Gap, gaps_of, givens_of
from .markup import markdown
from .phases import phases_of
from .picture import Picture

EDGE = 1e-9             # relative: by which a range is wider at each end than its numbers say
WIDTH = 96
LAST_LINES = ("checker = Checker(CODE, FINGERPRINTS, HINTS, WORDS, globals())",
              "check, hint, print_line = checker.check, checker.hint, checker.print_line")
VERDICTS = ("right", "wrong", "other sign", "comma", "unclear", "score")
SUBSCRIPTS = {ord(sign): f"_{digit}" for digit, sign in enumerate("₀₁₂₃₄₅₆₇₈₉")}


def notebook(exercises: Sequence[Exercise], picture: Picture) -> str:
    """The notebook of an exercise; there is one, since each pupil gets a notebook."""
    [exercise] = exercises
    gaps = gaps_of(exercise)
    return notebook_text([_introduction(exercise), _checker(exercise, gaps), *_picture(exercise, picture),
                          _givens(exercise, gaps), *_questions(exercise, gaps), *_last(exercise)])


def _introduction(exercise: Exercise) -> Cell:
    words = exercise.words
    lines = [exercise.heading, *task_of(exercise), words["export notebook"], *stated_lines(exercise),
             words["formulas"]]
    formulas = "\n".join(f"- {markdown(formula.text)}" for formula in formulas_of(exercise))
    title = f"<!-- {MARK} -->\n\n# {markdown(exercise.title)}"
    return markdown_cell("\n\n".join([title, *map(markdown, lines), formulas]))


# ---- the checker ---------------------------------------------------------------------------

def _checker(exercise: Exercise, gaps: Sequence[Gap]) -> Cell:
    """Its code, and the data: fingerprints, hints, words."""
    words = {verdict: exercise.words[f"export {verdict}"] for verdict in VERDICTS}
    hints = {gap.item.number: f"{gap.solution.label} = {gap.solution.symbols}" for gap in gaps}
    data: Dict[str, Any] = {"CODE": exercise.code, "FINGERPRINTS": fingerprints(exercise.code, gaps),
                            "HINTS": hints, "WORDS": words}
    lines = [f"{name} = {pformat(value, width=WIDTH, sort_dicts=False)}" for name, value in data.items()]
    code = "\n".join([inspect.getsource(checker), "", *lines, *LAST_LINES])
    return code_cell(code, printable(exercise.words["export checker"]))


def fingerprints(code: str, gaps: Sequence[Gap]) -> Dict[int, List[Fingerprint]]:
    """The fingerprints of what each gap accepts, by the numbers of the gaps."""
    return {gap.item.number: [_fingerprint(f"{code} {gap.item.number}", one) for one in gap.accepted]
            for gap in gaps}


def _fingerprint(salt: str, accepted: Interval) -> Fingerprint:
    """That of a range, which lies on one side of 0."""
    if accepted.value == 0.0:
        return 0.0, 1.0, fingerprint(salt, 0.0, 0.0, 1.0)
    size = abs(accepted.value)
    low = math.log(size - accepted.tolerance) - EDGE
    width = math.log(size + accepted.tolerance) + EDGE - low
    origin = math.fmod(low, width)
    return origin, width, fingerprint(salt, accepted.value, origin, width)


# ---- the other cells -----------------------------------------------------------------------

def _picture(exercise: Exercise, picture: Picture) -> Iterator[Cell]:
    """The picture, as the output of a cell that draws it again."""
    if picture:
        drawn = picture(exercise)
        output = {"output_type": "display_data", "metadata": {},
                  "data": {"image/svg+xml": drawn.splitlines(keepends=True), "text/plain": ["SVG"]}}
        code = f"from IPython.display import SVG, display\n\ndisplay(SVG({drawn!r}))"
        yield code_cell(code, printable(exercise.words["picture"]), [output])


def _givens(exercise: Exercise, gaps: List[Gap]) -> Cell:
    """What is given, as variables."""
    lines = [f"{identifier(known.label)} = {known.value!r}" for known in givens_of(exercise, gaps)]
    return code_cell("\n".join(["from math import exp, log, tanh", "", *lines]))


def identifier(label: str) -> str:
    """A name in Python for what a sheet gives.

    >>> identifier("w1[1,2]"), identifier("x1₂"), identifier("η")
    ('w1_1_2', 'x1_2', 'eta')
    """
    return re.sub(r"\W+", "_", label.replace("η", "eta").translate(SUBSCRIPTS)).strip("_")


def _questions(exercise: Exercise, gaps: Sequence[Gap]) -> Iterator[Cell]:
    """A heading and a cell for the answers of each phase of each step."""
    for phase in phases_of(exercise, gaps):
        yield markdown_cell(f"## {markdown(phase.title)}")
        yield _answers(phase.gaps)


def _answers(gaps: Sequence[Gap]) -> Cell:
    """A variable for each answer, and the call that checks them: their numbers follow one another."""
    numbers = [gap.item.number for gap in gaps]
    longest = len(str(numbers[-1]))
    lines = [f"a{gap.item.number:<{longest}} = ...      # {printable(gap.item.label)}" for gap in gaps]
    return code_cell("\n".join([*lines, "", f"check({numbers[0]}, {numbers[-1]})"]))


def _last(exercise: Exercise) -> Iterator[Cell]:
    """The line that goes back to the teacher: the code, and the answers."""
    yield markdown_cell(markdown(exercise.words["export return"]))
    yield code_cell("print_line()")
