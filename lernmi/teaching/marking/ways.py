"""The ways in which a pupil may have gone on: from which of the numbers before, and how rounded."""

from __future__ import annotations

import math
from typing import Dict, List, NamedTuple, Optional, Sequence

from ...support.formatting import significant
from .answers import Answer
from .recalculation import Node, computed

OWN, SLIPS = "own answers", "own slips"
CLEAR = 0.25                        # how large a share of a number may be unknown for it to mean something
FEWEST = 3                          # digits to which a sheet has its results rounded
ROUNDED = (None, 4, 3, 2)           # digits of what a sheet doesn't ask for; None: not rounded


class Way(NamedTuple):
    """How the numbers before were taken.

    ``uses``: OWN, all answers as they were written; SLIPS, only those that are wrong, and all else
    exactly. ``digits``: to how many results on the way are rounded. ``fills``: whether what follows
    from the own numbers stands in for a missing answer; otherwise the right number does.
    """

    uses: str
    digits: Optional[int] = None
    fills: bool = True


WAYS = [Way(uses, digits, fills) for digits in ROUNDED for fills in (True, False) for uses in (OWN, SLIPS)]


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
            self.values[-1] = answer.value


class Doubt(Row):
    """The numbers from the own answers, and how far from them those are that the pupil had in the calculator.

    An answer is rounded, and what follows from it perhaps was computed before that; what the sheet doesn't
    ask for may be rounded, too. ``spreads``: for each node, by how much half a unit of the last digit of
    everything before can change it.
    """

    def __init__(self) -> None:
        super().__init__(Way(OWN))
        self.spreads: List[float] = []
        self.spread = 0.0

    def compute(self, node: Node) -> None:
        """Add the next node; each operand moves it by as much as it may be off."""
        super().compute(node)
        moved = [computed(node, _Moved(self.values, operand, self.spreads[operand]))
                 for operand in set(node.operands) if self.spreads[operand]]
        self.spread = sum(abs(value - self.result) for value in moved)
        is_written = bool(node.operands) and node.place is not None
        self.spreads.append(self.spread + (half_a_unit(self.result, FEWEST) if is_written else 0.0))

    def replace(self, answer: Optional[Answer], is_slip: bool, right: float) -> None:
        """Take an answer: it may be off by half a unit of its last digit."""
        super().replace(answer, is_slip, right)
        if answer is not None:
            self.spreads[-1] = answer.unit / 2.0

    def allows(self, answer: Answer) -> bool:
        """Whether an answer, of two digits at least, can be what follows from the unrounded numbers."""
        size = abs(self.result)
        is_clear = self.spread <= CLEAR * size and answer.unit <= size / 10.0
        return is_clear and abs(answer.value - self.result) <= self.spread + answer.unit / 2.0


def half_a_unit(number: float, digits: int) -> float:
    """By how much a number can change when it is rounded to so many digits."""
    if number == 0.0 or not math.isfinite(number):
        return 0.0
    return 0.5 * 10.0 ** (math.floor(math.log10(abs(number))) + 1 - digits)


class _Moved(Dict[int, float]):
    """The numbers of a row with one of them moved."""

    def __init__(self, values: Sequence[float], index: int, by: float) -> None:
        super().__init__({index: values[index] + by})
        self._values = values

    def __missing__(self, index: int) -> float:
        return self._values[index]
