"""A canvas: characters at rows and columns; later ones cover earlier ones."""

from __future__ import annotations

from itertools import groupby
from typing import Dict, NamedTuple, Tuple

from rich.cells import cell_len
from rich.text import Text

from ..display.page import Page

Spot = Tuple[int, int]          # row and column


class Cell(NamedTuple):
    """One character with its style; it is empty right of a character two columns wide."""

    symbol: str
    style: str


class Canvas:
    """The cells that are not blank, by their spots."""

    def __init__(self) -> None:
        self.cells: Dict[Spot, Cell] = {}

    def put(self, spot: Spot, symbol: str, style: str) -> None:
        """One character."""
        self.cells[spot] = Cell(symbol, style)

    def write(self, spot: Spot, text: Text) -> None:
        """A text, from the spot to the right."""
        row, column = latest = spot
        for index, symbol in enumerate(text.plain):
            if not cell_len(symbol) and latest in self.cells:       # a combining mark, a joiner
                cell = self.cells[latest]
                self.put(latest, cell.symbol + symbol, cell.style)
                continue
            styles = [text.style, *(span.style for span in text.spans
                                    if span.start <= index < span.end)]
            latest = (row, column)
            self.put(latest, symbol, " ".join(map(str, styles)).strip())
            for right in range(1, cell_len(symbol)):
                self.put((row, column + right), "", "")
            column += cell_len(symbol)

    def print(self, page: Page) -> None:
        """Print it, row by row."""
        rows, columns = (1 + max(numbers) for numbers in zip(*self.cells))
        blank = Cell(" ", "")
        for row in range(rows):
            cells = (self.cells.get((row, column), blank) for column in range(columns))
            line = Text()
            for style, same in groupby(cells, key=lambda cell: cell.style):
                line.append(page.symbols("".join(cell.symbol for cell in same)), style=style)
            line.rstrip()
            page.show(line)
