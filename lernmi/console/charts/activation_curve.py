"""An activation on a terminal: its curve, the tangent at a neuron's total, and the totals of the samples."""

from __future__ import annotations

from collections import Counter
from typing import List

from rich.text import Text

from ...figures.activation_curve import ActivationCurve
from ...figures.scale import tick_labels
from ..display.page import Page
from .axes import bottom_line, framed, numbers_below, ticks_for
from .plot_area import PlotArea, line_sample, line_style

MOST_WIDE = 100             # columns of all
MOST_ROWS, FEWEST_ROWS = 14, 3          # of the plot
OTHER_ROWS = 8              # title, axis, numbers, counts, legend, a blank row and words
REST = 4                    # rows of a screen that are left for what is above
CURVE, TANGENT = 0, 1       # whose looks they have


def draw_activation_curve(figure: ActivationCurve, page: Page) -> None:
    """The picture, and in words whether the neuron is saturated, or dead."""
    page.line(figure.title, style="bold" if page.laid_out else "")
    for line in _picture(figure, page):
        page.show(line)
    page.blank()
    for sentence in figure.verdicts(page.number):
        page.line(sentence)


def _picture(figure: ActivationCurve, page: Page) -> List[Text]:
    rows = MOST_ROWS if page.rows is None else page.rows - OTHER_ROWS - (0 if page.is_limited else REST)
    rows = min(max(rows, FEWEST_ROWS), MOST_ROWS)
    ticks = ticks_for(rows, figure.heights)
    gutter = max(len("samples"), *(len(text) for _, text in ticks))
    columns = min(page.width, MOST_WIDE) - gutter - 3
    area = PlotArea(page, columns, rows)
    across, heights = figure.across, figure.heights
    for line, pieces in ((CURVE, figure.pieces), (TANGENT, [figure.tangent()])):
        for piece in pieces:
            area.draw_piece(line, [(across.share(total), heights.share(value)) for total, value in piece])
    if figure.present is not None:
        column, row = across.share(figure.present.total), heights.share(figure.present.value)
        area.put(area.column(column), area.row(row), _point(page), "bold" if page.laid_out else "")
    numbers = [(area.column(across.share(tick)), text) for tick, text in tick_labels(across, columns // 8)]
    below, marked = numbers_below(columns, gutter, numbers, "total")
    return [*framed(page, area, ticks, gutter), bottom_line(page, columns, gutter, marked), below,
            *_counts(figure, area, gutter), *_legend(figure, page, gutter)]


def _counts(figure: ActivationCurve, area: PlotArea, gutter: int) -> List[Text]:
    """How many samples have their total in each column: 1 to 9, + for more."""
    counts = Counter(area.column(figure.across.share(point.total)) for point in figure.samples)
    if not counts:
        return []
    digits = "".join(" " if not counts[column] else str(counts[column]) if counts[column] < 10 else "+"
                     for column in range(area.columns))
    return [Text(f"{'samples':>{gutter}}  {digits}".rstrip())]


def _point(page: Page) -> str:
    """What marks where the neuron is."""
    return "O" if page.ascii else "●"


def _legend(figure: ActivationCurve, page: Page, gutter: int) -> List[Text]:
    """What the lines are, in a line or, where they have no room, one below the other."""
    names = {CURVE: figure.label, **({} if figure.present is None else {TANGENT: "tangent"})}
    entries = [Text(page.text(f"{line_sample(page, line)} {name}"), line_style(page, line))
               for line, name in names.items()]
    if figure.present is not None:
        entries.append(Text(f"{_point(page)} its total"))
    joined = [Text("   ").join(entries)]
    fits = gutter + 2 + len(joined[0]) <= page.width
    return [Text(f"{'':>{gutter}}  ").append_text(entry) for entry in (joined if fits else entries)]
