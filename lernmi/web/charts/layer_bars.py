"""The sensitivities of each layer as bars, as SVG, and in words where they fade."""

from __future__ import annotations

from functools import partial
from typing import List

from ...figures.layer_bars import LONGEST_LABEL, LayerBars, zeros_of
from ...figures.palette import LIGHT
from ...figures.scale import Scale, tick_labels
from ...support.formatting import shortened, significant
from ..svg import Svg, text_width
from .axes import GAP, LINE_HEIGHT, Axes, wrapped

WIDTH, MARGIN = 600.0, 10.0
COLOURS = {"neurons": LIGHT.positive, "weights": LIGHT.negative}
HEIGHTS = {"neurons": 0.75, "weights": 0.4}         # of a bar, over the height of its row
MOST_DIGITS = 6


def svg_of_layer_bars(figure: LayerBars, digits: int) -> Svg:
    """A bar for the neurons of each layer, high, and one for its weights, low, with their numbers."""
    number = partial(significant, digits=min(digits, MOST_DIGITS))
    words = [line for sentence in figure.verdicts(number) for line in wrapped(sentence, WIDTH - 2.0 * MARGIN)]
    count = len(figure.bars)
    svg = Svg(WIDTH, (count + len(words) + 5.5) * LINE_HEIGHT, figure.title,
              " ".join(figure.sentences(partial(significant, digits=digits))))
    svg.text(MARGIN, 1.3 * LINE_HEIGHT, figure.title + ", logarithmic" * figure.scale.is_logarithmic,
             font_weight="bold")
    axes = _axes(svg, figure, [f"{number(bar.mean)}{zeros_of(bar)}" for bar in figure.bars])
    _draw_bars(axes, figure, digits)
    for line, text in enumerate(words):
        svg.text(MARGIN, axes.bottom + (line + 3.0) * LINE_HEIGHT, text)
    return svg


def _axes(svg: Svg, figure: LayerBars, numbers: List[str]) -> Axes:
    """Room for the labels on the left, and for the numbers beside the bars."""
    labels = [f"{shortened(bar.label, LONGEST_LABEL)} {bar.what}" for bar in figure.bars]
    left = MARGIN + max(map(text_width, labels)) + GAP
    width = WIDTH - MARGIN - left - GAP - max(map(text_width, numbers))
    axes = Axes(svg, left, 2.0 * LINE_HEIGHT, width, len(figure.bars) * LINE_HEIGHT, figure.scale,
                Scale(0.0, 1.0))
    for tick, _ in tick_labels(figure.scale, 5):
        svg.line(axes.x(tick), axes.top, axes.x(tick), axes.bottom, stroke=LIGHT.neutral)
    axes.draw_bottom(tick_labels(figure.scale, 5))
    for row, text in enumerate(numbers):
        bar = figure.bars[row]
        x = axes.x(bar.mean) if bar.mean else left
        svg.text(x + GAP, axes.top + (row + 0.75) * LINE_HEIGHT, text, fill=LIGHT.dim)
    return axes


def _draw_bars(axes: Axes, figure: LayerBars, digits: int) -> None:
    before = ""
    for row, bar in enumerate(figure.bars):
        top, base = axes.top + row * LINE_HEIGHT, axes.top + (row + 0.75) * LINE_HEIGHT
        end = axes.left - GAP
        axes.svg.text(end, base, bar.what, text_anchor="end", fill=COLOURS[bar.what])
        if bar.label != before:
            axes.svg.text(MARGIN, base, shortened(bar.label, LONGEST_LABEL), bar.label)
        if bar.mean:
            height = HEIGHTS[bar.what] * LINE_HEIGHT
            axes.svg.rect(axes.left, top + (LINE_HEIGHT - height) / 2.0, axes.x(bar.mean) - axes.left, height,
                          f"{bar.label}, {bar.what}: {significant(bar.mean, digits)}{zeros_of(bar)}",
                          fill=COLOURS[bar.what])
        before = bar.label
    axes.svg.line(axes.left, axes.top, axes.left, axes.bottom, stroke=LIGHT.dim)
