"""Small pictures side by side as SVG; each pixel shows its number on hovering."""

from __future__ import annotations

from functools import partial
from typing import Callable, Sequence

from ...figures.palette import LIGHT, mixed
from ...figures.series.pictures import Pictures
from ...support.formatting import significant
from ..svg import Svg, text_width, wrapped_text
from .axes import GAP, LINE_HEIGHT, MARGIN, WIDTH
from .cells import draw_strip, signed_colour

SIZE = 80.0                 # of the longer side of a picture
MOST_HINTS = 4096           # pixels that show their numbers


def svg_of_pictures(figure: Pictures, digits: int) -> Svg:
    """As many in a row as have room; where some numbers are negative, what the colours mean."""
    number = partial(significant, digits=digits)
    captions = [caption for caption, _ in figure.pictures]
    wide = max(SIZE, *map(text_width, captions)) + 2.0 * GAP
    in_row = min(max(int((WIDTH - MARGIN) // wide), 1), len(captions))
    high = SIZE + 2.0 * LINE_HEIGHT
    title = wrapped_text(figure.title, WIDTH - 2.0 * MARGIN)
    top = (len(title) + 1.0) * LINE_HEIGHT
    bottom = top + -(-len(captions) // in_row) * high
    svg = Svg(WIDTH, bottom + 2.0 * LINE_HEIGHT * figure.is_signed, figure.title or "Pictures",
              " ".join(figure.sentences(number)))
    for line, text in enumerate(title):
        svg.text(MARGIN, (line + 1.0) * LINE_HEIGHT, text, font_weight="bold")
    for index, (caption, rows) in enumerate(figure.pictures):
        x, y = MARGIN + index % in_row * wide, top + index // in_row * high
        svg.text(x, y, caption)
        _draw_picture(svg, figure, rows, x, y + GAP, number)
    if figure.is_signed:
        draw_strip(svg, MARGIN, bottom, number(-figure.largest), number(figure.largest), "0")
    return svg


def _draw_picture(svg: Svg, figure: Pictures, rows: Sequence[Sequence[float]], left: float, top: float,
                  number: Callable[[float], str]) -> None:
    cell, largest = SIZE / max(len(rows), len(rows[0])), figure.largest or 1.0
    has_hints = len(figure.numbers) <= MOST_HINTS
    with svg.group(shape_rendering="crispEdges"):
        for y, row in enumerate(rows):
            for x, pixel in enumerate(row):
                colour = signed_colour(pixel / largest) if figure.is_signed else \
                    mixed("#ffffff", LIGHT.text, pixel / largest)
                svg.rect(left + x * cell, top + y * cell, cell, cell, number(pixel) if has_hints else "",
                         fill=colour)
    svg.rect(left, top, len(rows[0]) * cell, len(rows) * cell, fill="none", stroke=LIGHT.dim)
