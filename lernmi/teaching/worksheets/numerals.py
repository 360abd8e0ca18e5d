"""Numbers as a class writes them: rounded, without powers of ten, with a point or a comma."""

from __future__ import annotations

from decimal import Decimal

from ...support.formatting import significant


def numeral(number: float, digits: int, comma: bool = False) -> str:
    """A number with so many significant digits.

    >>> numeral(0.000123456, 4), numeral(-12.0, 3), numeral(0.5, 4, comma=True)
    ('0.0001235', '−12', '0,5')
    """
    text = f"{Decimal(significant(number, digits)):f}".replace("-", "−")
    return text.replace(".", ",") if comma else text
