"""Worksheets and their key as text."""

from __future__ import annotations

import math
from typing import List, Sequence

from ...teaching.published import PublishedExercise
from ...teaching.worksheets import Exercise
from ...teaching.worksheets.classes import without_repetitions
from ...teaching.worksheets.formulas import formulas_of
from ...teaching.worksheets.layout import stated_samples
from ...teaching.worksheets.naming import weights_of
from ...teaching.worksheets.solution import solution_of
from ...teaching.worksheets.tasks import task_of
from ..display.page import Page, count_of
from .mark_view import print_figures

BLANK = "________"
BETWEEN = 3             # characters between columns of blanks


def print_all(page: Page, exercises: Sequence[Exercise], key: bool) -> None:
    """Every sheet; or of the key a line for each pupil, and each exercise in full."""
    if not key:
        for exercise in exercises:
            print_sheet(page, exercise)
        return
    if len(exercises) > 1:
        print_answers(page, exercises)
    for number, exercise in without_repetitions(exercises).items():
        print_in_full(page, exercise, number if len(exercises) > 1 else 0)


def print_class(page: Page, exercises: Sequence[Exercise]) -> None:
    """What the sheets are about, and which code each pupil has."""
    first = exercises[0]
    kind = f"{first.name}, level {first.level}, {first.conventions.numbers} numbers"
    sheets = f"{count_of(len(exercises), 'sheet')} with {count_of(len(first.items), 'result')} each"
    page.line(f"{kind}: {sheets}.", style="bold" if page.laid_out else "")
    rows = [[str(number), exercise.pupil, exercise.code]
            for number, exercise in enumerate(exercises, start=1)]
    has_names = any(exercise.pupil for exercise in exercises)
    columns = [0, 1, 2] if has_names else [0, 2]
    headings = ("", "pupil", "code")
    page.table([headings[column] for column in columns],
               [[row[column] for column in columns] for row in rows],
               [" ".join(filter(None, row)) for row in rows])
    if len(exercises) > 1 and len(without_repetitions(exercises)) == 1:
        page.line(f"All sheets are alike: {first.name} is a published example, with the numbers of its "
                  "source.")


def print_sheet(page: Page, exercise: Exercise) -> None:
    """A sheet, with blanks to type or write into."""
    with page.block():
        _print_title(page, exercise, exercise.title)
        for text in task_of(exercise):
            page.line(text)
        _print_stated(page, exercise)
        page.blank()
        for line in _in_columns(page, exercise):
            page.line(line)
        page.blank()
        for formula in formulas_of(exercise):
            page.line(_written(page, formula.equation) + (f"   ({formula.words})" if formula.words else ""))


def print_answers(page: Page, exercises: Sequence[Exercise]) -> None:
    """The key, a line for each pupil."""
    page.line(f"{exercises[0].words['key overview']}:")
    for number, exercise in enumerate(exercises, start=1):
        answers = "  ".join(f"{item.number}: {exercise.conventions.written(item.result)}"
                            for item in exercise.items)
        page.line("  ".join(filter(None, [str(number), exercise.pupil, exercise.code, answers])))


def print_in_full(page: Page, exercise: Exercise, number: int = 0) -> None:
    """The key of one sheet: each answer with its computation."""
    with page.block():
        title = exercise.words.filled("key title", title=exercise.title)
        _print_title(page, exercise, f"{number}  {title}" if number else title)
        _print_stated(page, exercise)
        for item in exercise.items:
            solution = solution_of(exercise, item)
            page.line(f"{item.number:>3}  {_written(page, solution.equation)}")
        if isinstance(exercise, PublishedExercise):
            print_figures(page, exercise)


def _print_title(page: Page, exercise: Exercise, title: str) -> None:
    words = exercise.words
    page.heading("  ".join(filter(None, [f"{title}: {words['code']} {exercise.code}", exercise.pupil])))


def _print_stated(page: Page, exercise: Exercise) -> None:
    """Samples, weights and rate."""
    written, words = exercise.conventions.written, exercise.words
    for number, sample in enumerate(stated_samples(exercise), start=1):
        which = f"{words['sample']} {number}" if len(exercise.samples) > 1 else words["given"]
        page.line(f"{which}: {'; '.join(f'{name} = {value}' for name, value in sample)}.")
    weights = [f"{weight.name} = {written(weight.value)}" for weight in weights_of(exercise.single)]
    rate = [f"η = {written(exercise.rate)}"] if exercise.level != "forward" else []
    page.line(f"{words['weights']}: {'; '.join([*weights, *rate])}.")


def _in_columns(page: Page, exercise: Exercise) -> List[str]:
    """The blanks; on a terminal in as many columns as it has room for, downwards."""
    blanks = [f"{item.number:>3}  {_written(page, item.label)} = {BLANK}" for item in exercise.items]
    if not page.laid_out:
        return blanks
    width = max(map(len, blanks)) + BETWEEN
    height = math.ceil(len(blanks) / max(page.width // width, 1))
    return ["".join(blank.ljust(width) for blank in blanks[row::height]).rstrip() for row in range(height)]


def _written(page: Page, formula: str) -> str:
    """A formula with a sign of multiplication that a page of ASCII has."""
    return formula.replace(" · ", " × ") if page.ascii else formula
