"""Numbers, lists and arrays of any library as plain Python: neither numpy nor torch is imported.

An array, a tensor or a table's row is known by what it can do: ``tolist()`` or ``to_numpy()``,
and a ``shape``.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import contextmanager
from numbers import Complex, Real
from typing import Any, Iterator, List, Tuple, Union

from .errors import BadInput, LernmiError
from .formatting import quoted

DEEPEST = 32                # levels of lists in lists
NO_LISTS = (str, bytes, bytearray, Mapping, type)


@contextmanager
def reading(what: str) -> Iterator[None]:
    """In this block, an object that can't be read (its own code fails) becomes a BadInput naming ``what``."""
    try:
        yield
    except LernmiError:
        raise
    except Exception as error:
        raise BadInput(f"{what} can't be read: {quoted(error)}.") from error


def is_list(value: Any) -> bool:
    """Whether it has a length and entries in an order: no text, no set, no iterator.

    >>> is_list([1, 2]), is_list("ab"), is_list({1, 2})
    (True, False, False)
    """
    try:
        return hasattr(value, "__len__") and hasattr(value, "__getitem__") and not isinstance(value, NO_LISTS)
    except Exception:
        return False


def to_number(value: Any) -> Union[Real, float, None]:
    """The one number that it stands for: a scalar of another library, an array of one entry.

    None for text, a complex number, a date, where there are more entries, and where it can't be read.
    """
    if type(value) in (float, int, bool):
        return value  # type: ignore[no-any-return]
    try:
        value = _plain(value)
        while isinstance(value, list) and len(value) == 1:
            value = value[0]
        if isinstance(value, Real):
            return value
        return None if isinstance(value, (str, bytes, Complex)) else float(value)
    except Exception:
        return None


def sizes(values: Any) -> Tuple[int, ...]:
    """(rows, columns, …) of lists in lists, by the first entry at each level; () for no list.

    >>> sizes([[1, 2, 3], [4, 5, 6]]), sizes(7)
    ((2, 3), ())
    """
    lengths: List[int] = []
    while len(lengths) < DEEPEST:
        if hasattr(values, "tolist") and isinstance(getattr(values, "shape", None), tuple):
            return (*lengths, *map(int, values.shape))
        if not is_list(values):
            break
        lengths.append(len(values))
        if not lengths[-1]:
            break
        values = next(iter(_plain(values)))
    return tuple(lengths)


def listed(values: Any) -> Any:
    """The entries of an iterator as a list, which can be read again; anything else as it is."""
    return list(values) if hasattr(values, "__next__") else values


def entries(values: Any) -> List[Any]:
    """The entries of a list, array or tensor, plain ones where it can give them."""
    return list(_plain(values))


def flattened(values: Any, lengths: Tuple[int, ...]) -> List[Any]:
    """All entries of lists in lists of these sizes, last index fastest.

    Raises BadInput where a list has another length.
    """
    if not lengths:
        return [values]
    row = entries(values) if is_list(values) else []
    if len(row) != lengths[0]:
        raise BadInput(f"lists in lists must be equally long, but one has {lengths[0]} entries, another "
                       f"{len(row)}.")
    return row if len(lengths) == 1 else [entry for part in row for entry in flattened(part, lengths[1:])]


def _plain(value: Any) -> Any:
    """What ``tolist()`` or ``to_numpy()`` makes of it; ValueError for dates, which would become numbers."""
    if getattr(getattr(value, "dtype", None), "kind", "") in ("m", "M"):
        raise ValueError("it holds dates or times, not numbers")
    if not hasattr(value, "tolist") and hasattr(value, "to_numpy"):
        value = value.to_numpy()
    return value.tolist() if hasattr(value, "tolist") and not isinstance(value, type) else value
