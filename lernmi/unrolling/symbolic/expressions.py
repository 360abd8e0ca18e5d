"""Symbols as Python text: which of them get a variable, and how the others are written."""

from __future__ import annotations

from typing import Callable, Container, Dict, Iterable, List, Sequence, Set, Tuple

from .symbols import COMPARISONS, Symbol

MOST_TERMS = 400        # of one sum: CPython's parser fails at 2,975, and deep in the stack at 584
DEEPEST = 40            # parentheses in parentheses
COMPARED, SUM, PRODUCT, SIGN, POWER, ATOM = range(6)        # how tightly an expression holds together
STRENGTH = {"+": SUM, "-": SUM, "*": PRODUCT, "/": PRODUCT, "negative": SIGN, "**": POWER,
            **dict.fromkeys(COMPARISONS, COMPARED)}

Line = Tuple[int, str]      # the number of the symbol that it computes, the statement


def live_symbols(roots: Iterable[Symbol], given: Container[int] = ()) -> Tuple[List[Symbol], Dict[int, int]]:
    """What the roots need, in the order of making, and how often each is used, by its index.

    ``given``: the indices of symbols that are computed elsewhere.
    """
    uses: Dict[int, int] = {}
    found: List[Symbol] = []
    waiting = list(roots)
    while waiting:
        symbol = waiting.pop()
        uses[symbol.index] = uses.get(symbol.index, 0) + 1
        if uses[symbol.index] == 1:
            found.append(symbol)
            if symbol.index not in given:
                waiting += symbol.operands
    return sorted(found, key=lambda symbol: symbol.index), uses


class Expressions:
    """The statements that compute the roots.

    ``names``: of symbols, by their ids; such a symbol has a variable. So has one that is used twice,
    and a sum that would be too long.
    """

    def __init__(self, roots: Sequence[Symbol], names: Dict[int, str],
                 new_name: Callable[[str], str], given: Container[int] = ()) -> None:
        self.lines: List[Line] = []
        self._names = names
        self._new_name = new_name
        self._texts: Dict[int, str] = {}
        self._depths: Dict[int, int] = {}       # of parentheses
        self._terms: Dict[int, int] = {}        # of sums
        self._entries: Dict[int, List[Symbol]] = {}
        self._unnamed: Dict[str, int] = {}      # how many have only a number for a name
        self._given = given
        self.live, self.uses = live_symbols(roots, given)
        self._sign_lost = self._find_lost_signs()
        self._name_terms()
        for symbol in self.live:
            if symbol.sign == "entry":
                self._entries.setdefault(symbol.operands[0].index, []).append(symbol)
        for symbol in self.live:
            self._write(symbol)

    def text(self, symbol: Symbol) -> str:
        """A symbol as an operand of nothing: its variable, its digits, or its expression."""
        return self._texts[symbol.index]

    def variables_in(self, symbol: Symbol) -> Set[int]:
        """The variables in the expression of a symbol, by their indices, as far as it is written out."""
        found: Set[int] = set()
        waiting = [symbol]
        while waiting:
            current = waiting.pop()
            if current.sign == "variable":
                found.add(current.index)
            elif id(current) not in self._names:
                waiting += current.operands
        return found

    def rename(self, symbol: Symbol, words: str) -> str:
        """The statement that computes a symbol under a new name, as it is known from here on."""
        text, name = self._texts[symbol.index], self._new_name(words)
        self._texts[symbol.index] = name
        return f"{name} = {text}"

    def name(self, symbol: Symbol) -> str:
        """The variable of a symbol."""
        if id(symbol) not in self._names:
            words = "condition" if symbol.sign in COMPARISONS else "part"
            self._unnamed[words] = self._unnamed.get(words, 0) + 1
            self._names[id(symbol)] = self._new_name(f"{words}_{self._unnamed[words]}")
        return self._names[id(symbol)]

    def _write(self, symbol: Symbol) -> None:
        if symbol.index in self._entries:
            self._write_list(symbol)
        elif symbol.sign == "entry" or symbol.index in self._given:
            self._texts[symbol.index] = self.name(symbol)
        elif symbol.sign in ("variable", "constant"):
            self._texts[symbol.index] = symbol.text
        else:
            self._measure(symbol)
            text = self._expression(symbol)
            for operand in symbol.operands:
                if self.uses[operand.index] == 1:       # so nobody asks for it again
                    del self._texts[operand.index]
            if self._has_variable(symbol):
                name = self.name(symbol)
                if text != name:
                    shown = text[1:-1] if symbol.sign == "if" else text
                    self.lines.append((symbol.index, f"{name} = {shown}"))
                text = name
                self._depths[symbol.index] = self._terms[symbol.index] = 0
            self._texts[symbol.index] = text

    def _find_lost_signs(self) -> Set[int]:
        """The symbols of which it doesn't matter whether they are 0 or −0: that is lost in what adds them.

        For these, 0 + x is x.
        """
        lost: Set[int] = set()
        losing_uses: Dict[int, int] = {}
        for symbol in reversed(self.live):
            if losing_uses.get(symbol.index) == self.uses[symbol.index]:
                lost.add(symbol.index)
            if symbol.index not in self._given:
                for operand in losing_operands(symbol, symbol.index in lost):
                    losing_uses[operand.index] = losing_uses.get(operand.index, 0) + 1
        return lost

    def _name_terms(self) -> None:
        """The name of 0 + x, where x does as well, is that of x, unless it has another."""
        for symbol in self.live:
            if id(symbol) in self._names and self._is_omitted_sum(symbol):
                term = symbol.operands[1]
                if term.operands and term.index not in self._given:
                    self._names.setdefault(id(term), self._names[id(symbol)])

    def _write_list(self, called: Symbol) -> None:
        """A call whose result is a list: each entry that is needed gets a variable."""
        entries = {int(entry.text): entry for entry in self._entries[called.index]}
        names = [self.name(entries[index]) if index in entries else "_"
                 for index in range(called.table.lengths[called.index])]
        self.lines.append((called.index, f"[{', '.join(names)}] = {self._expression(called)}"))

    def _has_variable(self, symbol: Symbol) -> bool:
        if symbol.sign == "list":
            return False
        return (id(symbol) in self._names or self.uses[symbol.index] > 1
                or self._terms[symbol.index] >= MOST_TERMS or self._depths[symbol.index] >= DEEPEST)

    def _measure(self, symbol: Symbol) -> None:
        depths = [self._depths.get(operand.index, 0) for operand in symbol.operands]
        is_chain = symbol.sign in ("+", "-")
        self._terms[symbol.index] = 1 + self._terms.get(symbol.operands[0].index, 0) if is_chain else 0
        self._depths[symbol.index] = max([depths[0], *(depth + 1 for depth in depths[1:])] if is_chain
                                         else [depth + 1 for depth in depths], default=0)

    # ---- the text of one operation -----------------------------------------------------------------

    def _expression(self, symbol: Symbol) -> str:
        sign, texts = symbol.sign, [self._texts[operand.index] for operand in symbol.operands]
        if self._is_omitted_sum(symbol):
            return texts[1]
        if sign == "if":
            condition, yes, no = texts
            return f"({yes} if {condition} else {no})"
        if sign == "call":
            return f"{symbol.text}({', '.join(texts)})"
        if sign == "list":
            return f"[{', '.join(texts)}]"
        if sign == "negative":
            return f"-{self._operand(symbol.operands[0], POWER)}"
        left, right = symbol.operands
        strength = STRENGTH[sign]
        least = ATOM if sign == "**" else strength + (sign in COMPARISONS)
        return f"{self._operand(left, least)} {sign} {self._operand(right, min(strength + 1, ATOM))}"

    def _operand(self, operand: Symbol, least: int) -> str:
        text = self._texts[operand.index]
        return text if self._strength(operand) >= least else f"({text})"

    def _strength(self, symbol: Symbol) -> int:
        if symbol.sign == "constant":
            return SIGN if symbol.text.startswith("-") else ATOM
        if id(symbol) in self._names:
            return ATOM
        if self._is_omitted_sum(symbol):
            return self._strength(symbol.operands[1])
        return STRENGTH.get(symbol.sign, ATOM)

    def _is_omitted_sum(self, symbol: Symbol) -> bool:
        """Whether it is 0 + x, and x does as well."""
        return (symbol.sign == "+" and symbol.index in self._sign_lost
                and symbol.operands[0].sign == "constant" and symbol.operands[0].text == "0.0")


def losing_operands(symbol: Symbol, is_lost: bool) -> Sequence[Symbol]:
    """The operands of which it doesn't matter whether they are 0 or −0; ``is_lost``: nor of the result."""
    if symbol.sign in COMPARISONS or is_lost and symbol.sign in ("+", "-", "*", "negative"):
        return symbol.operands
    if is_lost and symbol.sign == "/" or symbol.sign == "+" and symbol.operands[1].never_negative_zero:
        return symbol.operands[:1]
    if symbol.sign in ("+", "-") and symbol.operands[0].never_negative_zero:
        return symbol.operands[1:]
    return ()
