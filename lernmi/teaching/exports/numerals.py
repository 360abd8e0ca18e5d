"""Accepted numbers as decimals: with a point, without a power of ten, as long as the tolerance needs it."""

from __future__ import annotations

import math
from decimal import Decimal

SHARE = 3           # a value is rounded to a thousandth of its tolerance


def decimal(value: float, tolerance: float) -> str:
    """A number, rounded by next to nothing in comparison with its tolerance.

    >>> decimal(0.5932699921, 0.0059), decimal(-0.023, 0.0), decimal(1234.5678, 12.3)
    ('0.59327', '-0.023', '1234.57')
    """
    if tolerance > 0.0 and value != 0.0:
        value = round(value, SHARE - math.floor(math.log10(tolerance)))
    return _plain(value, 12)


def tolerance_text(tolerance: float) -> str:
    """A tolerance.

    >>> tolerance_text(0.0059326999), tolerance_text(1e-12), tolerance_text(0.0)
    ('0.005933', '0.000000000001', '0')
    """
    return _plain(tolerance, 4)


def _plain(number: float, digits: int) -> str:
    text = f"{Decimal(f'{number:.{digits}g}'):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text
