"""Floats that remember what they are called and what they were made of.

The tracer hands an object its operands as TracedNumbers. The object multiplies and adds them in
its own methods, none the wiser, and the results tell what was done. So what a trace shows is
the arithmetic that really ran; no formula is written a second time. All this goes on while
``tracing_operations`` lasts; a TracedNumber that somebody kept is just a float afterwards.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import Any, Callable, Iterator, List, NamedTuple, Optional, Set, Tuple, cast

from ..link import Link

NEGATIVE = "negative"           # the sign of −x
LOSS, TARGET, RATE = "loss", "target", "rate"           # what no neuron, link or weight keeps
SYMBOLS = {"value": "{}", "total": "Σ{}", "slope": "{}′", "sensitivity": "∂L/∂{}",
           TARGET: "d({})"}
ALONE = {RATE: "η", LOSS: "L"}


class Place(NamedTuple):
    """Where a number is kept: an attribute of a neuron, a link, a weight, an optimizer, a memory.

    The loss is kept nowhere, and has a name alone: Place(None, "loss").
    """

    thing: Any
    attribute: str

    @property
    def is_the_loss(self) -> bool:
        """Whether the loss is meant; an optimizer may call something so, too."""
        return self.thing is None

    def words(self, mover: object = None) -> str:
        """ "sensitivity of output[0]"; the link that moves is called just "the link"."""
        if not hasattr(self.thing, "name"):
            return self.attribute.replace("_", " ")
        if self.thing is mover and isinstance(mover, Link):
            return f"{self.attribute} of the link"
        kind = "the link " if isinstance(self.thing, Link) else ""
        return f"{self.attribute} of {kind}{self.thing.name}"

    def symbol(self, mover: object = None) -> str:
        """ "∂L/∂output[0]"; the value of the link that moves is called v."""
        if not hasattr(self.thing, "name"):
            return ALONE.get(self.attribute, self.attribute)
        name = self.thing.name
        if isinstance(self.thing, Link):
            name = "v" if self.thing is mover else f"v({name})"
        return SYMBOLS.get(self.attribute, self.attribute + "({})").format(name)


class TracedNumber(float):
    """A float with a place, and with the operation that made it.

    ``sign`` is one of + − × ÷ ^, a function's name with ``left`` as its argument, "=" for a
    number that was taken over as it is, or empty for one that came from outside.
    """

    __slots__ = ("place", "_sign", "_left", "_right")
    place: Optional[Place]

    @property
    def sign(self) -> str:
        """The operation, the function, or empty."""
        return self._made()[0]

    @property
    def left(self) -> Any:
        """The left operand, or the argument."""
        return self._made()[1]

    @property
    def right(self) -> Any:
        """The right operand, if there is one."""
        return self._made()[2]

    def remember(self, sign: str, left: Any = None, right: Any = None) -> None:
        """What it was made of."""
        self._sign, self._left, self._right = sign, left, right

    def pack(self, recipe: Any, ends: Tuple[Any, ...]) -> None:
        """Keep a Recipe instead, until somebody asks, with the numbers that went in."""
        self._sign, self._left, self._right = recipe, ends, None

    def _made(self) -> Tuple[str, Any, Any]:
        if not isinstance(self._sign, str):
            self._sign.unpack(self, self._left)
        return self._sign, self._left, self._right

    @property
    def name(self) -> str:
        """What it is called: its place in words, or the operation that made it."""
        return self.words()

    def words(self, mover: object = None) -> str:
        """The name as it reads while ``mover`` moves."""
        return formula(self, lambda number: display_name(number, mover))

    def __add__(self, other: float) -> TracedNumber:
        return traced(float.__add__(self, other), "+", self, other)

    def __radd__(self, other: float) -> TracedNumber:
        return traced(float.__radd__(self, other), "+", other, self)

    def __sub__(self, other: float) -> TracedNumber:
        return traced(float.__sub__(self, other), "−", self, other)

    def __rsub__(self, other: float) -> TracedNumber:
        return traced(float.__rsub__(self, other), "−", other, self)

    def __mul__(self, other: float) -> TracedNumber:
        return traced(float.__mul__(self, other), "×", self, other)

    def __rmul__(self, other: float) -> TracedNumber:
        return traced(float.__rmul__(self, other), "×", other, self)

    def __truediv__(self, other: float) -> TracedNumber:
        return traced(float.__truediv__(self, other), "÷", self, other)

    def __rtruediv__(self, other: float) -> TracedNumber:
        return traced(float.__rtruediv__(self, other), "÷", other, self)

    def __pow__(self, other: float, _: None = None) -> TracedNumber:
        return traced(float.__pow__(self, other), "^", self, other)

    def __rpow__(self, other: float, _: None = None) -> TracedNumber:
        return traced(float.__rpow__(self, other), "^", other, self)

    def __neg__(self) -> TracedNumber:
        return traced(float.__neg__(self), NEGATIVE, self)


def make_number(value: float, sign: str, left: Any = None, right: Any = None,
         place: Optional[Place] = None) -> TracedNumber:
    """A Number of that value, made by that operation."""
    number = TracedNumber(value)
    number.place, number._sign, number._left, number._right = place, sign, left, right
    return number


class _Noting:
    """How many recordings are under way."""

    now = 0


@contextmanager
def tracing_operations() -> Iterator[None]:
    """While this lasts, the results of operations on TracedNumbers are TracedNumbers, which remember them."""
    _Noting.now += 1
    try:
        yield
    finally:
        _Noting.now -= 1


def traced(result: Any, sign: str, left: Any, right: Any = None) -> TracedNumber:
    """The result of an operation as a TracedNumber; one that isn't a float is left to Python."""
    if _Noting.now and isinstance(result, float):
        return make_number(result, sign, left, right)
    return cast(TracedNumber, result)


def in_order(root: TracedNumber, is_inside: Callable[[TracedNumber], bool],
             done: Set[int]) -> Iterator[TracedNumber]:
    """A number after those that it was made of, each once, as far as they are inside.

    ``done``: the ids of those that there were already; the new ones are added.
    """
    waiting = [(root, False)]
    while waiting:
        number, operands_done = waiting.pop()
        if id(number) in done:
            continue
        if operands_done:
            done.add(id(number))
            yield number
        else:
            waiting.append((number, True))
            waiting += [(operand, False) for operand in (number.right, number.left)
                        if isinstance(operand, TracedNumber) and is_inside(operand)]


def display_name(number: float, mover: object = None, plain: Callable[[float], str] = "{:g}".format) -> str:
    """What a number is called while ``mover`` moves; if it has no place, as ``plain`` writes it."""
    place = getattr(number, "place", None)
    return place.words(mover) if place else plain(number)


Leaf = Callable[[float], str]       # how to write a number that has a place, or a plain float
STRENGTH = {"+": 1, "−": 1, NEGATIVE: 2, "×": 3, "÷": 3, "^": 4}    # how tightly a sign binds


MOST_OPERATIONS = 100       # that are written out; a longer part of a formula is told by its result


def formula(number: float, leaf: Leaf) -> str:
    """A number as ``leaf`` writes it if it has a place, otherwise the operation that made it."""
    if isinstance(number, TracedNumber) and number.place is None and _is_short(number):
        return " ".join(formula_columns(number, leaf))
    return leaf(number)


def _is_short(number: TracedNumber) -> bool:
    """Whether an operation can be written out, with all that it is made of."""
    waiting, operations = [number], 0
    while waiting and operations <= MOST_OPERATIONS:
        current = waiting.pop()
        operations += 1
        waiting += [operand for operand in (current.left, current.right)
                    if isinstance(operand, TracedNumber) and operand.place is None]
    return not waiting


def formula_columns(number: TracedNumber, leaf: Leaf) -> List[str]:
    """The operation that made a number: left operand, sign and right operand, or one piece."""
    sign, left, right = number.sign, number.left, number.right
    if sign == "":
        return [leaf(float(number))]
    if sign == "=":
        return [formula(left, leaf)]
    if sign == NEGATIVE:
        return ["−" + _operand(left, leaf, STRENGTH["×"])]
    if sign not in STRENGTH:
        return [f"{sign}({formula(left, leaf)})"]
    if sign == "^" and _is_plain(right, 0.5):
        return [f"√({formula(left, leaf)})"]
    if sign == "÷" and _is_plain(right, 1.0):
        return [formula(left, leaf)]
    if sign == "+" and _is_plain(left, 0.0):
        return [formula(right, leaf)]
    strength = STRENGTH[sign]
    return [_operand(left, leaf, strength), sign,
            _operand(right, leaf, strength + (sign in "−÷"))]


def _is_plain(operand: float, value: float) -> bool:
    return not isinstance(operand, TracedNumber) and operand == value


def _operand(number: float, leaf: Leaf, strength: int) -> str:
    text = formula(number, leaf)
    if not isinstance(number, TracedNumber) or number.place is not None:
        return text
    return f"({text})" if STRENGTH.get(number.sign, strength) < strength else text
