"""A function as pieces of a curve: with gaps where it has no value, and where it jumps."""

from __future__ import annotations

import math
from typing import Callable, List, Optional, Sequence, Tuple

from .scale import Scale, scale_of

Function = Callable[[float], float]
Piece = List[Tuple[float, float]]       # points of a curve without a gap, from the left
COUNT = 400                             # points of a curve, less one
FINE = 50                               # a difference of less than that share of the heights is no jump
HALVINGS = 60                           # of an interval: then only a jump is left of a difference
MOST_BEYOND = 5.0                       # times the height of the middle nine tenths, that are drawn


def value_at(function: Function, number: float) -> Optional[float]:
    """What a function gives, or None where that is no finite number."""
    try:
        value = float(function(number))
    except (ArithmeticError, ValueError, TypeError):        # of a user-defined one
        return None
    return value if math.isfinite(value) else None


def pieces_of(function: Function, low: float, high: float) -> List[Piece]:
    """The function from low to high."""
    spread = Scale(low, high)
    points = [(number, value_at(function, number))
              for number in (spread.number(index / COUNT) for index in range(COUNT + 1))]
    heights = scale_of(value for _, value in points if value is not None)
    enough = heights.high / FINE - heights.low / FINE
    pieces: List[Piece] = [[]]
    for number, value in points:
        if value is None or (pieces[-1] and _jumps(function, pieces[-1][-1], (number, value), enough)):
            pieces.append([])
        if value is not None:
            pieces[-1].append((number, value))
    return [piece for piece in pieces if piece]


def _jumps(function: Function, left: Tuple[float, float], right: Tuple[float, float], enough: float) -> bool:
    """Whether the function jumps between two points: half of their difference is left on the smallest
    interval."""
    difference = abs(right[1] - left[1])
    if difference <= enough:
        return False
    for _ in range(HALVINGS):
        middle = left[0] / 2.0 + right[0] / 2.0
        value = value_at(function, middle)
        if value is None:
            return True
        if abs(value - left[1]) > abs(right[1] - value):
            right = middle, value
        else:
            left = middle, value
    return abs(right[1] - left[1]) > difference / 2.0


def heights_of(pieces: Sequence[Piece]) -> Scale:
    """The axis upwards; a curve that goes far beyond its middle nine tenths is cut off."""
    values = sorted(value for piece in pieces for _, value in piece)
    full = scale_of(values)
    if not values:
        return full
    cut = len(values) // 20
    low, high = values[cut], values[-1 - cut]
    if full.high - full.low <= MOST_BEYOND * (high - low) or low == high:
        return full
    return Scale(max(full.low, low - (high - low) / 2.0), min(full.high, high + (high - low) / 2.0))


def inside(pieces: Sequence[Piece], scale: Scale) -> List[Piece]:
    """The pieces without what lies above or below the scale."""
    cut: List[Piece] = []
    for piece in pieces:
        cut.append([])
        for number, value in piece:
            if scale.low <= value <= scale.high:
                cut[-1].append((number, value))
            elif cut[-1]:
                cut.append([])
    return [piece for piece in cut if piece]
