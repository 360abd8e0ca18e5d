"""Checks at the network's edge: what comes from outside is turned into floats, or refused."""

from __future__ import annotations

import math
from collections.abc import Mapping
from numbers import Real
from typing import TYPE_CHECKING, Any, Dict, List, Sequence, Tuple, TypeVar

from .errors import BadInput, UnknownName

if TYPE_CHECKING:
    from ..losses import Loss
    from ..neuron import Neuron

Chosen = TypeVar("Chosen")
MOST_DIGITS = 17            # that a float's value can have


def number(given: Any, what: str) -> float:
    """``given`` as a float; BadInput naming ``what`` when it is text, None, NaN or infinite.

    >>> number(3, "the rate")
    3.0
    """
    if not isinstance(given, Real):
        raise BadInput(f"{what} must be a number, not {given!r}.")
    try:
        value = float(given)
    except OverflowError:
        raise BadInput(f"{what} is too large for a float.") from None
    if not math.isfinite(value):
        raise BadInput(f"{what} is {value}: lernmi needs finite numbers.")
    return value


def positive(given: Any, what: str) -> float:
    """``given`` as a float above zero; BadInput otherwise."""
    value = number(given, what)
    if value <= 0.0:
        raise BadInput(f"{what} must be above zero, not {given!r}.")
    return value


def size(given: Any, what: str) -> int:
    """``given`` as a whole number of at least 1; BadInput otherwise."""
    return integer(given, what, 1)


def digits(given: Any) -> int:
    """``given`` as a number of significant digits that a float can have; BadInput otherwise."""
    number_of_digits = size(given, "the number of digits")
    if number_of_digits > MOST_DIGITS:
        raise BadInput(f"the number of digits is {number_of_digits}: a float holds {MOST_DIGITS} at most.")
    return number_of_digits


def integer(given: Any, what: str, least: int) -> int:
    """``given`` as a whole number of at least ``least``; BadInput otherwise."""
    if isinstance(given, bool) or not hasattr(given, "__index__"):
        raise BadInput(f"{what} must be a whole number, not {given!r}.")
    if given < least:
        raise BadInput(f"{what} must be at least {least}, not {given!r}.")
    return int(given)


def choice(given: Any, known: Dict[str, Chosen], word: str) -> Chosen:
    """The one of that name; one that is of their kind already is handed back.

    ``word`` is what they are: "activation". Raises UnknownName for a name that is not among
    them, BadInput for anything else.
    """
    kind = type(next(iter(known.values())))
    if isinstance(given, kind):
        if not getattr(given, "name", None):
            raise BadInput(f"the {word} needs a name, and has none: {given!r}.")
        return given
    if not isinstance(given, str):
        raise BadInput(f"the {word} must be a name or of type {kind.__name__}, not {given!r}.")
    if given not in known:
        raise UnknownName(word, given, known)
    return known[given]


def numbers(given: Any, shape: Tuple[int, ...], what: str) -> List[float]:
    """The floats in ``given``: a flat sequence of the right length, or one nested like ``shape``.

    ``what`` is "input" or "target", for the error's sentence: BadInput says which number
    is wrong, or how many there are and how many are needed.

    >>> numbers([[1, 2], [3, 4]], (2, 2), "input")
    [1.0, 2.0, 3.0, 4.0]
    """
    rows = _sequence(given, f"the {what}s")
    if len(shape) > 1 and rows and hasattr(rows[0], "__len__"):
        rows = _flattened(rows, shape, what)
    needed = math.prod(shape)
    if len(rows) != needed:
        raise BadInput(f"the network takes {needed} {what}{'s' * (needed != 1)}, "
                       f"but {_were_given(len(rows))}.")
    if set(map(type, rows)) == {float} and math.isfinite(sum(rows)):
        return rows
    return [number(value, f"{what}[{index}]") for index, value in enumerate(rows)]


def sequence(given: Any, length: int, what: str) -> List[Any]:
    """``given`` as a list of that length; BadInput naming ``what`` otherwise."""
    entries = _sequence(given, what)
    if len(entries) != length:
        raise BadInput(f"{what} needs {length} entries, but {_were_given(len(entries))}.")
    return entries


def _were_given(count: int) -> str:
    return f"{count} {'was' if count == 1 else 'were'} given"


def _sequence(given: Any, what: str) -> List[Any]:
    has_length = hasattr(given, "__len__") and hasattr(given, "__getitem__")
    if not has_length or isinstance(given, (str, bytes, Mapping)):
        raise BadInput(f"{what} must be a list of numbers, not {given!r}.")
    return list(given)


def _flattened(given: Any, shape: Tuple[int, ...], what: str) -> List[Any]:
    rows = _sequence(given, f"the {what}s")
    if len(rows) != shape[0]:
        raise BadInput(f"the {what}s must have the shape {shape}: "
                       f"there are {len(rows)} where {shape[0]} are needed.")
    if len(shape) == 1:
        return rows
    return [value for row in rows for value in _flattened(row, shape[1:], what)]


def shape(given: Any, what: str) -> Tuple[int, ...]:
    """A shape as a tuple of sizes; one whole number is a shape as well."""
    if isinstance(given, (list, tuple)) and given:
        return tuple(size(length, f"each entry of {what}") for length in given)
    return (size(given, what),)


def layers(given: Sequence[Any]) -> None:
    """BadInput unless each can be called on neurons."""
    if not given:
        raise BadInput("a network needs at least one layer: try Network(2, Dense(1)).")
    for layer in given:
        if isinstance(layer, type) or not callable(layer):
            raise BadInput(f"a layer must be one such as Dense(3), or a function of your own, "
                           f"not {layer!r}.")


def network(given: Any) -> None:
    """BadInput unless ``given`` is a network."""
    if not hasattr(given, "schedule"):
        raise BadInput(f"the network must be a Network, not {given!r}.")


def optimizer(given: Any) -> None:
    """BadInput unless ``given`` can update weights."""
    if not hasattr(given, "update") or isinstance(given, (type, Mapping)):
        raise BadInput(f"the optimizer must be one such as GradientDescent(rate=0.5), "
                       f"not {given!r}.")


def targets(given: Any, count: int, loss: Loss) -> List[float]:
    """The targets as floats, as many as ``count`` outputs need and within what the loss can take.

    Raises BadInput as well when the outputs can't be divided evenly among targets.
    """
    needed, left_over = divmod(count, loss.outputs_per_target)
    if left_over:
        raise BadInput(f"{loss.name} takes {loss.outputs_per_target} outputs for each target, "
                       f"but the network has {count}: give its last layer "
                       f"{(needed + 1) * loss.outputs_per_target}.")
    values = numbers(given, (needed,), "target")
    low, high = loss.target_range
    for index, value in enumerate(values):
        if not low <= value <= high:
            raise BadInput(f"target[{index}] is {value:g}: {loss.name} takes targets "
                           f"from {low:g} to {high:g}.")
    return values


ABOVE_ZERO = (5e-324, math.inf)     # a range: from the smallest float that isn't 0


def in_range(outputs: Sequence[Neuron], loss: Loss) -> None:
    """BadInput when an output's value is outside what the loss can take."""
    for sample in loss.split(outputs):
        first = len(sample) // loss.outputs_per_target
        _all_within(sample[:first], loss.value_range, loss)
        _all_within(sample[first:], loss.further_range, loss)


def with_targets(outputs: Sequence[Neuron], wanted: Sequence[float],
                 loss: Loss) -> List[Tuple[Neuron, float]]:
    """Each target with the output that should have been it."""
    return [pair for sample, targets in zip(loss.split(outputs), loss.split(wanted))
            for pair in zip(sample, targets)]


def _all_within(outputs: Sequence[Neuron], limits: Tuple[float, float], loss: Loss) -> None:
    low, high = limits
    for neuron in outputs:
        if not low <= neuron.value <= high:
            wanted = "above 0" if limits == ABOVE_ZERO else f"from {low:g} to {high:g}"
            raise BadInput(f"{neuron.name} is {neuron.value:g}: {loss.name} takes outputs "
                           f"{wanted} there. {loss.advice}")
