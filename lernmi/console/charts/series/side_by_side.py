"""Several figures beside each other in characters: maps small, with what they mean once, below them."""

from __future__ import annotations

import math
from functools import partial
from typing import Any, Callable, Dict, List, Sequence, Tuple

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
    are_maps = all(type(one) in MAPS for one in figures)
    common, own = _words(figures, page) if are_maps else ([], [[] for _ in figures])
    least = max([LEAST_MAP, *(word.cell_len for words in own for word in words)]) if are_maps else LEAST_WIDE
    in_a_row = min(max((width + GAP) // (least + GAP), 1), len(figures))
    lines = math.ceil(len(figures) / in_a_row)
    in_a_row = math.ceil(len(figures) / lines)
    each, words = (width + GAP) // in_a_row - GAP, _lines_of(common, width)
    rows = max(((page.rows or PIPE_ROWS) - len(words)) // lines, FEWEST_ROWS) - 1
    blocks = [[Text(page.text(shortened(label, each)), "bold" if page.laid_out else ""),
               *(_small_map(one, page, each, rows, _lines_of(its_own, each)) if are_maps else
                 page.block_of(each, rows, partial(draw, one)))]
              for (label, one), its_own in zip(figure.figures.items(), own)]
    with page.block():
        for start in range(0, len(blocks), in_a_row):
            for line in side_by_side(blocks[start:start + in_a_row], GAP, each):
                page.show(line)
        for line in words:
            page.show(line)


def _small_map(figure: Any, page: Page, width: int, rows: int, words: Sequence[Text]) -> List[Text]:
    """A map in so many columns and rows, and below it the words that are its own."""
    gutter = max(len(text) for _, text in tick_labels(figure.area.up, rows // 2))
    columns = width - gutter - FRAME
    rows = min(rows - AXIS_ROWS - len(words), columns // 2 + 1)
    columns = min(columns, 3 * rows)
    lines = MAPS[type(figure)].map_lines(figure, page, rows, columns)
    return [*framed_map(page, lines, figure.area, Layout(columns, rows, gutter, False), []), *words]


def _words(figures: Sequence[Figure], page: Page) -> Tuple[List[Text], List[List[Text]]]:
    """What colours and characters of maps mean: the words that all have in common, and those of each."""
    all_words = [MAPS[type(one)].words_in_common(one, page) for one in figures]
    texts = [{word.plain for word in words} for words in all_words]
    shared = set.intersection(*texts)
    return ([word for word in all_words[0] if word.plain in shared],
            [[word for word in words if word.plain not in shared] for words in all_words])


def _lines_of(words: Sequence[Text], width: int) -> List[Text]:
    """The words in lines, as many in each as fit."""
    lines: List[Text] = []
    for word in words:
        if lines and lines[-1].cell_len + len(BETWEEN) + word.cell_len <= width:
            lines[-1].append(BETWEEN).append_text(word)
        else:
            lines.append(word.copy())
    return lines
