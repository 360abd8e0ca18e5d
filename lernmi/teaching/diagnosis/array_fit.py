"""Arrays of another program, and the parameters of a network that they fit by their shapes."""

from __future__ import annotations

import re
from typing import Any, Iterator, List, NamedTuple, Optional, Sequence, Tuple

from ...support.arrays import entries, flattened, is_list, sizes
from ...support.errors import BadInput
from ...support.formatting import count_of
from .parameters import Parameter, Shape, Slot, arrangements, turned

MOST_SHAPES = 12            # that a sentence names
KINDS = {"weights": "weight", "w": "weight", "kernel": "weight", "biases": "bias", "b": "bias"}
BIAS = re.compile(r"bias|(?<![a-z])d?b(?![a-z])")


class Array(NamedTuple):
    """An array of another program: its name, its shape, its numbers, last index fastest."""

    name: str
    shape: Shape
    numbers: List[Any]


class Reading(NamedTuple):
    """One way to read numbers: whose each is.

    ``words``: how they are laid out, where it isn't the usual way. ``slots``: for each number the
    index of a weight in network.weights, the number of all weights plus the index of a neuron in
    network.neurons, or None for a number that isn't compared.
    """

    words: Tuple[str, ...]
    slots: List[Slot]
    numbers: List[Any]


def array_of(name: str, values: Any) -> Optional[Array]:
    """A number, a list of numbers, lists of equal lengths in lists, as an array; None for other lists."""
    shape = sizes(values)
    try:
        numbers = flattened(values, shape)
    except BadInput:
        return None
    return None if any(map(is_list, numbers)) else Array(name, shape, numbers)


def arrays_of(named: Sequence[Tuple[str, Any]], deepest: int) -> Iterator[List[Array]]:
    """The ways to take lists apart into arrays: each is one, or each of its entries, and so on."""
    arrays = [array_of(name, values) for name, values in named]
    if all(arrays):
        yield [array for array in arrays if array]
    if deepest and any(is_list(values) for _, values in named):
        inner = [(f"{name}.{number}" if name else str(number), entry) for name, values in named
                 for number, entry in enumerate(entries(values) if is_list(values) else [values])]
        yield from arrays_of(inner, deepest - 1)


def in_usual_order(arrays: List[Array]) -> List[List[Array]]:
    """The orders to try: if the names have numbers, first by these, weights before biases; then as they are.

    So dW2, db2, dW1, db1 are dW1, db1, dW2, db2.
    """
    numbers = {array.name: list(map(int, re.findall(r"\d+", array.name))) for array in arrays}
    if not all(numbers.values()):
        return [arrays]
    return [sorted(arrays, key=lambda array: (numbers[array.name], bool(BIAS.search(array.name.lower())))),
            arrays]


def fitting(parameters: Sequence[Parameter], arrays: Sequence[Array]) -> Iterator[Reading]:
    """The readings of arrays whose shapes fit, in their order; also all numbers in a row."""
    numbers = [number for array in arrays for number in array.numbers]
    shapes = [_squeezed(array.shape) for array in arrays]
    for arrangement in arrangements(parameters):
        slots = arrangement.slots
        in_a_row = shapes == [(len(slots),)]
        if in_a_row or shapes == [_squeezed(parameter.shape) for parameter in arrangement.arrays]:
            yield Reading(arrangement.words, slots, numbers)


def fitting_by_name(parameters: Sequence[Parameter], arrays: Sequence[Array]) -> List[Reading]:
    """The readings of arrays that are named as the parameters are; none where one is another's name."""
    known = {name: parameter for parameter in parameters for name in map(_usual, parameter.names)}
    named = [known.get(_usual(array.name)) for array in arrays]
    if not all(named):
        return []
    numbers = [number for array in arrays for number in array.numbers]
    ways = []
    for words, some in turned([one for one in named if one]):
        if [_squeezed(one.shape) for one in some] == [_squeezed(array.shape) for array in arrays]:
            ways.append(Reading(words, [slot for one in some for slot in one.slots], numbers))
    return ways


def _usual(name: str) -> str:
    """A parameter's name with the usual word at its end."""
    path, point, kind = name.rpartition(".")
    return path + point + KINDS.get(kind.lower(), kind)


def _squeezed(shape: Shape) -> Shape:
    """Without dimensions of length 1: a column of biases is one, and so is a list."""
    return tuple(length for length in shape if length != 1)


def mismatch(parameters: Sequence[Parameter], weights: int, arrays: Sequence[Array]) -> BadInput:
    """The error for arrays that don't fit: what was expected, and what these are."""
    shapes = [parameter.words for parameter in parameters if parameter.learns]
    expected = count_of(weights, "number") + (
        f", in the shapes {_several(shapes)}" if shapes else " in a row")
    count = sum(len(array.numbers) for array in arrays)
    received = count_of(count, "number")
    if len(arrays) > 1 or len(arrays[0].shape) > 1:
        received += f" in the shapes {_several([str(array.shape) for array in arrays])}"
    return BadInput(f"the numbers don't fit the network: it has {expected}; these are {received}.")


def _several(texts: Sequence[str]) -> str:
    more = f" and {len(texts) - MOST_SHAPES} more" if len(texts) > MOST_SHAPES else ""
    return ", ".join(texts[:MOST_SHAPES]) + more
