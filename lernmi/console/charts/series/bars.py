"""Numbers as bars in characters: one in a row, negative ones on the left of the line of 0."""

from __future__ import annotations

import textwrap
from typing import List, NamedTuple

from rich.cells import cell_len
from rich.text import Text

from ....figures.series.bars import LONGEST_LABEL, Bars
from ....support.formatting import shortened
from ...display.page import Page
from ..axes import padded
from ..plot_area import line_style

MOST_WIDE = 100             # columns of all
FEWEST_COLUMNS = 10         # of the bars
BLOCK, ASCII_BLOCK = "█", "#"
SHORTEST = 1                # of a bar
POSITIVE, NEGATIVE = 0, 1   # whose looks the bars have


class Layout(NamedTuple):
    """The columns of the labels, on the left of 0 with the numbers there, and of all bars."""

    labels: int
    left: int
    bars: int


def draw_bars(figure: Bars, page: Page) -> None:
    """A bar for each number, with its label and the number; the last ones are counted where they have no
    room."""
    width = min(page.width, MOST_WIDE)
    title = textwrap.wrap(page.text(figure.heading), width)
    bars = _lines(figure, page, width)
    room = len(bars) if page.rows is None else max(page.rows - len(title), 2)
    if len(bars) > room:
        bars = [*bars[:room - 1], Text(f"and {len(bars) - room + 1:,} more that have no room")]
    with page.block():
        for text in title:
            page.line(text, style="bold" if page.laid_out else "")
        for line in bars:
            page.show(line)


def _lines(figure: Bars, page: Page, width: int) -> List[Text]:
    names = [page.text(shortened(label, min(LONGEST_LABEL, width // 3))) for label in figure.numbers]
    labels = max(map(cell_len, names))
    layout = _layout(figure, page, labels, width - labels - len(" │"))
    return [_line(figure, page, name, value, layout) for name, value in zip(names, figure.numbers.values())]


def _layout(figure: Bars, page: Page, labels: int, room: int) -> Layout:
    """Bars as long as fit beside the longest number on each side."""
    longest = {False: 0, True: 0}
    for value in figure.numbers.values():
        longest[value < 0.0] = max(longest[value < 0.0], len(f"{page.number(value)} "))
    bars = max(room - sum(longest.values()) - SHORTEST, FEWEST_COLUMNS)
    return Layout(labels, (longest[True] and longest[True] + SHORTEST) + round(figure.zero * bars), bars)


def _line(figure: Bars, page: Page, name: str, value: float, layout: Layout) -> Text:
    """Its label, and the bar with the number beyond its end."""
    length = figure.length(value)
    columns = max(round(length * layout.bars), SHORTEST) if length else 0
    bar = Text((ASCII_BLOCK if page.ascii else BLOCK) * columns,
               line_style(page, NEGATIVE if value < 0.0 else POSITIVE))
    left, right = Text(), bar.append(f" {page.number(value)}", "default")
    if value < 0.0:
        left, right = Text(f"{page.number(value)} ").append_text(bar[:columns]), Text()
    gap = " " * (layout.left - len(left))
    return Text(f"{padded(name, layout.labels)} {gap}").append_text(left) \
        .append(page.symbols("│")).append_text(right)
