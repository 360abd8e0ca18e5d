"""Validation at the network's edge: arguments become floats, whole numbers, shapes, or are refused."""

from __future__ import annotations

import math
import operator
from collections.abc import Mapping
from numbers import Real
from typing import Any, Dict, List, Sequence, Tuple, TypeVar

from .errors import BadInput, UnknownName

Kind = TypeVar("Kind")

MOST_DIGITS = 17            # that a float's value can have
LIMITS = {"above": operator.gt, "at_least": operator.ge, "below": operator.lt, "at_most": operator.le}


def number(value: Any, what: str, **limits: float) -> float:
    """``value`` as a float within the limits: ``above``, ``at_least``, ``below``, ``at_most``.

    Raises BadInput naming ``what`` for text, None, NaN, an infinite number and one beyond a limit.

    >>> number(3, "the rate", above=0.0)
    3.0
    """
    if not isinstance(value, Real):
        raise BadInput(f"{what} must be a number, not {value!r}.")
    try:
        result = float(value)
    except OverflowError:
        raise BadInput(f"{what} is too large for a float.") from None
    if not math.isfinite(result):
        raise BadInput(f"{what} is {result}: lernmi needs finite numbers.")
    if not all(LIMITS[name](result, limit) for name, limit in limits.items()):
        range_text = " and ".join(f"{name.replace('_', ' ')} {limit:g}" for name, limit in limits.items())
        raise BadInput(f"{what} must be {range_text}, not {value!r}.")
    return result


def integer(value: Any, what: str, least: int = 1) -> int:
    """``value`` as a whole number of at least ``least``; BadInput otherwise."""
    if isinstance(value, bool) or not hasattr(value, "__index__"):
        raise BadInput(f"{what} must be a whole number, not {value!r}.")
    if value < least:
        raise BadInput(f"{what} must be at least {least}, not {value!r}.")
    return int(value)


def digits(value: Any) -> int:
    """``value`` as a number of significant digits that a float can have; BadInput otherwise."""
    count = integer(value, "the number of digits")
    if count > MOST_DIGITS:
        raise BadInput(f"the number of digits is {count}: a float holds {MOST_DIGITS} at most.")
    return count


def choice(value: Any, known: Dict[str, Kind], word: str) -> Kind:
    """The entry of ``known`` with that name; an object of the same type is returned as it is.

    ``word`` says what they are: "activation". Raises UnknownName for a name that is not among
    them, BadInput for anything else.
    """
    kind = type(next(iter(known.values())))
    if isinstance(value, kind):
        if not getattr(value, "name", None):
            raise BadInput(f"the {word} needs a name, and has none: {value!r}.")
        return value
    if not isinstance(value, str):
        raise BadInput(f"the {word} must be a name or of type {kind.__name__}, not {value!r}.")
    if value not in known:
        raise UnknownName(word, value, known)
    return known[value]


def numbers(values: Any, shape: Tuple[int, ...], what: str) -> List[float]:
    """The floats in ``values``: a flat sequence of the right length, or one nested like ``shape``.

    ``what`` is "input" or "target", for the error's sentence: BadInput says which number
    is wrong, or how many there are and how many are needed.

    >>> numbers([[1, 2], [3, 4]], (2, 2), "input")
    [1.0, 2.0, 3.0, 4.0]
    """
    flat = _listed(values, f"the {what}s")
    if len(shape) > 1 and flat and hasattr(flat[0], "__len__"):
        flat = _flattened(flat, shape, what)
    needed = math.prod(shape)
    if len(flat) != needed:
        raise BadInput(f"the network takes {needed} {what}{'s' * (needed != 1)}, "
                       f"but {_were_given(len(flat))}.")
    if set(map(type, flat)) == {float} and math.isfinite(sum(flat)):
        return flat
    return [number(value, f"{what}[{index}]") for index, value in enumerate(flat)]


def sequence(values: Any, length: int, what: str) -> List[Any]:
    """``values`` as a list of that length; BadInput naming ``what`` otherwise."""
    entries = _listed(values, what)
    if len(entries) != length:
        raise BadInput(f"{what} needs {length} entries, but {_were_given(len(entries))}.")
    return entries


def _were_given(count: int) -> str:
    return f"{count} {'was' if count == 1 else 'were'} given"


def _listed(values: Any, what: str) -> List[Any]:
    has_length = hasattr(values, "__len__") and hasattr(values, "__getitem__")
    if not has_length or isinstance(values, (str, bytes, Mapping)):
        raise BadInput(f"{what} must be a list of numbers, not {values!r}.")
    return list(values)


def _flattened(values: Any, shape: Tuple[int, ...], what: str) -> List[Any]:
    rows = _listed(values, f"the {what}s")
    if len(rows) != shape[0]:
        raise BadInput(f"the {what}s must have the shape {shape}: "
                       f"there are {len(rows)} where {shape[0]} are needed.")
    if len(shape) == 1:
        return rows
    return [value for row in rows for value in _flattened(row, shape[1:], what)]


def shape(value: Any, what: str) -> Tuple[int, ...]:
    """A shape as a tuple of sizes; one whole number is a shape as well."""
    if isinstance(value, (list, tuple)) and value:
        return tuple(integer(length, f"each entry of {what}") for length in value)
    return (integer(value, what),)


def layers(values: Sequence[Any]) -> None:
    """BadInput unless each can be called on neurons."""
    if not values:
        raise BadInput("a network needs at least one layer: try Network(2, Dense(1)).")
    for layer in values:
        if isinstance(layer, type) or not callable(layer):
            raise BadInput("a layer must be one such as Dense(3), or a user-defined function, "
                           f"not {layer!r}.")


def network(value: Any) -> None:
    """BadInput unless it is a network."""
    if not hasattr(value, "schedule"):
        raise BadInput(f"the network must be a Network, not {value!r}.")


def optimizer(value: Any) -> None:
    """BadInput unless it can update weights."""
    if not hasattr(value, "update") or isinstance(value, (type, Mapping)):
        raise BadInput(f"the optimizer must be one such as GradientDescent(rate=0.5), not {value!r}.")


def name(value: Any, what: str) -> str:
    """``value`` as a name; BadInput naming ``what`` for anything but text that a file can hold."""
    if not isinstance(value, str):
        raise BadInput(f"the name of {what} must be text, not {value!r:.100}.")
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise BadInput(f"the name of {what} can't be {value!r:.100}: it has half a character in it "
                       "(a surrogate), which no file can hold.")
    return value
