"""Symbols: numbers that are not known yet, and remember the operation that will make them.

An object multiplies and adds symbols in its own methods as if they were floats; the results are the
expressions that it would have computed. An expression is made once: the same operation on the same
operands is the same symbol. What can be left out without changing a bit of any result is left out:
× 1, ÷ 1, − 0, + 0 where the other term is not −0, and operations on constants.
"""

from __future__ import annotations

import math
import operator
from typing import Any, Callable, Dict, List, Optional, Sequence, Tuple

from ...support.errors import LernmiError
from .folding import RULES

OPERATORS: Dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "**": operator.pow,
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
    "==": operator.eq, "!=": operator.ne}
COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")


class NotSymbolic(LernmiError, TypeError):
    """Something can't be run on symbols; the reason is the end of a sentence."""


def _binary(sign: str, reflected: bool = False) -> Any:
    """The method of a Symbol for an operator; reflected, the symbol is the right operand."""
    if reflected:
        return lambda symbol, other: symbol.table.operation(sign, other, symbol)
    return lambda symbol, other: symbol.table.operation(sign, symbol, other)


class Symbol:
    """A number that is not known yet.

    ============== ============================================================================
    sign           an operator; or "constant", "variable", "negative", "if", "call", "list", "entry"
    operands       what the operation is done with
    text           of a constant, its digits; of a variable, its name; of a call, the function's name
    index          its number among the symbols of its table: operands come before results
    is_float       False for what is True, False or a whole number, such as a comparison
    never_negative_zero    whether it can't be −0.0, so that adding 0 to it changes no bit
    is_zero        whether it is 0 or −0, provided that all numbers are finite
    ============== ============================================================================
    """

    __slots__ = ("table", "sign", "operands", "text", "index", "is_float", "never_negative_zero", "is_zero")
    table: SymbolTable
    sign: str
    operands: Tuple[Symbol, ...]
    text: str
    index: int
    is_float: bool
    never_negative_zero: bool
    is_zero: bool

    __hash__ = None         # type: ignore[assignment]      # sets and dicts don't ask for a comparison
    __add__, __radd__ = _binary("+"), _binary("+", reflected=True)
    __sub__, __rsub__ = _binary("-"), _binary("-", reflected=True)
    __mul__, __rmul__ = _binary("*"), _binary("*", reflected=True)
    __truediv__, __rtruediv__ = _binary("/"), _binary("/", reflected=True)
    __pow__, __rpow__ = _binary("**"), _binary("**", reflected=True)
    __lt__, __le__, __gt__, __ge__ = _binary("<"), _binary("<="), _binary(">"), _binary(">=")
    __eq__, __ne__ = _binary("=="), _binary("!=")

    def __neg__(self) -> Symbol:
        return self.table.make("negative", (self,), is_zero=self.is_zero)

    def __pos__(self) -> Symbol:
        return self

    def __abs__(self) -> Symbol:
        return self.table.call(abs, [self])

    def __bool__(self) -> bool:
        return self.table.ask(self)

    def list_of_call(self, function: Callable[..., Any], numbers: Sequence[Any], *options: Any) -> List[Any]:
        """The results of a function from a list of numbers, this one among them, to as many."""
        return self.table.entries(self.table.call(function, [list(numbers), *options]), len(numbers))

    def __repr__(self) -> str:
        return f"Symbol({self.text or self.sign})"


class SymbolTable:
    """All symbols of one network, and the functions that they call, by name.

    ``new_name``: gives a function's name another form if a variable has it. ``trusts_finite``: whether
    all numbers are known to be finite, so that a product with 0 is 0. ``performed``: while this is a
    dict, the operations are noted there, by their indices.
    """

    def __init__(self, new_name: Callable[[str], str] = str) -> None:
        self.functions: Dict[str, Callable[..., Any]] = {}
        self.trusts_finite = True
        self.performed: Optional[Dict[int, Symbol]] = None
        self.lengths: Dict[int, int] = {}           # of the lists that calls return, by the call's index
        self.ask: Callable[[Symbol], bool] = _refuse
        self._new_name = new_name
        self._names: Dict[int, str] = {}            # of functions, by their ids
        self._all: List[Symbol] = []
        self._made: Dict[Tuple[Any, ...], Symbol] = {}
        self._constants: Dict[str, Symbol] = {}

    def make(self, sign: str, operands: Tuple[Symbol, ...], text: str = "", is_float: bool = True,
             never_negative_zero: bool = False, is_zero: bool = False) -> Symbol:
        """The symbol of that operation: the same one, if it was made before."""
        key = (sign, text, *map(id, operands))
        found = self._made.get(key)
        if found is None:
            found = self._new(key, sign, operands, text, is_float, never_negative_zero, is_zero)
        if self.performed is not None:
            self.performed[found.index] = found
        return found

    def _new(self, key: Any, sign: str, operands: Tuple[Symbol, ...], text: str, is_float: bool,
             never_negative_zero: bool, is_zero: bool) -> Symbol:
        symbol = Symbol()
        symbol.table, symbol.sign, symbol.operands, symbol.text = self, sign, operands, text
        symbol.is_float, symbol.never_negative_zero, symbol.is_zero = is_float, never_negative_zero, is_zero
        symbol.index = self.count
        self._all.append(symbol)
        self._made[key] = symbol
        return symbol

    def all(self) -> List[Symbol]:
        """Every symbol, in the order of making."""
        return list(self._all)

    @property
    def count(self) -> int:
        """How many symbols there are."""
        return len(self._all)

    def clear(self) -> None:
        """Forget all symbols, so that what nobody else refers to is freed at once."""
        self._all, self._made, self._constants = [], {}, {}

    def begin_anew(self) -> None:
        """From here on, operations make new symbols, even if there are such already."""
        self._made, self._constants = {}, {}

    def variable(self, name: str, never_negative_zero: bool = False) -> Symbol:
        """A new variable; the name must be new as well."""
        return self.make("variable", (), name, never_negative_zero=never_negative_zero)

    def constant(self, value: Any) -> Symbol:
        """The symbol of a known number."""
        text = repr(value)
        if text not in self._constants:
            if not isinstance(value, (float, int)):
                raise NotSymbolic(f"{text} is no number")
            self._constants[text] = self.make(
                "constant", (), text, isinstance(value, float), is_zero=value == 0.0,
                never_negative_zero=value != 0.0 or math.copysign(1.0, value) > 0.0)
        return self._constants[text]

    def symbol(self, value: Any) -> Symbol:
        """A symbol as it is; a number as a constant."""
        return value if isinstance(value, Symbol) else self.constant(value)

    def operation(self, sign: str, left: Any, right: Any) -> Any:
        """left sign right, with what changes no bit left out."""
        left, right = self.symbol(left), self.symbol(right)
        if left.sign == right.sign == "constant":
            return self.constant(OPERATORS[sign](value_of(left), value_of(right)))
        if sign in COMPARISONS:
            return self._comparison(sign, left, right)
        return RULES[sign](self, left, right)

    def _comparison(self, sign: str, left: Symbol, right: Symbol) -> Any:
        """An infinite limit is never reached by a finite number."""
        if not self.trusts_finite:
            return self.make(sign, (left, right), is_float=False, never_negative_zero=True)
        if left.text in ("inf", "-inf"):
            return OPERATORS[sign](value_of(left), 0.0)
        if right.text in ("inf", "-inf"):
            return OPERATORS[sign](0.0, value_of(right))
        return self.make(sign, (left, right), is_float=False, never_negative_zero=True)

    def choice(self, condition: Symbol, yes: Any, no: Any) -> Symbol:
        """yes if the condition holds, else no."""
        yes, no = self.symbol(yes), self.symbol(no)
        if yes is no:
            return yes  # type: ignore[no-any-return]
        return self.make("if", (condition, yes, no), is_float=yes.is_float and no.is_float,
                         never_negative_zero=yes.never_negative_zero and no.never_negative_zero,
                         is_zero=yes.is_zero and no.is_zero)

    def list(self, entries: Sequence[Any]) -> Symbol:
        """A list of symbols, as an argument of a call."""
        return self.make("list", tuple(map(self.symbol, entries)), is_float=False)

    def call(self, function: Callable[..., Any], arguments: Sequence[Any]) -> Symbol:
        """A call of a function that is not run on symbols; arguments are numbers or lists of them.

        The function does nothing but return its result (see PlainCode), so it is made once.
        """
        operands = tuple(self.list(argument) if isinstance(argument, (list, tuple)) else self.symbol(argument)
                         for argument in arguments)
        return self.make("call", operands, self._name(function))

    def entries(self, called: Symbol, count: int) -> List[Symbol]:
        """The entries of the list that a call returns."""
        self.lengths[called.index] = count
        return [self.make("entry", (called,), str(index)) for index in range(count)]

    def _name(self, function: Callable[..., Any]) -> str:
        """A name for a function: its own, if that is new and can be written."""
        if id(function) not in self._names:
            base = getattr(function, "__name__", "")
            name = self._new_name(base if base.isidentifier() else "function")
            self._names[id(function)], self.functions[name] = name, function
        return self._names[id(function)]


def value_of(constant: Symbol) -> Any:
    """The number of a constant."""
    truths = {"True": True, "False": False}
    return truths[constant.text] if constant.text in truths else (float if constant.is_float else int)(
        constant.text)


def _refuse(condition: Symbol) -> bool:
    raise NotSymbolic("what is done next depends on a number")
