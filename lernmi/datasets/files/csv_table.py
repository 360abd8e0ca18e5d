"""A CSV file as a data set."""

from __future__ import annotations

from array import array
from collections import Counter
from typing import Any, List, Optional, Sequence

from ...support.errors import BadInput
from ...support.formatting import quoted
from ..column_encodings import as_text
from ..dataset import Column, Content, Dataset
from ..encoding import Encoding
from .csv_columns import CATEGORY, NUMBER, Plan, Planned, plan_like, plan_of, read_rows, same_names
from .csv_layout import Layout, described, layout_of
from .csv_text import decoded

CSV_OPTIONS = ("delimiter", "decimal", "header", "encoding", "targets", "categories", "numbers", "ignore",
               "like")
MOST_CLASSES = 20           # different whole numbers that are taken for classes
FEW_ROWS = 10               # from so many on, a column that only names or counts the rows is left out
COUNTING = {"id", "index", "row", "rownames", "no", "no.", "nr", "nr.", "#", "number", "unnamed: 0"}


def read_csv(content: bytes, name: str, *, delimiter: Any = None, decimal: Any = None, header: Any = None,
             encoding: Any = None, targets: Any = None, categories: Any = None, numbers: Any = None,
             ignore: Any = None, like: Optional[Encoding] = None) -> Dataset:
    """The data set in these bytes; see ``load`` for the options."""
    text = decoded(content, name, encoding)
    layout = layout_of(text, delimiter, decimal, header, like.cell_names if like else ())
    plan = plan_like(layout, like) if like else plan_of(layout, targets, categories, numbers, ignore)
    lines = array("L")
    rows = read_rows(layout, plan, lines)
    notes: List[str] = []
    if like:
        same_names(rows, like)
    else:
        _check_targets(rows, plan, layout)
        plan = _without_names(rows, plan, layout, notes) if ignore is None else plan
        notes += _constant(rows, plan, layout)
    made = Dataset(name, _content(rows, plan, layout, lines), title="a CSV file")
    form = ", ".join([*described(layout), *([text.encoding] if text.encoding else [])])
    size = f"{len(rows):,} row{'s' * (len(rows) != 1)}"
    made.reading = "; ".join([form, *_inputs_and_targets(made), size, *notes])
    return made


def _content(rows: List[List[Any]], plan: Plan, layout: Layout, lines: Sequence[int]) -> Content:
    columns = [Column(layout.names[column.position], "", column.kind) for column in plan.columns]
    return Content(rows, columns[:plan.inputs], columns[plan.inputs:], lines=lines)


def _check_targets(rows: List[List[Any]], plan: Plan, layout: Layout) -> None:
    """Few whole numbers, each several times, become classes; BadInput for a target that never changes."""
    for number, column in enumerate(plan.columns[plan.inputs:], start=plan.inputs):
        values = Counter(row[number] for row in rows)
        if len(values) == 1:
            where = layout.where(layout.first[0][0], column.position)
            word = "class" if column.kind == CATEGORY else "number"
            raise BadInput(f"{where}: from here on, the target is one {word} only, "
                           f"{quoted(next(iter(values)))}: there is nothing to learn.")
        if column.kind == NUMBER and not column.is_fixed and _are_classes(values):
            plan.columns[number] = column._replace(kind=CATEGORY)
            texts = {value: as_text(value) for value in values}
            for row in rows:
                row[number] = texts[row[number]]


def _are_classes(values: Any) -> bool:
    return (len(values) <= MOST_CLASSES and min(values.values()) > 1
            and all(value == int(value) for value in values))


def _without_names(rows: List[List[Any]], plan: Plan, layout: Layout, notes: List[str]) -> Plan:
    """The plan without input columns that only name or count the rows; they are taken out of the rows."""
    if len(rows) < FEW_ROWS:
        return plan
    unused = [number for number in range(plan.inputs)
              if _only_names([row[number] for row in rows], plan.columns[number], layout)]
    if len(unused) == plan.inputs:
        return plan
    notes += [f"left out: {layout.names[plan.columns[number].position]}, different in each row"
              for number in unused]
    used = sorted(set(range(len(plan.columns))) - set(unused))
    for row in rows if unused else ():
        row[:] = [row[number] for number in used]
    return Plan([plan.columns[number] for number in used], plan.inputs - len(unused))


def _only_names(cells: Sequence[Any], column: Planned, layout: Layout) -> bool:
    """Whether the cells are text that is different in each row, or numbers that count the rows."""
    if column.is_fixed:
        return False
    if column.kind == CATEGORY:
        return len(set(cells)) == len(cells)
    name = layout.names[column.position].lower()
    is_named = name in COUNTING or (layout.has_header and name == f"column {column.position + 1}")
    return is_named and all(after - before == 1.0 for before, after in zip(cells, cells[1:]))


def _constant(rows: Sequence[Sequence[Any]], plan: Plan, layout: Layout) -> List[str]:
    """A note for each input column in which all cells are equal."""
    return [f"{layout.names[column.position]} is always {quoted(rows[0][number])}"
            for number, column in enumerate(plan.columns[:plan.inputs])
            if all(row[number] == rows[0][number] for row in rows)]


def _inputs_and_targets(made: Dataset) -> List[str]:
    """The inputs and the targets in words."""
    count = len(made.columns)
    categories = sum(column.kind == CATEGORY for column in made.columns)
    words = f"{count:,} input{'s' * (count != 1)}"
    if categories:
        words += f", {categories} of them categories" if categories > 1 else ", one of them a category"
    if not made.targets:
        return [words, "no target"]
    described_targets = []
    for index, column in enumerate(made.targets, start=count):
        classes = len({row[index] for row in made.rows}) if column.kind == CATEGORY else 0
        described_targets.append(f"{column.name}, {f'{classes} classes' if classes else 'a number'}")
    return [words, f"target{'s' * (len(made.targets) != 1)}: " + "; ".join(described_targets)]
