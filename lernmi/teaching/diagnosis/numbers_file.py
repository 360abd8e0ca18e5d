"""A file with a user's numbers: CSV with names or positions, or JSON in the layout of another program."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any, Dict, List, NamedTuple, NoReturn, Sequence, Tuple

from ...datasets.files.csv_layout import MISSING, Layout, layout_of, to_number
from ...datasets.files.csv_text import Text, decoded
from ...datasets.files.opening import contents
from ...network.network import Network
from ...support.atomic_file import write_atomically
from ...support.errors import BadInput
from ...support.formatting import quoted
from .written_numbers import MINUS_SIGNS

GRADIENTS, NEW_WEIGHTS = "gradients", "new weights"
COLUMNS = {GRADIENTS: ("gradient", "gradients", "grad", "sensitivity", "sensitivities", "derivative", "dw"),
           NEW_WEIGHTS: ("new", "new weight", "new weights", "new value", "after", "updated", "neu",
                         "new_weight", "new_weights")}
UNQUOTED = re.compile(r"""(?:^|,)\s*([^"',;\t[\]]+\[\d+(?:,\s*\d+)+\])\s*(?:,|$)""")
TEMPLATE = ("weight", "value", "gradient")


class NumbersFile(NamedTuple):
    """What a file holds: GRADIENTS or NEW_WEIGHTS, and the numbers as texts, as diagnose takes them."""

    what: str
    values: Any


def read_numbers(path: Path, what: str = "") -> NumbersFile:
    """The numbers in a file; ``what`` they are, if that is known.

    Raises BadInput, with the line and the column, for what can't be read.
    """
    text = decoded(contents(path), path.name)
    text = text._replace(text=text.text.translate(MINUS_SIGNS))
    if text.text.lstrip().startswith(("{", "[")):
        return _of_json(text, what)
    _check_names(text)
    layout = layout_of(text)
    return _of_table(layout, list(layout.lines()), what)


def _of_json(text: Text, what: str) -> NumbersFile:
    def refuse(constant: str) -> NoReturn:
        raise BadInput(f"{text.file}: {constant} is no finite number.")
    try:
        values = json.loads(text.text, parse_float=str, parse_int=str, parse_constant=refuse)
    except json.JSONDecodeError as error:
        raise BadInput(f"{text.file}, line {error.lineno}: this is no JSON, {error.msg}.") from None
    except RecursionError:
        raise BadInput(f"{text.file}: there are too many lists in lists.") from None
    for key, names in ((GRADIENTS, COLUMNS[GRADIENTS]), (NEW_WEIGHTS, COLUMNS[NEW_WEIGHTS])):
        if isinstance(values, dict) and len(values) == 1 and next(iter(values)).lower() in names:
            return NumbersFile(what or key, next(iter(values.values())))
    return NumbersFile(what or GRADIENTS, values)


# ---- CSV -------------------------------------------------------------------------------------------------

def _of_table(layout: Layout, lines: Sequence[Tuple[int, List[str]]], what: str) -> NumbersFile:
    if not layout.has_header and all(to_number(cell, layout.decimal) is not None
                                     for _, cells in lines for cell in cells) and not _are_positions(lines):
        rows = [[_plain(cell, layout) for cell in cells] for _, cells in lines]
        flat = rows[0] if len(rows) == 1 else [row[0] for row in rows] if len(layout.names) == 1 else rows
        return NumbersFile(what or GRADIENTS, flat)
    column, meaning = _column(layout, lines, what)
    if len(layout.names) == 1:
        return NumbersFile(meaning, [_number(cells[0], layout, line, 0) for line, cells in lines])
    return NumbersFile(meaning, _by_name(layout, lines, column))


def _check_names(text: Text) -> None:
    """BadInput for a name with a comma that stands between commas without quotes."""
    for number, line in enumerate(text.text.splitlines(), start=1):
        name = UNQUOTED.search(line)
        if name is not None:
            raise BadInput(f"{text.file}, line {number}: {name[1]} has a comma, and names with a comma need "
                           "quotes, or use semicolons between the cells.")


def _are_positions(lines: Sequence[Tuple[int, List[str]]]) -> bool:
    """Whether there are two columns, and the first counts from 0 or 1."""
    first = [cells[0] for _, cells in lines]
    return len(lines[0][1]) == 2 and any(first == [str(number) for number in range(start, start + len(first))]
                                         for start in (0, 1))


def _column(layout: Layout, lines: Sequence[Tuple[int, List[str]]], what: str) -> Tuple[int, str]:
    """Which column holds the numbers, and what they are: of two that may, the one that is filled in."""
    names = [name.lower() for name in layout.names]
    for meaning in ([what] if what else list(COLUMNS)):
        for column, name in enumerate(names):
            if name in COLUMNS[meaning] and any(cells[column] for _, cells in lines):
                return column, meaning
    named = [name for name in layout.names if name.lower() in (*COLUMNS[GRADIENTS], *COLUMNS[NEW_WEIGHTS])]
    if named and layout.has_header and not what:
        raise BadInput(f"{layout.file} has no number in its column {quoted(named[0])}: fill it in.")
    if len(names) <= 2:
        return len(names) - 1, what or GRADIENTS
    raise BadInput(f"{layout.file} has the columns {quoted(layout.names)}: which holds the numbers? Name it "
                   "gradient, or new for new weights, and the first one weight.")


def _by_name(layout: Layout, lines: Sequence[Tuple[int, List[str]]], column: int) -> Dict[str, str]:
    """The numbers by the names or positions in the first column that isn't theirs; empty cells left out."""
    by = 1 if column == 0 else 0
    numbers: Dict[str, str] = {}
    for line, cells in lines:
        name = cells[by]
        if name in numbers:
            raise BadInput(f"{layout.where(line, by)}: there are two numbers for {quoted(name)}; with a "
                           "decimal comma, the cells must be separated by semicolons.")
        if cells[column].lower() not in MISSING:
            numbers[name] = _number(cells[column], layout, line, column)
    return numbers


def _number(cell: str, layout: Layout, line: int, column: int) -> str:
    if to_number(cell, layout.decimal) is None:
        raise BadInput(f"{layout.where(line, column)}: {quoted(cell)} is no finite number.")
    return _plain(cell, layout)


def _plain(cell: str, layout: Layout) -> str:
    return cell.replace(",", ".") if layout.decimal == "," else cell


# ---- a file to be filled in ------------------------------------------------------------------------------

def write_template(network: Network, path: Path, force: bool = False) -> None:
    """Write a CSV file with the name and the value of each weight and an empty cell for its gradient.

    Raises BadInput where it can't be written, or is there already; ``force`` replaces it.
    """
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(TEMPLATE)
    for weight in network.weights:
        writer.writerow((weight.name, repr(weight.value), ""))
    write_atomically(path, [lines.getvalue()], _is_ours, force)


def _is_ours(path: Path) -> bool:
    """Whether it is a file that nobody has filled in yet."""
    start = path.read_bytes()[:2 ** 20].decode("utf-8", "replace").splitlines()
    return start[:1] == [",".join(TEMPLATE)] and all(line.endswith(",") for line in start[1:])
