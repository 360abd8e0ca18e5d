"""Histograms on a terminal: of each layer the weights, and beside them their sensitivities."""

from __future__ import annotations

from typing import List, Tuple

from rich.text import Text

from ...figures.histograms import NO_SENSITIVITIES, Bin, Distribution, Histograms
from ...figures.scale import Scale, tick_labels
from ..display.page import Page
from ..display.side_by_side import side_by_side
from .axes import bottom_line, framed, numbers_below
from .plot_area import PlotArea

MOST_WIDE, LEAST_WIDE = 120, 28     # columns of all, and of one histogram
MOST_ROWS, FEWEST_ROWS = 6, 2       # of its bars
OTHER_ROWS = 7                      # of a layer: a heading, and above and below its bars
LINES = {1: 0, -1: 1, 0: 2}         # by the sign of a bin: the line whose look its bar has
GAP = 2


def draw_histograms(figure: Histograms, page: Page) -> None:
    """A row of histograms for each layer; a few numbers are listed. In sentences where there are few rows."""
    if page.is_limited and page.rows and page.rows < len(figure.layers) * (FEWEST_ROWS + OTHER_ROWS):
        for sentence in figure.sentences(page.number):
            page.line(sentence)
        return
    for layer, distributions in figure.layers:
        with page.block():
            page.heading(layer)
            _draw_layer(page, distributions, len(figure.layers))
            page.blank()
    if not figure.has_sensitivities:
        page.line(NO_SENSITIVITIES)


def _draw_layer(page: Page, distributions: List[Distribution], layers: int) -> None:
    """The histograms beside each other, as many as there is room for, then the lists."""
    drawn = [one for one in distributions if not one.is_listed]
    count = max(min(len(drawn), (min(page.width, MOST_WIDE) + GAP) // (LEAST_WIDE + GAP), 2), 1)
    width = (min(page.width, MOST_WIDE) + GAP) // count - GAP
    rows = MOST_ROWS if page.rows is None else max(page.rows // layers - OTHER_ROWS, FEWEST_ROWS)
    for start in range(0, len(drawn), count):
        blocks = [_block(page, one, width, min(rows, MOST_ROWS)) for one in drawn[start:start + count]]
        for line in side_by_side(blocks, GAP, width):
            page.show(line)
    for one in distributions:
        if one.is_listed:
            page.line(f"{one.name}: {one.words(page.number)}")


def _block(page: Page, distribution: Distribution, width: int, rows: int) -> List[Text]:
    """One histogram: a title, bars with the highest count beside them, the axis, the mean below."""
    bins = distribution.bins(width - 8)
    highest = max(one.size for one in bins)
    gutter = len(f"{highest:,}")
    columns = (width - gutter - 2) // len(bins) * len(bins)
    area = PlotArea(page, columns, rows)
    each = columns // len(bins)
    for index, one in enumerate(bins):
        area.draw_bar(range(index * each, (index + 1) * each), one.size / highest, LINES[one.sign])
    numbers = _ticks(bins, columns)
    below, marked = numbers_below(columns, gutter, numbers)
    words = _words(page, distribution, width - gutter - 2)
    return [Text(page.text(distribution.name), "bold" if page.laid_out else ""),
            *framed(page, area, [(1.0, f"{highest:,}"), (0.0, "0")], gutter),
            bottom_line(page, columns, gutter, marked), below,
            *(Text(page.text(f"{'':>{gutter}}  {line}")) for line in words)]


def _words(page: Page, distribution: Distribution, room: int) -> List[str]:
    """The range, the mean and the zeros, as many in a line as fit."""
    lines = [""]
    for fact in distribution.facts(page.number):
        joined = f"{lines[-1]}, {fact}" if lines[-1] else fact
        if len(joined) <= room:
            lines[-1] = joined
        else:
            lines.append(fact)
    return lines


def _ticks(bins: List[Bin], columns: int) -> List[Tuple[int, str]]:
    """Round numbers below the bars, from the edge of the first bin to that of the last."""
    scale = Scale(bins[0].low, bins[-1].high)
    return [(scale.cell(tick, columns), text)
            for tick, text in tick_labels(scale, max(columns // 8, 3))]
