"""Curves over x in characters: lines of half blocks, labelled at their ends, with points above them."""

from __future__ import annotations

import textwrap
from typing import List, NamedTuple, Sequence, Tuple

from rich.cells import cell_len
from rich.text import Text

from ....figures.scale import tick_labels
from ....figures.series.plot import Plot, ends_of
from ....support.formatting import shortened
from ...display.page import Page
from ..axes import Label, bottom_line, framed, numbers_below, ticks_for
from ..plot_area import PlotArea

MOST_WIDE = 100             # columns of all
MOST_ROWS, FEWEST_ROWS = 16, 3          # of all; of the plot alone
FEWEST_COLUMNS = 24         # of the plot
LONGEST_NAME = 28           # characters of a curve's label, or of the axis
POINTS, ASCII_POINTS = "●○■□", "@O#%"   # the marks of points, by their number
BETWEEN = "   "             # entries of the legend


class Layout(NamedTuple):
    """The columns for the texts of ticks, for the plot, and for labels, and the rows of the plot."""

    gutter: int
    columns: int
    room: int
    rows: int


def draw_plot(figure: Plot, page: Page) -> None:
    """The curves and points between their axes, and which points have which mark."""
    width = min(page.width, MOST_WIDE)
    below = [*_legend(figure, page, width), *(Text(page.text(text)) for text in figure.left_out())]
    rows = MOST_ROWS if page.rows is None else min(page.rows, MOST_ROWS)
    title = textwrap.wrap(page.text(figure.title), width - len(figure.y) - 12)
    layout = _layout(figure, page, width, max(rows - max(len(title), 1) - 2 - len(below), FEWEST_ROWS))
    with page.block():
        for line in [*_heading(figure, page, layout, title), *_rows(figure, page, layout), *below]:
            page.show(line)


def _layout(figure: Plot, page: Page, width: int, rows: int) -> Layout:
    gutter = max(len(text) for _, text in ticks_for(rows, figure.up))
    available = width - gutter - 3
    names = [page.text(figure.x), *(label.full(page) for label in _labels(figure, page))]
    room = min(max(map(len, names)), max(available - FEWEST_COLUMNS, available // 3))
    return Layout(gutter, available - room, room, rows)


def _heading(figure: Plot, page: Page, layout: Layout, title: Sequence[str]) -> List[Text]:
    """The name of the axis upwards above it, and beside that the title."""
    name = f"{page.text(figure.y):>{layout.gutter}}" + BETWEEN * bool(title)
    starts = [name, *[" " * len(name)] * len(title)]
    return [Text.assemble(start, (text, "bold" if page.laid_out else ""))
            for start, text in zip(starts, title or [""])]


def _rows(figure: Plot, page: Page, layout: Layout) -> List[Text]:
    """The plot with its axes."""
    area = PlotArea(page, layout.columns, layout.rows)
    for line, label in enumerate(figure.curves):
        for piece in figure.pieces(label):
            area.draw_piece(line, [(figure.across.share(x), figure.up.share(y)) for x, y in piece])
    _draw_zeros(figure, area)
    for (x, y), mark in _marks(figure, page):
        area.put(area.column(figure.across.share(x)), area.row(figure.up.share(y)), mark,
                 "bold" if page.laid_out else "")
    numbers = [(area.column(figure.across.share(tick)), text)
               for tick, text in tick_labels(figure.across, max(layout.columns // 8, 2))]
    below, marked = numbers_below(layout.columns, layout.gutter, numbers)
    below.pad_right(layout.gutter + 3 + layout.columns - len(below))
    below.append(shortened(page.text(figure.x), layout.room))
    framed_rows = framed(page, area, ticks_for(layout.rows, figure.up), layout.gutter, _labels(figure, page),
                         layout.room)
    return [*framed_rows, bottom_line(page, layout.columns, layout.gutter, marked), below]


def _draw_zeros(figure: Plot, area: PlotArea) -> None:
    """Thin lines where x and y are 0, inside the plot."""
    if figure.across.low < 0.0 < figure.across.high:
        area.draw_vertical(area.column(figure.across.share(0.0)))
    if figure.up.low < 0.0 < figure.up.high:
        area.draw_horizontal(area.row(figure.up.share(0.0)))


def _labels(figure: Plot, page: Page) -> List[Label]:
    """The name of each curve at its end."""
    return [Label(figure.up.share(y), line, page.text(shortened(name, LONGEST_NAME)))
            for line, name, (_, y) in ends_of(figure)]


def _marks(figure: Plot, page: Page) -> List[Tuple[Tuple[float, float], str]]:
    """The points, each with its mark; the first ones are above the others."""
    marks = ASCII_POINTS if page.ascii else POINTS
    return [(pair, marks[number % len(marks)])
            for number, pairs in reversed(list(enumerate(figure.marked().values()))) for pair in pairs]


def _legend(figure: Plot, page: Page, width: int) -> List[Text]:
    """What the marks mean, as many in a line as fit."""
    marks = ASCII_POINTS if page.ascii else POINTS
    lines: List[str] = []
    for number, label in enumerate(figure.points):
        entry = f"{marks[number % len(marks)]} {page.text(label)}"
        if lines and cell_len(lines[-1] + BETWEEN + entry) <= width:
            lines[-1] += BETWEEN + entry
        else:
            lines.append(entry)
    return [Text(line) for line in lines]
