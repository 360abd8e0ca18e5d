"""The loss over two weights as SVG: bands of losses between lines, with the path of learning on them."""

from __future__ import annotations

from functools import partial
from typing import Any, Dict, List, Tuple

from ...figures.palette import LIGHT
from ...figures.scale import tick_labels
from ...figures.surface import Surface
from ...support.formatting import significant
from ..svg import TEXT_SIZE, Svg, text_width
from .axes import GAP, LINE_HEIGHT, Axes, room_for_ticks, wrapped
from .cells import SIZE, TICKS, TOP, draw_borders, draw_cells, framed_plane, signed_colour

DOT = 4.0
MOST_POINTS = 1000          # of the path
HALO: Dict[str, Any] = {"stroke": "#ffffff", "stroke_width": 3.0, "paint_order": "stroke",
                        "stroke_linejoin": "round"}


def svg_of_surface(figure: Surface, digits: int) -> Svg:
    """The map with its axes, the path, and below which losses the bands are."""
    number = partial(significant, digits=digits)
    left = max(room_for_ticks(tick_labels(figure.area.up, TICKS)), GAP)
    words = wrapped("The other weights stay as they are.", SIZE)
    words += [line for text in figure.counted() for line in wrapped(text, SIZE)]
    below = TOP + SIZE + 3.8 * LINE_HEIGHT
    width = left + max(SIZE + 2.0 * GAP, text_width(figure.title) + GAP)
    rows = swatches(figure, width - left - GAP)
    svg = Svg(width, below + (len(rows) + len(words) + 0.7) * LINE_HEIGHT, figure.title,
              " ".join(figure.sentences(number)))
    axes = framed_plane(svg, figure.area, figure.names, left)
    bands = [[figure.band(loss) for loss in row] for row in figure.losses]
    draw_cells(axes, [[signed_colour(figure.strength(band)) for band in row] for row in bands])
    draw_borders(axes, bands)
    _draw_path(axes, figure, digits)
    _draw_swatches(svg, figure, rows, left, below)
    for index, line in enumerate(words):
        svg.text(left, below + (len(rows) + index + 0.2) * LINE_HEIGHT, line)
    return svg


def _draw_path(axes: Axes, figure: Surface, digits: int) -> None:
    """The path, bordered with white; its start, the lowest loss and the present one by their names."""
    svg, number = axes.svg, partial(significant, digits=digits)
    if figure.path:
        every = -(-len(figure.path) // MOST_POINTS)
        spots = [(axes.x(across), axes.y(up)) for across, up in [*figure.path[::every], figure.path[-1]]]
        data = "M " + " L ".join(f"{x:.1f} {y:.1f}" for x, y in spots)
        svg.path(data, fill="none", stroke="#ffffff", stroke_width=4.5, stroke_linejoin="round")
        svg.path(data, "the path of learning", fill="none", stroke=LIGHT.text, stroke_width=2.0,
                 stroke_linejoin="round")
    marks = [(figure.lowest.point, f"lowest {number(figure.lowest.loss)}", LIGHT.negative)]
    marks += [(point, "start", LIGHT.text) for point in figure.path[:1]]
    marks += [(figure.present.point, f"present {number(figure.present.loss)}", LIGHT.text)]
    taken: List[float] = []
    for point, text, colour in marks:
        x, y = axes.x(point[0]), axes.y(point[1])
        svg.circle(x, y, DOT, text, fill=colour, stroke="#ffffff", stroke_width=1.5)
        above = y - 2.0 * DOT
        base = _free(taken, above if above - TEXT_SIZE > axes.top else y + 2.0 * DOT + TEXT_SIZE)
        half = text_width(text) / 2.0
        svg.text(min(max(x, axes.left + half), axes.right - half), base, text, text_anchor="middle", **HALO)


def _free(taken: List[float], base: float) -> float:
    """A base line near it that no other label has."""
    while any(abs(base - other) < TEXT_SIZE for other in taken):
        base += TEXT_SIZE
    taken.append(base)
    return base


def swatches(figure: Surface, width: float) -> List[List[Tuple[int, str]]]:
    """The bands with their texts, in rows of at most so many units."""
    rows: List[List[Tuple[int, str]]] = []
    room = 0.0
    for band, text in enumerate(figure.band_texts()):
        needed = _width(text)
        if not rows or needed > room:
            rows.append([])
            room = width
        rows[-1].append((band, text))
        room -= needed
    return rows


def _width(text: str) -> float:
    return 2.0 * TEXT_SIZE + text_width(text) + GAP


def _draw_swatches(svg: Svg, figure: Surface, rows: List[List[Tuple[int, str]]], left: float, top: float
                   ) -> None:
    for index, row in enumerate(rows):
        x, base = left, top + index * LINE_HEIGHT
        for band, text in row:
            svg.rect(x, base - TEXT_SIZE * 0.8, 1.5 * TEXT_SIZE, TEXT_SIZE, stroke=LIGHT.dim,
                     fill=signed_colour(figure.strength(band)))
            svg.text(x + 2.0 * TEXT_SIZE, base, text)
            x += _width(text)
