"""The tables of a sheet as HTML: the blanks of neurons and weights, the samples; and the formulas."""

from __future__ import annotations

import math
from typing import List, Sequence

from ...teaching.worksheets.exercise import Exercise
from ...teaching.worksheets.formulas import formulas_of
from ...teaching.worksheets.layout import (
    FORWARD,
    WeightRow,
    loss_item,
    neuron_table,
    stated_samples,
    weight_rows,
)
from .markup import cell, heading, mathematical

SIDE_BY_SIDE = 4                # weights, from which there are two columns of them
MOST_SIDE_BY_SIDE = 14          # weights in two columns
NAME, VALUE = {"class": "name"}, {"class": "value"}


def neurons_html(exercise: Exercise, step: int) -> str:
    """The table of the neurons, which ends with the loss."""
    table, words = neuron_table(exercise, step), exercise.words
    samples = sorted({row.sample for row in table.rows})
    forward, height = len(set(table.columns) & set(FORWARD)), len(table.rows) // len(samples)
    back = len(table.columns) - forward
    sample = heading(words["sample"], **NAME, rowspan=2) if samples != [0] else ""
    groups = heading(f"{words['forward']} →", colspan=forward) + (
        heading(f"← {words['back']}", colspan=back) if back else "")
    lines = [f"<table><thead><tr>{sample}{heading(words['neuron'], **NAME, rowspan=2)}{groups}</tr>",
             f"<tr>{''.join(map(heading, table.columns))}</tr></thead><tbody>"]
    for index, row in enumerate(table.rows):
        which = heading(str(row.sample), rowspan=height) if row.sample and index % height == 0 else ""
        lines.append(f"<tr>{which}{heading(row.name)}{''.join(map(cell, row.cells))}</tr>")
    loss = heading(f"{words['loss']} L", colspan=2 if sample else 1)
    return "\n".join([*lines, f"<tr>{loss}{cell(loss_item(exercise, step), forward)}"
                      f"{cell('', back) if back else ''}</tr>", "</tbody></table>"])


def weight_columns(count: int) -> int:
    """In how many columns so many weights stand side by side."""
    return 1 if count < SIDE_BY_SIDE else 2 if count <= MOST_SIDE_BY_SIDE else 3


def weights_html(exercise: Exercise, step: int) -> str:
    """The tables of the weights, side by side."""
    rows = weight_rows(exercise, step)
    height = math.ceil(len(rows) / weight_columns(len(rows)))
    tables = [_some_weights(exercise, rows[start:start + height], step)
              for start in range(0, len(rows), height)]
    kind = "weights three" if len(tables) > 2 else "weights"
    return f'<div class="{kind}">{"".join(tables)}</div>'


def _some_weights(exercise: Exercise, rows: Sequence[WeightRow], step: int) -> str:
    words = exercise.words
    value = heading(words["now"], **VALUE) if step == 1 else ""
    lines = [f"<table><thead><tr>{heading(words['weight'], **NAME)}{value}"
             f"{heading('∂L/∂w')}{heading(words['new'])}</tr></thead><tbody>"]
    for row in rows:
        stated = cell(row.value) if step == 1 else ""
        lines.append(f"<tr>{heading(row.name)}{stated}{cell(row.slope)}{cell(row.new)}</tr>")
    return "\n".join([*lines, "</tbody></table>"])


def samples_html(exercise: Exercise) -> str:
    """The table of the samples, where there are several."""
    samples = stated_samples(exercise)
    if len(samples) == 1:
        return ""
    head = "".join([heading(exercise.words["sample"]), *(heading(name) for name, _ in samples[0])])
    lines: List[str] = ["".join([heading(str(number)), *(cell(value) for _, value in sample)])
                        for number, sample in enumerate(samples, start=1)]
    body = "</tr><tr>".join(lines)
    return f"<table><thead><tr>{head}</tr></thead><tbody><tr>{body}</tr></tbody></table>"


def formulas_html(exercise: Exercise) -> str:
    """The formulas, at the foot."""
    lines = [f"<p>{mathematical(line.equation)}"
             + (f" &nbsp;<small>({mathematical(line.words)})</small>" if line.words else "") + "</p>"
             for line in formulas_of(exercise)]
    return f'<div class="formulas">{"".join(lines)}</div>'
