"""Curves over x: any functions and series of numbers, with points on them."""

from __future__ import annotations

import math
from collections.abc import Mapping as AnyMapping
from typing import Callable, Dict, List, Mapping, Optional, Sequence, Tuple

from ...support.errors import BadInput
from ...support.formatting import count_of, quoted
from ..figure import Figure
from ..scale import from_zero, rounded_out, scale_of

Pair = Tuple[float, float]
Curves = Mapping[str, Sequence[Pair]]
MOST_CROSSINGS = 4          # of zero, that are listed


class Plot(Figure):
    """``curves`` by their labels, each a list of pairs (x, y) in the order of x; ``points`` likewise, in any
    order, are marked.

    ``x`` and ``y``: the names of the axes. ``logarithmic``: equal distances upwards are equal ratios of y.
    Where a number isn't finite, or isn't positive on a logarithmic axis, the curve has a gap. Raises BadInput
    where there is nothing to draw and for what isn't a list of pairs.

    >>> square = Plot({"x²": [(-1.0, 1.0), (0.0, 0.0), (2.0, 4.0)]}, {"start": [(2.0, 4.0)]})
    >>> print("\\n".join(square.sentences("{:g}".format)))
    x²: from y 1 at x -1 to y 4 at x 2; least 0 at x 0.
    start: x 2, y 4.
    """

    def __init__(self, curves: Curves, points: Optional[Curves] = None, title: str = "", x: str = "x",
                 y: str = "y", logarithmic: bool = False) -> None:
        self.curves = _checked(curves, "curve")
        self.points = _checked(points or {}, "points")
        self.title, self.x, self.y, self.is_logarithmic = title, x, y, logarithmic
        for label, curve in self.curves.items():
            if any(after[0] < before[0] for before, after in zip(curve, curve[1:])):
                raise BadInput(f"the curve {label} isn't in the order of {x}: sort its pairs.")
        drawn = [pair for curve in (*self.curves.values(), *self.points.values()) for pair in curve
                 if self.can_draw(pair)]
        if not drawn:
            raise BadInput("a plot needs numbers: {'label': [(x, y), ...]}.")
        self.across = scale_of(across for across, _ in drawn)
        heights = scale_of(up for _, up in drawn)
        self.up = heights._replace(is_logarithmic=True) if logarithmic else rounded_out(from_zero(heights))

    def can_draw(self, pair: Pair) -> bool:
        """Whether it can be drawn."""
        return all(map(math.isfinite, pair)) and (pair[1] > 0.0 or not self.is_logarithmic)

    def pieces(self, label: str) -> List[List[Pair]]:
        """A curve between its gaps."""
        pieces: List[List[Pair]] = [[]]
        for pair in self.curves[label]:
            if self.can_draw(pair):
                pieces[-1].append(pair)
            else:
                pieces.append([])
        return [piece for piece in pieces if piece]

    def marked(self) -> Dict[str, List[Pair]]:
        """The points that can be drawn."""
        return {label: list(filter(self.can_draw, pairs)) for label, pairs in self.points.items()}

    def sentences(self, number: Callable[[float], str]) -> List[str]:
        """Where each curve begins and ends, its least and its largest value, zeros, and every point."""
        sentences = [f"{self.title}."] if self.title else []
        sentences += [f"{label}: {self._course(self.pieces(label), number)}." for label in self.curves]
        sentences += [f"{label}: " + "; ".join(self.described(pair, number) for pair in pairs) + "."
                      for label, pairs in self.points.items()]
        return sentences + self.left_out()

    def described(self, pair: Pair, number: Callable[[float], str]) -> str:
        """A point in words."""
        return f"{self.x} {number(pair[0])}, {self.y} {number(pair[1])}"

    def left_out(self) -> List[str]:
        """How many pairs can't be drawn."""
        count = sum(not self.can_draw(pair) for pairs in (*self.curves.values(), *self.points.values())
                    for pair in pairs)
        what = "not finite, or not positive" if self.is_logarithmic else "not finite"
        return [f"The drawing leaves out {count_of(count, 'number')}, {what}."] if count else []

    def _course(self, pieces: Sequence[Sequence[Pair]], number: Callable[[float], str]) -> str:
        pairs = [pair for piece in pieces for pair in piece]
        if not pairs:
            return "no number"
        start, end = pairs[0], pairs[-1]
        text = "from " + " to ".join(f"{self.y} {number(y)} at {self.x} {number(x)}" for x, y in (start, end))
        for word, choose in (("least", min), ("largest", max)):
            x, y = choose(pairs, key=lambda pair: pair[1])
            if y not in (start[1], end[1]):
                text += f"; {word} {number(y)} at {self.x} {number(x)}"
        return text + self._zeros([x for piece in pieces for x in crossings(piece)], number)

    def _zeros(self, where: Sequence[float], number: Callable[[float], str]) -> str:
        if len(where) > MOST_CROSSINGS:
            return f"; crosses 0 {len(where):,} times"
        return f"; crosses 0 near {self.x} {' and '.join(map(number, where))}" if where else ""


def _checked(curves: Curves, what: str) -> Dict[str, List[Pair]]:
    if not isinstance(curves, AnyMapping):
        raise BadInput(f"curves and points must be a dict, {{'label': [(x, y), ...]}}, not {quoted(curves)}.")
    checked = {}
    for label, curve in curves.items():
        try:
            checked[str(label)] = [(float(x), float(y)) for x, y in curve]
        except (TypeError, ValueError, OverflowError):
            raise BadInput(f"the {what} {label} must be a list of pairs of numbers, [(x, y), ...].") from None
    return checked


def crossings(curve: Sequence[Pair]) -> List[float]:
    """Where y changes its sign: at an x of the curve where y is 0, otherwise on the line between two.

    >>> crossings([(0.0, -1.0), (1.0, 0.0), (2.0, 3.0), (4.0, -3.0), (5.0, 0.0)])
    [1.0, 3.0]
    """
    zeros: List[float] = []
    before: Optional[Pair] = None
    zero: Optional[float] = None
    for x, y in curve:
        if y == 0.0:
            zero = x if zero is None else zero
            continue
        if before is not None and (y > 0.0) != (before[1] > 0.0):
            share = before[1] / (before[1] - y)
            zeros.append(before[0] + share * (x - before[0]) if zero is None else zero)
        before, zero = (x, y), None
    return zeros


def ends_of(figure: Plot) -> List[Tuple[int, str, Pair]]:
    """The last pair of each curve that has one, with the number of its line and its label."""
    return [(line, label, pieces[-1][-1]) for line, label in enumerate(figure.curves)
            for pieces in [figure.pieces(label)] if pieces]


