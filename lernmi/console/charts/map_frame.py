"""The frame of a map: ticks in the units of the data on the left and below, and words beside it."""

from __future__ import annotations

import textwrap
from typing import List, NamedTuple, Sequence

from rich.text import Text

from ...figures.plane import Area
from ...figures.scale import cell_at, tick_labels
from ..display.page import Page
from ..display.side_by_side import side_by_side
from .axes import bottom_line, numbers_below
from .raster import has_colours

GAP = 2                     # columns between a map and the words beside it
LEAST_ROWS, MOST_ROWS = 7, 24       # of characters, two pixels each
PIPE_ROWS = 20
PIPE_COLUMNS = 80           # at most, where there is no screen
REST = 7                    # rows of a screen that are left for what is above and below
AXIS_ROWS = 2               # below a map
FRAME = 3                   # columns beside those of the ticks and of the map
LEAST_COLUMNS = 16          # of a map with words beside it; of fewer, they are below
WIDEST = 24                 # columns of words


class Layout(NamedTuple):
    """Columns and rows of characters of a map, columns for its ticks, and whether words are beside it."""

    columns: int
    rows: int
    gutter: int
    has_words_beside: bool


def width_for(page: Page) -> int:
    """How many columns a map and its words may take."""
    return min(page.width, PIPE_COLUMNS) if page.rows is None else page.width


def layout_for(page: Page, area: Area, words: Sequence[Text], above: int = 1) -> Layout:
    """How large a map can be, between its ticks and the words; on a screen with a few lines above it.

    ``above``: how many rows the figure itself has above the map.
    """
    rest = above + AXIS_ROWS if page.is_limited else REST
    rows = PIPE_ROWS if page.rows is None else max(page.rows - rest, LEAST_ROWS)
    rows = min(rows, MOST_ROWS)
    gutter = max(len(text) for _, text in tick_labels(area.up, rows // 2))
    room = width_for(page) - gutter - FRAME
    left = room - GAP - max(map(len, words), default=0)
    has_words_beside = left >= LEAST_COLUMNS
    columns = min(left if has_words_beside else room, max(2 * rows, 40))
    if page.is_limited and not has_words_beside:
        rows = max(rows - len(words), LEAST_ROWS)
    return Layout(max(columns, 1), rows, gutter, has_words_beside)


def framed_map(page: Page, lines: Sequence[Text], area: Area, layout: Layout, words: Sequence[Text]
               ) -> List[Text]:
    """The lines of a map with its ticks, and the words on its right or below."""
    across, up, rows, columns, gutter = *area, layout.rows, layout.columns, layout.gutter
    texts = {cell_at(1.0 - up.share(number), rows): text
             for number, text in tick_labels(up, rows // 2)}
    below = [(across.cell(number, columns), text)
             for number, text in tick_labels(across, max(columns // 8, 4))]
    numbers, ticks = numbers_below(columns, gutter, below)
    end = "" if has_colours(page) else page.symbols("│")
    framed = [Text.assemble(f"{texts.get(row, ''):>{gutter}}",
                            page.symbols(" ┤" if row in texts else " │"), line, end)
              for row, line in enumerate(lines)]
    framed += [bottom_line(page, columns, gutter, ticks), numbers]
    return beside_words(framed, words) if layout.has_words_beside else [*framed, *words]


def beside_words(lines: Sequence[Text], words: Sequence[Text]) -> List[Text]:
    """The lines with the words on their right, without empty lines if they are more; these go on below."""
    if len(words) > len(lines):
        words = [word for word in words if word]
    return side_by_side([lines, words], GAP)


def axis_names(page: Page, across: str, up: str) -> List[Text]:
    """What the axes are, in a line or, if it is too long, one for each."""
    together = f"across: {across}, up: {up}"
    texts = [together] if len(page.text(together)) <= WIDEST else [f"across: {across}", f"up: {up}"]
    return [line for text in texts for line in wrapped(page, text, "  ")]


def names_alone(page: Page, across: str, up: str) -> List[Text]:
    """What the axes are, each in one piece."""
    return [Text(page.text(f"across: {across}")), Text(page.text(f"up: {up}"))]


def wrapped(page: Page, text: str, indent: str = "", width: int = WIDEST) -> List[Text]:
    """Words in lines that fit beside a map; ``indent``: of all lines but the first."""
    return [Text(line) for line in textwrap.wrap(page.text(text), width, subsequent_indent=indent)]
