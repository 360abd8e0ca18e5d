"""The columns of a CSV file: which are targets, which are categories, and their cells as values."""

from __future__ import annotations

import re
from typing import Any, Callable, Dict, List, NamedTuple, Sequence

from ...support import arrays, validation
from ...support.errors import BadInput, UnknownName
from ...support.formatting import quoted
from ..column_encodings import CategoryColumn, as_text
from ..encoding import Encoding
from .csv_layout import MISSING, Layout, any_number, is_of_numbers, to_number

NUMBER, CATEGORY = "number", "category"
GROUPED = re.compile(r"[+-]?\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d+)?")       # such as 1.004,5


class Planned(NamedTuple):
    """A column that is read: its position in the file, its kind, and whether that was not guessed."""

    position: int
    kind: str
    is_fixed: bool


class Plan(NamedTuple):
    """Which columns are read, the inputs first, and how many are inputs."""

    columns: List[Planned]
    inputs: int


def plan_of(layout: Layout, targets: Any, categories: Any, numbers: Any, ignore: Any) -> Plan:
    """The plan for options as in ``load``; UnknownName for a column that there isn't."""
    names = layout.names
    as_category, as_number, ignored = (set(_indices(value, layout))
                                       for value in (categories, numbers, ignore))
    if as_category & as_number:
        both = quoted(names[min(as_category & as_number)])
        raise BadInput(f"the column {both} can't be both of numbers and of categories.")
    chosen = _indices([len(names) - 1] if targets is None else targets, layout)
    if not chosen:
        raise BadInput("targets must name one column at least.")
    inputs = sorted(set(range(len(names))) - set(chosen) - ignored)
    if not inputs:
        raise BadInput(f"{layout.file} has no column left for the inputs: a data set needs inputs and a "
                       f"target, and the columns are {quoted(names)}.")
    fixed = {**dict.fromkeys(as_category, CATEGORY), **dict.fromkeys(as_number, NUMBER)}
    return Plan([Planned(index, fixed.get(index) or _kind(layout, index), index in fixed)
                 for index in [*inputs, *chosen]], len(inputs))


def plan_like(layout: Layout, encoding: Encoding) -> Plan:
    """The columns that an encoding needs, by their names; targets only if there is something in them."""
    targets = [column.name for column in encoding.target_columns]
    names = encoding.cell_names + (targets if _are_filled(targets, layout) else [])
    kinds = [CATEGORY if isinstance(column, CategoryColumn) else NUMBER
             for column in (*encoding.input_columns, *encoding.target_columns) for _ in range(column.cells)]
    positions = {name: position for position, name in enumerate(layout.names)}
    return Plan([Planned(positions[name] if name in positions else _index(name, layout), kind, True)
                 for name, kind in zip(names, kinds)], encoding.cells)


def _are_filled(names: Sequence[str], layout: Layout) -> bool:
    """Whether there are columns of these names, with something in them."""
    return set(names) <= set(layout.names) and all(
        any(cells[layout.names.index(name)] for _, cells in layout.first) for name in names)


def _kind(layout: Layout, index: int) -> str:
    cells = [cells[index] for _, cells in layout.first]
    if is_of_numbers(cells, layout.decimal):
        return NUMBER
    grouped = [(line, row[index]) for line, row in layout.first if GROUPED.fullmatch(row[index].strip())]
    if len(grouped) > len(cells) / 2:
        line, cell = grouped[0]
        raise BadInput(f"{layout.where(line, index)}: {quoted(cell)} seems to have a sign between thousands: "
                       "take it out, or say that the column is one of categories.")
    return CATEGORY


def _indices(value: Any, layout: Layout) -> List[int]:
    """The indices of columns: None, a name, a position, or a list of them."""
    if value is None:
        return []
    several = arrays.entries(value) if arrays.is_list(value) else [value]
    return list(dict.fromkeys(_index(column, layout) for column in several))


def _index(column: Any, layout: Layout) -> int:
    names = layout.names
    if isinstance(column, str):
        if column.strip() not in names:
            raise UnknownName(f"column of {layout.file}", column, names)
        return names.index(column.strip())
    last = len(names) - 1
    return validation.integer(column, "the position of a column", -last - 1, last) % len(names)


# ---- cells -----------------------------------------------------------------------------------------

def read_rows(layout: Layout, plan: Plan, lines: Any) -> List[List[Any]]:
    """The cells of every line as numbers or text, and the numbers of the lines appended to ``lines``.

    Raises BadInput with the line and the column for a cell that is missing or no number.
    """
    readers = [(column.position, _reader(column.kind, layout.decimal)) for column in plan.columns]
    rows: List[List[Any]] = []
    for line, cells in layout.lines():
        row = [read(cells[index]) for index, read in readers]
        if None in row:
            index = plan.columns[row.index(None)].position
            raise BadInput(f"{layout.where(line, index)}: {_fault(cells[index], layout, index)}")
        rows.append(row)
        lines.append(line)
    return rows


def _reader(kind: str, decimal: str) -> Callable[[str], Any]:
    """From a cell to its value, or None."""
    if kind == NUMBER:
        return lambda cell: to_number(cell, decimal)
    shared: Dict[str, str] = {}
    return lambda cell: shared.setdefault(cell, cell) if cell else None


def _fault(cell: str, layout: Layout, index: int) -> str:
    """What is wrong with a cell, and what to do."""
    number = any_number(cell, layout.decimal)
    if number is not None and any(map(str.isdigit, cell)):
        return f"{quoted(cell)} is too large for a float, which ends at 1.8e308."
    if number is not None:
        return f"{quoted(cell)} is no finite number; correct the cell, or leave the row out."
    if cell.lower() in MISSING:
        said = f", it is {quoted(cell)}" if cell else ""
        return f"the cell is missing{said}; fill it in, or leave the row out."
    other = "," if layout.decimal == "." else "."
    if to_number(cell, other) is not None:
        return (f'{quoted(cell)} is no number where the decimal sign is "{layout.decimal}"; '
                f'try decimal="{other}".')
    name = quoted(layout.names[index]) if layout.has_header else index
    return (f"{quoted(cell)} is no number, but other cells of the column are; correct it, or make the column "
            f"a category with categories=[{name}].")


def same_names(rows: Sequence[List[Any]], encoding: Encoding) -> None:
    """Write categories that are numbers as the encoding does: 3.0 as 3."""
    columns = [*encoding.input_columns, *encoding.target_columns]
    for index, column in enumerate(columns):
        if not isinstance(column, CategoryColumn) or not rows or index >= len(rows[0]):
            continue
        known = set(column.categories)
        for row in rows:
            number = None if row[index] in known else to_number(row[index], ".")
            if number is not None and as_text(number) in known:
                row[index] = as_text(number)
