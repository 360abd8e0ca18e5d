"""Confusion matrices as SVG: a shaded table of counts."""

from __future__ import annotations

from itertools import product
from typing import List, NamedTuple

from ...figures.confusion import MOST_CLASSES, Confusion
from ...figures.palette import LIGHT, shade, text_on
from ...support.formatting import percent
from ..svg import TEXT_SIZE, Svg, text_width
from .axes import GAP, LINE_HEIGHT, MARGIN, WIDTH, wrapped

SMALLEST_CELL, LARGEST_CELL, CELL_HEIGHT = 18.0, 90.0, 26.0
CLASS, SHARE = "class", "100.0 %"
MOST_CELLS = 40                 # classes that have a row and a column
SMALL = 11.0                    # letters of counts, where the cells are small
PADDING = 4.0


class Layout(NamedTuple):
    """The names of rows and columns, where the cells begin, how wide each is, and the whole picture."""

    rows: List[str]
    columns: List[str]
    left: float
    cell: float
    width: float


def svg_of_confusion(figure: Confusion, digits: int) -> Svg:
    """A cell for each pair of classes, shaded by its share of the class; the diagonal is framed.

    Of more than 15 classes, the pairs that are confused most are named; of more than 40, only they are.
    """
    count = len(figure.classes)
    layout = _layout(figure) if count <= MOST_CELLS else Layout([], [], 0.0, 0.0, WIDTH)
    words = [figure.summary(), *figure.pairs_in_words()] if count > MOST_CLASSES else []
    words = [line for text in words for line in wrapped(text, layout.width - 2.0 * MARGIN)]
    title = wrapped(figure.title, layout.width - 2.0 * MARGIN)
    top = (len(title) + 3.0) * LINE_HEIGHT
    bottom = top + len(layout.rows) * CELL_HEIGHT + LINE_HEIGHT
    svg = Svg(layout.width, bottom + (len(words) + 0.5) * LINE_HEIGHT, figure.title,
              " ".join(figure.sentences(str)))
    for line, text in enumerate(title):
        svg.text(MARGIN, (line + 1.2) * LINE_HEIGHT, text, font_weight="bold")
    if layout.rows:
        _draw(svg, figure, layout, top)
    for line, text in enumerate(words):
        svg.text(MARGIN, bottom + (line + 0.5) * LINE_HEIGHT, text)
    return svg


def _layout(figure: Confusion) -> Layout:
    """Columns have names where these have room, else numbers; cells are wide enough for their counts."""
    longest = f"{max(map(max, figure.counts)):,}"
    least = max(SMALLEST_CELL, text_width(longest, SMALL) + PADDING)
    for letters in (int((LARGEST_CELL - PADDING) / text_width(" ")), 0):
        rows, columns = figure.headings(letters)
        left = MARGIN + GAP + max(map(text_width, (*rows, CLASS)))
        right = GAP + text_width(SHARE) + MARGIN
        cell = max(min((WIDTH - left - right) / len(rows), LARGEST_CELL), least)
        if max(map(text_width, columns)) + PADDING <= cell:
            break
    return Layout(rows, columns, left, cell, max(WIDTH, left + len(rows) * cell + right))


def _draw(svg: Svg, figure: Confusion, layout: Layout, top: float) -> None:
    """The names of the classes around the cells; the frames of the diagonal are above all other cells."""
    rows, columns, left, width, _ = layout
    svg.text(MARGIN, top - GAP, CLASS, fill=LIGHT.dim)
    svg.text(left, top - GAP - LINE_HEIGHT, "answer", fill=LIGHT.dim)
    for index, (row, column) in enumerate(zip(rows, columns)):
        svg.text(left + (index + 0.5) * width, top - GAP, column, figure.classes[index], text_anchor="middle")
        y = top + (index + 0.5) * CELL_HEIGHT + TEXT_SIZE * 0.35
        svg.text(left - GAP, y, row, figure.classes[index], text_anchor="end")
        if any(figure.counts[index]):
            svg.text(left + len(rows) * width + GAP, y, percent(figure.share(index, index)), fill=LIGHT.dim)
    across = range(len(rows))
    for down, right in sorted(product(across, across), key=lambda cell: cell[0] == cell[1]):
        _draw_cell(svg, figure, down, right, left + right * width, top + down * CELL_HEIGHT, width)


def _draw_cell(svg: Svg, figure: Confusion, row: int, column: int, x: float, y: float, width: float) -> None:
    count, is_right = figure.counts[row][column], row == column
    colour = shade(figure.strength(row, column), 1.0)
    svg.rect(x, y, width, CELL_HEIGHT, f"of class {figure.classes[row]}, {count:,} answered "
             f"{figure.classes[column]}, {percent(figure.share(row, column))}", fill=colour,
             stroke=LIGHT.text if is_right else "#ffffff", stroke_width=2 if is_right else 1)
    text = f"{count:,}"
    size = TEXT_SIZE if text_width(text) + PADDING <= width else SMALL
    if count:
        svg.text(x + width / 2.0, y + CELL_HEIGHT / 2.0 + size * 0.35, text, fill=text_on(colour),
                 text_anchor="middle", font_size=size, pointer_events="none")
