"""The way of a link: a curve from one neuron to another, or over the blocks between them."""

from __future__ import annotations

from typing import NamedTuple, Tuple

from ...link import Link

BEND = 0.35             # how far a curve goes straight at its ends, as a share of its width

Point = Tuple[float, float]


class Curve(NamedTuple):
    """A link with its way: two points and what steers the line between, or a lane above the blocks."""

    link: Link
    start: Point
    end: Point
    lane: float = 0.0       # 0 for a direct one

    def path(self) -> str:
        """In SVG's commands."""
        (x1, y1), (x2, y2) = self.start, self.end
        if not self.lane:
            bend = BEND * (x2 - x1)
            return f"M{x1:.1f} {y1:.1f}C{x1 + bend:.1f} {y1:.1f} {x2 - bend:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
        return (f"M{x1:.1f} {y1:.1f}C{x1 + 40:.1f} {y1:.1f} {x1 + 10:.1f} {self.lane:.1f} {x1 + 60:.1f} "
                f"{self.lane:.1f}H{x2 - 60:.1f}C{x2 - 10:.1f} {self.lane:.1f} {x2 - 40:.1f} {y2:.1f} "
                f"{x2:.1f} {y2:.1f}")

    def point(self, share: float) -> Point:
        """Where it is at a share of its way."""
        (x1, y1), (x2, y2) = self.start, self.end
        if self.lane:
            return x1 + 60.0 + share * (x2 - x1 - 120.0), self.lane
        bend = BEND * (x2 - x1)
        one, two, three, four = ((1 - share) ** 3, 3 * (1 - share) ** 2 * share,
                                 3 * (1 - share) * share ** 2, share ** 3)
        return (one * x1 + two * (x1 + bend) + three * (x2 - bend) + four * x2,
                (one + two) * y1 + (three + four) * y2)
