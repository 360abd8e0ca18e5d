"""How a number was computed, without regard to whose it is: so that two steps' formulas can be compared."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Tuple

from ...link import Link
from ...neuron import Neuron
from ...training.optimizer_memory import Memory
from ...weight import Weight
from ..operations import recomputed
from ..traced_number import Place, TracedNumber, in_order

Thing = Tuple[str, str]
Key = Tuple[str, str, str]          # of a place, the same in both steps: kind, name, attribute
KINDS = ((Neuron, "neuron"), (Link, "link"), (Weight, "weight"), (Memory, "memory"))
MADE_HERE = 1e-9                    # relative: how near two results must be to be of the same operation


class PlaceKeys:
    """Names the things of a network and their places, so that those of another one are found by them."""

    def __init__(self, network: Any) -> None:
        self._links: Dict[int, str] = network.names.of_links()
        self._things: Dict[int, Tuple[Any, Thing]] = {}     # by their ids; each is held, so that its id stays

    def of_thing(self, thing: Any) -> Thing:
        """The kind and name of a thing: of a neuron, a link, a weight, a memory; "loss" and "optimizer"."""
        known = self._things.get(id(thing))
        if known is None:
            kind = next((kind for type_, kind in KINDS if isinstance(thing, type_)),
                        "loss" if thing is None else "optimizer")
            name = self._links.get(id(thing)) or str(getattr(thing, "name", ""))
            known = self._things[id(thing)] = thing, (kind, name)
        return known[1]

    def of(self, place: Place) -> Key:
        """The kind, name and attribute of a place."""
        return (*self.of_thing(place.thing), place.attribute)


class Formula:
    """The operations that made a number of a move, down to operands that are stored somewhere.

    ``operands``: the numbers with a place, and plain ones, in their order. ``shape``: signs, and for
    each operand its part in the move ("source.value"), or "" for a plain number.
    """

    def __init__(self, number: TracedNumber, mover: Any, keys: PlaceKeys) -> None:
        self.number = number
        self.operands: List[float] = []
        self.parts: List[str] = []
        shape: List[str] = []
        owner = number.place.thing if number.place is not None else None
        waiting: List[Any] = [number]
        while waiting:
            current = waiting.pop()
            if current is not number and not _is_inside(current):
                part = _part(getattr(current, "place", None), mover, owner, keys)
                self.operands.append(current)
                self.parts.append(part)
                shape.append(part)
                continue
            shape.append(f"({current.sign}")
            waiting += [operand for operand in (current.right, current.left) if operand is not None]
        self.shape = tuple(shape)

    def result_with(self, other: Formula) -> Optional[float]:
        """What this formula gives with the operands of another one; None where that isn't known."""
        theirs = {part: float(operand) for part, operand in zip(other.parts, other.operands) if part}
        values = {id(operand): theirs.get(part, float(operand))
                  for part, operand in zip(self.parts, self.operands)}
        try:
            for number in in_order(self.number, _is_inside, set()):
                values[id(number)] = self._computed(number, values)
        except (ArithmeticError, LookupError, ValueError):
            return None
        return values[id(self.number)]

    @staticmethod
    def _computed(number: TracedNumber, values: Dict[int, float]) -> float:
        left, right = (None if operand is None else values.get(id(operand), float(operand))
                       for operand in (number.left, number.right))
        return float(number) if left is None else recomputed(number.sign, left, right)


def _is_inside(operand: Any) -> bool:
    """Whether it was computed in this move, and is stored nowhere."""
    return isinstance(operand, TracedNumber) and operand.place is None and operand.sign != ""


def _part(place: Optional[Place], mover: Any, owner: Any, keys: PlaceKeys) -> str:
    """What an operand is in the move, for which the ``owner`` gets a number; of another thing, its name."""
    if place is None:
        return ""
    for role in ("source", "weight", "target"):
        if isinstance(mover, Link) and getattr(mover, role) is place.thing:
            return f"{role}.{place.attribute}"
    if place.thing is mover or (mover is None and place.thing is owner):
        return f"itself.{place.attribute}"
    if isinstance(place.thing, Memory) and place.thing.name == getattr(mover, "name", None):
        return f"memory.{place.attribute}"
    return ".".join(keys.of(place))
