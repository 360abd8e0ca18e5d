"""The key as a page of HTML: all answers, a pupil a line, and how each is computed."""

from __future__ import annotations

import re
from typing import List, Sequence

from ...teaching.published import PublishedExercise
from ...teaching.worksheets.classes import without_repetitions
from ...teaching.worksheets.exercise import Exercise
from ...teaching.worksheets.items import Item
from ...teaching.worksheets.layout import stated_samples
from ...teaching.worksheets.naming import weights_of
from ...teaching.worksheets.solution import solution_of
from ..page import whole_page
from ..svg import escaped
from .markup import mathematical, unbroken
from .published import STYLE as STYLE_OF_FIGURES
from .published import figures_section
from .style import STYLE

IN_A_TABLE = 8              # answers
WHICH = re.compile(r"\[[\d,]+\]|(?<=[a-z])\d+(?:,\d+)?")      # neuron or weight
KIND = '<section class="key">'      # what a key is recognised by


def key_page(exercises: Sequence[Exercise]) -> str:
    """The key of a class: first a line for each pupil, then each exercise in full."""
    words = exercises[0].words
    title = words.filled("key title", title=exercises[0].title)
    note = words.filled("key rounded", digits=exercises[0].conventions.digits)
    count = len(exercises[0].items)
    tables = [_table(exercises, start) for start in range(0, count, IN_A_TABLE)]
    overview = [KIND, f"<header><h1>{escaped(title)}</h1></header>", f"<p>{escaped(note)}</p>",
                f"<h2>{escaped(words['key overview'])}</h2>", *tables, "</section>"]
    different = without_repetitions(exercises)
    full = [KIND, *(_in_full(exercise, number) for number, exercise in different.items()),
            *(figures_section(one) for one in different.values() if isinstance(one, PublishedExercise)),
            "</section>"]
    return whole_page(title, [*overview, *full], STYLE + STYLE_OF_FIGURES, words["language"])


def _table(exercises: Sequence[Exercise], start: int) -> str:
    """The answers from one number on, of all pupils."""
    words, items = exercises[0].words, exercises[0].items[start:start + IN_A_TABLE]
    head = "".join(f"<th>{item.number}<br>{mathematical(_heading(item, exercises))}</th>" for item in items)
    lines = [f'<table class="answers"><thead><tr><th>{escaped(words["pupil"])}</th>'
             f"<th>{escaped(words['code'])}</th>{head}</tr></thead><tbody>"]
    for number, exercise in enumerate(exercises, start=1):
        answers = "".join(f"<td>{exercise.conventions.written(item.result)}</td>"
                          for item in exercise.items[start:start + IN_A_TABLE])
        lines.append(f"<tr><th>{escaped(pupil_of(exercise, number))}</th>"
                     f"<th><code>{exercise.code}</code></th>{answers}</tr>")
    return "\n".join([*lines, "</tbody></table>"])


def _heading(item: Item, exercises: Sequence[Exercise]) -> str:
    """What is asked: of a path, whose weights differ from pupil to pupil, what all have in common."""
    labels = {exercise.items[item.number - 1].label for exercise in exercises}
    return item.label if len(labels) == 1 else WHICH.sub("", item.label)


def pupil_of(exercise: Exercise, number: int) -> str:
    """The number of a pupil, and the name if it is known."""
    return f"{number} {exercise.pupil}".strip()


def _in_full(exercise: Exercise, number: int) -> str:
    """One pupil's answers, each with its computation."""
    written = exercise.conventions.written
    stated = [f"{name} = {value}" for sample in stated_samples(exercise) for name, value in sample]
    stated += [f"{weight.name} = {written(weight.value)}"
               for weight in weights_of(exercise.single)]
    stated.append(f"η = {written(exercise.rate)}")
    lines: List[str] = [f'<div class="full"><h2>{escaped(pupil_of(exercise, number))} '
                        f"<small><code>{exercise.code}</code></small></h2>",
                        f"<p>{unbroken('; '.join(stated))}</p>", "<ol>"]
    for item in exercise.items:
        *sides, result = dict.fromkeys(solution_of(exercise, item))
        equation = f"{mathematical(' = '.join(sides))}&nbsp;=&nbsp;<b>{result}</b>"
        lines.append(f"<li><i>{item.number}</i>{equation}</li>")
    return "\n".join([*lines, "</ol></div>"])
