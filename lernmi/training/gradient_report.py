"""What a gradient check found: sensitivities in two ways, and slopes against differences."""

from __future__ import annotations

import math
from typing import List, NamedTuple, Optional, Tuple

from ..support.late_imports import Displayable
from .slope_measurement import Measurement

TOO_ROUGH = 1e-3        # a relative doubt with which a slope counts as not measured


class CheckedSensitivity(NamedTuple):
    """One sensitivity, by backpropagation and forwards.

    ``difference``: how much the loss changes for each unit by which the number is nudged, followed
    forwards through the network. ``error``: relative, as GradientReport describes. Where a tie on the
    way gives the loss a kink, ``nudged_down`` and ``nudged_up`` are its changes for each unit when
    the number really is nudged.
    """

    name: str
    backpropagation: float
    difference: float
    error: float
    nudged_down: Optional[float] = None
    nudged_up: Optional[float] = None


class CheckedSlope(NamedTuple):
    """One slope, of a neuron's activation or of the loss, and what differences say of it.

    ``name``: of the neuron, or "the loss at" an output. ``function``: the name of the activation or
    the loss. ``at``: the total or the output's value.
    """

    name: str
    function: str
    at: float
    slope: float
    measured: Measurement

    @property
    def error(self) -> float:
        """How far, relatively, it is from what differences allow; at a tie, from the slopes on both sides."""
        nearest = self.measured.nearest(self.slope)
        larger = max(abs(self.slope), abs(nearest))
        return abs(self.slope - nearest) / larger if larger > 0.0 else 0.0

    @property
    def sides(self) -> Tuple[float, float]:
        """The slopes on the two sides, the smaller first; 0 where rounding can't distinguish it from 0."""
        left, right, doubt = self.measured[:3]
        smaller, larger = sorted(side if abs(side) > doubt else 0.0 for side in (left, right))
        return smaller, larger

    @property
    def is_tie(self) -> bool:
        """Whether the slope is not defined there: a kink or a jump."""
        return self.measured.is_tie

    @property
    def is_beyond_measuring(self) -> bool:
        """Whether rounding hides the slope from differences."""
        measured, slope = self.measured.left, self.slope
        if self.is_tie or slope == measured:
            return False
        return not self.measured.doubt <= TOO_ROUGH * max(abs(measured), abs(slope))


class GradientReport(Displayable):
    """Each weight's and each input's sensitivity in two ways, and each slope against differences.

    ``rows``: CheckedSensitivity. Their error is |a − b| / Σ|terms|, with a and b the two results and
    the terms those that add up to b: where they don't cancel, the relative error.
    ``slopes``: CheckedSlope, of every activation and of the loss. Their error is the relative distance
    from what differences allow.
    """

    def __init__(self, rows: List[CheckedSensitivity], slopes: List[CheckedSlope], tolerance: float) -> None:
        self.rows = rows
        self.slopes = slopes
        self.tolerance = tolerance

    @property
    def largest_error(self) -> float:
        """The largest relative error; 0 when everything agrees to the last digit."""
        return max([row.error for row in self.rows] + [slope.error for slope in self.slopes])

    @property
    def passed(self) -> bool:
        """Whether every error is within the tolerance."""
        return self.largest_error <= self.tolerance

    @property
    def ties(self) -> List[CheckedSlope]:
        """The slopes that are not defined: of a relu at 0, of a maximum of equals. They are no mistakes."""
        return [slope for slope in self.slopes if slope.is_tie]

    @property
    def beyond_measuring(self) -> List[str]:
        """The names of slopes that rounding hides, and of sensitivities too large to be followed."""
        return ([slope.name for slope in self.slopes if slope.is_beyond_measuring]
                + [row.name for row in self.rows if not math.isfinite(row.difference)])

    def __repr__(self) -> str:
        word = "agree" if self.passed else "DISAGREE"
        return (f"GradientReport({len(self.rows)} sensitivities {word}, "
                f"largest error {self.largest_error:.1e})")
