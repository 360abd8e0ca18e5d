"""Folding: what can be left out of an expression without changing a bit of any result.

All numbers are taken to be finite: a step in which one is not is the objects' (see limits).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable, Dict

if TYPE_CHECKING:
    from .symbols import Symbol, SymbolTable


def _is(symbol: Symbol, text: str) -> bool:
    return symbol.text == text and symbol.sign == "constant"


def _sum(table: SymbolTable, left: Symbol, right: Symbol) -> Symbol:
    if left.never_negative_zero and right.is_zero and left.is_float:
        return left
    if right.never_negative_zero and left.is_zero and right.is_float:
        return right
    return table.make("+", (left, right), is_float=left.is_float or right.is_float,
                      never_negative_zero=left.never_negative_zero or right.never_negative_zero)


def _difference(table: SymbolTable, left: Symbol, right: Symbol) -> Symbol:
    if left.is_float and (_is(right, "0.0") or right.is_zero and left.never_negative_zero):
        return left
    return table.make("-", (left, right), is_float=left.is_float or right.is_float,
                      never_negative_zero=left.never_negative_zero)


def _product(table: SymbolTable, left: Symbol, right: Symbol) -> Symbol:
    if _is(left, "1.0") and right.is_float:
        return right
    if _is(right, "1.0") and left.is_float:
        return left
    return table.make("*", (left, right), is_float=left.is_float or right.is_float,
                      never_negative_zero=left is right or _is_multiple_of_square(left, right),
                      is_zero=table.trusts_finite and (left.is_zero or right.is_zero))


def _is_multiple_of_square(left: Symbol, right: Symbol) -> bool:
    """Whether it is a positive constant times a square."""
    return (left.sign == "constant" and left.is_float and float(left.text) > 0.0 and right.sign == "*"
            and right.operands[0] is right.operands[1])


def _quotient(table: SymbolTable, left: Symbol, right: Symbol) -> Symbol:
    if right.text in ("1.0", "1") and right.sign == "constant" and left.is_float:
        return left
    return table.make("/", (left, right))


def _power(table: SymbolTable, left: Symbol, right: Symbol) -> Symbol:
    return table.make("**", (left, right))


RULES: Dict[str, Callable[[SymbolTable, Symbol, Symbol], Symbol]] = {
    "+": _sum, "-": _difference, "*": _product, "/": _quotient, "**": _power}
