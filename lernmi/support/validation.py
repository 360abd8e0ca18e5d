"""Validation at the network's edge: arguments become floats, whole numbers, shapes, or are refused.

What has one meaning is taken: numbers, arrays and tensors of any library, a column of numbers, a picture's
rows for as many inputs, the number of a class. For anything else a sentence says what to write.
"""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Dict, Iterator, List, Sequence, Tuple, TypeVar

from . import arrays
from .arrays import reading
from .errors import BadInput, UnknownName
from .formatting import quoted
from .scalars import MOST_DIGITS as MOST_DIGITS
from .scalars import digits as digits
from .scalars import flag as flag
from .scalars import integer as integer
from .scalars import number as number
from .scalars import pair as pair
from .scalars import seed as seed
from .scalars import shape as shape
from .scalars import size as size
from .user_defined import described, is_ours, takes

if TYPE_CHECKING:
    from pathlib import Path

Kind = TypeVar("Kind")
PLAIN = (float, int, bool)
LONGEST_FILE_NAME = 255     # characters, as on most systems


def text(value: Any, what: str) -> str:
    """``value``, which must be text; BadInput otherwise."""
    if not isinstance(value, str):
        raise BadInput(f"{what} must be text, not {quoted(value)}.")
    return value


def path(value: Any) -> Path:
    """``value`` as the path of a file; BadInput otherwise."""
    with reading("the name of the file"):
        name = os.fspath(value) if isinstance(value, (str, os.PathLike)) else None
        if not isinstance(name, str):
            raise BadInput(f"the name of a file must be text or a path, not {quoted(value)}.")
        if "\0" in name or max(map(len, name.split(os.sep))) > LONGEST_FILE_NAME:
            reason = "the character 0 is in it" if "\0" in name else f"it has {len(name)} characters"
            raise BadInput(f"{quoted(name)} can't be written or read: {reason}.")
        from pathlib import Path  # late: it brings much that only files need
        return Path(name)


def one_of(value: Any, known: Sequence[str], what: str) -> str:
    """``value``, which must be one of these few words; BadInput otherwise."""
    if not isinstance(value, str) or value not in known:
        raise BadInput(f"{what} must be {' or '.join(map(repr, known))}, not {quoted(value)}.")
    return value


def choice(value: Any, known: Dict[str, Kind], word: str) -> Kind:
    """The entry of ``known`` with that name; an object of the same type is returned as it is.

    ``word`` says what they are: "activation". Raises UnknownName for a name that is not among
    them, BadInput for anything else.
    """
    kind = type(next(iter(known.values())))
    if isinstance(value, kind):
        if not getattr(value, "name", None):
            raise BadInput(f"the {word} needs a name, and has none: {quoted(value)}.")
        return value
    if not isinstance(value, str):
        raise BadInput(f"the {word} must be a name or of type {kind.__name__}, not {quoted(value)}.")
    if value not in known:
        raise UnknownName(word, value, known)
    return known[value]


def numbers(values: Any, shape: Tuple[int, ...], what: str) -> List[float]:
    """The floats in ``values``: a flat sequence of the right length, or one nested like ``shape``.

    For a flat shape any rectangle of as many numbers has one meaning, row by row (a column of 2 for
    2 inputs, 28 × 28 for 784); for others lengths of 1 don't count. ``what`` is "input" or "target",
    for the error's sentence: BadInput says which number is wrong, or how many there are and how
    many are needed.

    >>> numbers([[1, 2], [3, 4]], (2, 2), "input"), numbers([[1], [0]], (2,), "input")
    ([1.0, 2.0, 3.0, 4.0], [1.0, 0.0])
    """
    if type(values) in (list, tuple):                            # the usual case, at once
        try:
            floats = [float(value) for value in values if type(value) in PLAIN]
            if len(floats) == len(values) == math.prod(shape) and math.isfinite(sum(floats)):
                return floats
        except OverflowError:
            pass
    with reading(f"the list of {what}s"):
        flat = _flattened(values, shape, what)
    return [number(value, f"{what}[{index}]") for index, value in enumerate(flat)]


def _flattened(values: Any, shape: Tuple[int, ...], what: str) -> List[Any]:
    """The entries of ``values`` in a row; BadInput where they aren't as many as the shape has."""
    needed, sizes = math.prod(shape), arrays.sizes(values)
    if not sizes and not (needed == 1 and arrays.to_number(values) is not None):
        raise BadInput(f"the {what}s must be a list of numbers, not {quoted(values)}.")
    if len(sizes) > 1 and len(shape) > 1 and not _same_shape(sizes, shape):
        index = next((index for index, pair in enumerate(zip(sizes, shape)) if pair[0] != pair[1]), 0)
        raise BadInput(f"the {what}s must have the shape {shape}: "
                       f"there are {sizes[index]} where {shape[index]} are needed.")
    if math.prod(sizes) != needed:
        raise BadInput(f"the network takes {needed} {what}{'s' * (needed != 1)}, "
                       f"but {_were_given(math.prod(sizes))}.")
    return arrays.flattened(values, sizes)


def _same_shape(one: Tuple[int, ...], other: Tuple[int, ...]) -> bool:
    """Whether they are the same but for lengths of 1; all in one row or column fits any shape."""
    first, second = ([length for length in sizes if length != 1] for sizes in (one, other))
    return first == second or first == [math.prod(other)]


def targets(values: Any, needed: int, of_classes: bool) -> List[float]:
    """The targets as floats, as many as needed: a list of numbers, or the number of a class.

    ``of_classes``: whether the outputs are classes, of which the target is one; then 2 is
    short for [0, 0, 1] where there are three. Raises BadInput as ``numbers`` does.

    >>> targets(2, 3, of_classes=True)
    [0.0, 0.0, 1.0]
    """
    if type(values) in (list, tuple) or needed == 1 or has_entries(values, "the list of targets"):
        return numbers(values, (needed,), "target")
    if of_classes and not (values is None or isinstance(values, str)):
        one = integer(values, "the target, as the number of a class,", 0, needed - 1)
        return [1.0 if index == one else 0.0 for index in range(needed)]
    or_class = ", or the number of a class, such as 0" if of_classes else ""
    raise BadInput(f"the targets must be a list of numbers, not {quoted(values)}: one for each of the "
                   f"{needed} outputs, such as {quoted([1] + [0] * (needed - 1))}{or_class}.")


def has_entries(value: Any, what: str) -> bool:
    """Whether it is a list or an array, and no single number."""
    with reading(what):
        return arrays.is_list(value) and arrays.sizes(value) != ()


def sequence(values: Any, length: int, what: str) -> List[Any]:
    """``values`` as a list of that length; BadInput naming ``what`` otherwise."""
    if type(values) is list and len(values) == length:          # the usual case, at once
        return list(values)
    if not arrays.is_list(values):
        raise BadInput(f"{what} must be a list of numbers, not {quoted(values)}.")
    with reading(what):
        if len(values) != length:
            raise BadInput(f"{what} needs {length} entries, but {_were_given(len(values))}.")
        return arrays.entries(values)


def results(values: Any, length: int, what: str) -> List[Any]:
    """What a user-defined function has returned, which must be so many numbers; BadInput otherwise."""
    listed = sequence(values, length, what)
    if set(map(type, listed)) - {float}:
        for index, value in enumerate(listed):
            if arrays.to_number(value) is None:
                raise BadInput(f"{what} must be numbers, but entry {index} is {quoted(value)}.")
    return listed


def _were_given(count: int) -> str:
    return f"{count} {'was' if count == 1 else 'were'} given"


def samples(values: Any, what: str = "samples") -> Iterator[Tuple[Any, Any]]:
    """The pairs (inputs, targets) of a list or iterator, one by one; BadInput naming ``what`` otherwise."""
    if not (arrays.is_list(values) or hasattr(values, "__next__")):
        raise BadInput(f"{what} must be a list of pairs (inputs, targets), not {quoted(values)}.")
    count = 0
    with reading(f"the list of {what}"):
        for count, pair in enumerate(values, start=1):
            if not (arrays.is_list(pair) and len(pair) == 2):
                raise BadInput(f"{what}[{count - 1}] must be a pair (inputs, targets), not {quoted(pair)}.")
            yield arrays.listed(pair[0]), arrays.listed(pair[1])
    if not count:
        raise BadInput(f"there are no samples to learn from: {what} must be a list of pairs "
                       "(inputs, targets).")


def layers(values: Sequence[Any], needing: str = "a network needs", example: str = "Network(2, Dense(1))"
           ) -> None:
    """BadInput unless each can be called on neurons."""
    if not values:
        raise BadInput(f"{needing} at least one layer: try {example}.")
    for layer in values:
        with reading("a layer"):
            if isinstance(layer, type) or not callable(layer):
                raise BadInput("a layer must be one such as Dense(3), or a user-defined function, "
                               f"not {quoted(layer)}.")
            if getattr(layer, "name", None) is not None:
                text(layer.name, "the name of a layer")
            if not hasattr(layer, "kind"):
                function(layer, 2, "a user-defined layer", "(network, neurons) → neurons")


def function(value: Any, arguments: int, what: str, form: str) -> None:
    """BadInput unless it can be called with so many arguments; ``form`` shows which, for people."""
    if not takes(value, arguments):
        raise BadInput(f"{what} must be a function {form}, not {described(value)}.")


def options(value: Any, what: str, of: str, known: Sequence[str]) -> Dict[str, Any]:
    """``value`` as options by their names: a dict, or None for none; BadInput or UnknownName otherwise."""
    if value is None:
        return {}
    with reading(what):
        if not isinstance(value, Mapping):
            raise BadInput(f'{what} must be {of}, such as {{"{known[0]}": …}}, not {quoted(value)}.')
        for name in value:
            if name not in known:
                raise UnknownName(f"option of {what}", name, known)
        return dict(value)


def network(value: Any) -> None:
    """BadInput unless it is a network."""
    with reading("the network"):
        if not all(hasattr(value, name) for name in ("schedule", "shape", "check_targets")):
            raise BadInput(f"the network must be a Network, not {quoted(value)}.")


def optimizer(value: Any) -> bool:
    """Whether it is user-defined; BadInput unless it can update weights."""
    if is_ours(type(value)) and hasattr(value, "update"):       # the usual case, at once
        return False
    with reading("the optimizer"):
        if not callable(getattr(value, "update", None)) or isinstance(value, (type, dict, set, Mapping)):
            raise BadInput("the optimizer must be one such as GradientDescent(rate=0.5), "
                           f"not {quoted(value)}.")
    return True


def name(value: Any, what: str) -> str:
    """``value`` as a name; BadInput naming ``what`` for anything but text that a file can hold."""
    if any("\ud800" <= character <= "\udfff" for character in text(value, f"the name of {what}")):
        raise BadInput(f"the name of {what} can't be {quoted(value)}: it has half a character in it "
                       "(a surrogate), which no file can hold.")
    return str(value)
