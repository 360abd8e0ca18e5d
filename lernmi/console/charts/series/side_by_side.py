"""Several figures beside each other in characters: maps small, with what they mean once, below them."""

from __future__ import annotations

import math
from functools import partial
from typing import Any, Callable, Dict, List, Sequence

from rich.text import Text

from ....figures import Figure
from ....figures.boundary import Boundary
from ....figures.scale import tick_labels
from ....figures.series.side_by_side import SideBySide
from ....figures.surface import Surface
from ....support.formatting import shortened
from ...display.page import Page
from ...display.side_by_side import side_by_side
from .. import boundary, surface
from ..map_frame import AXIS_ROWS, FRAME, PIPE_ROWS, Layout, framed_map, width_for

Draw = Callable[[Any, Page], None]
GAP = 2                     # columns between two figures
LEAST_MAP, LEAST_WIDE = 23, 39      # columns of a map with its frame, and of another figure
FEWEST_ROWS = 8             # of each
BETWEEN = "   "             # words
MAPS: Dict[type, Any] = {Boundary: boundary, Surface: surface}


def draw_side_by_side(figure: SideBySide, page: Page, draw: Draw) -> None:
    """As many in a row as there is room for, each below its label; ``draw`` draws those that aren't maps."""
    figures, width = list(figure.figures.values()), width_for(page)
    words = _words_in_common(figures, page, width)
    least = LEAST_MAP if words else LEAST_WIDE
    in_a_row = min(max((width + GAP) // (least + GAP), 1), len(figures))
    lines = math.ceil(len(figures) / in_a_row)
    in_a_row = math.ceil(len(figures) / lines)
    each = (width + GAP) // in_a_row - GAP
    rows = max(((page.rows or PIPE_ROWS) - len(words)) // lines, FEWEST_ROWS)
    blocks = [[Text(page.text(shortened(label, each)), "bold" if page.laid_out else ""),
               *(_small_map(one, page, each, rows - 1) if words else
                 page.block_of(each, rows - 1, partial(draw, one)))] for label, one in figure.figures.items()]
    with page.block():
        for start in range(0, len(blocks), in_a_row):
            for line in side_by_side(blocks[start:start + in_a_row], GAP, each):
                page.show(line)
        for line in words:
            page.show(line)


def _small_map(figure: Any, page: Page, width: int, rows: int) -> List[Text]:
    """A map in so many columns and rows, without words."""
    gutter = max(len(text) for _, text in tick_labels(figure.area.up, rows // 2))
    columns = width - gutter - FRAME
    rows = min(rows - AXIS_ROWS, columns // 2 + 1)
    columns = min(columns, 3 * rows)
    lines = MAPS[type(figure)].map_lines(figure, page, rows, columns)
    return framed_map(page, lines, figure.area, Layout(columns, rows, gutter, False), [])


def _words_in_common(figures: Sequence[Figure], page: Page, width: int) -> List[Text]:
    """What colours and characters mean, as many words in a line as fit; [] unless all are maps that have
    them in common."""
    if not all(type(one) in MAPS for one in figures):
        return []
    all_words = [MAPS[type(one)].words_in_common(one, page) for one in figures]
    if any([word.plain for word in words] != [word.plain for word in all_words[0]] for words in all_words):
        return []
    lines = [Text()]
    for word in all_words[0]:
        if lines[-1].cell_len + len(BETWEEN) + word.cell_len > width:
            lines.append(Text())
        lines[-1].append(BETWEEN if lines[-1] else "").append_text(word)
    return lines
