"""The tracer: hands objects their numbers as TracedNumbers, and sees what they make of them."""

from __future__ import annotations

from contextlib import contextmanager
from typing import Any, Dict, Iterator, List, Sequence, Tuple

from ..activations import Activation
from ..link import Link
from ..network.network import Network
from ..network.snapshot import NUMERIC_ATTRIBUTES, numbers_in
from ..neuron import Neuron
from .moves import Change
from .operations import SLOPE_OF
from .traced_number import Place, TracedNumber, make_number


def places(network: Network) -> Iterator[Place]:
    """Where a network's numbers are kept."""
    return (Place(thing, attribute) for thing, attribute in numbers_in(network))


class OperandTracer:
    """Remembers, for each place but those of links, the last TracedNumber that was written there."""

    def __init__(self) -> None:
        self._last: Dict[str, Dict[int, TracedNumber]] = {}       # by attribute, then by the thing's id

    @contextmanager
    def watching(self, *things: Any) -> Iterator[List[Change]]:
        """While this lasts, the things hold TracedNumbers; after it, the list holds what they wrote.

        A number was written if another object is there now, even one of equal value. Plain
        floats are put back whatever happens.
        """
        changes: List[Change] = []
        distinct = list({id(thing): thing for thing in things}.values())
        handed = [(thing, name, self._number(thing, name))
                  for thing in distinct for name in numeric_attributes(thing)]
        activations = [(thing, thing.activation) for thing in distinct
                       if isinstance(thing, Neuron)]
        try:
            for thing, name, number in handed:
                setattr(thing, name, number)
            for neuron, activation in activations:
                neuron.activation = _traced(activation)
            yield changes
        finally:
            for neuron, activation in activations:
                neuron.activation = activation
            changes += self._taken_back(handed)

    def _taken_back(self, handed: Sequence[Tuple[Any, str, TracedNumber]]) -> Iterator[Change]:
        """What was written where TracedNumbers were handed out; plain floats are there again."""
        for thing, name, number in handed:
            found = getattr(thing, name, None)
            if not isinstance(found, (float, int)):     # an optimizer has put something else there
                continue
            setattr(thing, name, float(found))
            if found is not number:
                place = number.place or Place(thing, name)
                old, number = number, self.as_written(found, place)
                yield Change(place, old, number)
            if not isinstance(thing, Link):             # nobody else reads a link's numbers
                self._last.setdefault(name, {})[id(thing)] = number

    def as_written(self, found: float, place: Place) -> TracedNumber:
        """What was written to a place, as the TracedNumber that belongs there."""
        if not isinstance(found, TracedNumber):
            return make_number(found, "", place=place)
        if found.place is not None:
            return make_number(found, "=", found, place=place)
        found.place = place
        return found

    def _number(self, thing: Any, name: str) -> TracedNumber:
        number = self._last.get(name, {}).get(id(thing))
        found = getattr(thing, name)
        if number is not None and number == found:
            return number
        return make_number(found, "", place=Place(thing, name))


def numeric_attributes(thing: Any) -> Sequence[str]:
    """The attributes of a thing that hold numbers."""
    for kind, names in NUMERIC_ATTRIBUTES.items():
        if isinstance(thing, kind):
            return names
    return [name for name, value in getattr(thing, "__dict__", {}).items()
            if isinstance(value, float)]


def to_floats(kept: Any) -> Any:
    """The same lists and dicts with plain floats in them in place of TracedNumbers."""
    if isinstance(kept, TracedNumber):
        return float(kept)
    if isinstance(kept, (dict, list)):
        for place in list(kept) if isinstance(kept, dict) else range(len(kept)):
            kept[place] = to_floats(kept[place])
    return kept


def _traced(activation: Activation) -> Activation:
    """The same activation; what it computes remembers whose work it was.

    The value is said to be the activation of the total; the slope is told by its arithmetic
    where there is any.
    """
    def function(total: float) -> TracedNumber:
        return make_number(activation.function(total), activation.name, total)

    def slope(total: float, value: float) -> TracedNumber:
        result = activation.slope(total, value)
        if isinstance(result, TracedNumber) and result is not total:
            return result
        return make_number(result, f"{SLOPE_OF}{activation.name}", total)

    return activation._replace(function=function, slope=slope)
