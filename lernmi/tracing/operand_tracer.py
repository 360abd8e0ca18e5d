"""The operand tracer: gives objects their numbers as TracedNumbers, and sees what they write."""

from __future__ import annotations

from contextlib import contextmanager
from typing import Any, Dict, Iterator, List, Sequence, Tuple

from ..activations import Activation
from ..link import Link
from ..network import numeric_checks
from ..network.network import Network
from ..network.snapshot import numbers_in, numeric_attributes
from ..neuron import Neuron
from .moves import Change
from .operations import SLOPE_OF
from .traced_number import Place, TracedNumber, make_number


def places(network: Network) -> Iterator[Place]:
    """Where a network stores its numbers."""
    return (Place(thing, attribute) for thing, attribute in numbers_in(network))


class OperandTracer:
    """Remembers, for each place but those of links, the last TracedNumber that was written there."""

    def __init__(self) -> None:
        self._last: Dict[str, Dict[int, TracedNumber]] = {}     # by attribute, then by the thing's id

    @contextmanager
    def watching(self, *things: Any) -> Iterator[List[Change]]:
        """In this block, the things hold TracedNumbers; after it, the list holds what they wrote.

        A number was written if another object is there now, even one of equal value. Plain
        floats are restored whatever happens.
        """
        changes: List[Change] = []
        distinct = list({id(thing): thing for thing in things}.values())
        operands = [(thing, name, self._number(thing, name))
                    for thing in distinct for name in numeric_attributes(thing)]
        activations = [(thing, thing.activation) for thing in distinct
                       if isinstance(thing, Neuron)]
        try:
            for thing, name, number in operands:
                object.__setattr__(thing, name, number)     # an optimizer's own makes a plain float of it
            for neuron, activation in activations:
                neuron.activation = _traced(activation)
            yield changes
        finally:
            for neuron, activation in activations:
                neuron.activation = activation
            changes += self._written(operands)

    def _written(self, operands: Sequence[Tuple[Any, str, TracedNumber]]) -> Iterator[Change]:
        """What was written in place of the operands; plain floats are there again."""
        for thing, name, number in operands:
            value = getattr(thing, name, None)
            if not isinstance(value, (float, int)):     # an optimizer stores something else there now
                continue
            setattr(thing, name, float(value))
            if value is not number:
                place = number.place or Place(thing, name)
                old, number = number, self.as_written(value, place)
                yield Change(place, old, number)
            if not isinstance(thing, Link):             # nobody else reads a link's numbers
                self._last.setdefault(name, {})[id(thing)] = number

    def as_written(self, value: float, place: Place) -> TracedNumber:
        """What was written to a place, as the TracedNumber that belongs there."""
        if not isinstance(value, TracedNumber):
            return make_number(value, "", place=place)
        if value.place is not None:
            return make_number(value, "=", value, place=place)
        value.place = place
        return value

    def _number(self, thing: Any, name: str) -> TracedNumber:
        last, value = self._last.get(name, {}).get(id(thing)), getattr(thing, name)
        if last is not None and last == value:
            return last
        return make_number(value, "", place=Place(thing, name))


def to_floats(value: Any) -> Any:
    """The same lists and dicts with plain floats in them in place of TracedNumbers."""
    if isinstance(value, TracedNumber):
        return float(value)
    if isinstance(value, (dict, list)):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            value[key] = to_floats(value[key])
    return value


def _traced(activation: Activation) -> Activation:
    """The same activation, whose results remember it.

    The value is recorded as the activation of the total, the slope by its arithmetic where
    there is any.
    """
    def function(total: float) -> TracedNumber:
        result = numeric_checks.require_number(activation.function(total), "function", activation)
        return make_number(result, activation.name, total)

    def slope(total: float, value: float) -> TracedNumber:
        result = numeric_checks.require_number(activation.slope(total, value), "slope", activation)
        if isinstance(result, TracedNumber) and result is not total:
            return result
        return make_number(result, f"{SLOPE_OF}{activation.name}", total)

    return activation._replace(function=function, slope=slope)
