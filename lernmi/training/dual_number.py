"""Floats that also carry how fast they change when one number of the network is nudged."""

from __future__ import annotations

from typing import Any


class DualNumber(float):
    """A value v with its tangent ∂v/∂x, where x is the one number that is nudged.

    Links multiply and add, so these two rules are all that is needed:

        (a × b)′ = a′ × b + a × b′          (a + b)′ = a′ + b′

    ``size`` is the sum of the magnitudes of the terms that were added up to the tangent: the
    rounding of the tangent is in proportion to it, even where the terms cancel to 0.

    >>> x = DualNumber(3.0, 1.0)
    >>> y = x * x + 2.0
    >>> float(y), y.tangent
    (11.0, 6.0)
    """

    __slots__ = ("tangent", "size")
    tangent: float
    size: float

    def __new__(cls, value: float, tangent: float, size: float = 0.0) -> DualNumber:
        """``size``: at least the magnitude of the tangent."""
        number = float.__new__(cls, value)
        number.tangent = tangent
        number.size = max(size, abs(tangent))
        return number

    def __add__(self, other: Any) -> DualNumber:
        value = float.__add__(self, other)
        if isinstance(other, DualNumber):
            return DualNumber(value, self.tangent + other.tangent, self.size + other.size)
        return DualNumber(value, self.tangent, self.size)

    def __mul__(self, other: Any) -> DualNumber:
        value, factor = float.__mul__(self, other), float(other)
        if isinstance(other, DualNumber):
            own = float(self)
            return DualNumber(value, self.tangent * factor + own * other.tangent,
                              self.size * abs(factor) + abs(own) * other.size)
        return DualNumber(value, self.tangent * factor, self.size * abs(factor))

    __radd__ = __add__
    __rmul__ = __mul__
