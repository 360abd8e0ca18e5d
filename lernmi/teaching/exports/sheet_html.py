"""A sheet as HTML for programs that have a style of their own: what it states, and tables with gaps."""

from __future__ import annotations

from typing import Callable, Iterator, List, Optional

from ..worksheets.exercise import Exercise
from ..worksheets.formulas import formulas_of
from ..worksheets.items import Item
from ..worksheets.layout import Cell, loss_item, neuron_table, stated_lines, stated_samples, weight_rows
from .markup import html, paragraph, table

Gaps = Callable[[Item], str]        # the HTML in the place of a number that is asked for


def sheet_html(exercise: Exercise, gap: Gaps) -> List[str]:
    """The numbers of a sheet, its tables with gaps, and its formulas."""
    body = [*_samples(exercise), *map(paragraph, stated_lines(exercise))]
    for number, _ in enumerate(exercise.steps, start=1):
        if len(exercise.steps) > 1:
            body.append(f"<h4>{html(exercise.words.filled('step', number=number))}</h4>")
        body += _tables(exercise, number, gap)
    lines = "".join(f"<li>{html(formula.text)}</li>" for formula in formulas_of(exercise))
    return [*body, paragraph(exercise.words["formulas"]), f"<ul>{lines}</ul>"]


def _tables(exercise: Exercise, step: int, gap: Gaps) -> Iterator[str]:
    """The tables of a step: the neurons, the loss, the weights."""
    words, neurons = exercise.words, neuron_table(exercise, step)
    rows = [[str(row.sample), html(row.name), *(_cell(cell, gap) for cell in row.cells)]
            for row in neurons.rows]
    first = 0 if len(exercise.samples) > 1 else 1           # of the columns: without that of the samples
    heading = [words["sample"], words["neuron"], *neurons.columns]
    yield table(heading[first:], [row[first:] for row in rows])
    yield f"<p>{html(words['loss'])} L = {gap(loss_item(exercise, step))}</p>"
    weights = [[html(row.name), html(row.value if step == 1 else ""), _cell(row.slope, gap),
                _cell(row.new, gap)] for row in weight_rows(exercise, step)]
    if weights:
        yield table([words["weight"], words["now"], "∂L/∂w", words["new"]], weights)


def _samples(exercise: Exercise) -> Iterator[str]:
    """A table of the samples, if there are several."""
    samples = stated_samples(exercise)
    if len(samples) > 1:
        heading = [exercise.words["sample"], *(name for name, _ in samples[0])]
        yield table(heading, [[str(number), *(html(value) for _, value in sample)]
                              for number, sample in enumerate(samples, start=1)])


def _cell(cell: Optional[Cell], gap: Gaps) -> str:
    return gap(cell) if isinstance(cell, Item) else html(cell or "")
