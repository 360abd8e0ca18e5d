"""The plane of a network's two inputs, in the units of the data."""

from __future__ import annotations

from typing import Any, Callable, List, NamedTuple, Optional, Sequence, Tuple

from ...datasets.column_encodings import BlockColumn, NumberColumn
from ...datasets.encoding import Encoding
from ...network.network import Network
from ...support.errors import BadInput
from ...support.formatting import count_of
from ..scale import Scale, cell_at

Point = Tuple[float, float]
MARGIN = 0.15               # of the range of the samples, at each side
USUAL = (-2.0, 2.0)         # of standardised numbers, where there are no samples


class Area(NamedTuple):
    """A rectangle of the plane: the range of the first input, and that of the second."""

    across: Scale
    up: Scale

    def points(self, columns: int, rows: int) -> List[List[Point]]:
        """The middles of so many cells: rows from the top, each from the left."""
        across = [self.across.number((column + 0.5) / columns) for column in range(columns)]
        up = [self.up.number(1.0 - (row + 0.5) / rows) for row in range(rows)]
        return [[(x, y) for x in across] for y in up]

    def sentence(self, names: Sequence[str], number: Callable[[float], str]) -> str:
        """Its two ranges, by the names of the axes."""
        ranges = [f"from {number(scale.low)} to {number(scale.high)}" for scale in self]
        return f"{names[0]} goes {ranges[0]}, {names[1]} {ranges[1]}."

    def cell(self, point: Point, columns: int, rows: int) -> Optional[Tuple[int, int]]:
        """The row and the column of the cell that a point is in; None outside."""
        across, up = self.across.share(point[0]), self.up.share(point[1])
        if not (0.0 <= across <= 1.0 and 0.0 <= up <= 1.0):
            return None
        return cell_at(1.0 - up, rows), cell_at(across, columns)


class Plane:
    """The two inputs as the data has them: how a point becomes what enters the network, and back.

    ``names``: of the inputs. Without an encoding, the inputs are what enters the network.
    """

    def __init__(self, names: Sequence[str], encoding: Optional[Encoding] = None) -> None:
        self.names = names[0], names[1]
        self._encoding = encoding

    def inputs(self, point: Point) -> List[float]:
        """What enters the network at that point."""
        return self._encoding.inputs(point) if self._encoding else list(point)

    def point(self, inputs: Sequence[float]) -> Optional[Point]:
        """The point from which these inputs come; None where features don't say where it is."""
        encoding = self._encoding
        if encoding is None:
            return inputs[0], inputs[1]
        numbers = list(inputs)
        if encoding.features:
            plain = {feature.first: value for feature, value in zip(encoding.features, inputs)
                     if feature.kind == "input"}
            if len(plain) < 2:
                return None
            numbers = [plain[0], plain[1]]
        first, second = self._decoded(numbers)
        return first, second

    def area(self, points: Sequence[Point]) -> Area:
        """Where all of them are, with a margin; without points, where usual inputs are."""
        if not points:
            corners = [self._decoded([limit, limit]) for limit in USUAL]
            return Area(*(Scale(*limits) for limits in zip(*corners)))
        return Area(*(_with_margin(numbers) for numbers in zip(*points)))

    def _decoded(self, numbers: Sequence[float]) -> List[float]:
        """Numbers in the units of the data."""
        if self._encoding is None:
            return list(numbers)
        columns: List[Any] = list(self._encoding.input_columns)
        if len(columns) == 1:               # of both cells
            columns *= 2
        return [column.decoded(number) for column, number in zip(columns, numbers)]


def plane_of(network: Network) -> Plane:
    """The plane of a network's inputs; BadInput unless there are two, which are numbers."""
    encoding: Any = network.encoding
    if encoding is None:
        if len(network.inputs) != 2:
            raise BadInput(f"the network has {count_of(len(network.inputs), 'input')}: only of two can be "
                           "drawn what it answers everywhere in their plane.")
        return Plane([neuron.name for neuron in network.inputs])
    if encoding.cells != 2:
        raise BadInput(f"the data of the network has {count_of(encoding.cells, 'input column')}: only of two "
                       "can be drawn what it answers everywhere in their plane.")
    for column in encoding.input_columns:
        if not isinstance(column, (NumberColumn, BlockColumn)):
            raise BadInput(f"the column {column.name} is a category: only of two columns of numbers can be "
                           "drawn what the network answers everywhere in their plane.")
    return Plane(encoding.cell_names, encoding)


def _with_margin(numbers: Sequence[float]) -> Scale:
    low, high = min(numbers), max(numbers)
    margin = MARGIN * (high - low) or max(abs(low), 1.0) * MARGIN
    return Scale(low - margin, high + margin)
