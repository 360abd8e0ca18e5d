"""Scales: where a number lies on an axis, and the round numbers that are written beside it."""

from __future__ import annotations

import math
from itertools import count
from typing import Iterable, Iterator, List, NamedTuple, Sequence, Tuple

LOGARITHMIC_FROM = 30.0     # times: the largest number over the smallest
FROM_ZERO = 3.0             # a linear axis begins at 0 where the largest is so many times the smallest
ENOUGH_TICKS, NEAR = 6, 0.05        # on an axis; a share of it
ROUND = (1, 2, 5)           # a round number is one of these, times a power of ten
FINEST, LEAST_SPAN = 1e-12, 1e-300      # a share of the numbers on an axis, and a number
MOST_DIGITS = 17            # of a float
PLAIN_FROM, PLAIN_TO = 1e-4, 1e6        # sizes that are written without a power of ten


class Scale(NamedTuple):
    """From numbers to shares of an axis: the low end is 0, the high end 1; if both are alike, all is ½."""

    low: float
    high: float
    is_logarithmic: bool = False

    def share(self, number: float) -> float:
        """Where the number lies."""
        low, high, at = map(self._position, (self.low, self.high, number))
        return (at - low) / (high - low) if high != low else 0.5

    def number(self, share: float) -> float:
        """The number that lies there."""
        if self.is_logarithmic:
            return math.exp(math.log(self.low) + share * (math.log(self.high) - math.log(self.low)))
        return (1.0 - share) * self.low + share * self.high

    def cell(self, number: float, count: int) -> int:
        """Which of so many equal parts of the axis it lies in, from the low end; the high end is in the last.

        >>> Scale(0.0, 1.0).cell(0.5, 4), Scale(0.0, 1.0).cell(1.0, 4)
        (2, 3)
        """
        return cell_at(self.share(number), count)

    def _position(self, number: float) -> float:
        if self.is_logarithmic:
            return math.log(number)
        return number if math.isfinite(self.high - self.low) else number / 2.0      # more than a float holds

    def ticks(self, most: int) -> List[float]:
        """Short round numbers on the axis, at most so many: 0.2, 0.4, 0.6, or 0.01, 0.1, 1.

        >>> Scale(0.13, 0.71).ticks(4)
        [0.2, 0.4, 0.6]
        >>> Scale(0.003, 2.0, True).ticks(4)
        [0.01, 0.1, 1.0]
        """
        return (self._powers(most) if self.is_logarithmic else []) or self._multiples(max(most, 2))

    def _powers(self, most: int) -> List[float]:
        """Powers of ten, or twice and five times these as well where there is room for so many."""
        first, last = math.floor(math.log10(self.low)), math.ceil(math.log10(self.high))
        all_of_them = self._inside(ROUND, range(first, last + 1))
        for ticks in (all_of_them, *(self._inside((1,), range(-(-first // every) * every, last + 1, every))
                                     for every in range(1, last - first + 2))):
            if 2 <= len(ticks) <= most:
                return ticks
        return [all_of_them[0], all_of_them[-1]] if len(all_of_them) > 1 else []

    def _inside(self, factors: Sequence[int], powers: Iterable[int]) -> List[float]:
        numbers = [float(f"{factor}e{power}") for power in powers for factor in factors]
        return [number for number in numbers if self.low <= number <= self.high]

    def _multiples(self, most: int) -> List[float]:
        """The multiples of a round number, as many as there is room for."""
        span = self.high / 2.0 - self.low / 2.0
        if span < max(LEAST_SPAN, FINEST * max(abs(self.low), abs(self.high))):
            return sorted({self.low, self.high})
        for gap in round_numbers(span / most):
            indices = range(math.ceil(self.low / gap - 1e-9), math.floor(self.high / gap + 1e-9) + 1)
            if len(indices) <= most:
                break
        return [float(f"{index * gap:.15g}") for index in indices]


def cell_at(share: float, count: int) -> int:
    """The index of the one of so many equal parts that a share lies in; 1 is in the last."""
    return min(int(share * count), count - 1)


def round_numbers(least: float) -> Iterator[float]:
    """1, 2 or 5 times a power of ten, in order, without an end; the first is not above the least number."""
    return (float(f"{factor}e{exponent}") for exponent in count(math.floor(math.log10(least)))
            for factor in ROUND)


def scale_of(numbers: Iterable[float], logarithmic: bool = False) -> Scale:
    """A scale on which all the numbers lie that are finite; logarithmic, if allowed, where their sizes are
    very different."""
    finite = [number for number in numbers if math.isfinite(number)] or [0.0]
    low, high = min(finite), max(finite)
    return Scale(low, high, logarithmic and low > 0.0 and high / low >= LOGARITHMIC_FROM)


def from_zero(scale: Scale) -> Scale:
    """The scale, linear; from 0 on where the largest number is more than three times the smallest.

    >>> from_zero(Scale(1.0, 4.0)).low, from_zero(Scale(2.0, 4.0)).low
    (0.0, 2.0)
    """
    return Scale(0.0, scale.high) if 0.0 < FROM_ZERO * scale.low < scale.high else scale


def rounded_out(scale: Scale) -> Scale:
    """The scale, linear; to the next round number at each end, where that is near.

    >>> rounded_out(Scale(0.0025, 0.9975)), rounded_out(Scale(-0.5, 0.9))
    (Scale(low=0.0, high=1.0, is_logarithmic=False), Scale(low=-0.5, high=0.9, is_logarithmic=False))
    """
    ticks = scale.ticks(ENOUGH_TICKS)
    if len(ticks) < 2:
        return scale
    gap, near = ticks[1] - ticks[0], NEAR * (scale.high - scale.low)
    low, high = (float(f"{end:.12g}") for end in (ticks[0] - gap, ticks[-1] + gap))
    return Scale(low if scale.low - low <= near else scale.low,
                 high if high - scale.high <= near else scale.high)


def of_lengths(sizes: Iterable[float]) -> Scale:
    """The scale of bars: from 0 to the largest size; logarithmic, from the power of ten below the smallest
    that isn't 0, where they differ much."""
    lengths = [size for size in sizes if size] or [1.0]
    low, high = min(lengths), max(lengths)
    if high / LOGARITHMIC_FROM < low:
        return Scale(0.0, high)
    return Scale(10.0 ** math.floor(math.log10(low) - 0.1), high, True)


def tick_texts(ticks: Sequence[float], is_logarithmic: bool = False) -> List[str]:
    """Numbers of an axis as text: as short as they can be; evenly spaced, with equally many decimals.

    >>> tick_texts([0.5, 1.0, 1.5]), tick_texts([0.0, 2000.0, 4000.0]), tick_texts([0.0, 1e-6])
    (['0.5', '1.0', '1.5'], ['0', '2000', '4000'], ['0', '1e-06'])
    >>> tick_texts([0.001, 0.1, 10.0], is_logarithmic=True)
    ['0.001', '0.1', '10']
    """
    texts = [_shortest(tick) for tick in ticks]
    if is_logarithmic or any("e" in text for text in texts):
        return texts
    decimals = max(len(text.partition(".")[2]) for text in texts)
    return [f"{tick:.{decimals}f}" for tick in ticks]


def tick_labels(scale: Scale, most: int, as_percent: bool = False) -> List[Tuple[float, str]]:
    """The ticks of a scale, each with its text.

    >>> tick_labels(Scale(0.0, 1.0), 3, as_percent=True)
    [(0.0, '0 %'), (0.5, '50 %'), (1.0, '100 %')]
    """
    ticks = scale.ticks(most)
    if as_percent:
        texts = tick_texts([round(100.0 * tick, 12) for tick in ticks])
        return [(tick, f"{text} %") for tick, text in zip(ticks, texts)]
    return list(zip(ticks, tick_texts(ticks, scale.is_logarithmic)))


def _shortest(number: float) -> str:
    """The number with as few digits as it takes."""
    if number == 0.0 or PLAIN_FROM <= abs(number) < PLAIN_TO:
        return f"{number + 0.0:.15g}"
    return next(text for digits in range(1, MOST_DIGITS + 1)
                for text in [f"{number:.{digits}g}"] if float(text) == number)


def spread_out(positions: Sequence[float], gap: float, low: float, high: float) -> List[float]:
    """The positions, moved apart until there is the gap between any two; between low and high, if they fit.

    >>> spread_out([5.0, 5.0, 1.0], 1.0, 0.0, 9.0)
    [5.0, 6.0, 1.0]
    """
    order = sorted(range(len(positions)), key=lambda index: (positions[index], index))
    moved = list(positions)
    for before, index in zip([None, *order], order):
        moved[index] = max(moved[index], low if before is None else moved[before] + gap)
    for after, index in zip([None, *order[::-1]], order[::-1]):
        moved[index] = min(moved[index], high if after is None else moved[after] - gap)
    return moved
