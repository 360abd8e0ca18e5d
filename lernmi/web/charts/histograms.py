"""Histograms as SVG: of each layer the weights, and beside them their sensitivities."""

from __future__ import annotations

from functools import partial
from typing import List, Tuple

from ...figures.histograms import NO_SENSITIVITIES, Distribution, Histograms
from ...figures.palette import LIGHT
from ...figures.scale import Scale, tick_labels
from ...support.formatting import significant
from ..svg import TEXT_SIZE, Svg, text_width
from .axes import GAP, LINE_HEIGHT, MARGIN, WIDTH, Axes, wrapped

COLUMN, BETWEEN = 225.0, 20.0                   # the width of a histogram, and what is between two
HEIGHT = 90.0                                   # of the bars
LEAST = 1.5                                     # the height of a bar that is seen
SMALL = 11.0                                    # letters of the range and the mean
MOST_DIGITS = 6
COLOURS = {1: LIGHT.positive, -1: LIGHT.negative, 0: LIGHT.dim}     # by the sign of a bin
BLOCK = HEIGHT + 5.5 * LINE_HEIGHT              # of a histogram with its texts


def svg_of_histograms(figure: Histograms, digits: int) -> Svg:
    """A row of histograms for each layer; a few numbers are listed."""
    rows = [(layer, *_layout(distributions, digits)) for layer, distributions in figure.layers]
    words = [] if figure.has_sensitivities else wrapped(NO_SENSITIVITIES, WIDTH - 2.0 * MARGIN)
    height = sum(_height(pairs, lines) for _, pairs, lines in rows) + (len(words) + 1) * LINE_HEIGHT
    svg = Svg(WIDTH, height, figure.title, " ".join(figure.sentences(partial(significant, digits=digits))))
    top = 0.0
    for layer, pairs, lines in rows:
        svg.text(MARGIN, top + 1.5 * LINE_HEIGHT, layer, font_weight="bold", font_size=1.15 * TEXT_SIZE)
        for row, pair in enumerate(pairs):
            for column, distribution in enumerate(pair):
                _draw(svg, MARGIN + column * (COLUMN + BETWEEN), top + 2.0 * LINE_HEIGHT + row * BLOCK,
                      distribution, digits)
        for number, line in enumerate(lines):
            svg.text(MARGIN, top + 2.0 * LINE_HEIGHT + len(pairs) * BLOCK + (number + 1) * LINE_HEIGHT, line)
        top += _height(pairs, lines)
    for number, line in enumerate(words):
        svg.text(MARGIN, top + (number + 1) * LINE_HEIGHT, line)
    return svg


def _layout(distributions: List[Distribution], digits: int) -> Tuple[List[List[Distribution]], List[str]]:
    """The histograms of a layer in pairs, and the lines of what is listed."""
    drawn = [one for one in distributions if not one.is_listed]
    number = partial(significant, digits=digits)
    lines = [line for one in distributions if one.is_listed
             for line in wrapped(f"{one.name}: {one.words(number)}", WIDTH - 2.0 * MARGIN)]
    return [drawn[start:start + 2] for start in range(0, len(drawn), 2)], lines


def _height(pairs: List[List[Distribution]], lines: List[str]) -> float:
    return 2.5 * LINE_HEIGHT + len(pairs) * BLOCK + len(lines) * LINE_HEIGHT


def _draw(svg: Svg, left: float, top: float, distribution: Distribution, digits: int) -> None:
    """One histogram below its name, with its range and its mean below."""
    number, bins = partial(significant, digits=digits), distribution.bins()
    highest = max(one.size for one in bins)
    gutter = text_width(f"{highest:,}") + 2.0 * GAP
    axes = Axes(svg, left + gutter, top + 1.5 * LINE_HEIGHT, COLUMN - gutter, HEIGHT,
                Scale(bins[0].low, bins[-1].high), Scale(0.0, float(highest)))
    svg.text(left, top + 0.7 * LINE_HEIGHT, distribution.name)
    axes.draw_left([(0.0, "0"), (float(highest), f"{highest:,}")])
    width = axes.width / len(bins)
    for index, one in enumerate(bins):
        if one.size:
            y = min(axes.y(float(one.size)), axes.bottom - LEAST)
            svg.rect(axes.left + index * width, y, width, axes.bottom - y,
                     f"{number(one.low)} to {number(one.high)}: {one.size:,}", fill=COLOURS[one.sign],
                     stroke="#ffffff", stroke_width=0.5)
    axes.draw_bottom(tick_labels(axes.across, 4))
    short = partial(significant, digits=min(digits, MOST_DIGITS))
    spread, *middle = distribution.facts(short)
    for line, words in enumerate((spread, ", ".join(middle))):
        svg.text(left, axes.bottom + (line + 2.2) * LINE_HEIGHT, words, fill=LIGHT.dim,
                 font_size=SMALL)
