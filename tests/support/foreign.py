"""Stand-ins for the numbers and arrays of other libraries, with what is known of them by duck typing."""

from typing import Any, Iterator, List, Tuple


class Array:
    """An array as numpy's, or a tensor as PyTorch's: nested lists with a shape and ``tolist()``.

    As in both, a 0-d one has ``__len__`` and refuses it, and only one of a single entry is a number.
    """

    def __init__(self, nested: Any, kind: str = "f") -> None:
        self.nested = nested
        self.dtype = type("dtype", (), {"kind": kind})
        self.shape = self._shape(nested)

    def _shape(self, nested: Any) -> Tuple[int, ...]:
        return (len(nested), *self._shape(nested[0])) if isinstance(nested, list) and nested else (
            (0,) if nested == [] else ())

    def tolist(self) -> Any:
        return self.nested

    def __len__(self) -> int:
        if not self.shape:
            raise TypeError("len() of unsized object")
        return self.shape[0]

    def __getitem__(self, index: int) -> "Array":
        return Array(self.nested[index])

    def __iter__(self) -> Iterator["Array"]:
        return (Array(entry) for entry in self.nested)

    def __float__(self) -> float:
        if self.shape:
            raise TypeError("only length-1 arrays can be converted to Python scalars")
        return float(self.nested)

    def __index__(self) -> int:
        if not isinstance(self.nested, int):
            raise TypeError("only integer scalar arrays can be converted to a scalar index")
        return self.nested

    def __bool__(self) -> bool:
        if self.shape and self.shape != (1,):
            raise ValueError("The truth value of an array with more than one element is ambiguous.")
        return bool(self.nested)

    def __eq__(self, other: object) -> Any:
        return Array([entry == other for entry in self.nested]) if self.shape else self.nested == other

    def __repr__(self) -> str:
        return f"array({self.nested})".replace("], ", "],\n       ")


class Scalar:
    """A number of a library: no Real, no float, but ``tolist()`` and ``__float__`` say what it is."""

    def __init__(self, value: Any) -> None:
        self.value = value
        self.shape = ()

    def tolist(self) -> Any:
        return self.value

    def __float__(self) -> float:
        return float(self.value)

    def __repr__(self) -> str:
        return f"scalar({self.value})"


class WholeScalar(Scalar):
    """The same for whole numbers, such as numpy.int64."""

    def __index__(self) -> int:
        return int(self.value)

    def __hash__(self) -> int:
        return 7                            # random.Random() would start from it


class Row:
    """A table's row with labels, as a pandas Series: entries are found by label, not by position."""

    def __init__(self, **entries: Any) -> None:
        self.entries = entries

    def tolist(self) -> List[Any]:
        return list(self.entries.values())

    @property
    def shape(self) -> Tuple[int, ...]:
        return (len(self.entries),)

    def __len__(self) -> int:
        return len(self.entries)

    def __getitem__(self, label: str) -> Any:
        return self.entries[label]

    def __iter__(self) -> Iterator[Any]:
        return iter(self.entries.values())


class Table:
    """A table, as a pandas DataFrame: iterating gives the names of its columns."""

    def __init__(self, columns: List[str], rows: List[List[Any]]) -> None:
        self.columns, self.rows = columns, rows

    def to_numpy(self) -> Array:
        return Array(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, column: str) -> List[Any]:
        at = self.columns.index(column)
        return [row[at] for row in self.rows]

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)
