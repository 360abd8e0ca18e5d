"""The area of a plot in characters: lines of half blocks, two pixels to a character.

Half blocks ▀ and ▄ are in every common font. Where they can't be written, each line has a mark of its own,
one to a character. Lines differ by more than their colour: the first is solid, the others are dotted, each
in another way.
"""

from __future__ import annotations

from typing import Dict, List, Optional, Sequence, Tuple

from rich.text import Text

from ..display.page import Page
from .raster import has_colours, palette_of

Spot = Tuple[float, float]              # a share of the width, and one of the height
MARKS = "ox+*"                          # of the lines, in ASCII
DOTS = ((1, 1), (2, 1), (4, 2), (4, 1))         # of so many columns, a line has pixels in the first so many


class PlotArea:
    """So many columns and rows of characters; lines are numbered from 0 on."""

    def __init__(self, page: Page, columns: int, rows: int) -> None:
        self._page = page
        self.columns, self.rows = columns, rows
        self._in_blocks = not page.ascii
        self.levels = rows * (2 if self._in_blocks else 1)
        self._pixels: Dict[Tuple[int, int], int] = {}       # by column and level, from below: a line
        self._symbols: Dict[Tuple[int, int], Tuple[str, str]] = {}      # by column and row, from below

    def level(self, share: float) -> int:
        """The pixel for a share of the height, from below."""
        return round(min(max(share, 0.0), 1.0) * (self.levels - 1))

    def row(self, share: float) -> int:
        """The row of characters for a share of the height, from below."""
        return self.level(share) * self.rows // self.levels

    def column(self, share: float) -> int:
        """The column for a share of the width."""
        return round(min(max(share, 0.0), 1.0) * (self.columns - 1))

    def draw_line(self, line: int, shares: Sequence[Optional[float]], count: Optional[int] = None) -> None:
        """A line through these heights, so many of which, by default all, fill the width; None is a gap."""
        pieces: List[List[Spot]] = [[]]
        for index, share in enumerate(shares):
            if share is None:
                pieces.append([])
            else:
                pieces[-1].append((index / max((count or len(shares)) - 1, 1), share))
        for piece in pieces:
            self.draw_piece(line, piece)

    def draw_piece(self, line: int, spots: Sequence[Spot]) -> None:
        """A line through these spots, from the left, pairs of a share of the width and one of the height.

        Where it is steep its dots are counted upwards, otherwise from the left.
        """
        every, dots = DOTS[line % len(DOTS)]
        for column, (low, high) in spans(spots, self.columns, self.levels).items():
            is_steep = high - low >= every or len(spots) == 1
            for level in range(low, high + 1):
                if (level - low if is_steep else column) % every < dots:
                    self._pixels[column, level] = line

    def draw_bar(self, columns: range, share: float, line: int) -> None:
        """A bar of these columns from below, in the look of a line; it is seen unless the share is 0."""
        for level in range(max(round(share * self.levels), int(share > 0.0))):
            for column in columns:
                self._pixels[column, level] = line

    def put(self, column: int, row: int, symbol: str, style: str = "") -> None:
        """A symbol in a character; it hides lines."""
        self._symbols[column, row] = symbol, style

    def draw_vertical(self, column: int) -> None:
        """A thin line from top to bottom, behind the lines."""
        for row in range(self.rows):
            self._draw_behind(column, row, "│")

    def draw_horizontal(self, row: int) -> None:
        """A thin line from left to right, behind the lines."""
        for column in range(self.columns):
            self._draw_behind(column, row, "─")

    def _draw_behind(self, column: int, row: int, symbol: str) -> None:
        style = "dim" if has_colours(self._page) else ""      # of few colours, it may be that of the page
        if not self._lines_in(column, row):
            self._symbols.setdefault((column, row), (self._page.symbols(symbol), style))

    def _lines_in(self, column: int, row: int) -> List[Optional[int]]:
        """The lines of the pixels of a character, the upper first; [] where there are none."""
        every = self.levels // self.rows
        levels = range((row + 1) * every - 1, row * every - 1, -1)
        lines = [self._pixels.get((column, level)) for level in levels]
        return lines if any(line is not None for line in lines) else []

    def text(self, row: int) -> Text:
        """A row of characters, from below."""
        text = Text()
        for column in range(self.columns):
            text.append(*(self._symbols.get((column, row)) or self._character(self._lines_in(column, row))))
        return text

    def _character(self, lines: Sequence[Optional[int]]) -> Tuple[str, str]:
        """The symbol for the pixels of a character, and its colours."""
        there = [line for line in lines if line is not None]
        if not there:
            return " ", ""
        if not self._in_blocks:
            return MARKS[there[0] % len(MARKS)], ""
        colours = [line_style(self._page, line) for line in there]
        if len(there) == 1:
            return ("▄" if lines[0] is None else "▀"), colours[0]
        return ("█", colours[0]) if colours[0] == colours[1] else ("▀", " on ".join(colours))


def line_style(page: Page, line: int) -> str:
    """The colour of a line, where there are colours."""
    palette = palette_of(page)
    colours = (palette.positive, palette.negative, palette.text, palette.dim)
    has_colours = page.laid_out and page.console.color_system is not None and not page.console.no_color
    return colours[line % len(colours)] if has_colours else ""


def line_sample(page: Page, line: int, columns: int = 3) -> str:
    """What a line looks like, for its label: ▄▄▄ or ▄ ▄, in ASCII its mark."""
    if page.ascii:
        return MARKS[line % len(MARKS)]
    every, dots = DOTS[line % len(DOTS)]
    return "".join("▄" if column % every < dots else " " for column in range(columns)).rstrip()


def spans(spots: Sequence[Spot], columns: int, levels: int) -> Dict[int, Tuple[int, int]]:
    """The lowest and the highest level of a line in each of its columns.

    Heights of the same column are drawn as their range; between columns, the line is straight.
    """
    heights: Dict[int, List[float]] = {}
    before: Optional[Tuple[int, float]] = None
    for across, height in spots:
        column = round(across * (columns - 1))
        if before is not None:
            for between in range(before[0] + 1, column):
                share = (between - before[0]) / (column - before[0])
                heights.setdefault(between, []).append(before[1] + share * (height - before[1]))
        heights.setdefault(column, []).append(height)
        before = column, height
    return _joined({column: (round(min(shares) * (levels - 1)), round(max(shares) * (levels - 1)))
                    for column, shares in heights.items()})


def _joined(columns: Dict[int, Tuple[int, int]]) -> Dict[int, Tuple[int, int]]:
    """The levels of neighbouring columns, extended until they touch."""
    for column in sorted(columns)[1:]:
        left, right = columns[column - 1], columns[column]
        if right[0] > left[1] + 1:
            middle = (left[1] + right[0]) // 2
            left, right = (left[0], middle), (middle + 1, right[1])
        elif left[0] > right[1] + 1:
            middle = (left[0] + right[1]) // 2
            left, right = (middle + 1, left[1]), (right[0], middle)
        columns[column - 1], columns[column] = left, right
    return columns
