"""Floats that also carry how fast they change when some numbers of the network are nudged."""

from __future__ import annotations

from typing import Any, List


class DualNumber(float):
    """A value v with its tangents ∂v/∂x, one for each number x that is nudged.

    Links multiply and add, so these two rules are all that is needed:

        (a × b)′ = a′ × b + a × b′          (a + b)′ = a′ + b′

    ``sizes``: for each tangent the sum of the magnitudes of the terms that were added up to it: its
    rounding is in proportion to that, even where the terms cancel to 0.

    >>> x = DualNumber(3.0, [1.0, 0.0], [1.0, 0.0])
    >>> y = DualNumber(5.0, [0.0, 1.0], [0.0, 1.0])
    >>> float(x * y + x), (x * y + x).tangents
    (18.0, [6.0, 3.0])
    """

    __slots__ = ("tangents", "sizes")
    tangents: List[float]
    sizes: List[float]

    def __new__(cls, value: float, tangents: List[float], sizes: List[float]) -> DualNumber:
        """``sizes``: at least the magnitudes of the tangents."""
        number = float.__new__(cls, value)
        number.tangents = tangents
        number.sizes = sizes
        return number

    def __add__(self, other: Any) -> DualNumber:
        value = float.__add__(self, other)
        if not isinstance(other, DualNumber):
            return DualNumber(value, self.tangents, self.sizes)
        return DualNumber(value, [one + another for one, another in zip(self.tangents, other.tangents)],
                          [one + another for one, another in zip(self.sizes, other.sizes)])

    def __mul__(self, other: Any) -> DualNumber:
        value, own, factor = float.__mul__(self, other), float(self), float(other)
        left = self.scaled(value, factor)
        if not isinstance(other, DualNumber):
            return left
        return left + other.scaled(-0.0, own)       # adding −0 changes no bit of the value

    def scaled(self, value: float, factor: float) -> DualNumber:
        """That value, with each tangent times a factor; what doesn't change is 0 times any factor."""
        larger = abs(factor)
        return DualNumber(value, [tangent * factor if tangent else 0.0 for tangent in self.tangents],
                          [size * larger if size else 0.0 for size in self.sizes])

    __radd__ = __add__
    __rmul__ = __mul__
