"""Scales: where a number lies on an axis, and the round numbers that are written beside it."""

from __future__ import annotations

import math
from typing import List, NamedTuple, Sequence

LOGARITHMIC_FROM = 30.0     # times: the largest number over the smallest
ROUND = (1.0, 2.0, 5.0, 10.0)


class Scale(NamedTuple):
    """From numbers to shares of an axis: the low end is 0, the high end 1."""

    low: float
    high: float
    is_logarithmic: bool = False

    def share(self, number: float) -> float:
        """Where the number lies."""
        low, high, at = (map(math.log, (self.low, self.high, number)) if self.is_logarithmic
                         else (self.low, self.high, number))
        return (at - low) / (high - low) if high != low else 0.0

    def number(self, share: float) -> float:
        """The number that lies there."""
        if self.is_logarithmic:
            return math.exp(math.log(self.low) + share * (math.log(self.high) - math.log(self.low)))
        return self.low + share * (self.high - self.low)

    def ticks(self, most: int) -> List[float]:
        """Short round numbers on the axis, at most so many: 0.2, 0.4, 0.6, or 0.01, 0.1, 1.

        >>> Scale(0.13, 0.71).ticks(4)
        [0.2, 0.4, 0.6]
        >>> Scale(0.003, 2.0, True).ticks(4)
        [0.01, 0.1, 1.0]
        """
        if self.is_logarithmic:
            powers = range(math.ceil(math.log10(self.low)), math.floor(math.log10(self.high)) + 1)
            every = -(-len(powers) // most) or 1
            ticks = [float(f"1e{power}") for power in powers[::every]]
            return ticks if len(ticks) > 1 else [self.low, self.high]
        if self.high == self.low:
            return [self.low]
        least = (self.high - self.low) / most
        power = 10.0 ** math.floor(math.log10(least))
        step = next(power * factor for factor in ROUND if power * factor >= least * (1 - 1e-9))
        first = math.ceil(self.low / step - 1e-9)
        last = math.floor(self.high / step + 1e-9)
        return [float(f"{index * step:.12g}") for index in range(first, last + 1)]


def scale_of(numbers: Sequence[float], logarithmic: bool = False) -> Scale:
    """A scale on which all the numbers lie; logarithmic, if allowed, where their sizes are very different."""
    low, high = min(numbers), max(numbers)
    return Scale(low, high, logarithmic and low > 0.0 and high / low >= LOGARITHMIC_FROM)
