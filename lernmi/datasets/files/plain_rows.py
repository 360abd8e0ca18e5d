"""Rows of numbers that are taken as they are: the inputs, then the targets."""

from __future__ import annotations

from array import array
from pathlib import Path
from typing import Any, List, Tuple

from ...support.errors import BadInput
from ...support.formatting import count_of
from .csv_columns import NUMBER, Plan, Planned, read_rows
from .csv_layout import is_of_numbers, layout_of
from .csv_text import decoded
from .opening import contents


def plain_samples(path: Path, inputs: int, targets: int, *, delimiter: Any = None, decimal: Any = None,
                  header: Any = None, encoding: Any = None) -> List[Tuple[List[float], List[float]]]:
    """The pair (inputs, targets) of each row of a CSV file, for a network without an encoding.

    Options as of ``lernmi.datasets.load``. Raises BadInput unless there is a column of numbers for each
    input and each target, and no other.
    """
    layout = layout_of(decoded(contents(path), path.name, encoding), delimiter, decimal, header)
    count = len(layout.names)
    columns = [[cells[index] for _, cells in layout.first] for index in range(count)]
    if count != inputs + targets or not all(is_of_numbers(cells, layout.decimal) for cells in columns):
        raise BadInput(f"the network has no encoding, so a row must be its {count_of(inputs, 'input')} and "
                       f"{count_of(targets, 'target')} as they are, in this order, all of them numbers: "
                       f"{path.name} has other columns.")
    plan = Plan([Planned(index, NUMBER, True) for index in range(count)], inputs)
    return [(row[:inputs], row[inputs:]) for row in read_rows(layout, plan, array("L"))]
