"""Single numbers, and sizes: each becomes a plain float or int, or is refused."""

from __future__ import annotations

import math
import operator
from typing import Any, List, Optional, Tuple

from . import arrays
from .arrays import reading
from .errors import BadInput
from .formatting import quoted

MOST_DIGITS = 17            # that a float's value can have
LARGEST_SIZE = 10 ** 8      # neurons: of the smallest, so many take about 30 gigabytes
MOST_DIMENSIONS = 32
LIMITS = {"above": operator.gt, "at_least": operator.ge, "below": operator.lt, "at_most": operator.le}


def number(value: Any, what: str, **limits: float) -> float:
    """``value`` as a float within the limits: ``above``, ``at_least``, ``below``, ``at_most``.

    Any library's number will do, or an array of one. Raises BadInput naming ``what`` for text,
    None, NaN, an infinite number and one beyond a limit.

    >>> number(3, "the rate", above=0.0)
    3.0
    """
    single = arrays.to_number(value)
    if single is None:
        raise BadInput(f"{what} must be a number, not {quoted(value)}.")
    try:
        result = float(single)
    except OverflowError:
        raise BadInput(f"{what} is too large for a float.") from None
    except Exception:           # a number whose own conversion fails
        raise BadInput(f"{what} must be a number, not {quoted(value)}.") from None
    if not math.isfinite(result):
        raise BadInput(f"{what} is {result}: lernmi needs finite numbers.")
    if not all(LIMITS[name](result, limit) for name, limit in limits.items()):
        range_text = " and ".join(f"{name.replace('_', ' ')} {limit:g}" for name, limit in limits.items())
        raise BadInput(f"{what} must be {range_text}, not {quoted(value)}.")
    return result


def integer(value: Any, what: str, least: Optional[int] = 1, most: Optional[int] = None) -> int:
    """``value`` as a whole number from ``least`` to ``most``; BadInput otherwise."""
    try:
        whole = None if isinstance(value, bool) else operator.index(value)
    except Exception:
        whole = None
    if whole is None:
        raise BadInput(f"{what} must be a whole number, not {quoted(value)}.")
    if least is not None and whole < least:
        raise BadInput(f"{what} must be at least {least}, not {quoted(whole)}.")
    if most is not None and whole > most:
        raise BadInput(f"{what} must be at most {most:,}, not {quoted(whole)}.")
    return int(whole)


def size(value: Any, what: str, least: int = 1) -> int:
    """``value`` as a number of neurons, or a length of a shape; BadInput otherwise."""
    return integer(value, what, least, LARGEST_SIZE)


def seed(value: Any) -> Optional[int]:
    """``value`` as what random.Random starts from: a plain whole number, or None for a new start each time.

    (From a numpy.int64 it would draw other numbers than from the int, or none at all.)
    """
    return None if value is None else integer(value, "the seed", None)


def digits(value: Any) -> int:
    """``value`` as a number of significant digits that a float can have; BadInput otherwise."""
    count = integer(value, "the number of digits")
    if count > MOST_DIGITS:
        raise BadInput(f"the number of digits is {quoted(count)}: a float holds {MOST_DIGITS} at most.")
    return count


def shape(value: Any, what: str) -> Tuple[int, ...]:
    """A shape as a tuple of sizes; one whole number is a shape as well."""
    lengths = tuple(size(length, f"each entry of {what}") for length in _several(value, what, 1))
    if not lengths:
        raise BadInput(f"{what} must be a whole number or several, not {quoted(value)}.")
    size(math.prod(lengths), f"{what}, all together,")
    return lengths


def flag(value: Any, what: str) -> bool:
    """``value`` as True or False, of any library; BadInput otherwise."""
    try:
        truth = number(value, what)
    except BadInput:
        truth = -1.0
    if truth not in (0.0, 1.0):
        raise BadInput(f"{what} must be True or False, not {quoted(value)}.")
    return bool(truth)


def pair(value: Any, what: str, least: int = 1) -> Tuple[int, int]:
    """``value`` as two sizes, for rows and for columns; one whole number counts for both."""
    lengths = _several(value, what, 2)
    if len(lengths) != 2:
        raise BadInput(f"{what} must be one number or two, not {quoted(value)}.")
    first, second = (size(length, what, least) for length in lengths)
    return first, second


def _several(value: Any, what: str, times: int) -> List[Any]:
    """The entries of a list or an array; of anything else, ``times`` the same."""
    with reading(what):
        sizes = arrays.sizes(value)
        if not sizes:
            return [value] * times
        if sizes[0] > MOST_DIMENSIONS:
            raise BadInput(f"{what} can't have {sizes[0]:,} entries.")
        return arrays.entries(value)
