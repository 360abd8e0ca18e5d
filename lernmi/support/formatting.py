"""Numbers as text."""

from __future__ import annotations


def brief(number: float) -> str:
    """A number for one short line: three decimals, or a power of ten where those say nothing.

    >>> brief(0.45), brief(-0.00001234), brief(0.0)
    ('0.450', '-1.23e-05', '0.000')
    """
    if number == 0.0 or 0.0005 <= abs(number) < 1e6:
        return f"{number:.3f}"
    return f"{number:.2e}"


def significant(number: float, digits: int) -> str:
    """A number with so many significant digits.

    >>> significant(0.13849856, 4), significant(-0.0, 4)
    ('0.1385', '0')
    """
    return f"{number + 0.0:.{digits}g}"         # + 0.0: no one wants to read -0
