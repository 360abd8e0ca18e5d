"""The latest numbers: what each place held, as the moves of a step are made from what was recorded."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, DefaultDict, Dict, Iterator

from ..link import Link
from .moves import Change
from .operand_tracer import OperandTracer
from .traced_number import Place, TracedNumber, make_number


class LatestNumbers:
    """Remembers, for each place but those of links, the last TracedNumber that was written there.

    So the operands of a move are the very numbers that earlier moves wrote, and every number can be
    followed back to the start of the step.
    """

    def __init__(self) -> None:
        # By attribute, then by the thing's id.
        self._numbers: DefaultDict[str, Dict[int, TracedNumber]] = defaultdict(dict)

    def number(self, thing: Any, name: str, value: float) -> TracedNumber:
        """The number of that value at a place: the last one, or a new one if something else was written."""
        numbers = self._numbers[name]
        last = numbers.get(id(thing))
        if last is None or (last != value and (last == last or value == value)):        # nan is not nan
            last = make_number(value, "", None, None, Place(thing, name))
            if not isinstance(thing, Link):                 # nobody else reads a link's numbers
                numbers[id(thing)] = last
        return last

    def write(self, number: TracedNumber) -> None:
        """Note what was written to its place."""
        thing, name = number.place  # type: ignore[misc]
        if not isinstance(thing, Link):
            self._numbers[name][id(thing)] = number

    def connected(self, traced: OperandTracer, value: float) -> float:
        """A number computed in a traced block, with the latest numbers as its operands."""
        return _connected(value, self._replacing(traced))

    def changes(self, traced: OperandTracer) -> Iterator[Change]:
        """What was written, computed from the latest numbers in place of those that the tracer made."""
        latest = self._replacing(traced)
        for index, value in traced.written:
            place, old = traced.places[index], latest[id(traced.operands[index])]
            new = as_written(_connected(value, latest), place)
            yield Change(place, old, new)
            self.write(new)

    def _replacing(self, traced: OperandTracer) -> Dict[int, TracedNumber]:
        """The latest numbers, by the ids of those that the tracer made."""
        return {id(number): self.number(place.thing, place.attribute, number)
                for place, number in zip(traced.places, traced.operands)}


def as_written(value: float, place: Place) -> TracedNumber:
    """What was written to a place, as the TracedNumber that belongs there."""
    if not isinstance(value, TracedNumber):
        return make_number(value, "", place=place)
    if value.place is not None:
        return make_number(value, "=", value, place=place)
    value.place = place
    return value


def _connected(value: float, latest: Dict[int, TracedNumber]) -> float:
    """The number with the latest ones as operands, in itself and in what it was computed from."""
    if id(value) in latest:
        return latest[id(value)]
    waiting, done = [value], set()
    while waiting:
        number = waiting.pop()
        if not isinstance(number, TracedNumber) or number.place is not None or id(number) in done:
            continue
        done.add(id(number))
        number.left = latest.get(id(number.left), number.left)
        number.right = latest.get(id(number.right), number.right)
        waiting += (number.left, number.right)
    return value
