"""Floats that remember their name and the operation that made them.

The tracer passes an object its operands as TracedNumbers. The object multiplies and adds them in
its own methods, which know nothing of it, and the results remember what was done. So what a trace
shows is the arithmetic that really ran; no formula is written a second time. All this happens inside
``tracing_operations``; outside, a TracedNumber that somebody still holds is just a float.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import Any, Callable, Iterator, List, NamedTuple, Optional, Set

from ..link import Link

NEGATIVE = "negative"           # the sign of −x
LOSS, TARGET, RATE = "loss", "target", "rate"           # what no neuron, link or weight stores
SYMBOLS = {"value": "{}", "total": "Σ{}", "slope": "{}′", "sensitivity": "∂L/∂{}",
           TARGET: "d({})"}
SYMBOLS_ALONE = {RATE: "η", LOSS: "L"}
STRENGTH = {"+": 1, "−": 1, NEGATIVE: 2, "×": 3, "÷": 3, "^": 4}    # how tightly a sign binds
MOST_OPERATIONS = 100           # in a formula that is written out; a longer one is its result

NumberText = Callable[[float], str]         # how to write a number that has a place, or a plain float


class Place(NamedTuple):
    """Where a number is stored: an attribute of a neuron, a link, a weight, an optimizer, a memory.

    The loss is stored nowhere, and has a name alone: Place(None, "loss"). Two places are equal if
    they are of one and the same object, which a user-defined optimizer may compare by its numbers.
    """

    thing: Any
    attribute: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Place) and self.thing is other.thing and self.attribute == other.attribute

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash((id(self.thing), self.attribute))

    @property
    def is_the_loss(self) -> bool:
        """Whether it is the loss; an optimizer may have an attribute of that name, too."""
        return self.thing is None

    def words(self, mover: object = None) -> str:
        """ "sensitivity of output[0]"; the link that moves is just "the link"."""
        if not hasattr(self.thing, "name"):
            return self.attribute.replace("_", " ")
        if self.thing is mover and isinstance(mover, Link):
            return f"{self.attribute} of the link"
        kind = "the link " if isinstance(self.thing, Link) else ""
        return f"{self.attribute} of {kind}{self.thing.name}"

    def symbol(self, mover: object = None) -> str:
        """ "∂L/∂output[0]"; the value of the link that moves is v."""
        if not hasattr(self.thing, "name"):
            return SYMBOLS_ALONE.get(self.attribute, self.attribute)
        name = self.thing.name
        if isinstance(self.thing, Link):
            name = "v" if self.thing is mover else f"v({name})"
        return SYMBOLS.get(self.attribute, self.attribute + "({})").format(name)


def _operator(sign: str, method: Callable[[Any, Any], Any], reflected: bool = False) -> Any:
    """The method of a TracedNumber for a sign; reflected, the number is the right operand."""
    def operate(number: TracedNumber, other: Any) -> Any:
        """The result as a TracedNumber; one that isn't a float is left to Python."""
        result = method(number, other)
        if not _active or type(result) is not float:
            return result
        left, right = (other, number) if reflected else (number, other)
        return make_number(result, sign, left, right)
    return operate


class TracedNumber(float):
    """A float with a place, and with the operation that made it.

    ``sign`` is one of + − × ÷ ^, a function's name with ``left`` as its argument, "=" for a
    number that was copied, or empty for one that came from outside. ``right`` is the right
    operand, if there is one.
    """

    __slots__ = ("place", "sign", "left", "right")
    place: Optional[Place]
    sign: str
    left: Any
    right: Any

    @property
    def name(self) -> str:
        """Its place in words, or the operation that made it."""
        return self.words()

    def words(self, mover: object = None) -> str:
        """The name as it reads while ``mover`` moves."""
        return formula(self, lambda number: display_name(number, mover))

    __add__ = _operator("+", float.__add__)
    __radd__ = _operator("+", float.__radd__, reflected=True)
    __sub__ = _operator("−", float.__sub__)
    __rsub__ = _operator("−", float.__rsub__, reflected=True)
    __mul__ = _operator("×", float.__mul__)
    __rmul__ = _operator("×", float.__rmul__, reflected=True)
    __truediv__ = _operator("÷", float.__truediv__)
    __rtruediv__ = _operator("÷", float.__rtruediv__, reflected=True)
    __pow__ = _operator("^", float.__pow__)
    __rpow__ = _operator("^", float.__rpow__, reflected=True)

    def __neg__(self) -> Any:
        result = float.__neg__(self)
        return make_number(result, NEGATIVE, self) if _active else result


def make_number(value: float, sign: str, left: Any = None, right: Any = None,
                place: Optional[Place] = None) -> TracedNumber:
    """A TracedNumber of that value, made by that operation."""
    number = TracedNumber(value)
    number.place = place
    number.sign = sign
    number.left = left
    number.right = right
    return number


_active: List[bool] = []        # an entry for each block of tracing_operations


@contextmanager
def tracing_operations() -> Iterator[None]:
    """In this block, the results of operations on TracedNumbers are TracedNumbers as well."""
    _active.append(True)
    try:
        yield
    finally:
        _active.pop()


def in_order(root: TracedNumber, is_inside: Callable[[TracedNumber], bool],
             done: Set[int]) -> Iterator[TracedNumber]:
    """A number after its operands, each once, as far as they are inside.

    ``done``: the ids of those that are left out; the new ones are added.
    """
    waiting = [root]
    while waiting:
        number = waiting[-1]
        operands = [operand for operand in (number.right, number.left) if isinstance(operand, TracedNumber)
                    and id(operand) not in done and is_inside(operand)] if id(number) not in done else []
        if operands:
            waiting += operands
            continue
        waiting.pop()
        if id(number) not in done:
            done.add(id(number))
            yield number


# ---- a number as text ----------------------------------------------------------------------

def display_name(number: float, mover: object = None, unnamed: NumberText = "{:g}".format) -> str:
    """The name of a number while ``mover`` moves; one without a place as ``unnamed`` writes it."""
    place = getattr(number, "place", None)
    return place.words(mover) if place else unnamed(number)


def formula(number: float, text: NumberText) -> str:
    """A number as ``text`` writes it if it has a place, otherwise the operation that made it."""
    if isinstance(number, TracedNumber) and number.place is None and _is_short(number):
        return " ".join(formula_columns(number, text))
    return text(number)


def _is_short(number: TracedNumber) -> bool:
    """Whether an operation can be written out, with all its operands' operations."""
    waiting, operations = [number], 0
    while waiting and operations <= MOST_OPERATIONS:
        current = waiting.pop()
        operations += 1
        waiting += [operand for operand in (current.left, current.right)
                    if isinstance(operand, TracedNumber) and operand.place is None]
    return not waiting


def formula_columns(number: TracedNumber, text: NumberText) -> List[str]:
    """The operation that made a number: left operand, sign and right operand, or one column."""
    sign, left, right = number.sign, number.left, number.right
    if sign == "":
        return [text(float(number))]
    if sign == "=":
        return [formula(left, text)]
    if sign == NEGATIVE:
        return ["−" + _operand(left, text, STRENGTH["×"])]
    if sign not in STRENGTH:
        return [f"{sign}({formula(left, text)})"]
    if sign == "^" and _is_plain(right, 0.5):
        return [f"√({formula(left, text)})"]
    if sign == "÷" and _is_plain(right, 1.0):
        return [formula(left, text)]
    if sign == "+" and _is_plain(left, 0.0):
        return [formula(right, text)]
    strength = STRENGTH[sign]
    return [_operand(left, text, strength), sign, _operand(right, text, strength + (sign in "−÷"))]


def _is_plain(operand: float, value: float) -> bool:
    return not isinstance(operand, TracedNumber) and operand == value


def _operand(number: float, text: NumberText, strength: int) -> str:
    written = formula(number, text)
    if not isinstance(number, TracedNumber) or number.place is not None:
        return written
    return f"({written})" if STRENGTH.get(number.sign, strength) < strength else written
