"""Axes of a plot in an SVG: from numbers to points, ticks with their texts, labels at the ends of lines."""

from __future__ import annotations

import textwrap
from typing import List, NamedTuple, Optional, Sequence, Tuple

from ...figures.palette import LIGHT, mixed
from ...figures.scale import Scale, spread_out
from ..svg import TEXT_SIZE, Svg, text_width

GRID = mixed(LIGHT.neutral, LIGHT.text, 0.08)
COLOURS = (LIGHT.positive, LIGHT.negative, LIGHT.text, LIGHT.dim)       # of lines
DASHES = (None, "2 4", "8 4", "8 3 2 3")        # of lines, so that they differ by more than their colour
WIDTH, MARGIN = 490.0, 10.0         # of most pictures: at 400 pixels, it fits and can be read
TICK, GAP = 5.0, 8.0        # units: the length of a tick, and between a text and what it belongs to
LINE_HEIGHT = TEXT_SIZE * 1.3
Point = Tuple[float, float]
Labelled = Sequence[Tuple[float, str]]          # numbers on an axis, each with its text


class End(NamedTuple):
    """A label beside a plot, at the height of a number, in the look of a line."""

    number: float
    text: str
    line: int = 0


class Axes:
    """A plot in a picture: its corner, its size, and the scales across and up."""

    def __init__(self, svg: Svg, left: float, top: float, width: float, height: float,
                 across: Scale, up: Scale) -> None:
        self.svg = svg
        self.left, self.top, self.width, self.height = left, top, width, height
        self.across, self.up = across, up

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height

    def x(self, number: float) -> float:
        """Where a number lies across."""
        return self.left + self.across.share(number) * self.width

    def y(self, number: float) -> float:
        """How far down a number of the axis upwards lies."""
        return self.bottom - self.up.share(number) * self.height

    def draw_left(self, ticks: Labelled, title: str = "") -> None:
        """The axis upwards: thin lines across the plot, and texts on the left; the title above it."""
        for number, text in ticks:
            y = self.y(number)
            self.svg.line(self.left - TICK, y, self.right, y, stroke=GRID)
            self.svg.text(self.left - GAP, y + TEXT_SIZE * 0.35, text, text_anchor="end")
        self.svg.line(self.left, self.top, self.left, self.bottom, stroke=LIGHT.dim)
        if title:
            self.svg.text(self.left, self.top - GAP, title, font_weight="bold")

    def draw_bottom(self, ticks: Labelled, title: str = "") -> None:
        """The axis across: texts below, the first ones before the last where not all have room; the title."""
        taken: List[Tuple[float, float]] = []
        base = self.bottom + TICK + TEXT_SIZE
        for number, text in ticks:
            x, half = self.x(number), text_width(text) / 2.0
            middle = min(max(x, half), self.svg.width - half)
            if all(middle + half + GAP <= start or end + GAP <= middle - half for start, end in taken):
                taken.append((middle - half, middle + half))
                self.svg.line(x, self.bottom, x, self.bottom + TICK, stroke=LIGHT.dim)
                self.svg.text(middle, base, text, text_anchor="middle")
        self.svg.line(self.left, self.bottom, self.right, self.bottom, stroke=LIGHT.dim)
        if title:
            self.svg.text(self.left + self.width / 2.0, base + LINE_HEIGHT, title, text_anchor="middle",
                          fill=LIGHT.dim)

    def draw_line(self, points: Sequence[Point], line: int = 0, hint: str = "", width: float = 2.0) -> None:
        """A line through points, pairs (number across, number upwards), in the look of that line."""
        spots = thinned([(self.x(across), self.y(up)) for across, up in points])
        if len(spots) == 1:
            self.svg.circle(*spots[0], 3.0, hint, fill=COLOURS[line % len(COLOURS)])
        elif spots:
            self.svg.path("M " + " L ".join(f"{x:.1f} {y:.1f}" for x, y in spots), hint, fill="none",
                          stroke=COLOURS[line % len(COLOURS)], stroke_width=width, stroke_linejoin="round",
                          stroke_dasharray=DASHES[line % len(DASHES)])

    def draw_ends(self, ends: Sequence[End]) -> None:
        """Labels on the right, moved apart where lines end close to each other; each shows its line."""
        heights = spread_out([self.y(end.number) for end in ends], LINE_HEIGHT, self.top + GAP, self.bottom)
        for end, y in zip(ends, heights):
            colour = COLOURS[end.line % len(COLOURS)]
            self.svg.line(self.right, self.y(end.number), self.right + GAP, y, stroke=colour)
            self.svg.line(self.right + GAP, y, self.right + 3.5 * GAP, y, stroke=colour, stroke_width=2,
                          stroke_dasharray=DASHES[end.line % len(DASHES)])
            self.svg.text(self.right + 4.0 * GAP, y + TEXT_SIZE * 0.35, end.text, fill=colour)


def wrapped(text: str, width: float) -> List[str]:
    """A text in lines of at most so many units, broken between words."""
    return textwrap.wrap(text, int(width / text_width(" ")))


def room_for_ends(texts: Sequence[str]) -> float:
    """How many units labels at the ends of lines take."""
    return 5.0 * GAP + max(map(text_width, texts), default=0.0)


def room_for_ticks(ticks: Labelled) -> float:
    """How many units the texts of the axis upwards take."""
    return 2.0 * GAP + max((text_width(text) for _, text in ticks), default=0.0)


def thinned(spots: Sequence[Point]) -> List[Point]:
    """The points of a line; within a unit across only the first, the lowest, the highest and the last."""
    chosen: List[Point] = []
    column: List[Point] = []
    for spot in [*spots, None]:
        if column and (spot is None or int(spot[0]) != int(column[0][0])):
            heights = [y for _, y in column]
            indices = {0, heights.index(min(heights)), heights.index(max(heights)), len(column) - 1}
            chosen += [column[index] for index in sorted(indices)]
            column = []
        if spot is not None:
            column.append(spot)
    return chosen


def runs(numbers: Sequence[Optional[float]]) -> List[List[Tuple[int, float]]]:
    """The pieces of a line between its gaps: pairs of an index and a number."""
    pieces: List[List[Tuple[int, float]]] = [[]]
    for index, number in enumerate(numbers):
        if number is None:
            pieces.append([])
        else:
            pieces[-1].append((index, number))
    return [piece for piece in pieces if piece]
