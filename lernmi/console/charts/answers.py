"""The answers to all samples on a terminal: a table of a few; of many, a strip for each class, or a map."""

from __future__ import annotations

import math
from typing import Dict, List, Sequence, Union

from rich.text import Text

from ...figures.answers import Answer, Answers, list_of
from ...figures.plane import Area
from ...figures.scale import Scale, tick_labels
from ..display.page import Page
from .axes import bottom_line, numbers_below
from .map_frame import AXIS_ROWS, axis_names, framed_map, layout_for, width_for, wrapped
from .raster import NEGATIVE_SHADES, SHADES, raster

MOST_CLASSES = 12           # that have a strip
ABOVE, BELOW = 2, 4         # rows of the title and the summary; of the axis and the words below strips
MOST_COLUMNS = 60           # of a strip
LEAST = 0.3                 # the strength of a single answer
Cell = Union[str, Text]
COLUMN_GAP = 3              # between two columns of a table
DISPENSABLE = ("inputs", "loss")        # columns of a table, the first ones first
MARKS = {True: ("✓ ", "right", 1.0), False: ("✗ ", "wrong", -1.0)}


def draw_answers(figure: Answers, page: Page) -> None:
    """A table, or where all of them are and the worst in words; with how many are right."""
    page.line(figure.title, style="bold" if page.laid_out else "")
    page.line(figure.summary(page.number))
    if figure.are_few:
        _print_table(figure, page)
        return
    lines = _map(figure, page) if figure.wrong is None else _strips(figure, page)
    with page.block():
        for line in lines:
            page.show(line)
    worst = _worst_that_fit(figure, page, ABOVE + len(lines)) if figure.wrong else []
    if worst:
        with page.block():
            for text in ["The worst, by their loss:", *worst]:
                page.line(text)


# ---- a few ---------------------------------------------------------------------------------------------

def _print_table(figure: Answers, page: Page) -> None:
    """A row for each answer, with as much as there is room for; elsewhere a line."""
    rows = [_row(figure, answer, page) for answer in figure.answers]
    columns = list(rows[0])
    widths = {name: max(len(name), *(len(row[name]) for row in rows)) + COLUMN_GAP for name in columns}
    for name in DISPENSABLE:
        if sum(widths[name] for name in columns) > page.width:
            columns.remove(name)
    page.table(columns, [[row[name] for name in columns] for row in rows],
               [figure.sentence(answer, page.number, has_inputs=True) for answer in figure.answers])


def _row(figure: Answers, answer: Answer, page: Page) -> Dict[str, Cell]:
    """The cells by their headings: names are on the left, numbers on the right."""
    number, loss = page.number, Text(page.number(answer.loss))
    target, answered = figure.target_text(answer, number), figure.answer_text(answer, number)
    row: Dict[str, Cell] = {"sample": Text(str(answer.number)), "inputs": list_of(answer.inputs, number)}
    if answer.is_right is None:
        return {**row, "target": Text(target), "answer": Text(answered), "loss": loss}
    sign, word, side = MARKS[answer.is_right]
    mark = Text(word if page.ascii else sign + word, page.colour(side) if page.laid_out else "")
    return {**row, "target": target, "answer": answered, "loss": loss,
            figure.meaning.share_name: Text(figure.output_text(answer, number)), "": mark}


def _worst_that_fit(figure: Answers, page: Page, rows: int) -> List[str]:
    """The worst answers in words; below so many rows, as many as there is room for if that is limited."""
    sentences = [figure.sentence(answer, page.number) for answer in figure.worst()]
    while page.is_limited and page.rows and sentences and page.rows < rows + 1 + sum(
            page.rows_of(page.as_text(sentence)) for sentence in sentences):
        sentences.pop()
    return sentences


# ---- of classes ----------------------------------------------------------------------------------------

def _strips(figure: Answers, page: Page) -> List[Text]:
    """For each class, how often which share of the right class is answered."""
    most = MOST_CLASSES if page.rows is None else max(min(MOST_CLASSES, page.rows - ABOVE - BELOW), 2)
    strips = figure.strips(most)
    names = [page.text(strip.name) for strip in strips]
    gutter, width, scale = max(map(len, names)), width_for(page), figure.scale
    columns = max(min(width - gutter - max(len(strip.counts) for strip in strips) - 4, MOST_COLUMNS), 1)
    lines = [Text.assemble(f"{name:>{gutter}}", page.symbols(" │"),
                           *_strip(page, strip.answers, scale, columns), page.symbols("│ "), strip.counts)
             for name, strip in zip(names, strips)]
    ticks = [(scale.cell(tick, columns), text)
             for tick, text in tick_labels(scale, max(columns // 8, 2))]
    numbers, marked = numbers_below(columns, gutter, ticks)
    words = [f"across: the {figure.share_title}; {_legend(page)}", figure.classes_left_out(len(strips))]
    return [*lines, bottom_line(page, columns, gutter, marked), numbers,
            *(line for text in words if text for line in wrapped(page, text, width=width))]


def _legend(page: Page) -> str:
    signs = raster(page, [[1.0, -1.0]] * 2, 1.0)[0].plain
    if signs[0] == signs[1]:
        return "blue: right, orange: wrong"
    return f"{SHADES.strip()} right, {NEGATIVE_SHADES.strip()} wrong"


def _strip(page: Page, answers: Sequence[Answer], scale: Scale, columns: int) -> List[Text]:
    """How many answers there are in each column, and whether most are right; a single one can be seen."""
    counts = [[0, 0] for _ in range(columns)]
    for answer in answers:
        column = scale.cell(answer.share, columns)
        counts[column][bool(answer.is_right)] += 1
    most = max(map(sum, counts))
    numbers = [math.copysign(LEAST + (1.0 - LEAST) * math.sqrt((wrong + right) / most), right - wrong + 0.5)
               if wrong + right else 0.0 for wrong, right in counts]
    return raster(page, [numbers, numbers], 1.0)


# ---- of values -----------------------------------------------------------------------------------------

def _map(figure: Answers, page: Page) -> List[Text]:
    """How many samples have which target and which output; / where both are equal."""
    points = [(figure.meaning.target(answer.targets), answer.share) for answer in figure.answers]
    scale, area = figure.scale, Area(figure.scale, figure.scale)
    worst = figure.worst()
    words = _words_of_map(figure, page, worst)
    layout = layout_for(page, area, words, ABOVE)
    while page.is_limited and worst and len(list(filter(None, words))) > layout.rows + AXIS_ROWS:
        worst.pop()
        words = _words_of_map(figure, page, worst)
        layout = layout_for(page, area, words, ABOVE)
    counts = [[0.0] * layout.columns for _ in range(2 * layout.rows)]
    for point in points:
        row, column = area.cell(point, layout.columns, 2 * layout.rows) or (0, 0)
        counts[row][column] += 1.0
    equal = {}
    for column in range(layout.columns):
        number = scale.number((column + 0.5) / layout.columns)
        row, _ = area.cell((number, number), layout.columns, layout.rows) or (0, 0)
        if not (counts[2 * row][column] or counts[2 * row + 1][column]):
            equal[row, column] = "/"
    return framed_map(page, raster(page, [list(map(math.sqrt, row)) for row in counts], symbols=equal), area,
                      layout, words)


def _words_of_map(figure: Answers, page: Page, worst: Sequence[Answer]) -> List[Text]:
    texts = ["/ where they are equal", "the stronger, the more samples", "",
             *["the worst, by their loss:"] * bool(worst),
             *(f"{answer.number}: target {figure.target_text(answer, page.number)}, "
               f"answer {figure.answer_text(answer, page.number)}" for answer in worst)]
    return [*axis_names(page, *figure.axes),
            *(line for text in texts for line in wrapped(page, text, "  ") or [Text()])]
