"""Curves on a terminal: the course of training in half blocks, each line labelled at its end."""

from __future__ import annotations

import math
from typing import List, Mapping, NamedTuple, Optional, Sequence

from rich.text import Text

from ...figures.curves import HistoryCurves, Panel
from ...figures.scale import Scale
from ...support.formatting import significant
from ..display.page import Page
from .axes import Label, bottom_line, framed, numbers_below, ticks_for
from .plot_area import PlotArea

MOST_WIDE = 120             # columns of all
MOST_ROWS, FEWEST_ROWS = 10, 4          # of a plot, without its title and its axis
MOST_DIGITS = 4             # of the numbers in labels
FEWEST_EPOCHS = 3           # that make a curve
FEWEST_COLUMNS = 24         # of a plot that has room for whole labels
FEWEST_LETTERS = 5          # of a label
AXIS_FROM = 7               # rows: with fewer there is no line above the numbers below
ENDING = " logarithmic"


class Layout(NamedTuple):
    """The columns of plots one above the other: for the texts of ticks, the plot, and the labels."""

    gutter: int
    columns: int
    room: int


def draw_curves(figure: HistoryCurves, page: Page) -> None:
    """The curves of the loss and of the accuracy over the same epochs, and what they are in words."""
    sentences = figure.sentences(page.number)
    if figure.epochs >= FEWEST_EPOCHS:
        for line in _all_panels(page, figure, len(sentences)):
            page.show(line)
        page.blank()
    for sentence in sentences:
        page.line(sentence)


def _all_panels(page: Page, figure: HistoryCurves, rows_of_words: int) -> List[Text]:
    rows = MOST_ROWS
    if page.rows:
        free = (page.rows - rows_of_words - 3) // len(figure.panels) - 1
        rows = min(max(free, FEWEST_ROWS), MOST_ROWS)
    layout = layout_of(page, figure.panels, min(page.width, MOST_WIDE), rows)
    lines: List[Text] = []
    for panel in figure.panels:
        title = panel.title + ", logarithmic" * panel.scale.is_logarithmic
        lines += [Text(page.text(title), "bold" if page.laid_out else ""),
                  *panel_lines(page, panel, layout, rows, figure.best_epoch)]
    return lines + axis_lines(page, layout, figure.epochs, figure.best_epoch, rows)


def curve_lines(page: Page, curves: Mapping[str, Sequence[float]], width: int, rows: int) -> List[Text]:
    """A block of so many rows, no line longer than the width: the curves by their labels, epochs below.

    From 20 × 5 on. Numbers that aren't finite are left out. On a logarithmic scale, it says so below.
    """
    panel = Panel("", {label: list(curve) for label, curve in curves.items()})
    below = 2 if rows >= AXIS_FROM else 1
    layout = layout_of(page, [panel], width, rows - below)
    epochs = max(map(len, panel.curves.values()), default=0)
    lines = panel_lines(page, panel, layout, rows - below, None)
    lines += axis_lines(page, layout, epochs, None, rows)
    if panel.scale.is_logarithmic and len(lines[-1].plain) + len(ENDING) <= width:
        lines[-1].append(ENDING)
    return lines


def layout_of(page: Page, panels: Sequence[Panel], width: int, rows: int) -> Layout:
    """Room for the longest tick and, if the plots remain wide enough, for whole labels."""
    ticks = [text for panel in panels for _, text in ticks_for(rows, panel.scale, panel.is_share)]
    gutter = max(len("epoch"), *map(len, ticks)) if width >= FEWEST_COLUMNS else max(map(len, ticks))
    labels = [label.full(page) for panel in panels for label in _labels(panel, page)]
    available = width - gutter - 3
    most = max(available - FEWEST_COLUMNS, available * 2 // 5, FEWEST_LETTERS)
    room = min(max(map(len, labels), default=0), most)
    return Layout(gutter, available - room, room)


def panel_lines(page: Page, panel: Panel, layout: Layout, rows: int, best_epoch: Optional[int]) -> List[Text]:
    """The rows of a plot, with ticks and labels."""
    area, scale = PlotArea(page, layout.columns, rows), panel.scale
    for line, curve in enumerate(panel.curves.values()):
        area.draw_line(line, [scale.share(number) if math.isfinite(number) else None for number in curve])
    if best_epoch is not None:
        area.draw_vertical(_column(best_epoch, max(map(len, panel.curves.values())), layout.columns))
    return framed(page, area, ticks_for(rows, scale, panel.is_share), layout.gutter,
                  _labels(panel, page), layout.room)


def _labels(panel: Panel, page: Page) -> List[Label]:
    """The label of each curve that has a number, at the last one."""
    write = panel.write(lambda number: significant(number, min(page.digits, MOST_DIGITS)))
    ends = [[number for number in curve if math.isfinite(number)][-1:] for curve in panel.curves.values()]
    return [Label(panel.scale.share(end), line, page.text(name), write(end))
            for line, (name, numbers) in enumerate(zip(panel.curves, ends)) for end in numbers]


def _column(epoch: int, epochs: int, columns: int) -> int:
    return round((epoch - 1) * (columns - 1) / max(epochs - 1, 1))


def axis_lines(page: Page, layout: Layout, epochs: int, best_epoch: Optional[int], rows: int) -> List[Text]:
    """The epochs below the plots: the best, the last, the first, and round ones between."""
    ticks = Scale(0.0, float(epochs)).ticks(max(layout.columns // 8, 2))
    numbered = [(best_epoch, f"best: {best_epoch:,}")] if best_epoch is not None else []
    numbered += [(epoch, f"{epoch:,}") for epoch in (epochs, 1, *map(int, ticks)) if epoch]
    numbers = [(_column(epoch, epochs, layout.columns), text) for epoch, text in numbered]
    name = "epoch" if layout.gutter >= len("epoch") else ""
    below, marked = numbers_below(layout.columns, layout.gutter, numbers, name)
    return [bottom_line(page, layout.columns, layout.gutter, marked), below] if rows >= AXIS_FROM else [below]
