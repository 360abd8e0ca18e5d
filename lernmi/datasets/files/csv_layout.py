"""The layout of a CSV file, guessed from its first lines: delimiter, decimal sign, header."""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from typing import Any, Dict, Iterator, List, NamedTuple, Optional, Sequence

from ...support import validation
from ...support.errors import BadInput
from ...support.formatting import quoted
from .csv_text import DELIMITERS, Line, Text, checked_delimiter, lines_of

SAMPLE = 1000               # lines from which the rest is guessed
SAMPLE_CHARACTERS = 2 ** 16 # from which the delimiter is guessed
WITH_COMMA = re.compile(r"[+-]?\d*,\d+(?:[eE][+-]?\d+)?")
WITH_POINT = re.compile(r"[+-]?\d*\.\d+(?:[eE][+-]?\d+)?")
CANDIDATES = ("\t", ";", ",")
MISSING = {"", "na", "n/a", "nan", "null", "none", "?", "-", "#n/a"}


class Layout(NamedTuple):
    """How a file is laid out. ``first``: its first lines, after the header; ``rest``: those after them."""

    file: str
    delimiter: str
    decimal: str
    names: List[str]            # of the columns
    has_header: bool
    first: List[Line]
    rest: Iterator[Line]

    def lines(self) -> Iterator[Line]:
        """All lines after the header; once only."""
        return itertools.chain(self.first, self.rest)

    def where(self, line: int, column: int) -> str:
        """Where a cell is, for errors."""
        name = quoted(self.names[column]) if self.has_header else str(column + 1)
        return f"{self.file}, line {line}, column {name}"


def layout_of(text: Text, delimiter: Any = None, decimal: Any = None, header: Any = None,
              needed: Sequence[str] = ()) -> Layout:
    """The layout; what isn't None isn't guessed. ``needed``: names that only a header has.

    Raises BadInput for an empty file, a header alone, and two columns of the same name.
    """
    sign = _delimiter(text.text) if delimiter is None else checked_delimiter(delimiter)
    lines = lines_of(text.text, sign, text.file)
    first = list(itertools.islice(lines, SAMPLE))
    if not first:
        raise BadInput(f"{text.file} is empty: there is no line in it with anything but spaces.")
    trailing = all(len(cells) > 1 and not cells[-1] for _, cells in first)
    width = len(first[0][1]) - trailing
    comma = _decimal(first, sign) if decimal is None else validation.one_of(decimal, (".", ","), "decimal")
    if comma == sign:
        raise BadInput("the delimiter and the decimal sign can't both be the comma.")
    body = [cells[:width] for _, cells in first[1:]]
    has_header = (_has_header(first[0][1][:width], body, comma, needed) if header is None
                  else validation.flag(header, "header"))
    names = (_checked_names(first[0][1][:width], text.file, first[0][0]) if has_header else
             [f"column {number}" for number in range(1, width + 1)])
    layout = Layout(text.file, sign, comma, names, has_header, first[has_header:], lines)
    if not layout.first:
        raise BadInput(f"{text.file}, line {first[0][0]}: there is a header alone, {quoted(names)}, "
                       "and no row after it.")
    return layout._replace(first=list(_of_width(layout.first, layout, trailing)),
                           rest=_of_width(lines, layout, trailing))


def _of_width(lines: Any, layout: Layout, trailing: bool) -> Iterator[Line]:
    """The lines, each as long as the first; BadInput for one that isn't. A delimiter may end each line."""
    width = len(layout.names)
    for line, cells in lines:
        if len(cells) == width + 1 and trailing and not cells[-1]:
            cells.pop()
        if len(cells) != width:
            first = "the header has" if layout.has_header else "the first line has"
            count = f"{len(cells)} cell{'s' * (len(cells) != 1)}"
            raise BadInput(f"{layout.file}, line {line}, column {min(len(cells), width) + 1}: the line has "
                           f"{count}, but {first} {width}.")
        yield line, cells


def to_number(cell: str, decimal: str) -> Optional[float]:
    """The finite number in a cell, or None.

    >>> to_number("1.5", "."), to_number("1,5", ","), to_number("1,5", "."), to_number("1e400", ".")
    (1.5, 1.5, None, None)
    """
    number = any_number(cell, decimal)
    return number if number is not None and math.isfinite(number) else None


def any_number(cell: str, decimal: str) -> Optional[float]:
    """The same, also where it is infinite or NaN."""
    if decimal == ",":
        if "." in cell:
            return None
        cell = cell.replace(",", ".")
    try:
        return float(cell) if "_" not in cell else None
    except ValueError:
        return None


def is_of_numbers(cells: Sequence[str], decimal: str) -> bool:
    """Whether at least half of the cells, the missing ones apart, are meant as numbers."""
    filled = [cell for cell in cells if cell.lower() not in MISSING]
    return sum(any_number(cell, decimal) is not None for cell in filled) * 2 >= len(filled)


def _delimiter(text: str) -> str:
    """Of tab, semicolon and comma, the first that divides most lines into equally many cells."""
    start = text[:SAMPLE_CHARACTERS]
    if len(text) > SAMPLE_CHARACTERS:
        start = start[:max(start.rfind("\n"), start.rfind("\r")) + 1] or start
    for candidate in CANDIDATES:
        widths = _widths(start, candidate)
        if widths and widths[0] > 1 and Counter(widths).most_common(1)[0][1] * 2 >= len(widths):
            return candidate
    return max(CANDIDATES[::-1], key=start.count)


def _widths(text: str, delimiter: str) -> List[int]:
    """How many cells each line has, up to the first that can't be read."""
    widths: List[int] = []
    try:
        for _, cells in lines_of(text, delimiter, ""):
            widths.append(len(cells))
    except BadInput:
        pass
    return widths


def _decimal(first: Sequence[Line], delimiter: str) -> str:
    """The comma, if more numbers are written with one than with a point."""
    if delimiter == ",":
        return "."
    cells = [cell for _, line in first for cell in line]
    commas, points = (sum(form.fullmatch(cell) is not None for cell in cells)
                      for form in (WITH_COMMA, WITH_POINT))
    return "," if commas > points else "."


def _has_header(first: Sequence[str], body: Sequence[Sequence[str]], decimal: str, needed: Sequence[str]
                ) -> bool:
    """Whether the first line holds names: words above numbers, or words that never come again."""
    if needed and set(needed) <= set(first):
        return True
    if any(to_number(cell, decimal) is not None for cell in first):
        return False
    columns = [[line[index] for line in body if index < len(line)] for index in range(len(first))]
    if any(is_of_numbers(column, decimal) for column in columns if any(column)):
        return True
    return all(cell not in column for cell, column in zip(first, columns))


def _checked_names(cells: Sequence[str], file: str, line: int) -> List[str]:
    """The names in a header; a column without one is named by its number."""
    names = [cell or f"column {number}" for number, cell in enumerate(cells, start=1)]
    first: Dict[str, int] = {}
    for number, name in enumerate(names, start=1):
        if first.setdefault(name, number) != number:
            raise BadInput(f"{file}, line {line}, column {number}: column {first[name]} has the same name, "
                           f"{quoted(name)}.")
    return names


def described(layout: Layout) -> List[str]:
    """Delimiter, decimal sign and header in words."""
    delimiter = DELIMITERS.get(layout.delimiter, f"delimiter {layout.delimiter!r}")
    return [delimiter, *(["decimal comma"] if layout.decimal == "," else []),
            "header" if layout.has_header else "no header"]
