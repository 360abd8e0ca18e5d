"""Accepted numbers as question banks write them: decimals with a point, without a power of ten."""

from __future__ import annotations

import math
from typing import List, Sequence

from ..accepted import Interval
from ..worksheets.conventions import numeral

SHARE = 3           # a value is rounded to a thousandth of its tolerance


def answers(accepted: Sequence[Interval]) -> List[str]:
    """Ranges of right numbers in the notation that Cloze and GIFT share.

    >>> answers([Interval(0.2163, 0.002163), Interval(0.22, 0.0)])
    ['=0.2163:0.002163', '=0.22:0']
    """
    return [f"={decimal(one.value, one.tolerance)}:{tolerance_text(one.tolerance)}" for one in accepted]


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
    return numeral(number, digits).replace("−", "-")
