"""Curves over x: any functions and series of numbers, with points on them."""

from __future__ import annotations

from typing import Callable, List, Mapping, Sequence, Tuple

from ..figure import Figure

Curves = Mapping[str, Sequence[Tuple[float, float]]]


class Plot(Figure):
    """``curves`` by their labels, each a list of pairs (x, y) in the order of x; ``points`` likewise.

    ``x`` and ``y``: the names of the axes.
    """

    def __init__(self, curves: Curves, points: Curves, title: str = "", x: str = "x", y: str = "y") -> None:
        self.curves = {label: list(curve) for label, curve in curves.items()}
        self.points = {label: list(places) for label, places in points.items()}
        self.title, self.x, self.y = title, x, y

    def sentences(self, number: Callable[[float], str]) -> List[str]:
        """Where each curve begins and ends, its least and its largest value, and every point."""
        return []
