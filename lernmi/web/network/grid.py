"""Grids of shaded cells: pictures, feature maps, kernels, and the weights of one neuron."""

from __future__ import annotations

from typing import Callable, Dict, List, NamedTuple, Optional, Sequence, Union

from ...figures.palette import text_on
from ...neuron import Neuron
from ...weight import Weight
from ..canvas import Box, Canvas, cell_width
from .block import Arrangement
from .numbers import Numbers, fill_of

ROW = 19.0              # the height of a cell with a number
LARGEST, SMALLEST = 20.0, 2.5       # sides of one without
MOST_WRITTEN = 220      # cells of a grid with numbers
MOST_COLUMNS = 8
MOST_HINTS = 900        # cells of a grid that show their numbers on hovering
MOST_WEIGHT_HINTS = 150     # the same of the weights of one neuron
SHADES = 12             # of a larger grid


class Cell(NamedTuple):
    """A number, what is shown on hovering, and the neuron or weight that has it."""

    number: float
    hint: Callable[[], str]
    thing: Union[Neuron, Weight]


class Grid:
    """Cells in rows; None is an empty one. ``size``: the width of a grid without numbers, at most."""

    def __init__(self, numbers: Numbers, rows: Sequence[Sequence[Optional[Cell]]], largest: float,
                 size: float = 200.0, written: Optional[bool] = None, most_hints: int = MOST_HINTS) -> None:
        self.numbers, self.rows, self.largest, self.most_hints = numbers, rows, largest, most_hints
        columns = max(map(len, rows))
        self.count = sum(cell is not None for row in rows for cell in row)
        self.written = written if written is not None else (columns <= MOST_COLUMNS
                                                            and self.count <= MOST_WRITTEN)
        if self.written:
            texts = [numbers.written(cell.number) for row in rows for cell in row if cell is not None]
            self.cell_width = cell_width(texts)
            self.cell_height = ROW
        else:
            side = size / max(columns, len(rows))
            self.cell_width = self.cell_height = min(max(side, SMALLEST), LARGEST)
        self.width, self.height = columns * self.cell_width, len(rows) * self.cell_height

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """From its upper left corner."""
        if not self.written:
            canvas.unwritten += self.count
        if self.count > self.most_hints:
            self._draw_shades(canvas, x, y)
        else:
            for row, cells in enumerate(self.rows):
                for column, cell in enumerate(cells):
                    if cell is not None:
                        with canvas.about(cell.thing):
                            self._draw_cell(canvas, cell, x + column * self.cell_width,
                                            y + row * self.cell_height)
        canvas.svg.rect(x, y, self.width, self.height, fill="none", stroke="#9a9a9a", stroke_width=0.75)
        canvas.take(Box(x, y, x + self.width, y + self.height))

    def _draw_cell(self, canvas: Canvas, cell: Cell, x: float, y: float) -> None:
        fill = fill_of(cell.number, self.largest)
        canvas.svg.rect(x, y, self.cell_width, self.cell_height, cell.hint(), fill=fill,
                        stroke="#ffffff" if self.cell_width > 5.0 else None, stroke_width=0.5)
        if self.written:
            canvas.number_within(x + self.cell_width / 2, y + self.cell_height / 2, self.cell_width - 3.0,
                                 self.numbers.written(cell.number), text_on(fill))

    def _draw_shades(self, canvas: Canvas, x: float, y: float) -> None:
        """Of many cells, one path for each shade."""
        paths: Dict[str, List[str]] = {}
        for row, cells in enumerate(self.rows):
            for column, cell in enumerate(cells):
                if cell is not None:
                    share = round(cell.number / self.largest * SHADES) / SHADES if self.largest else 0.0
                    paths.setdefault(fill_of(share, 1.0), []).append(
                        f"M{x + column * self.cell_width:.1f} {y + row * self.cell_height:.1f}"
                        f"h{self.cell_width:.2f}v{self.cell_height:.2f}h-{self.cell_width:.2f}z")
        for fill, squares in paths.items():
            canvas.svg.path("".join(squares), fill=fill)


def neuron_cell(numbers: Numbers, neuron: Neuron) -> Cell:
    """A neuron as a cell."""
    return Cell(numbers.of(neuron), lambda: numbers.neuron_hint(neuron), neuron)


def weight_cell(numbers: Numbers, weight: Weight) -> Cell:
    """A weight as a cell."""
    return Cell(numbers.of(weight), lambda: numbers.weight_hint(weight), weight)


def cells_of_weights(numbers: Numbers, neuron: Neuron, arrangement: Arrangement) -> Grid:
    """The weights of a neuron's links, where their sources are drawn."""
    links = {id(link.source): link for link in neuron.incoming if isinstance(link.weight, Weight)}

    def cell(source: Optional[Neuron]) -> Optional[Cell]:
        link = links.get(id(source))
        if link is None:
            return None
        return Cell(numbers.of(link.weight), lambda: numbers.link_hint(link), link.weight)

    rows = [[cell(source) for source in row] for row in arrangement]
    return Grid(numbers, rows, numbers.largest_weight, 72.0, len(rows) <= 5 and len(rows[0]) <= 5,
                MOST_WEIGHT_HINTS)
