"""Maps of numbers in an SVG: cells of colours, the lines between them, and what the colours mean."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from typing import Any, Dict, List, Sequence, Tuple

from ...figures.palette import LIGHT, shade
from ...figures.plane import Area
from ...figures.scale import tick_labels
from ..svg import TEXT_SIZE, Svg, text_width
from .axes import LINE_HEIGHT, Axes

SIZE = 380.0            # of a plane
TOP = 3.5 * LINE_HEIGHT
TICKS = 6
LEVELS = 24             # of colour for each sign
STRIP = 96.0            # units that a strip of all colours is wide
STRIP_CELLS = 2 * LEVELS


def framed_plane(svg: Svg, area: Area, names: Tuple[str, str], left: float) -> Axes:
    """The plot of a plane below the title of the picture, with its axes."""
    svg.text(left, LINE_HEIGHT, svg.title, font_weight="bold")
    axes = Axes(svg, left, TOP, SIZE, SIZE, *area)
    axes.draw_left(tick_labels(area.up, TICKS), names[1])
    axes.draw_bottom(tick_labels(area.across, TICKS), names[0])
    return axes


def draw_cells(axes: Axes, colours: Sequence[Sequence[str]]) -> None:
    """A plot full of cells, rows from the top: a path for each colour."""
    height, width = axes.height / len(colours), axes.width / len(colours[0])
    paths: Dict[str, List[str]] = defaultdict(list)
    for row, cells in enumerate(colours):
        column = 0
        for colour, run in groupby(cells):
            count = len(list(run))
            x, y = axes.left + column * width, axes.top + row * height
            paths[colour].append(f"M{x:.2f} {y:.2f}h{count * width:.2f}v{height:.2f}h{-count * width:.2f}z")
            column += count
    with axes.svg.group(shape_rendering="crispEdges"):
        for colour, data in paths.items():
            axes.svg.path("".join(data), fill=colour)


def draw_borders(axes: Axes, cells: Sequence[Sequence[Any]]) -> None:
    """A line wherever neighbouring cells differ."""
    height, width = axes.height / len(cells), axes.width / len(cells[0])
    data = []
    for row, line in enumerate(cells):
        for column, cell in enumerate(line):
            x, y = axes.left + (column + 1) * width, axes.top + (row + 1) * height
            if column + 1 < len(line) and line[column + 1] != cell:
                data.append(f"M{x:.2f} {y - height:.2f}v{height:.2f}")
            if row + 1 < len(cells) and cells[row + 1][column] != cell:
                data.append(f"M{x - width:.2f} {y:.2f}h{width:.2f}")
    if data:
        axes.svg.path("".join(data), fill="none", stroke=LIGHT.text)


def in_lines(words: Sequence[str], width: float) -> List[str]:
    """The words, separated by commas, in lines of at most so many units, if each fits."""
    lines: List[str] = []
    for word in words:
        if lines and text_width(f"{lines[-1]}, {word}") <= width:
            lines[-1] += f", {word}"
        else:
            lines.append(word)
    return lines


def signed_colour(strength: float) -> str:
    """The colour of a number from −1 to 1, in as many levels as can be distinguished."""
    return shade(round(strength * LEVELS), LEVELS, LIGHT)


def draw_strip(svg: Svg, x: float, y: float, low: str, high: str, middle: str = "") -> None:
    """A strip of all colours, with what its ends and its middle mean, on that base line."""
    svg.text(x, y, low)
    left, top = x + text_width(low) + TEXT_SIZE / 2.0, y - TEXT_SIZE * 0.8
    with svg.group(shape_rendering="crispEdges"):
        for index in range(STRIP_CELLS):
            svg.rect(left + index * STRIP / STRIP_CELLS, top, STRIP / STRIP_CELLS, TEXT_SIZE,
                     fill=signed_colour((2.0 * index + 1.0) / STRIP_CELLS - 1.0))
    svg.text(left + STRIP + TEXT_SIZE / 2.0, y, high)
    if middle:
        svg.text(left + STRIP / 2.0, y + TEXT_SIZE, middle, text_anchor="middle")
