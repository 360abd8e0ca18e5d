"""The operand tracer: gives objects their numbers as TracedNumbers, and sees what they write."""

from __future__ import annotations

from typing import Any, Iterator, List, Tuple, cast

from ..activations import Activation
from ..network import numeric_checks
from ..network.network import Network
from ..network.snapshot import numbers_in, numeric_attributes
from ..neuron import Neuron
from .operations import SLOPE_OF
from .traced_number import Place, TracedNumber, make_number


def places(network: Network) -> Iterator[Place]:
    """Where a network stores its numbers."""
    return (Place(thing, attribute) for thing, attribute in numbers_in(network))


class OperandTracer:
    """Some objects that hold TracedNumbers while they move: a context manager.

    ========= ==================================================================
    places    where the numbers of these objects are stored
    operands  the TracedNumber that was at each place before
    written   what was written, with the index of its place: after the block
    ========= ==================================================================

    A number was written if another object is there now, even one of equal value. After the block
    plain floats are there again, whatever happens.
    """

    def __init__(self, *things: Any) -> None:
        distinct = {id(thing): thing for thing in things}.values()
        self.places = [Place(thing, name) for thing in distinct for name in numeric_attributes(thing)]
        self.operands = [make_number(getattr(place.thing, place.attribute), "", place=place)
                         for place in self.places]
        self.written: List[Tuple[int, float]] = []
        self._activations = [(thing, thing.activation) for thing in distinct if isinstance(thing, Neuron)]

    def __enter__(self) -> OperandTracer:
        for (thing, name), number in zip(self.places, self.operands):
            object.__setattr__(thing, name, number)     # an optimizer's own makes a plain float of it
        for neuron, activation in self._activations:
            neuron.activation = cast(Activation, _TracedActivation(activation))
        return self

    def __exit__(self, *_: object) -> None:
        for neuron, activation in self._activations:
            neuron.activation = activation
        for index, (thing, name) in enumerate(self.places):
            value = getattr(thing, name, None)
            if not isinstance(value, (float, int)):     # an optimizer stores something else there now
                continue
            setattr(thing, name, float(value))
            if value is not self.operands[index]:
                self.written.append((index, value))


def to_floats(value: Any) -> Any:
    """The same lists and dicts with plain floats in them in place of TracedNumbers."""
    if isinstance(value, TracedNumber):
        return float(value)
    if isinstance(value, (dict, list)):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            value[key] = to_floats(value[key])
    return value


class _TracedActivation:
    """An activation whose results remember it.

    The value is recorded as the activation of the total, the slope by its arithmetic where
    there is any.
    """

    def __init__(self, activation: Activation) -> None:
        self._activation = activation

    def function(self, total: float) -> TracedNumber:
        activation = self._activation
        result = numeric_checks.require_number(activation.function(total), "function", activation)
        return make_number(result, activation.name, total)

    def slope(self, total: float, value: float) -> TracedNumber:
        activation = self._activation
        result = numeric_checks.require_number(activation.slope(total, value), "slope", activation)
        if isinstance(result, TracedNumber) and result is not total:
            return result
        return make_number(result, f"{SLOPE_OF}{activation.name}", total)

    def __getattr__(self, name: str) -> Any:
        """All else is the activation's: its name, its formulas."""
        return getattr(self._activation, name)
