"""Numbers as bars, one for each label."""

from __future__ import annotations

from typing import Callable, List, Mapping

from ..figure import Figure


class Bars(Figure):
    """``numbers`` by their labels."""

    def __init__(self, numbers: Mapping[str, float], title: str = "") -> None:
        self.numbers = dict(numbers)
        self.title = title

    def sentences(self, number: Callable[[float], str]) -> List[str]:
        """Each number with its label."""
        return [f"{label}: {number(value)}." for label, value in self.numbers.items()]
