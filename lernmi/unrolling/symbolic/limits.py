"""How large numbers can become: which of them must be looked at so that none is not finite unnoticed.

Where weights, inputs and a few other numbers are smaller than a limit, so are the sums and products of
them, and can't overflow. Only what isn't bounded so (the results of functions and quotients, long
products) needs a look in each step.
"""

from __future__ import annotations

from typing import Dict, Iterable, List, Optional

from .symbols import COMPARISONS, Symbol, value_of

SMALL = 1e15            # inputs, targets, and what is looked at
LARGEST = 1e100         # what a neuron or a link may have without a look
WEIGHT = 1e90           # weights, as long as they are unrolled
FIRST_WEIGHT = 1e89     # weights, and all else that is stored, at first
GROWTH = 1e75           # of a weight in one step; so ten million million steps go well
RATE = 1e5
MEMORY = 1e40           # the memory of an optimizer
MOST_SAMPLES = 1e6      # in a batch
FINITE = 1e300


class Limits:
    """Limits of the magnitudes of symbols, by their indices."""

    def __init__(self) -> None:
        self.of: Dict[int, float] = {}
        self.looked_at: List[Symbol] = []
        self._samples: Optional[Symbol] = None

    def set(self, variables: Iterable[Symbol], limit: float) -> None:
        """Variables are known to be no larger than this."""
        for variable in variables:
            self.of[variable.index] = limit

    def set_samples(self, variable: Optional[Symbol]) -> None:
        """The number of samples, at least 1: what is divided by it becomes no larger."""
        if variable is not None:
            self._samples = variable
            self.of[variable.index] = MOST_SAMPLES

    def find(self, symbols: Iterable[Symbol], most: Dict[int, float]) -> None:
        """The limits of these symbols, in their order; one that can exceed ``most`` is looked at."""
        for symbol in symbols:
            if symbol.index not in self.of:
                limit = self._limit(symbol)
                if symbol.index in most and not limit <= most[symbol.index]:
                    self.looked_at.append(symbol)
                    limit = SMALL
                self.of[symbol.index] = limit

    def _limit(self, symbol: Symbol) -> float:
        sign, limits = symbol.sign, [self.of[operand.index] for operand in symbol.operands]
        if sign == "constant":
            return abs(float(value_of(symbol)))
        if sign in ("+", "-"):
            return limits[0] + limits[1]
        if sign == "*":
            return limits[0] * limits[1]
        if sign == "/":
            return self._quotient(limits[0], symbol.operands[1])
        if sign in ("negative", "if"):
            return max(limits[-2:])
        return 1.0 if sign in COMPARISONS else float("inf")

    def _quotient(self, limit: float, divisor: Symbol) -> float:
        if divisor is self._samples:
            return limit
        size = abs(float(value_of(divisor))) if divisor.sign == "constant" else 0.0
        return limit / size if size else float("inf")
