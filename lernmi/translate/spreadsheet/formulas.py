"""Symbols as formulas of a spreadsheet."""

from __future__ import annotations

from typing import Any, Dict, List, Sequence, Tuple

from ...support.errors import BadInput
from ...unrolling.symbolic.expressions import ATOM, COMPARED, STRENGTH, live_symbols
from ...unrolling.symbolic.symbols import COMPARISONS, Symbol
from .elementary import FORMULAS

MOST_TERMS = 200        # of one formula: Excel takes 8,192 characters
OPERATORS = {"==": "=", "!=": "<>", "**": "^"}
Text = Tuple[str, int]      # a formula, and how tightly it holds together


class Formulas:
    """The formula of each symbol that has a cell.

    ``addresses``: of the cells, by the symbol's index. Symbols without one that are used several times,
    or would make a formula too long, are in ``further``, and ``place`` must give them one before the
    texts are written.
    """

    def __init__(self, roots: Sequence[Symbol], addresses: Dict[int, str], functions: Dict[str, Any]) -> None:
        self.addresses = addresses
        self._functions = functions
        self._live, uses = live_symbols(roots)
        self._texts: Dict[int, Text] = {}
        self._terms: Dict[int, int] = {}
        self.further = [symbol for symbol in self._live if self._needs_cell(symbol, uses[symbol.index])]

    def _needs_cell(self, symbol: Symbol, uses: int) -> bool:
        """Whether a symbol without a cell needs one; the terms of its formula are counted meanwhile."""
        own = symbol.index in self.addresses
        terms = sum(self._terms[operand.index] for operand in symbol.operands)
        needs = not own and bool(symbol.operands) and (uses > 1 or terms > MOST_TERMS)
        self._terms[symbol.index] = 1 if own or needs else max(terms, 1)
        return needs

    def write(self) -> Dict[int, str]:
        """The formula, or the number, of each symbol that has a cell."""
        formulas: Dict[int, str] = {}
        for symbol in self._live:
            text = self._expression(symbol)
            if symbol.index in self.addresses and symbol.sign != "variable":
                is_number = symbol.sign == "constant"
                formulas[symbol.index] = text[0] if is_number else f"={_bare(text[0])}"
            self._texts[symbol.index] = (self.addresses[symbol.index], ATOM) \
                if symbol.index in self.addresses and symbol.sign != "constant" else text
        return formulas

    def _expression(self, symbol: Symbol) -> Text:
        sign, texts = symbol.sign, [self._texts[operand.index] for operand in symbol.operands]
        if sign in ("variable", "list", "entry"):       # the last two: of a call that is refused
            return "", ATOM
        if sign == "constant":
            return _number(symbol)
        if sign == "if":
            return f"IF({','.join(text for text, _ in texts)})", ATOM
        if sign == "negative":
            return f"-{_bracketed(texts[0], ATOM)}", COMPARED
        if sign == "call":
            return self._call(symbol, texts), ATOM
        strength = STRENGTH[sign]
        least = ATOM if sign == "**" else strength + (sign in COMPARISONS)
        left, right = _bracketed(texts[0], least), _bracketed(texts[1], min(strength + 1, ATOM))
        if sign == "+" and left == "0":
            return texts[1]
        return f"{left}{OPERATORS.get(sign, sign)}{right}", strength

    def _call(self, symbol: Symbol, texts: List[Text]) -> str:
        function = self._functions[symbol.text]
        if function not in FORMULAS:
            raise BadInput(f"the sheet can't be written: no formula is known for the function {symbol.text}. "
                           "Export the network to python.")
        if function in (max, min):
            return FORMULAS[function].format(",".join(text for text, _ in texts))
        alone = "({0})" in FORMULAS[function]           # in brackets already
        return FORMULAS[function].format(*(_bracketed(text, COMPARED if alone else ATOM) for text in texts))


def _number(symbol: Symbol) -> Text:
    text = symbol.text
    if text in ("inf", "-inf", "nan"):
        return "NA()", ATOM             # what a cell can't hold
    if symbol.is_float:
        text = repr(float(text)).replace("e", "E")
        text = text[:-2] if text.endswith(".0") else text
    return text, COMPARED if text.startswith("-") else ATOM


def _bracketed(text: Text, least: int) -> str:
    return text[0] if text[1] >= least else f"({text[0]})"


def _bare(text: str) -> str:
    """A formula without brackets around the whole of it."""
    depth = 0
    for position, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth == 0 and position < len(text) - 1:
            return text
    return text[1:-1] if text.startswith("(") else text
