"""The sensitivities of each layer as bars, as SVG, and in words where they fade."""

from __future__ import annotations

from functools import partial
from typing import Sequence

from ...figures.layer_bars import LONGEST_LABEL, Bar, LayerBars, zeros_of
from ...figures.palette import LIGHT
from ...figures.scale import Scale, tick_labels
from ...support.formatting import shortened, significant
from ..svg import Svg, text_width
from .axes import GAP, GRID, LINE_HEIGHT, MARGIN, WIDTH, Axes, wrapped

LEAST_BAR = 150.0                   # the width of the longest bar
COLOURS = {"neurons": LIGHT.positive, "weights": LIGHT.negative}
HEIGHTS = {"neurons": 0.75, "weights": 0.4}         # of a bar, over the height of its row
MOST_DIGITS = 6


def svg_of_layer_bars(figure: LayerBars, digits: int) -> Svg:
    """A bar for the neurons of each layer, high, and one for its weights, low, with their numbers."""
    number = partial(significant, digits=min(digits, MOST_DIGITS))
    words = [line for sentence in figure.verdicts(number) for line in wrapped(sentence, WIDTH - 2.0 * MARGIN)]
    numbers = [f"{number(bar.mean)}{zeros_of(bar)}" for bar in figure.bars]
    left = MARGIN + max(text_width(f"{_label(bar)} {bar.what}") for bar in figure.bars) + GAP
    width = max(WIDTH, left + LEAST_BAR + GAP + max(map(text_width, numbers)) + MARGIN)
    title = wrapped(figure.title + ", logarithmic" * figure.scale.is_logarithmic, width - 2.0 * MARGIN)
    rows = len(title) + len(figure.bars) + len(words)
    svg = Svg(width, (rows + 4.5) * LINE_HEIGHT, figure.title,
              " ".join(figure.sentences(partial(significant, digits=digits))))
    for line, text in enumerate(title):
        svg.text(MARGIN, (line + 1.3) * LINE_HEIGHT, text, font_weight="bold")
    longest = width - MARGIN - left - GAP - max(map(text_width, numbers))
    axes = Axes(svg, left, (len(title) + 1.0) * LINE_HEIGHT, longest, len(figure.bars) * LINE_HEIGHT,
                figure.scale, Scale(0.0, 1.0))
    _draw_axis(axes)
    _draw_bars(axes, figure, numbers, digits)
    for line, text in enumerate(words):
        svg.text(MARGIN, axes.bottom + (line + 3.0) * LINE_HEIGHT, text)
    return svg


def _label(bar: Bar) -> str:
    return shortened(bar.label, LONGEST_LABEL)


def _draw_axis(axes: Axes) -> None:
    ticks = tick_labels(axes.across, 5)
    for tick, _ in ticks:
        axes.svg.line(axes.x(tick), axes.top, axes.x(tick), axes.bottom, stroke=GRID)
    axes.draw_bottom(ticks)
    axes.svg.line(axes.left, axes.top, axes.left, axes.bottom, stroke=LIGHT.dim)


def _draw_bars(axes: Axes, figure: LayerBars, numbers: Sequence[str], digits: int) -> None:
    before = ""
    for row, (bar, number) in enumerate(zip(figure.bars, numbers)):
        base, end = axes.top + (row + 0.75) * LINE_HEIGHT, axes.x(bar.mean) if bar.mean else axes.left
        axes.svg.text(axes.left - GAP, base, bar.what, text_anchor="end", fill=COLOURS[bar.what])
        if bar.label != before:
            axes.svg.text(MARGIN, base, _label(bar), bar.label)
        if bar.mean:
            height = HEIGHTS[bar.what] * LINE_HEIGHT
            top = axes.top + (row + 0.5) * LINE_HEIGHT - height / 2.0
            axes.svg.rect(axes.left, top, end - axes.left, height, f"{bar.label}, {bar.what}: "
                          f"{significant(bar.mean, digits)}{zeros_of(bar)}", fill=COLOURS[bar.what])
        axes.svg.text(end + GAP, base, number, fill=LIGHT.dim)
        before = bar.label
