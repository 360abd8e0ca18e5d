"""The slope of one function at one point, measured by differences: (f(x + h) − f(x − h)) / 2h.

With too large an h the quotient sees the bends of the function, with too small an h only its
rounding. So h is halved again and again, and the limit of the quotients is extrapolated, until
rounding is all that is left. The same is done on each side alone: where the sides differ the
function has a kink or a jump, and its slope is not defined.
Source: C. Ridders, Accurate computation of F'(x) and F'(x) F''(x), Advances in Engineering
Software 4, 1982.
"""

from __future__ import annotations

import math
import sys
from typing import Callable, List, NamedTuple, Tuple

from ..support.errors import LernmiError

Function = Callable[[float], float]

EPSILON = sys.float_info.epsilon
LEAST = 5e-324                  # the spacing of the smallest floats
PRECISE = 1e-11                 # a relative doubt that needs no smaller distance
EQUAL = 1e-7                    # slopes on two sides that differ by less are no kink
COLUMNS = 6                     # of an extrapolation: how many powers of the distance it removes
CONFIRMED_AT = 2.0 ** -20       # of the distance: no kink between there and here goes unseen
SPACINGS = [sign * spacing for spacing in (1.3e-9, 1.7e-8, 2.1e-7, 1.1e-6) for sign in (1.0, -1.0)]
ORDER, POINTS = 9, 13           # of the differences in which only rounding is left
MAGNIFIED = 60.0                # what rounding becomes in them, at least


class Measurement(NamedTuple):
    """The slope on the left and on the right, with the doubt of both; elsewhere than at a tie they are equal.

    ``jumps``: whether the function has different values on the two sides, ``below`` and ``above``.
    """

    left: float
    right: float
    doubt: float
    jumps: bool
    below: float
    above: float

    @property
    def is_tie(self) -> bool:
        """Whether the slope is not defined: a kink or a jump."""
        return self.jumps or abs(self.left - self.right) > 0.0

    def nearest(self, slope: float) -> float:
        """``slope`` where differences allow it, otherwise the nearest that they allow."""
        if math.isnan(self.left + self.right):      # the function has no values but this one
            return slope
        low, high = min(self.left, self.right) - self.doubt, max(self.left, self.right) + self.doubt
        return min(max(slope, low), high)


class Limit:
    """The limit of quotients at halving distances, and how far it may be off.

    The error of a quotient is a series in distance^order: each column of the table removes the
    next power. Of all entries the one with the least doubt counts, unless one at smaller distances
    contradicts it: then a kink was in between.
    """

    def __init__(self, order: int) -> None:
        self.value, self.doubt = math.nan, math.inf
        self.converged = False      # whether smaller distances can't make it better
        self._factor = 2.0 ** order
        self._magnified = 10.0 if order == 1 else 2.5       # the noise, in the last columns
        self._row: List[float] = []
        self._noise = 0.0

    def add(self, quotient: float, noise: float) -> None:
        """The quotient at half the distance of the one before; ``noise``: its rounding."""
        coarser, self._row = self._row[:COLUMNS], []
        self.converged = False
        if not math.isfinite(quotient + noise):
            return
        earlier, coarse_noise = self._noise, 0.5 * self._noise if coarser else 0.0
        self._noise = max(self._magnified * noise, coarse_noise)
        value, truncation = self._extrapolate(quotient, coarser)
        doubt = truncation + self._noise
        self.converged = doubt <= PRECISE * abs(value) or truncation <= self._noise >= earlier
        if doubt < self.doubt or abs(value - self.value) > doubt + self.doubt:
            self.value, self.doubt = value, doubt

    def _extrapolate(self, quotient: float, coarser: List[float]) -> Tuple[float, float]:
        """The next row of the table; its best entry, and how much that differs from its neighbours."""
        self._row, power = [quotient], 1.0
        best, truncation = quotient, math.inf
        for coarse, above in zip(coarser, [*coarser[1:], math.inf]):
            power *= self._factor
            finer = self._row[-1] + (self._row[-1] - coarse) / (power - 1.0)
            change = max(abs(finer - self._row[-1]), abs(finer - coarse), abs(finer - above))
            self._row.append(finer)
            if change < truncation:
                best, truncation = finer, change
        return best, truncation

    def contradicts(self, other: Limit) -> bool:
        """Whether the two differ by more than their doubts."""
        allowed = self.doubt + other.doubt + EQUAL * max(abs(self.value), abs(other.value))
        return abs(self.value - other.value) > allowed


class Search:
    """Smaller and smaller distances from one point, until the slope there is found.

    ``jitter``: how much the values are rounded, beyond their last digit.
    """

    def __init__(self, function: Function, at: float, jitter: float = 0.0) -> None:
        self.function, self.at, self.jitter = function, at, jitter
        self.both, self.left, self.right = Limit(2), Limit(1), Limit(1)
        self.distance = math.ldexp(1.0, math.frexp(max(1.0, abs(at)))[1] - 3)
        self.here, self.below, self.above = map(self.value, (at, at - self.distance, at + self.distance))

    def value(self, at: float) -> float:
        """The function there; nan where it has no value."""
        try:
            return float(self.function(at))
        except (ArithmeticError, ValueError, TypeError, LernmiError):   # TypeError: (−0.1) ** 0.5 is complex
            return math.nan

    def run(self) -> Measurement:
        """Halve the distance as long as that helps."""
        smallest = 2.0 ** -42 * abs(self.at) if self.at else 2.0 ** -60
        while self.distance > smallest and not self._is_found():
            self._halve()
        return self._measurement()

    def _halve(self) -> None:
        """Half the distance. A side's quotient leaves out the point itself, where a jump may be."""
        farther_below, farther_above = self.below, self.above
        self.distance = half = 0.5 * self.distance
        self.below, self.above = self.value(self.at - half), self.value(self.at + half)
        self.both.add((self.above - self.below) / (2.0 * half), self._noise(self.below, self.above))
        self.left.add((self.below - farther_below) / half, 2.0 * self._noise(farther_below, self.below))
        self.right.add((farther_above - self.above) / half, 2.0 * self._noise(self.above, farther_above))

    def _noise(self, one: float, other: float) -> float:
        """The rounding of a quotient: of the two values, and of the points at which they are taken."""
        values = EPSILON * max(abs(one), abs(other)) + self.jitter + LEAST
        bend = abs(self.above - 2.0 * self.here + self.below) / self.distance
        points = math.ulp(abs(self.at) + self.distance) * bend if math.isfinite(bend) else 0.0
        return (values + points) / self.distance

    def _is_found(self) -> bool:
        best = self._best()
        return best.converged and not self.left.contradicts(self.right) and self._is_confirmed(best)

    def _best(self) -> Limit:
        """That of both sides, or of the one where the function has values."""
        if math.isfinite(self.above - self.below):
            return self.both
        return self.right if math.isfinite(self.above) else self.left

    def _is_confirmed(self, limit: Limit) -> bool:
        """Whether a plain quotient over a tiny distance is about the same."""
        tiny = max(CONFIRMED_AT * self.distance, 4.0 * math.ulp(self.at))
        points = [(at, self.value(at)) for at in (self.at - tiny, self.at, self.at + tiny)]
        points = [point for point in points if math.isfinite(point[1])]
        (start, before), (end, after) = points[0], points[-1]
        if start == end:
            return True
        noise = 4.0 * (EPSILON * max(abs(before), abs(after)) + self.jitter) / tiny
        plain = (after - before) / (end - start)
        return abs(plain - limit.value) <= limit.doubt + noise + 1e-6 * abs(limit.value)

    def rounding(self) -> float:
        """How much the values are rounded, as differences of a high order show it.

        From one order to the next, rounding grows and what is smooth shrinks. On each side of the point,
        since a kink or a jump there is no rounding.
        """
        largest = EPSILON
        for spacing in SPACINGS:
            distance = spacing * max(1.0, abs(self.at))
            values = [self.value(self.at + number * distance) for number in range(1, POINTS + 1)]
            smaller, size = 0.0, 0.0
            for _ in range(ORDER):
                values = [after - before for before, after in zip(values, values[1:])]
                smaller, size = size, max(map(abs, values))
            if smaller < size < math.inf:
                largest = max(largest, size / MAGNIFIED)
        return largest

    def _measurement(self) -> Measurement:
        left, right = self.left, self.right
        gap = abs(self.above - self.below)
        smooth = self.distance * (abs(left.value) + abs(right.value)) + self.jitter
        jumps = not self.both.converged and gap > 10.0 * (smooth + EPSILON * abs(self.above + self.below))
        if not jumps and not left.contradicts(right):
            left = right = self._best()
        return Measurement(left.value, right.value, 2.0 * max(left.doubt, right.doubt),
                           jumps, self.below, self.above)


def measure_slope(function: Function, at: float, slope: float) -> Measurement:
    """What differences say of ``slope``, which should be that of the function at that point.

    Before they contradict it, or call it a tie, the function is searched for more rounding than
    that of its last digit: ln(1 + e^x) at −20, say, has only half of its digits.
    """
    search = Search(function, at)
    measured = search.run()
    agrees = measured.nearest(slope) == slope
    if agrees and not measured.is_tie:
        return measured
    careful = Search(function, at, search.rounding()).run()
    return measured if agrees and careful.is_tie else careful
