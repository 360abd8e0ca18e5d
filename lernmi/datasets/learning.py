"""What an encoding learns from the rows of a data set: means and deviations, limits, categories."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, List, Optional, Sequence, Tuple

from ..support import arrays, validation
from ..support.errors import BadInput
from ..support.formatting import quoted
from .column_encodings import BlockColumn, CategoryColumn, ColumnEncoding, NumberColumn, in_order
from .encoding import Encoding

if TYPE_CHECKING:
    from .dataset import Column, Dataset

SCALINGS = ("standard", "unit", "none")
MOST_CATEGORIES = 1000          # each becomes a number of every sample
AS_THEY_ARE = (0.0, 1.0)        # limits of a block that change no number: (x − 0) ÷ 1


def learned_encoding(dataset: Dataset, scaling: Optional[str], features: Sequence[str],
                     single_output: bool) -> Encoding:
    """See Dataset.encoding."""
    scaling = validation.one_of(dataset.content.scaling if scaling is None else scaling, SCALINGS,
                                "the scaling")
    if not arrays.is_list(features):
        raise BadInput('the features must be a list of names, such as ["x1", "x1²"], '
                       f"not {quoted(features)}.")
    if not dataset.targets:
        raise BadInput(f"{dataset.name} has no target column, so there is nothing to learn.")
    if not len(dataset):
        raise BadInput("there are no rows to learn an encoding from.")
    count = len(dataset.columns)
    targets = [_column(column, dataset, count + index, "none" if scaling == "none" else "standard")
               for index, column in enumerate(dataset.targets)]
    if validation.flag(single_output, "single_output"):
        targets = [_as_single(column) for column in targets]
    return Encoding(dataset.shape, _inputs(dataset, scaling), targets, features)


def _inputs(dataset: Dataset, scaling: str) -> List[ColumnEncoding]:
    columns, limits = dataset.columns, dataset.content.limits
    if scaling == "none" and len(dataset.shape) > 1:
        limits = AS_THEY_ARE
    if limits is not None and scaling != "standard":
        return [BlockColumn(columns[0].name.partition("[")[0], len(columns), *limits)]
    return [_column(column, dataset, index, scaling) for index, column in enumerate(columns)]


def _column(column: Column, dataset: Dataset, index: int, scaling: str) -> ColumnEncoding:
    cells = [row[index] for row in dataset.rows]
    if column.kind == "category":
        categories = in_order(set(cells))
        if len(categories) > MOST_CATEGORIES:
            raise BadInput(f"the column {quoted(column.name)} has {len(categories):,} different categories, "
                           f"and {MOST_CATEGORIES:,} are the most: leave it out with ignore=…")
        return CategoryColumn(column.name, categories)
    return NumberColumn(column.name, *_offset_and_scale(column.name, cells, scaling))


def _as_single(column: ColumnEncoding) -> ColumnEncoding:
    if not isinstance(column, CategoryColumn) or len(column.categories) != 2:
        raise BadInput(f"a single output is for two classes, but {quoted(column.name)} has others.")
    return CategoryColumn(column.name, column.categories, True)


def _offset_and_scale(name: str, cells: Sequence[float], scaling: str) -> Tuple[float, float]:
    """(x − offset) ÷ scale is the scaled x; the scale is 0 where all are equal.

    """
    low, high = min(cells), max(cells)
    if scaling == "none":
        return 0.0, 1.0
    if low == high:
        return low, 0.0
    try:
        if scaling == "unit":
            offset, scale = low, high - low
        else:
            offset = math.fsum(cells) / len(cells)
            scale = math.sqrt(math.fsum([(cell - offset) ** 2 for cell in cells]) / len(cells))
        if math.isfinite(scale) and scale > 0.0 and math.isfinite((high - low) / scale):
            return offset, scale
    except OverflowError:
        pass
    raise BadInput(f"the numbers of {quoted(name)}, from {low:g} to {high:g}, can't be scaled: they are too "
                   'far apart, or too small; try scaling="none".')
