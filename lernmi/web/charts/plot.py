"""Curves over x as SVG, labelled at their ends, with points above them."""

from __future__ import annotations

from functools import partial
from typing import List

from ...figures.palette import LIGHT
from ...figures.scale import tick_labels
from ...figures.series.plot import Plot, ends_of
from ...support.formatting import shortened, significant
from ..svg import Svg, wrapped_text
from .axes import LINE_HEIGHT, MARGIN, WIDTH, Axes, End, room_for_ends, room_for_ticks

HEIGHT = 230.0
TICKS_ACROSS, TICKS_UP = 7, 6
RADIUS = 5.0                # of a point
LONGEST_NAME = 28           # characters of a curve's label
SHAPES = ((True, LIGHT.text), (True, "#ffffff"), (False, LIGHT.text), (False, "#ffffff"))    # round?, filling


def svg_of_plot(figure: Plot, digits: int) -> Svg:
    """The curves and points between their axes, and which points have which mark."""
    number = partial(significant, digits=digits)
    title = wrapped_text(figure.title, WIDTH - 2.0 * MARGIN)
    words = [line for text in figure.left_out() for line in wrapped_text(text, WIDTH - 2.0 * MARGIN)]
    top = (len(title) + 1.8) * LINE_HEIGHT
    legend = top + HEIGHT + 2.8 * LINE_HEIGHT
    svg = Svg(WIDTH, legend + (len(figure.points) + len(words) + 0.3) * LINE_HEIGHT, figure.title or figure.y,
              " ".join(figure.sentences(number)))
    for line, text in enumerate(title):
        svg.text(MARGIN, (line + 1.0) * LINE_HEIGHT, text, font_weight="bold")
    axes = _draw_axes(svg, figure, top)
    for line, label in enumerate(figure.curves):
        for piece in figure.pieces(label):
            axes.draw_line(piece, line, label)
    axes.draw_ends(_ends(figure))
    for series, (label, pairs) in reversed(list(enumerate(figure.marked().items()))):
        for x, y in pairs:
            hint = f"{label}: {figure.described((x, y), number)}"
            _draw_mark(svg, series, axes.x(x), axes.y(y), hint)
    for line, label in enumerate(figure.points):
        base = legend + (line + 0.8) * LINE_HEIGHT
        _draw_mark(svg, line, axes.left + RADIUS, base - RADIUS, "")
        svg.text(axes.left + 4.0 * RADIUS, base, label)
    for line, text in enumerate(words, len(figure.points)):
        svg.text(MARGIN, legend + (line + 0.8) * LINE_HEIGHT, text, fill=LIGHT.dim)
    return svg


def _draw_axes(svg: Svg, figure: Plot, top: float) -> Axes:
    """The axes with their names, and thin lines where x and y are 0."""
    ticks = tick_labels(figure.up, TICKS_UP)
    left = MARGIN + room_for_ticks(ticks)
    right = room_for_ends([end.text for end in _ends(figure)]) if figure.curves else MARGIN + RADIUS
    axes = Axes(svg, left, top, WIDTH - left - right, HEIGHT, figure.across, figure.up)
    axes.draw_left(ticks)
    svg.text(MARGIN, top - 0.6 * LINE_HEIGHT, figure.y, fill=LIGHT.dim)
    axes.draw_bottom(tick_labels(figure.across, TICKS_ACROSS), figure.x)
    if figure.across.low < 0.0 < figure.across.high:
        svg.line(axes.x(0.0), axes.top, axes.x(0.0), axes.bottom, stroke=LIGHT.dim, stroke_width=0.5)
    if figure.up.low < 0.0 < figure.up.high:
        svg.line(axes.left, axes.y(0.0), axes.right, axes.y(0.0), stroke=LIGHT.dim, stroke_width=0.5)
    return axes


def _ends(figure: Plot) -> List[End]:
    """The name of each curve at its end."""
    return [End(y, shortened(name, LONGEST_NAME), line) for line, name, (_, y) in ends_of(figure)]


def _draw_mark(svg: Svg, series: int, x: float, y: float, hint: str) -> None:
    """The mark of a series of points: a circle or a square, full or hollow."""
    is_round, filling = SHAPES[series % len(SHAPES)]
    look = {"fill": filling, "stroke": LIGHT.text, "stroke_width": 1.5}
    if is_round:
        svg.circle(x, y, RADIUS, hint, **look)
    else:
        svg.rect(x - RADIUS, y - RADIUS, 2.0 * RADIUS, 2.0 * RADIUS, hint, **look)
