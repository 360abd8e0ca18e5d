"""The ways in which a pupil may have gone on: from which of the numbers before, and how rounded."""

from __future__ import annotations

from typing import List, NamedTuple, Optional

from ...support.formatting import significant
from .answers import Answer
from .recalculation import Node, computed

OWN, SLIPS = "own answers", "own slips"
ROUNDED = (None, 4, 3, 2)           # digits of what a sheet doesn't ask for; None: not rounded


class Way(NamedTuple):
    """How the numbers before were taken.

    ``uses``: OWN, all answers as they were written; SLIPS, only those that are wrong, and all else
    exactly. ``digits``: to how many results on the way are rounded. ``fills``: whether what follows
    from the own numbers stands in for a missing answer; otherwise the right number does. ``beside``: how
    far from a slip, in units of its last digit, is what was not rounded when the pupil went on with it.
    """

    uses: str
    digits: Optional[int] = None
    fills: bool = True
    beside: float = 0.0


WAYS = [Way(uses, digits, fills) for digits in ROUNDED for fills in (True, False) for uses in (OWN, SLIPS)]
BETWEEN = [Way(SLIPS, beside=-0.5), Way(SLIPS, beside=0.5)]


class Row:
    """The numbers of a calculation in one of these ways, one after the other.

    ``values``: those of the nodes so far. ``result``: what the operation of the latest one gives.
    """

    def __init__(self, way: Way) -> None:
        self.way = way
        self.values: List[float] = []
        self.result = 0.0

    def compute(self, node: Node) -> None:
        """Add the next node, from the numbers before."""
        value = self.result = computed(node, self.values)
        if self.way.digits is not None and node.operands and node.place is not None:
            value = float(significant(value, self.way.digits))
        self.values.append(value)

    def replace(self, answer: Optional[Answer], is_slip: bool, right: float) -> None:
        """Take what the pupil wrote for the latest node; None for nothing."""
        if answer is None:
            self.values[-1] = self.result if self.way.fills else right
        elif self.way.uses == OWN or is_slip:
            self.values[-1] = answer.value + self.way.beside * answer.unit
