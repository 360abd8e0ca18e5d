"""Numbers as bars, as SVG: one in a row, negative ones on the left of the line of 0."""

from __future__ import annotations

from functools import partial

from ...figures.palette import LIGHT
from ...figures.series.bars import LONGEST_LABEL, Bars
from ...support.formatting import shortened, significant
from ..svg import Svg, text_width, wrapped_text
from .axes import GAP, LINE_HEIGHT, MARGIN, WIDTH

LEAST_BAR = 150.0           # the width of all bars
THICK = 0.75                # a bar, over the height of its row
SHORTEST = 1.0              # of a bar
MOST_DIGITS = 6


def svg_of_bars(figure: Bars, digits: int) -> Svg:
    """A bar for each number, with its label and the number."""
    write = partial(significant, digits=min(digits, MOST_DIGITS))
    labels = MARGIN + max(text_width(shortened(label, LONGEST_LABEL)) for label in figure.numbers) + GAP
    sides = [max([0.0, *(text_width(write(value)) + GAP for value in figure.numbers.values()
                         if (value < 0.0) is is_negative)]) for is_negative in (True, False)]
    longest = max(WIDTH - labels - sum(sides) - MARGIN, LEAST_BAR)
    width = labels + sum(sides) + longest + MARGIN
    title = wrapped_text(figure.heading, width - 2.0 * MARGIN)
    top = (len(title) + 0.6) * LINE_HEIGHT
    svg = Svg(width, top + (len(figure.numbers) + 0.6) * LINE_HEIGHT, figure.title or "Bars",
              " ".join(figure.sentences(partial(significant, digits=digits))))
    for line, text in enumerate(title):
        svg.text(MARGIN, (line + 1.0) * LINE_HEIGHT, text, font_weight="bold")
    zero = labels + sides[0] + figure.zero * longest
    for row, (label, value) in enumerate(figure.numbers.items()):
        y, length = top + row * LINE_HEIGHT, figure.length(value) * longest
        svg.text(MARGIN, y + 0.75 * LINE_HEIGHT, shortened(label, LONGEST_LABEL))
        _draw_bar(svg, zero, y, max(length, SHORTEST) if length else 0.0, value < 0.0,
                  f"{label}: {significant(value, digits)}", write(value))
    svg.line(zero, top, zero, top + len(figure.numbers) * LINE_HEIGHT, stroke=LIGHT.dim)
    return svg


def _draw_bar(svg: Svg, zero: float, y: float, length: float, is_negative: bool, hint: str,
              number: str) -> None:
    """A bar from the line of 0, and its number beyond the end."""
    if length:
        left, gap = zero - length * is_negative, (1.0 - THICK) / 2.0 * LINE_HEIGHT
        svg.rect(left, y + gap, length, THICK * LINE_HEIGHT, hint,
                 fill=LIGHT.negative if is_negative else LIGHT.positive)
    x = zero - length - GAP if is_negative else zero + length + GAP
    svg.text(x, y + 0.75 * LINE_HEIGHT, number, text_anchor="end" if is_negative else None, fill=LIGHT.dim)
