"""The weights of dense layers as shaded matrices, side by side."""

from __future__ import annotations

from typing import List, NamedTuple, Sequence

from rich.text import Text

from ....layers import Dense
from ....network.network import Network
from ....support.formatting import significant
from ...charts.raster import enlarged, largest_of, raster
from ...display.page import Page
from ...display.side_by_side import side_by_side

GAP = 2             # columns between two matrices
LARGEST_CELL = 3    # columns of a weight
DIGITS = 3


class Matrix(NamedTuple):
    """The weights of a layer: a column for each target, a row for each source, the biases in the last."""

    name: str
    rows: List[List[float]]

    @property
    def columns(self) -> int:
        """How many targets there are."""
        return len(self.rows[0])


def matrices_of(network: Network) -> List[Matrix]:
    """Those of the dense layers."""
    matrices = []
    for name, layer in zip(network.layer_outputs, network.layers):
        if isinstance(layer, Dense):
            rows = [*zip(*layer.weights), *([layer.biases] if layer.biases else [])]
            matrices.append(Matrix(name, [[weight.value for weight in row] for row in rows]))
    return matrices


def weight_lines(page: Page, network: Network, columns: int, rows: int) -> List[Text]:
    """The matrices that have room, with their names above; [] where none has."""
    matrices: List[Matrix] = []
    used = 0
    for matrix in matrices_of(network):
        width = max(matrix.columns, len(matrix.name))
        if used + width <= columns and -(-len(matrix.rows) // 2) + 2 <= rows:
            matrices.append(matrix)
            used += width + GAP
    if not matrices:
        return []
    factor = _factor(matrices, columns, rows - 2)
    blocks = [_drawn(page, matrix, factor) for matrix in matrices]
    return [Text("weights: down the sources, the bias last", "dim"), *side_by_side(blocks, GAP)]


def _factor(matrices: Sequence[Matrix], columns: int, rows: int) -> int:
    """How many pixels wide and high a weight is drawn."""
    for factor in range(LARGEST_CELL, 1, -1):
        width = sum(max(matrix.columns * factor, len(matrix.name)) + GAP for matrix in matrices) - GAP
        if width <= columns and max(-(-len(matrix.rows) * factor // 2) for matrix in matrices) <= rows:
            return factor
    return 1


def _drawn(page: Page, matrix: Matrix, factor: int) -> List[Text]:
    largest = largest_of(matrix.rows)
    lines = raster(page, enlarged(matrix.rows, factor), largest)
    width = max(matrix.columns * factor, len(matrix.name))
    title = f"{page.text(matrix.name)} {page.text('±')}{significant(largest, DIGITS)}"
    return [Text(title if len(title) <= width else matrix.name, "dim"), *lines]
