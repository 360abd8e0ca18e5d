"""Confusion matrices as SVG: a shaded table of counts."""

from __future__ import annotations

from itertools import product
from typing import Sequence

from ...figures.confusion import MOST_CLASSES, Confusion
from ...figures.palette import LIGHT, shade, text_on
from ...support.formatting import percent
from ..svg import LETTER, TEXT_SIZE, Svg, text_width
from .axes import GAP, LINE_HEIGHT, wrapped

WIDTH, MARGIN = 560.0, 10.0
LARGEST_CELL, CELL_HEIGHT = 90.0, 26.0
CLASS, SHARE = "class", "100.0 %"
MOST_CELLS = 40                 # classes that have a row and a column
SMALLEST_TEXT = 8.0


def svg_of_confusion(figure: Confusion, digits: int) -> Svg:
    """A cell for each pair of classes, shaded by its share of the class; the diagonal is framed.

    Of more than 15 classes, the pairs that are confused most are named; of more than 40, only they are.
    """
    count = len(figure.classes)
    words = [] if count <= MOST_CLASSES else [line for text in (figure.summary(), *figure.pairs_in_words())
                                              for line in wrapped(text, WIDTH - 2.0 * MARGIN)]
    title = wrapped(figure.title, WIDTH - 2.0 * MARGIN)
    rows = count if count <= MOST_CELLS else 0
    top = (len(title) + 3.0) * LINE_HEIGHT
    bottom = top + rows * CELL_HEIGHT + LINE_HEIGHT
    svg = Svg(WIDTH, bottom + (len(words) + 0.5) * LINE_HEIGHT, figure.title, " ".join(figure.sentences(str)))
    for line, text in enumerate(title):
        svg.text(MARGIN, (line + 1.2) * LINE_HEIGHT, text, font_weight="bold")
    if rows:
        _draw(svg, figure, top)
    for line, text in enumerate(words):
        svg.text(MARGIN, bottom + (line + 0.5) * LINE_HEIGHT, text)
    return svg


def _draw(svg: Svg, figure: Confusion, top: float) -> None:
    """The names of the classes around the cells; the frames of the diagonal are above all other cells."""
    across = range(len(figure.classes))
    rows, columns = figure.headings(_letters(_width(figure, figure.classes)))
    width = _width(figure, rows)
    left = MARGIN + GAP + max(map(text_width, (*rows, CLASS)))
    svg.text(MARGIN, top - GAP, CLASS, fill=LIGHT.dim)
    svg.text(left, top - GAP - LINE_HEIGHT, "answer", fill=LIGHT.dim)
    for index, (row, column) in enumerate(zip(rows, columns)):
        if _letters(width) >= len(column):
            svg.text(left + (index + 0.5) * width, top - GAP, column, figure.classes[index],
                     text_anchor="middle")
        y = top + (index + 0.5) * CELL_HEIGHT + TEXT_SIZE * 0.35
        svg.text(left - GAP, y, row, figure.classes[index], text_anchor="end")
        if any(figure.counts[index]):
            svg.text(left + len(across) * width + GAP, y, percent(figure.share(index, index)), fill=LIGHT.dim)
    for down, right in sorted(product(across, across), key=lambda cell: cell[0] == cell[1]):
        _draw_cell(svg, figure, down, right, left + right * width, top + down * CELL_HEIGHT, width)


def _width(figure: Confusion, rows: Sequence[str]) -> float:
    """The width of a cell, beside these names."""
    left = MARGIN + GAP + max(map(text_width, (*rows, CLASS)))
    return min((WIDTH - left - MARGIN - GAP - text_width(SHARE)) / len(figure.classes), LARGEST_CELL)


def _letters(width: float) -> int:
    """How many letters have room above a cell."""
    return max(int((width - GAP / 2.0) / text_width(" ")), 0)


def _draw_cell(svg: Svg, figure: Confusion, row: int, column: int, x: float, y: float, width: float) -> None:
    count, is_right = figure.counts[row][column], row == column
    colour = shade(figure.strength(row, column), 1.0)
    svg.rect(x, y, width, CELL_HEIGHT, f"of class {figure.classes[row]}, {count:,} answered "
             f"{figure.classes[column]}, {percent(figure.share(row, column))}", fill=colour,
             stroke=LIGHT.text if is_right else "#ffffff", stroke_width=2 if is_right else 1)
    text = f"{count:,}"
    size = min(TEXT_SIZE, (width - 2.0) / (len(text) * LETTER))
    if count and size >= SMALLEST_TEXT:
        svg.text(x + width / 2.0, y + CELL_HEIGHT / 2.0 + size * 0.35, text, fill=text_on(colour),
                 text_anchor="middle", font_size=size, pointer_events="none")
