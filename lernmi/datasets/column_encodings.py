"""How the cells of a column become numbers: one number scaled, many in one block, a category one-hot."""

from __future__ import annotations

import itertools
import math
import re
from typing import Any, Dict, Iterable, List, Sequence, Tuple, Union

from ..support import validation
from ..support.errors import BadInput, UnknownName
from ..support.formatting import quoted
from ..support.scalars import LARGEST_SIZE

MOST_TABLED = 255           # a block whose numbers go from 0 to this or less has a table of them
WHOLE = re.compile(r"[+-]?[0-9]{1,17}")
TOO_LARGE = 1e300           # scaled, no number may come near the largest float


class NumberColumn:
    """One number: (x − offset) ÷ scale; 0 where the scale is 0, which a constant column has."""

    cells = width = 1

    def __init__(self, name: str, offset: float, scale: float) -> None:
        self.name = name
        self.offset = offset
        self.scale = scale

    def cell_names(self, shape: Tuple[int, ...]) -> List[str]:
        """The name of the column."""
        return [self.name]

    names = cell_names

    def encoded(self, cells: Sequence[Any]) -> List[float]:
        """The number as an input or target; BadInput where the cell isn't a number."""
        cell = cells[0]
        value = cell if type(cell) is float and math.isfinite(cell) else validation.number(cell, self.name)
        return [scaled(value, self.offset, self.scale, self.name)]

    def decoded(self, value: float) -> float:
        """An output in the units of the column."""
        return value * self.scale + self.offset

    def to_json(self) -> Dict[str, Any]:
        """It as JSON values."""
        return {"name": self.name, "offset": self.offset, "scale": self.scale}


class BlockColumn:
    """Many cells with the same limits, such as pixels: (x − low) ÷ (high − low) of each."""

    def __init__(self, name: str, count: int, low: float, high: float) -> None:
        self.name = name
        self.cells = self.width = count
        self.low = low
        self.high = high
        is_tabled = low == 0.0 and high == int(high) and high <= MOST_TABLED
        whole = [float(value) for value in range(int(high) + 1)] if is_tabled else []
        self._table = {value: value / high for value in whole}

    def cell_names(self, shape: Tuple[int, ...]) -> List[str]:
        """pixel[0,0], pixel[0,1] …: the name of the column with indices."""
        return indexed(self.name, shape if math.prod(shape) == self.cells else (self.cells,))

    names = cell_names

    def encoded(self, cells: Sequence[Any]) -> List[float]:
        """The numbers as inputs: the usual ones are looked up, so equal ones are one object."""
        table = self._table
        try:
            return [table[cell] for cell in cells]
        except (KeyError, TypeError):
            return [scaled(validation.number(cell, f"{self.name}[{index}]"), self.low, self.high - self.low,
                           self.name) for index, cell in enumerate(cells)]

    def decoded(self, value: float) -> float:
        """An input in the units of the cells."""
        return value * (self.high - self.low) + self.low

    def to_json(self) -> Dict[str, Any]:
        """It as JSON values."""
        return {"name": self.name, "count": self.cells, "low": self.low, "high": self.high}


class CategoryColumn:
    """A category one-hot; of two, one number, 0 for the first and 1 for the second, if ``is_single``."""

    cells = 1

    def __init__(self, name: str, categories: Sequence[str], is_single: bool = False) -> None:
        self.name = name
        self.categories = tuple(categories)
        self.is_single = is_single
        self.width = 1 if is_single else len(categories)
        self._indices = {category: index for index, category in enumerate(categories)}

    def cell_names(self, shape: Tuple[int, ...]) -> List[str]:
        """The name of the column."""
        return [self.name]

    def names(self, shape: Tuple[int, ...]) -> List[str]:
        """color = red, color = blue …: a name for each number."""
        return [f"{self.name} = {category}" for category in self.categories[-self.width:]]

    def encoded(self, cells: Sequence[Any]) -> List[float]:
        """1 for the category, 0 for the others; UnknownName for one that was never seen."""
        index = self._index(cells[0])
        if self.is_single:
            return [float(index)]
        return [1.0 if other == index else 0.0 for other in range(self.width)]

    def _index(self, cell: Any) -> int:
        if type(cell) is not str:
            number = validation.number(cell, f"the {self.name}") if not isinstance(cell, str) else cell
            cell = as_text(number) if isinstance(number, float) else str(number)
        if cell not in self._indices:
            raise UnknownName(f"{self.name} of the training data", cell, self.categories)
        return self._indices[cell]

    def to_json(self) -> Dict[str, Any]:
        """It as JSON values."""
        single = {"single": True} if self.is_single else {}
        return {"name": self.name, "categories": list(self.categories), **single}


ColumnEncoding = Union[NumberColumn, BlockColumn, CategoryColumn]


def scaled(value: float, offset: float, scale: float, name: str) -> float:
    """(value − offset) ÷ scale, or 0 for a scale of 0; BadInput where that isn't a number of use."""
    result = (value - offset) / scale if scale else 0.0
    if abs(result) < TOO_LARGE:
        return result
    raise BadInput(f"{name} is {value:g}, which is too large beside the numbers of the training data.")


def as_text(number: float) -> str:
    """A number as the name of a class: whole ones without decimals.

    >>> as_text(3.0), as_text(0.5)
    ('3', '0.5')
    """
    return str(int(number)) if number == int(number) else repr(number)


def in_order(labels: Iterable[str]) -> List[str]:
    """Names sorted: whole numbers by their values, before other text.

    >>> in_order(["b", "10", "9", "a"])
    ['9', '10', 'a', 'b']
    """
    return sorted(labels, key=lambda label: (0, int(label), label) if WHOLE.fullmatch(label)
                  else (1, 0, label))


def indexed(name: str, shape: Tuple[int, ...]) -> List[str]:
    """The name with each index of the shape.

    >>> indexed("pixel", (2, 2))
    ['pixel[0,0]', 'pixel[0,1]', 'pixel[1,0]', 'pixel[1,1]']
    """
    return [f"{name}[{','.join(map(str, index))}]" for index in itertools.product(*map(range, shape))]


# ---- from files ------------------------------------------------------------------------------------

def json_list(value: Any, what: str) -> List[Any]:
    """``value``, which must be a list; BadInput otherwise."""
    if not isinstance(value, list):
        raise BadInput(f"the {what} of an encoding must be a list, not {quoted(value)}.")
    return value


def checked_shape(shape: Tuple[int, ...], inputs: Sequence[ColumnEncoding]) -> Tuple[int, ...]:
    """The shape; BadInput unless it has a cell for each column."""
    count = sum(column.cells for column in inputs)
    if count != math.prod(shape):
        raise BadInput(f"the shape of an encoding is {shape}, but its columns have {count:,} cells.")
    return shape


def from_json(value: Any) -> ColumnEncoding:
    """A column that ``to_json`` has written; BadInput for anything else."""
    keys = set(value) if isinstance(value, dict) else set()
    name = validation.name(value["name"], "a column") if "name" in keys else ""
    if keys == {"name", "offset", "scale"}:
        return NumberColumn(name, _number(value, "offset"), _number(value, "scale", at_least=0.0))
    if keys == {"name", "count", "low", "high"}:
        count = validation.integer(value["count"], f"the count of {name}", 1, LARGEST_SIZE)
        low = _number(value, "low")
        return BlockColumn(name, count, low, _number(value, "high", above=low))
    if keys - {"single"} == {"name", "categories"}:
        return _category(name, value)
    raise BadInput(f"a column of an encoding can't be {quoted(value)}.")


def _number(value: Dict[str, Any], key: str, **limits: float) -> float:
    if type(value[key]) not in (int, float):
        raise BadInput(f"the {key} of {quoted(value['name'])} must be a number, not {quoted(value[key])}.")
    return validation.number(value[key], f"the {key} of {quoted(value['name'])}", **limits)


def _category(name: str, value: Dict[str, Any]) -> CategoryColumn:
    names = [validation.name(category, f"a category of {quoted(name)}")
             for category in json_list(value["categories"], "categories")]
    single = value.get("single", False)
    if not names or len(set(names)) != len(names) or not isinstance(single, bool):
        raise BadInput(f"the categories of {quoted(name)} must be different names, not {quoted(names)}.")
    if single and len(names) != 2:
        raise BadInput(f"{quoted(name)} has one target for two classes, but {len(names)} categories.")
    return CategoryColumn(name, names, single)
