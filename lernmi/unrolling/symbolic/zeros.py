"""Leaving out the products with inputs that are 0: sums and changes grouped by input, behind an ``if``.

Such a product is 0 or −0. To add it to a sum that began at 0, or to a weight that isn't −0, changes no
bit, as long as the other factor is finite. So where an input is 0, all that it is multiplied with is
passed over at once.
"""

from __future__ import annotations

from typing import Dict, Iterable, List, NamedTuple, Optional, Sequence, Tuple

from .symbols import Symbol

INDENT = "    "


class InputSum(NamedTuple):
    """The beginning of a sum: 0 and products of inputs, in their order, with variables."""

    symbol: Symbol                              # of the sum so far
    terms: List[Tuple[Symbol, Symbol]]          # an input, the product


def input_sums(symbols: Iterable[Symbol], uses: Dict[int, int], inputs: Sequence[Symbol]) -> List[InputSum]:
    """The longest beginnings, of two terms or more, of all sums."""
    order = {symbol.index: number for number, symbol in enumerate(inputs)}
    found: Dict[int, InputSum] = {}
    for symbol in symbols:
        if symbol.sign == "+":
            left, right = symbol.operands
            factor = _input_in(right, order)
            if factor is None or uses[right.index] > 1:
                continue
            before = found.pop(left.index, None) if uses[left.index] == 1 else None
            if before is not None and order[factor.index] > order[before.terms[-1][0].index]:
                found[symbol.index] = InputSum(symbol, [*before.terms, (factor, right)])
            elif left.sign == "constant" and left.text == "0.0":
                found[symbol.index] = InputSum(symbol, [(factor, right)])
            elif before is not None:
                found[left.index] = before
    return [one for one in found.values() if len(one.terms) > 1]


def _input_in(product: Symbol, order: Dict[int, int]) -> Optional[Symbol]:
    """The input that is a factor of a product of two variables."""
    if product.sign == "*" and all(operand.sign == "variable" for operand in product.operands):
        return next((operand for operand in product.operands if operand.index in order), None)
    return None


def input_factor(product: Symbol, order: Dict[int, int]) -> Optional[Symbol]:
    """The input that is a factor of a product, or of a factor of it."""
    waiting = [product]
    while waiting:
        symbol = waiting.pop()
        if symbol.index in order:
            return symbol
        if symbol.sign == "*":
            waiting += symbol.operands
        elif symbol.sign == "+" and symbol.operands[0].text == "0.0":
            waiting.append(symbol.operands[1])
    return None


def grouped(statements: Sequence[Tuple[Optional[Symbol], str]]) -> List[str]:
    """Statements by their input, each group behind an ``if``; those without one at the end."""
    groups: Dict[str, List[str]] = {}
    others: List[str] = []
    for factor, statement in statements:
        (others if factor is None else groups.setdefault(factor.text, [])).append(statement)
    lines: List[str] = []
    for name, group in groups.items():
        lines += [f"if {name}:", *(INDENT + statement for statement in group)]
    return lines + others
