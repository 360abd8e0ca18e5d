"""An encoding as plain Python: how the cells of a user's own file become inputs and targets."""

from __future__ import annotations

import re
from typing import Any, Dict, List

from ...support.errors import BadInput
from ..literals import printable

Column = Dict[str, Any]         # as lernmi.datasets describes it in JSON

NUMBER = '''\
def number(cell):
    """A cell as a number, with a decimal point or a decimal comma."""
    return float(cell.replace(",", "."))


'''

SCALED = '''\
def scaled(cell, offset, scale):
    """A number as it was scaled for training: (x - offset) / scale; 0 for a column that was constant."""
    return (number(cell) - offset) / scale if scale else 0.0


'''

ONE_HOT = '''\
def one_hot(cell, categories):
    """1 for the category, 0 for the others."""
    if cell.strip() not in categories:
        raise ValueError(f"{cell!r} wasn't among the training data: {', '.join(categories)}")
    return [float(cell.strip() == category) for category in categories]


'''

FEATURES = {re.compile(r"x(\d+)"): "x[{0}]", re.compile(r"x(\d+)²"): "x[{0}] * x[{0}]",
            re.compile(r"x(\d+)·x(\d+)"): "x[{0}] * x[{1}]",
            re.compile(r"sin x(\d+)"): "math.sin(x[{0}])"}


INPUTS = '''\
def inputs_of(cells):
    """The inputs of a line, as when the network was trained; its targets may follow."""
    if len(cells) not in ({inputs}, {total}):
        raise ValueError(f"{{len(cells)}} cells, where there must be {total}, or {inputs} without targets")
    x = [
{entries}
    ]
{features}    return x'''

TARGETS = '''\


def encoded(cells):
    """The inputs and the targets of a line."""
    if len(cells) != {total}:
        raise ValueError(f"{{len(cells)}} cells, where there must be {total}")
    return inputs_of(cells), [
{entries}
    ]'''

CLASS = '''\


def encoded(cells):
    """The inputs and the targets of a line."""
    if len(cells) != {total}:
        raise ValueError(f"{{len(cells)}} cells, where there must be {total}")
    name = cells[{inputs}].strip()
    if name not in CLASSES:
        raise ValueError(f"{{name!r}} is no class: {{', '.join(CLASSES)}}")
    return inputs_of(cells), CLASSES[name]'''


def input_lines(encoding: Dict[str, Any]) -> List[str]:
    """The definition of ``inputs_of(cells)``, from an encoding as JSON values."""
    count = sum(map(_cells, encoding["inputs"]))
    features = ", ".join(map(_feature, encoding["features"]))
    return INPUTS.format(inputs=count, total=count + len(encoding["targets"]),
                         entries="\n".join(_entries(encoding["inputs"], 0)),
                         features=f"    x = [{features}]\n" if features else "").splitlines()


def target_lines(encoding: Dict[str, Any], has_classes: bool) -> List[str]:
    """The definition of ``encoded(cells)``, which returns the targets as well."""
    count = sum(map(_cells, encoding["inputs"]))
    return (CLASS if has_classes else TARGETS).format(
        inputs=count, total=count + len(encoding["targets"]),
        entries="\n".join(_entries(encoding["targets"], count))).splitlines()


def with_functions(lines: List[str]) -> List[str]:
    """The lines after the functions that they need."""
    text = "\n".join(lines)
    functions = [code for name, code in (("scaled(", SCALED), ("one_hot(", ONE_HOT)) if name in text]
    return [*NUMBER.splitlines(), *"".join(functions).splitlines(), *lines]


def column_names(encoding: Dict[str, Any]) -> List[str]:
    """The names of the columns; none where there are blocks of them, such as the pixels of a picture."""
    columns = [*encoding["inputs"], *encoding["targets"]]
    names = [column["name"] for column in columns]
    return [] if any("count" in column for column in columns) or len(set(names)) < len(names) else names


def _cells(column: Column) -> int:
    return int(column.get("count", 1))


def _entries(columns: List[Column], start: int) -> List[str]:
    """A line for each column, with its name as a comment."""
    lines = []
    for column in columns:
        lines.append(f"        {_entry(column, start)},")
        start += _cells(column)
    width = max(map(len, lines))
    return [f"{line:<{width}}  # {printable(column['name'])}" for line, column in zip(lines, columns)]


def _entry(column: Column, start: int) -> str:
    if "categories" in column:
        categories = f"one_hot(cells[{start}], {list(column['categories'])!r})"
        return f"{categories}[1]" if column.get("single") else f"*{categories}"
    if "count" in column:
        scale = column["high"] - column["low"]
        return (f"*(scaled(cell, {column['low']!r}, {scale!r}) "
                f"for cell in cells[{start}:{start + column['count']}])")
    if (column["offset"], column["scale"]) == (0.0, 1.0):
        return f"number(cells[{start}])"
    return f"scaled(cells[{start}], {column['offset']!r}, {column['scale']!r})"


def _feature(name: str) -> str:
    """The code of a feature, such as that of x1·x2: x[0] * x[1]."""
    for form, code in FEATURES.items():
        match = form.fullmatch(name)
        if match:
            return code.format(*(int(number) - 1 for number in match.groups()))
    raise BadInput(f"the feature {name} can't be translated.")
