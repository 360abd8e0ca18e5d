"""An activation as SVG: its curve, the tangent at a neuron's total, and the totals of the samples."""

from __future__ import annotations

from functools import partial
from typing import Callable, List, Tuple

from ...figures.activation_curve import ActivationCurve, Point
from ...figures.palette import LIGHT
from ...figures.scale import tick_labels
from ...support.formatting import significant
from ..svg import Svg, text_width
from .axes import COLOURS, DASHES, GAP, LINE_HEIGHT, MARGIN, WIDTH, Axes, room_for_ticks, wrapped

HEIGHT = 230.0
CURVE, TANGENT = 0, 1               # whose looks the lines have
RADIUS, MARK, SAMPLE = 5.0, 8.0, 24.0       # of the point; lengths of a sample's mark, of a line's
MOST_DIGITS = 6


def svg_of_activation_curve(figure: ActivationCurve, digits: int) -> Svg:
    """The picture, and in words whether the neuron is saturated, or dead."""
    number = partial(significant, digits=digits)
    short = partial(significant, digits=min(digits, MOST_DIGITS))
    title = wrapped(figure.title, WIDTH - 2.0 * MARGIN)
    words = [line for text in figure.verdicts(short) for line in wrapped(text, WIDTH - 2.0 * MARGIN)]
    top = (len(title) + 0.8) * LINE_HEIGHT
    bottom = top + HEIGHT + 5.2 * LINE_HEIGHT
    svg = Svg(WIDTH, bottom + len(words) * LINE_HEIGHT, figure.title, " ".join(figure.sentences(number)))
    for line, text in enumerate(title):
        svg.text(MARGIN, (line + 1.0) * LINE_HEIGHT, text, font_weight="bold")
    _draw(svg, figure, top, number, short)
    for line, text in enumerate(words):
        svg.text(MARGIN, bottom + line * LINE_HEIGHT, text)
    return svg


def _draw(svg: Svg, figure: ActivationCurve, top: float, number: Callable[[float], str],
          short: Callable[[float], str]) -> None:
    ticks = tick_labels(figure.heights, 6)
    left = MARGIN + room_for_ticks(ticks)
    axes = Axes(svg, left, top, WIDTH - left - MARGIN, HEIGHT, figure.across, figure.heights)
    axes.draw_left(ticks)
    axes.draw_bottom(tick_labels(figure.across, 7), "total")
    for point in figure.samples:
        x = axes.x(point.total)
        svg.line(x, axes.bottom - MARK, x, axes.bottom, f"a sample: {_described(point, number)}",
                 stroke=LIGHT.text, stroke_opacity=0.4)
    for piece in figure.pieces:
        axes.draw_line(piece, CURVE)
    names = [(CURVE, figure.label)]
    if figure.present is not None:
        axes.draw_line(figure.tangent(), TANGENT)
        svg.circle(axes.x(figure.present.total), axes.y(figure.present.value), RADIUS,
                   _described(figure.present, number), fill=LIGHT.text)
        names.append((TANGENT, f"tangent, slope {short(figure.present.slope)}"))
    _draw_legend(axes, names)


def _described(point: Point, number: Callable[[float], str]) -> str:
    total, value, slope = map(number, point)
    return f"total {total}, value {value}, slope {slope}"


def _draw_legend(axes: Axes, names: List[Tuple[int, str]]) -> None:
    """What the lines are, below the plot."""
    x, y = axes.left, axes.bottom + 3.6 * LINE_HEIGHT
    for line, name in names:
        axes.svg.line(x, y - GAP / 2.0, x + SAMPLE, y - GAP / 2.0, stroke=COLOURS[line], stroke_width=2,
                      stroke_dasharray=DASHES[line])
        axes.svg.text(x + SAMPLE + GAP, y, name, fill=COLOURS[line])
        x += SAMPLE + 3.0 * GAP + text_width(name)
