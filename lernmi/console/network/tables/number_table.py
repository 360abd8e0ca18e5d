"""Tables of numbers, one or two to a cell, and which of many rows and columns are shown."""

from __future__ import annotations

from typing import List, NamedTuple, Sequence, Tuple

from rich.text import Text

MOST = 12               # rows, and columns, of a table that can still be read
FEWEST_DIGITS = 2
ENOUGH_DIGITS = 3

Numbers = Tuple[float, ...]         # of one cell, one below the other


class Column(NamedTuple):
    """A column: its headings, one below the other, or a ``short`` one for little room.

    ``blame``: how much it matters, where not all have room. ``stays``: it is never left out; ``apart``: it
    is about the row itself, behind a bar.
    """

    headings: Tuple[str, ...]
    short: str = ""
    blame: float = 0.0
    stays: bool = False
    apart: bool = False


class Row(NamedTuple):
    """A row: its labels, one below the other, and the numbers of each column; () in an empty cell."""

    labels: Tuple[str, ...]
    cells: Sequence[Numbers]
    blame: float = 0.0


class NumberTable(NamedTuple):
    """A table of numbers. ``nouns``: what a row, a column and a number is. ``shaded``: as a heat map."""

    columns: Sequence[Column]
    rows: Sequence[Row]
    nouns: Tuple[str, str, str] = ("row", "column", "number")
    most_rows: int = MOST
    shaded: bool = False
    most_digits: int = 17


class Block(NamedTuple):
    """Lines to be printed, and sentences about what they leave out."""

    lines: List[Text]
    remarks: List[str]

    @property
    def width(self) -> int:
        """The width of the longest line."""
        return max((line.cell_len for line in self.lines), default=0)


def chosen(blames: Sequence[float], most: int) -> List[int]:
    """The indices of at most so many: the first, the last, and between them those with the most blame."""
    last = len(blames) - 1
    if last < most:
        return list(range(last + 1))
    between = sorted(range(1, last), key=lambda index: -abs(blames[index]))
    return sorted([0, last, *between][:most])
