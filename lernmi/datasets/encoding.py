"""An encoding: how rows of raw cells become a network's inputs and targets, and outputs an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Dict, List, Sequence, Tuple, TypeVar, Union

from ..network.classes import class_of, probabilities
from ..support import arrays, validation
from ..support.errors import BadInput, UnknownName
from ..support.formatting import quoted
from . import column_encodings, features
from .column_encodings import BlockColumn, CategoryColumn, ColumnEncoding, NumberColumn

if TYPE_CHECKING:
    from ..losses import Loss
    from .dataset import Dataset

Result = TypeVar("Result")
Answer = Union[str, List[Union[str, float]]]
KEYS = ("shape", "inputs", "features", "targets")


class Encoding:
    """What was learned from the rows of a data set: means and deviations, and the names of categories.

    =============== =============================================================
    shape           of the network's inputs
    input_names     one for each number that enters the network
    target_names    one for each target
    classes         the names of the classes, in the order of the targets; () where
                    the targets are no classes
    cells           how many cells of a row are inputs
    =============== =============================================================

    ``dataset.encoding()`` learns one. Standardised numbers are (x − mean) ÷ deviation, where the deviation
    is √(Σ(x − mean)² ÷ rows); a constant column becomes 0. A category becomes one-hot: 1 for its name,
    0 for the others.

    >>> from lernmi import datasets
    >>> encoding = datasets.load("iris").encoding(scaling="none")
    >>> encoding.inputs([5.1, 3.5, 1.4, 0.2]), encoding.targets([5.1, 3.5, 1.4, 0.2, "virginica"])
    ([5.1, 3.5, 1.4, 0.2], [0.0, 0.0, 1.0])
    """

    def __init__(self, shape: Sequence[int], inputs: Sequence[ColumnEncoding],
                 targets: Sequence[ColumnEncoding], used: Sequence[str] = ()) -> None:
        self.raw_shape = tuple(shape)
        self.input_columns = list(inputs)
        self.target_columns = list(targets)
        self.cells = sum(column.cells for column in inputs)
        width = sum(column.width for column in inputs)
        self.features = [features.parsed(name, width) for name in used]
        as_raw = width == self.cells and not self.features
        self.shape: Tuple[int, ...] = self.raw_shape if as_raw else (len(self.features) or width,)
        only = self.target_columns[0] if len(self.target_columns) == 1 else None
        self.classes: Sequence[str] = only.categories if isinstance(only, CategoryColumn) else ()

    @property
    def cell_names(self) -> List[str]:
        """The names of the input columns."""
        return [name for column in self.input_columns for name in column.cell_names(self.raw_shape)]

    @property
    def input_names(self) -> List[str]:
        """A name for each number that enters the network."""
        if self.features:
            return [feature.name for feature in self.features]
        return [name for column in self.input_columns for name in column.names(self.raw_shape)]

    @property
    def target_names(self) -> List[str]:
        """A name for each target."""
        return [name for column in self.target_columns for name in column.names(())]

    @property
    def answer_names(self) -> List[str]:
        """The names of the target columns, one for each answer."""
        return [column.name for column in self.target_columns]

    # ---- rows --------------------------------------------------------------------------------------

    def inputs(self, row: Sequence[Any]) -> List[float]:
        """The network's inputs from a row, with or without its targets.

        Raises BadInput for a row of another length, a cell that isn't a finite number where one is
        needed, and a category that was never seen.
        """
        cells = self._input_cells(row)
        if len(self.input_columns) == 1:
            values = self.input_columns[0].encoded(cells)
        else:
            values = _encoded(self.input_columns, cells)
        return [feature.value(values) for feature in self.features] if self.features else values

    def targets(self, row: Sequence[Any]) -> List[float]:
        """The targets from a whole row, or from its target cells alone; raises BadInput as ``inputs``."""
        count = len(self.target_columns)
        cells = row if type(row) in (list, tuple) else _entries(row)
        if len(cells) not in (count, self.cells + count):
            raise BadInput(f"the targets need a row of {self.cells + count} cells, the targets last, "
                           f"not of {len(cells)}.")
        return _encoded(self.target_columns, cells[-count:])

    def samples(self, dataset: Dataset) -> List[Tuple[List[float], List[float]]]:
        """The pair (inputs, targets) of each row; an error says in which line of the file it is."""
        if not dataset.targets:
            names = ", ".join(column.name for column in self.target_columns)
            raise BadInput(f"{dataset.name} has no targets: it needs the column {names}.")
        return _encoded_rows(dataset, lambda row: (self.inputs(row), self.targets(row)))

    def all_inputs(self, dataset: Dataset) -> List[List[float]]:
        """The inputs of each row, which needs no targets; an error says in which line of the file it is."""
        return _encoded_rows(dataset, self.inputs)

    def _input_cells(self, row: Sequence[Any]) -> Sequence[Any]:
        cells: Sequence[Any] = row if type(row) in (list, tuple) else _entries(row)
        if len(cells) == self.cells + len(self.target_columns):
            return cells[:self.cells]
        if len(cells) != self.cells and len(self.raw_shape) > 1:        # a picture row by row
            cells = arrays.flattened(cells, arrays.sizes(cells))
        if len(cells) != self.cells:
            raise BadInput(f"a row needs {self.cells} cells, one for each input column, "
                           f"but it has {len(cells)}.")
        return cells

    # ---- answers -----------------------------------------------------------------------------------

    def answer(self, outputs: Sequence[float], loss: Loss) -> Answer:
        """What the outputs mean: the name of a class, or a list of numbers in their original units.

        Where several columns are targets, a list of one answer for each. Of a number that is 0 or 1, learned
        with the sigmoid in the loss, the answer is the probability of 1.
        """
        if self.classes:
            return self.classes[class_of(outputs, loss)]
        answers: List[Union[str, float]] = []
        start = 0
        for column in self.target_columns:
            some = outputs[start:start + column.width]
            start += column.width
            answers.append(column.categories[class_of(some, loss)] if isinstance(column, CategoryColumn)
                           else column.decoded(probabilities(some, loss)[0])
                           if isinstance(column, NumberColumn) else some[0])
        return answers

    # ---- in files ----------------------------------------------------------------------------------

    def to_json(self) -> Dict[str, Any]:
        """It as a dict of JSON values."""
        return {"shape": list(self.raw_shape),
                "inputs": [column.to_json() for column in self.input_columns],
                "features": [feature.name for feature in self.features],
                "targets": [column.to_json() for column in self.target_columns]}

    @classmethod
    def from_json(cls, value: Any) -> Encoding:
        """The encoding that ``to_json`` has written; BadInput for anything else."""
        if not isinstance(value, dict) or set(value) != set(KEYS):
            raise BadInput(f"an encoding needs the entries {', '.join(KEYS)}, and no others, "
                           f"not {quoted(value)}.")
        lists = [column_encodings.json_list(value[key], key) for key in KEYS]
        shape = validation.shape(lists[0], "the shape of an encoding")
        inputs, targets = ([column_encodings.from_json(entry) for entry in some]
                           for some in (lists[1], lists[3]))
        if not inputs or not targets or any(isinstance(column, BlockColumn) for column in targets):
            raise BadInput("an encoding needs columns of inputs and of targets.")
        return cls(column_encodings.checked_shape(shape, inputs), inputs, targets,
                   [validation.name(name, "a feature") for name in lists[2]])

    def __repr__(self) -> str:
        kinds = f"classes {', '.join(self.classes)}" if self.classes else f"targets {self.target_names}"
        return f"Encoding({self.cells} cells → inputs {self.shape}; {quoted(kinds)[1:-1]})"


def _encoded_rows(dataset: Dataset, encode: Callable[[Sequence[Any]], Result]) -> List[Result]:
    """Each row of a data set, encoded; BadInput saying where the row is that can't be."""
    results: List[Result] = []
    try:
        for row in dataset.rows:
            results.append(encode(row))
    except (BadInput, UnknownName) as error:
        raise BadInput(f"{dataset.where(len(results))}: {error}") from None
    return results


def _encoded(columns: Sequence[ColumnEncoding], cells: Sequence[Any]) -> List[float]:
    values: List[float] = []
    start = 0
    for column in columns:
        values += column.encoded(cells[start:start + column.cells])
        start += column.cells
    return values


def _entries(row: Any) -> List[Any]:
    """The cells of a row of another library, or the lines of a picture."""
    if not arrays.is_list(row):
        raise BadInput(f"a row must be a list of cells, not {quoted(row)}.")
    with arrays.reading("a row"):
        return arrays.entries(row)
