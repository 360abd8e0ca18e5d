"""Numbers as bars, one for each label."""

from __future__ import annotations

import math
from collections.abc import Mapping as AnyMapping
from typing import Callable, List, Mapping

from ...support.errors import BadInput
from ...support.formatting import quoted
from ..figure import Figure
from ..scale import Scale, of_lengths, scale_of

LONGEST_LABEL = 32          # characters, in a drawing
SHORTEST = 1e-9             # the share of the axis that a number has that isn't 0


class Bars(Figure):
    """``numbers`` by their labels; on the left of the line of 0 where they are negative.

    ``logarithmic``: where the sizes of positive numbers differ much, equal lengths are equal ratios. A number
    that isn't finite has no bar. Raises BadInput where there are no numbers, and for negative ones on a
    logarithmic axis.
    """

    def __init__(self, numbers: Mapping[str, float], title: str = "", logarithmic: bool = False) -> None:
        if not isinstance(numbers, AnyMapping) or not numbers:
            raise BadInput(f"bars need numbers by their labels, {{'label': number}}, not {quoted(numbers)}.")
        try:
            self.numbers = {str(label): float(number) for label, number in numbers.items()}
        except (TypeError, ValueError, OverflowError):
            raise BadInput(f"bars need a number for each label, not {quoted(numbers)}.") from None
        self.title = title
        self.is_logarithmic = logarithmic
        if logarithmic and min(self.finite()) < 0.0:
            raise BadInput("a negative number has no bar on a logarithmic axis: leave out logarithmic=True.")

    def finite(self) -> List[float]:
        """The numbers that have a bar, and 0."""
        return [0.0, *filter(math.isfinite, self.numbers.values())]

    @property
    def scale(self) -> Scale:
        """From the end of the longest negative bar to that of the longest positive one."""
        return of_lengths(self.finite()) if self.is_logarithmic else scale_of(self.finite())

    @property
    def zero(self) -> float:
        """Where the line of 0 lies on the axis, as a share."""
        return 0.0 if self.scale.is_logarithmic else self.scale.share(0.0)

    def length(self, number: float) -> float:
        """How long its bar is, as a share of the axis."""
        if number == 0.0 or not math.isfinite(number):
            return 0.0
        return max(abs(self.scale.share(number) - self.zero), SHORTEST)

    @property
    def heading(self) -> str:
        """The title, and whether the axis is logarithmic."""
        return self.title + ", logarithmic" * self.scale.is_logarithmic

    def sentences(self, number: Callable[[float], str]) -> List[str]:
        """Each number with its label."""
        return ([f"{self.title}."] if self.title else []) + [
            f"{label}: {number(value)}." for label, value in self.numbers.items()]
