"""Curves of training as SVG: the loss and the share of right answers over the same epochs."""

from __future__ import annotations

import math
from functools import partial
from typing import List, Tuple

from ...figures.curves import HistoryCurves, Panel
from ...figures.palette import LIGHT
from ...figures.scale import Scale, tick_labels
from ...support.formatting import significant
from ..svg import Svg
from .axes import COLOURS, LINE_HEIGHT, MARGIN, WIDTH, Axes, End, room_for_ends, room_for_ticks, runs, wrapped

HEIGHT = 170.0                      # of each plot
TOP, BETWEEN, BELOW = 2.0 * LINE_HEIGHT, 1.8 * LINE_HEIGHT, 3.0 * LINE_HEIGHT
TICKS = 5
MOST_HINTS = 100                    # points of a curve that show their number on hovering
HIT = 6.0                           # their radius


def svg_of_curves(figure: HistoryCurves, digits: int) -> Svg:
    """A plot for each panel, one above the other, epochs below the last, and the course in words."""
    number = partial(significant, digits=digits)
    panels, count = figure.panels, len(figure.panels)
    words = [line for text in figure.sentences(number) for line in wrapped(text, WIDTH - 2.0 * MARGIN)]
    bottom = TOP + count * HEIGHT + (count - 1) * BETWEEN + BELOW if figure.epochs else 0.0
    svg = Svg(WIDTH, bottom + (len(words) + 1.0) * LINE_HEIGHT, figure.title,
              " ".join(figure.sentences(number)))
    for line, text in enumerate(words):
        svg.text(MARGIN, bottom + (line + 1.0) * LINE_HEIGHT, text)
    if not figure.epochs:
        return svg
    left = max(room_for_ticks(tick_labels(panel.scale, TICKS, panel.is_share)) for panel in panels)
    right = room_for_ends([end.text for panel in panels for end in _ends(panel, digits)])
    epochs = Scale(1.0, float(figure.epochs))
    for index, panel in enumerate(panels):
        top = TOP + index * (HEIGHT + BETWEEN)
        axes = Axes(svg, left, top, WIDTH - left - right, HEIGHT, epochs, panel.scale)
        _draw_panel(axes, panel, figure, digits)
    axes.draw_bottom(_epoch_ticks(figure), "epoch")
    return svg


def _draw_panel(axes: Axes, panel: Panel, figure: HistoryCurves, digits: int) -> None:
    axes.draw_left(tick_labels(panel.scale, TICKS, panel.is_share),
                   panel.title + ", logarithmic" * panel.scale.is_logarithmic)
    axes.svg.line(axes.left, axes.bottom, axes.right, axes.bottom, stroke=LIGHT.dim)
    if figure.best_epoch is not None:
        x = axes.x(float(figure.best_epoch))
        axes.svg.line(x, axes.top, x, axes.bottom, "the weights are those after this epoch", stroke=LIGHT.dim,
                      stroke_dasharray="4 3")
    for line, (name, curve) in enumerate(panel.curves.items()):
        for piece in runs([number if math.isfinite(number) else None for number in curve]):
            axes.draw_line([(index + 1.0, number) for index, number in piece], line)
            _add_hints(axes, panel, name, piece, line, digits)
    axes.draw_ends(_ends(panel, digits))


def _add_hints(axes: Axes, panel: Panel, name: str, piece: List[Tuple[int, float]], line: int,
               digits: int) -> None:
    """Points that show their epoch and number on hovering: all of them, or evenly chosen ones."""
    write = panel.write(partial(significant, digits=digits))
    every = -(-len(piece) // MOST_HINTS)
    for index, number in piece[::-1][::every]:
        axes.svg.circle(axes.x(index + 1.0), axes.y(number), HIT,
                        f"{name}, epoch {index + 1:,}: {write(number)}", fill=COLOURS[line % len(COLOURS)],
                        fill_opacity=0)


def _ends(panel: Panel, digits: int) -> List[End]:
    """The label of each curve that has a number, at the last one."""
    write = panel.write(partial(significant, digits=digits))
    last = [[number for number in curve if math.isfinite(number)][-1:] for curve in panel.curves.values()]
    return [End(number, f"{name} {write(number)}", line)
            for line, (name, numbers) in enumerate(zip(panel.curves, last)) for number in numbers]


def _epoch_ticks(figure: HistoryCurves) -> List[Tuple[float, str]]:
    """The best, the last, the first, and round ones between."""
    best = figure.best_epoch
    ticks = [figure.epochs, 1, *map(int, Scale(0.0, float(figure.epochs)).ticks(8))]
    return ([] if best is None else [(float(best), f"best: {best:,}")]) + [
        (float(epoch), f"{epoch:,}") for epoch in dict.fromkeys(ticks) if epoch]
