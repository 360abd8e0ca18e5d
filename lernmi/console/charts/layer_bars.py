"""The sensitivities of each layer as bars on a terminal, and in words where they fade."""

from __future__ import annotations

import math
from typing import List, Sequence

from rich.cells import cell_len
from rich.text import Text

from ...figures.layer_bars import LONGEST_LABEL, Bar, LayerBars, zeros_of
from ...figures.scale import Scale, tick_labels
from ...support.formatting import shortened
from ..display.page import Page
from .axes import bottom_line, numbers_below, padded
from .plot_area import line_style

MOST_WIDE = 100             # columns of all
FEWEST_COLUMNS = 10         # of the longest bar
AXIS_ROWS = 3               # with the blank row below
LINES = {"neurons": 0, "weights": 1}        # whose looks the bars have
BLOCKS, ASCII = {"neurons": "█", "weights": "▄"}, {"neurons": "#", "weights": "="}


def draw_layer_bars(figure: LayerBars, page: Page) -> None:
    """A bar for the neurons of each layer, high, and one for its weights, low, with their numbers.

    Where a drawing has few rows, it has no axis, and where both have no room, the weights alone have bars.
    """
    verdicts = figure.verdicts(page.number)
    rows = math.inf
    if page.is_limited and page.rows:
        rows = page.rows - 1 - sum(page.rows_of(page.as_text(sentence)) for sentence in verdicts)
    bars = figure.bars
    if len(bars) > rows:
        bars = [bar for bar in bars if bar.what == "weights"]
    has_axis, scale = len(bars) + AXIS_ROWS <= rows, LayerBars(bars).scale
    page.line(f"{figure.title}{', logarithmic' * scale.is_logarithmic}:",
              style="bold" if page.laid_out else "")
    for line in _lines(bars, scale, page, has_axis):
        page.show(line)
    if has_axis:
        page.blank()
    for sentence in verdicts:
        page.line(sentence)


def _lines(bars: Sequence[Bar], scale: Scale, page: Page, has_axis: bool) -> List[Text]:
    """The rows, and the axis below them."""
    names = [page.text(shortened(bar.label, min(LONGEST_LABEL, page.width // 4))) for bar in bars]
    room = max(map(cell_len, names))
    numbers = [page.text(f"{page.number(bar.mean)}{zeros_of(bar)}") for bar in bars]
    gutter = room + len(" neurons")
    columns = max(min(page.width, MOST_WIDE) - gutter - max(map(len, numbers)) - 3, FEWEST_COLUMNS)
    lines = []
    for index, (bar, name, number) in enumerate(zip(bars, names, numbers)):
        repeated = index > 0 and names[index - 1] == name
        line = Text(f"{padded('' if repeated else name, room)} {bar.what} {page.symbols('│')}")
        length = max(round(scale.share(bar.mean) * columns), 1) if bar.mean else 0
        line.append(_symbol(page, bar) * length, line_style(page, LINES[bar.what]))
        lines.append(line.append(" " + number))
    if not has_axis:
        return lines
    ticks = [(min(round(scale.share(tick) * columns), columns - 1), text)
             for tick, text in tick_labels(scale, max(columns // 10, 2))]
    below, marked = numbers_below(columns, gutter, ticks)
    return [*lines, bottom_line(page, columns, gutter, marked), below]


def _symbol(page: Page, bar: Bar) -> str:
    return (ASCII if page.ascii else BLOCKS)[bar.what]
