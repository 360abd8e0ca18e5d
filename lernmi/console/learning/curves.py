"""Curves in characters: one mark a column, each line labelled at its end."""

from __future__ import annotations

import math
from typing import Dict, List, Mapping, NamedTuple, Sequence, Tuple

from rich.text import Text

from ..display.page import Page

MARKS = "ox+*"              # of the lines, in ASCII as well
ROWS = 12
LOGARITHMIC_FROM = 30.0     # times: the largest number over the smallest
MOST_WIDE, LEAST_WIDE = 100, 40
FEWEST_COLUMNS = 24         # of the drawing: below it, the first and the last number of the axis


class Scale(NamedTuple):
    """From a number to a row: 0 is the lowest."""

    low: float
    high: float
    is_logarithmic: bool

    def row(self, number: float) -> int:
        """The row nearest to the number."""
        low, high, at = (map(math.log, (self.low, self.high, number)) if self.is_logarithmic
                         else (self.low, self.high, number))
        return 0 if high == low else round((at - low) / (high - low) * (ROWS - 1))

    def number(self, row: int) -> float:
        """The number in the middle of a row."""
        share = row / (ROWS - 1)
        if self.is_logarithmic:
            return math.exp(math.log(self.low) + share * (math.log(self.high) - math.log(self.low)))
        return self.low + share * (self.high - self.low)


def print_curves(page: Page, title: str, curves: Mapping[str, Sequence[float]], across: str) -> None:
    """Draw the curves, by their labels; ``across`` is what their numbers are counted in, such as epoch.

    Where numbers of very different size are drawn, the scale is logarithmic, and the title says so.
    """
    numbers = [number for curve in curves.values() for number in curve if math.isfinite(number)]
    scale = scale_of(numbers)
    ticks = [f"{scale.number(row):.3g}" for row in range(ROWS)]
    gutter, longest = max(map(len, ticks)), max(map(len, curves)) + 3
    width = min(page.width, MOST_WIDE) - gutter - longest - 3
    if width < LEAST_WIDE // 2:
        return
    page.line(title + (", logarithmic" if scale.is_logarithmic else ""))
    columns = min(width, max(FEWEST_COLUMNS, *map(len, curves.values())))
    drawing, ends = _drawn(curves, scale, columns)
    for row in reversed(range(ROWS)):
        tick = ticks[row] if row in (0, ROWS // 2, ROWS - 1) else ""
        line = Text(page.symbols(f"{tick:>{gutter}} {'┤' if tick else '│'}"))
        page.show(line.append(f"{''.join(drawing[row])} {ends.get(row, '')}".rstrip()))
    last = max(map(len, curves.values()))
    page.show(Text(page.symbols(f"{'':>{gutter}} {'└' + '─' * columns}")))
    page.show(Text(f"{'':>{gutter}}  {across} 1{f'{last:,}':>{columns - len(across) - 2}}"))


def scale_of(numbers: Sequence[float]) -> Scale:
    """A scale on which all the numbers have room."""
    low, high = min(numbers), max(numbers)
    return Scale(low, high, low > 0.0 and high / low >= LOGARITHMIC_FROM)


def _drawn(curves: Mapping[str, Sequence[float]], scale: Scale,
           columns: int) -> Tuple[List[List[str]], Dict[int, str]]:
    """The rows of characters, and the labels by the rows in which the lines end."""
    drawing = [[" "] * columns for _ in range(ROWS)]
    ends: Dict[int, str] = {}
    for mark, (label, curve) in zip(MARKS, curves.items()):
        for index, number in enumerate(curve):
            if math.isfinite(number):
                drawing[scale.row(number)][round(index * (columns - 1) / max(len(curve) - 1, 1))] = mark
        last = scale.row(curve[-1])
        nearest = sorted(set(range(ROWS)) - set(ends), key=lambda row: abs(row - last))
        ends[nearest[0]] = f"{mark} {label}"
    return drawing, ends
