"""Why a sensitivity is 0, in a sentence or two."""

from __future__ import annotations

from typing import Any, Dict, Hashable, List, Optional, Sequence

from ...network.network import Network
from ...neuron import Neuron
from ...weight import Weight
from ..traced_number import TARGET, NumberText, TracedNumber, in_order
from .zeros import CANCELLED, FACTOR, FLAT, UNDERFLOW, Zero, Zeros

MOST_NAMED = 4
NO_SLOPES = ("one", "step", "logical_not")      # activations whose slope is 0 everywhere
MOST_TERMS = 4


def zeros_sentence(zeros: Zeros, network: Network, text: NumberText) -> str:
    """ "Every path goes through hidden[2], a relu at -0.3, whose slope there is 0."; "" without zeros."""
    groups: Dict[Hashable, List[Zero]] = {}
    for zero in zeros.zeros:
        groups.setdefault(_group(zero), []).append(zero)
    described = [describe(group[0], network, text) if len(group) == 1 else _together(group, network, text)
                 for group in groups.values()]
    if not described:
        return ""
    every = "The path goes" if zeros.paths == 1 else "Every path goes"
    if len(zeros.zeros) == 1:
        return f"{every} through {described[0]}."
    named, more = described[:MOST_NAMED], len(described) - MOST_NAMED
    rest = f"; and {more:,} more" if more > 0 else ""
    if zeros.each:
        return f"{every} through {'; and through '.join(named)}{rest}: each of them is enough."
    return f"Every path goes through one of these: {'; '.join(named)}{rest}."


def effect_of(name: str, zeros: Zeros) -> str:
    """What a small change does to the loss: nothing, to first order or at all, or perhaps something."""
    if any(_is_corner(zero.number) for zero in zeros.zeros):
        return f"a small change of {name} may change the loss, although its sensitivity is 0."
    order = "to first order, " * any(zero.kind in (FLAT, CANCELLED) for zero in zeros.zeros)
    return f"{order}a small change of {name} changes nothing."


def _is_corner(number: TracedNumber) -> bool:
    """Whether it is the slope of a relu at 0."""
    place = number.place
    return (place is not None and place.attribute == "slope" and place.thing.activation.name == "relu"
            and _total(number, place.thing) == 0.0)


def _group(zero: Zero) -> Hashable:
    """The same for zeros that are described together."""
    place = zero.number.place
    if zero.kind == FACTOR and place is not None:
        is_slope = place.attribute == "slope"
        return place.attribute, place.thing.activation.name if is_slope else type(place.thing)
    return zero.kind if zero.kind == FLAT else id(zero)


def _together(group: Sequence[Zero], network: Network, text: NumberText) -> str:
    """ "18 relus whose slope is 0 (conv[0] at -0.1, conv[1] at 0, …)"."""
    names = []
    for zero in group[:MOST_NAMED]:
        number = zero.target if zero.kind == FLAT else zero.number
        assert number.place is not None
        name = number.place.thing.name
        at = _total(number, number.place.thing) if number.place.attribute == "slope" else None
        names.append(name if at is None else f"{name} at {text(at)}")
    listed = f" ({', '.join([*names, '…'] if len(group) > MOST_NAMED else names)})"
    first = group[0].number.place
    if group[0].kind == FLAT or first is None:
        return f"{len(group):,} outputs where the loss has no slope{listed}"
    if first.attribute == "slope":
        return f"{len(group):,} {first.thing.activation.name} neurons whose slope is 0{listed}"
    return f"{len(group):,} {'weights' if isinstance(first.thing, Weight) else 'values'} that are 0{listed}"


def describe(zero: Zero, network: Network, text: NumberText) -> str:
    """What is 0, and why: "hidden[2], a relu at -0.3, whose slope there is 0"."""
    thing: Any = zero.number.place.thing if zero.number.place else None
    if zero.kind == FLAT:
        return _flat(zero, network, text)
    if zero.kind == CANCELLED:
        return f"the sum at {thing.name}, whose terms cancel out ({_terms(zero.number, text)})"
    if zero.kind == UNDERFLOW:
        left, right = zero.number.left, zero.number.right
        name = zero.target.place.thing.name if zero.target.place else ""
        return f"{name}, where {text(left)} × {text(right)} is too small for a float and becomes 0"
    if thing is None:
        return f"a factor that is 0, on the way to {zero.target.words()}"
    if zero.number.place and zero.number.place.attribute == "slope":
        return _slope(zero.number, thing, text)
    if isinstance(thing, Weight):
        return f"the weight {thing.name}, which is 0"
    return f"{thing.name}, which is 0{_dropped(thing, network)}"


def _slope(number: TracedNumber, neuron: Neuron, text: NumberText) -> str:
    name = neuron.activation.name
    if name in NO_SLOPES:
        return f"{neuron.name}, a {name}, whose slope is 0 everywhere"
    if _is_corner(number):
        return f"{neuron.name}, a relu at 0, its corner, where its slope is taken as 0 (above it is 1)"
    total = _total(number, neuron)
    at = f" at {text(total)}" if total is not None else ""
    return f"{neuron.name}, a {name}{at}, whose slope there is 0"


def _total(slope: TracedNumber, neuron: Neuron) -> Optional[float]:
    """The total at which a slope was computed: the slope is a function of it, or of the value."""
    waiting: List[Any] = [slope]
    while waiting:
        number = waiting.pop(0)
        place = getattr(number, "place", None)
        if place is not None and place.thing is neuron and place.attribute == "total":
            return float(number)
        if place is None or (place.thing is neuron and place.attribute in ("slope", "value")):
            waiting += [operand for operand in (getattr(number, "left", None), getattr(number, "right", None))
                        if isinstance(operand, TracedNumber)]
    return None


def _flat(zero: Zero, network: Network, text: NumberText) -> str:
    """An output that is right, or where the loss has no slope."""
    output = zero.target.place.thing if zero.target.place else None
    leaves = {leaf.place.attribute: leaf for leaf in in_order(zero.number, lambda number: True, set())
              if leaf.place is not None and leaf.place.thing is output}
    value, target = leaves.get("value"), leaves.get(TARGET)
    name = output.name if output is not None else "an output"
    if value is not None and target is not None and value == target:
        return f"{name}, which is exactly right ({text(value)}), so that the loss has no slope there"
    return f"{name}, where the slope of the loss ({network.loss.name}) is 0"


def _terms(total: TracedNumber, text: NumberText) -> str:
    """ "0.2 + -0.2": the terms of a sum that cancel out, without those that are 0."""
    terms: List[str] = []
    current: Any = total
    while isinstance(current, TracedNumber) and current.sign == "+":
        if current.right != 0.0:
            terms.append(text(current.right))
        current = current.left
    if current != 0.0:
        terms.append(text(current))
    shown = terms[::-1][:MOST_TERMS]
    return " + ".join([*shown, "…"] if len(terms) > MOST_TERMS else shown)


def _dropped(thing: Any, network: Network) -> str:
    """Of the mask of a dropout, what it is: nothing leads to it, and it is no input."""
    is_mask = isinstance(thing, Neuron) and not thing.incoming and thing not in network.inputs
    return " (a mask: dropout)" if is_mask and thing is not network.bias else ""
