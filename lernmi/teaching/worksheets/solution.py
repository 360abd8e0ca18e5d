"""The solution of an item: its operation in the sheet's symbols and in numbers, and the result."""

from __future__ import annotations

import re
from typing import Any, Callable, List, NamedTuple

from ...link import Link
from ...neuron import Neuron
from ...tracing.traced_number import LOSS, RATE, TARGET, Place, TracedNumber, formula, formula_columns
from ..questions import DELIVERED, LOSS_ITSELF
from .exercise import Exercise
from .items import Item
from .naming import sample_of

FUNCTIONS = {"sigmoid": "σ", "relu": "ReLU"}            # others by their names
OF_SLOPE = re.compile(r"slope of (\w+)\(")
NAME = re.compile(r"[a-z_]+(?=′?\()")
DOUBLE = re.compile(r"\(\((−[\d.,]+)\)\)")             # a negative number as an argument
FIRST = re.compile(r"^\((−[\d.,]+)\)(?= |$)")           # a negative number that begins a line
LONGEST = 80            # characters of the numbers of a loss
ATTRIBUTES = {"total": "z({})", "value": "y({})", "slope": "y′({})", "sensitivity": "∂L/∂y({})"}
LOWERED = ("", "₁", "₂", "₃", "₄")          # the number of a sample
ONE = "one"             # the activation of the bias neuron, which is always 1

Text = Callable[[float], str]


class Solution(NamedTuple):
    """The sides of an equation: "z(o1)", "y(h1) · w5 + b2", "0.58 · 0.5 + 0.1", "0.39"."""

    label: str
    symbols: str
    numbers: str
    result: str

    @property
    def equation(self) -> str:
        """All in one line, nothing twice."""
        return " = ".join(dict.fromkeys(self))


def solution_of(exercise: Exercise, item: Item) -> Solution:
    """How an item is computed, with the numbers rounded as the sheet has it."""
    written = exercise.conventions.written

    def in_numbers(number: float) -> str:
        return f"({written(number)})" if number < 0.0 else written(number)

    result = written(item.result)
    if item.kind == LOSS_ITSELF:
        formula_of_loss, numbers = exercise.single.loss.formula, _operation(item, in_numbers)
        return Solution(item.label, formula_of_loss, numbers if len(numbers) <= LONGEST else result, result)
    return Solution(item.label, _operation(item, symbol_of), _operation(item, in_numbers), result)


def symbol_of(number: float) -> str:
    """A number by the symbol of its place; one without a place as it is."""
    place = getattr(number, "place", None)
    return symbol_of_place(place) if place else f"{number:g}"


def symbol_of_place(place: Place) -> str:
    """ "∂L/∂w5" of the sensitivity of w5, "x1" of an input, "d1" of a target, "y(h1)₂" in sample 2."""
    thing, attribute = place
    if isinstance(thing, Link):
        name, sample = sample_of(thing.target)
        return f"∂L/∂z({name}){LOWERED[sample]}"
    if isinstance(thing, Neuron):
        name, sample = sample_of(thing)
        if attribute == TARGET:
            symbol = f"d{name[1:]}"
        elif attribute == "value" and not thing.incoming:
            symbol = name
        else:
            symbol = ATTRIBUTES[attribute].format(name)
        return symbol + LOWERED[sample]
    symbols = {RATE: "η", LOSS: "L", "sensitivity": f"∂L/∂{getattr(thing, 'name', '')}"}
    return symbols.get(attribute, str(getattr(thing, "name", attribute)))


def addends_of(number: TracedNumber) -> List[Any]:
    """What was added up at the place of a number, one after the other; a number that is no sum is its own."""
    if number.sign != "+" or getattr(number.left, "place", None) != number.place:
        return [number] if number.sign else []          # without a sign: the 0 that a sum begins with
    return [*addends_of(number.left), number.right]


def _written(number: float, text: Text) -> str:
    """An addend; what a link delivers as the product that it is, without the 1 of the bias."""
    if not isinstance(number, TracedNumber):
        return text(number)
    delivered = number.place is not None and isinstance(number.place.thing, Link)
    factors = [number.left, number.right] if number.sign == "×" and (delivered or not number.place) else []
    others = [factor for factor in factors if not _is_bias(factor)]
    if len(others) == 1:
        return text(others[0])
    return " ".join(formula_columns(number, text)) if delivered else formula(number, text)


def _is_bias(number: float) -> bool:
    thing = getattr(getattr(number, "place", None), "thing", None)
    return isinstance(thing, Neuron) and thing.activation.name == ONE


def _operation(item: Item, text: Text) -> str:
    """The operation of an item, however many addends it has, in the signs of school."""
    new = item.change.new
    addends = addends_of(new)
    if addends[0] is new:
        line = " ".join(formula_columns(new, text))
    else:
        in_order = addends if item.kind == DELIVERED else addends[::-1]     # back, the last comes first
        line = " + ".join(_written(addend, text) for addend in in_order)
    line = OF_SLOPE.sub(r"\1′(", line.replace(" × ", " · ").replace(" ÷ ", " / "))
    line = NAME.sub(lambda match: FUNCTIONS.get(match[0], match[0]), line)
    line = DOUBLE.sub(r"(\1)", line)
    return FIRST.sub(r"\1", line)
