"""The numbers that count as right, as intervals: for programs that mark answers without lernmi."""

from __future__ import annotations

import math
from typing import Iterator, List, NamedTuple, Optional, Sequence, Tuple

from .grading import FEWEST_DIGITS, LAST_BIT, NEXT_TO_NOTHING, tolerance_of

Range = Tuple[float, float]


class Interval(NamedTuple):
    """Numbers that are right: those at most ``tolerance`` away from ``value``."""

    value: float
    tolerance: float

    def contains(self, number: float) -> bool:
        """Whether a number is one of them, but for the last bit."""
        return abs(number - self.value) <= self.tolerance + LAST_BIT * abs(self.value)


def accepted_answers(results: Sequence[float], old: Optional[float] = None) -> List[Interval]:
    """The numbers that grading.agrees accepts for one of the results, around the first result and elsewhere.

    ``results``: the result, then what rounded numbers give instead. ``old``: the number that an update
    replaced by it. Around the result the range is as wide on both sides. A number doesn't show with how many
    digits it was typed: 0.10 is accepted for 0.104, and so is 0.1.
    """
    result = results[0]
    if result == 0.0:
        return [Interval(0.0, NEXT_TO_NOTHING)]
    ranges = _joined(list(_ranges(results, old)))
    around = next((low, high) for low, high in ranges if low <= result <= high)
    reach = max(result - around[0], around[1] - result)
    most = math.inf if old is None or old == result else abs(result - old) / 2.0
    first = Interval(result, min(reach, most))
    return [first, *(Interval((low + high) / 2.0, (high - low) / 2.0) for low, high in ranges
                     if (low, high) != around and not (first.contains(low) and first.contains(high)))]


def _ranges(results: Sequence[float], old: Optional[float]) -> Iterator[Range]:
    """What is right, without the numbers that are nearer to the old one than to the result."""
    halfway = results[0] if old is None else (old + results[0]) / 2.0
    least = halfway if halfway < results[0] else -math.inf
    most = halfway if halfway > results[0] else math.inf
    for result in results:
        if math.isfinite(result) and result != 0.0:
            tolerance = tolerance_of(result, old)
            for low, high in ((result - tolerance, result + tolerance), *_roundings(result, tolerance)):
                if low <= most and high >= least:
                    yield max(low, least), min(high, most)


def _roundings(result: float, tolerance: float) -> Iterator[Range]:
    """A result rounded to two digits, or more, as far as that takes it beyond its tolerance."""
    unit = 10.0 ** (math.floor(math.log10(abs(result))) - FEWEST_DIGITS + 1)
    while unit / 2.0 > tolerance > 0.0:
        for count in {math.floor(result / unit), math.ceil(result / unit)}:
            if abs(count * unit - result) <= unit / 2.0 * (1.0 + LAST_BIT):
                yield (float(f"{count * unit:.12g}"),) * 2
        unit /= 10.0


def _joined(ranges: List[Range]) -> List[Range]:
    """The ranges, those that overlap as one."""
    joined: List[Range] = []
    for low, high in sorted(ranges):
        if joined and low <= joined[-1][1]:
            low, high = joined[-1][0], max(joined.pop()[1], high)
        joined.append((low, high))
    return joined
