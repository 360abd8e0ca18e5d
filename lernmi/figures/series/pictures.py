"""Small pictures side by side: of any numbers, all on one scale."""

from __future__ import annotations

import math
from itertools import chain
from typing import Callable, List, Sequence, Tuple

from ...support import validation
from ...support.errors import BadInput
from ...support.formatting import count_of, quoted
from ..figure import Figure

MOST_WRITTEN = 25           # numbers of a picture that are in its sentence


class Pictures(Figure):
    """``pictures``: pairs of a caption and the rows of numbers, from the top.

    From 0 to the largest number of all, a pixel has more ink; where some are negative, the colour has the
    sign. Raises BadInput for what isn't a list of such pairs, rows of different lengths, and a number that
    isn't finite.
    """

    def __init__(self, pictures: Sequence[Tuple[str, Sequence[Sequence[float]]]], title: str = "") -> None:
        try:
            pairs = [(str(caption), [list(row) for row in rows]) for caption, rows in pictures]
        except (TypeError, ValueError):
            raise BadInput("pictures are a list of pairs, a caption and rows of numbers, not "
                           f"{quoted(pictures)}.") from None
        self.pictures = [(caption, _checked(caption, rows)) for caption, rows in pairs]
        if not self.pictures:
            raise BadInput("there is no picture to be drawn.")
        self.title = title

    @property
    def numbers(self) -> List[float]:
        """All pixels."""
        return [number for _, rows in self.pictures for number in chain(*rows)]

    @property
    def is_signed(self) -> bool:
        """Whether some are negative."""
        return min(self.numbers) < 0.0

    @property
    def largest(self) -> float:
        """The size of the largest number."""
        return max(map(abs, self.numbers))

    def sentences(self, number: Callable[[float], str]) -> List[str]:
        """Each picture: the numbers of a small one, row by row; of another, the lowest and the largest."""
        return [f"{self.title}."] * bool(self.title) + [
            f"{caption}: {_in_words(rows, number)}." for caption, rows in self.pictures]


def _checked(caption: str, rows: Sequence[Sequence[float]]) -> List[List[float]]:
    what = f"the picture {quoted(caption)}"
    if not rows or not all(len(row) == len(rows[0]) for row in rows) or not rows[0]:
        raise BadInput(f"{what} needs rows of the same length.")
    return [[validation.number(pixel, f"a pixel of {what}") for pixel in row] for row in rows]


def _in_words(rows: Sequence[Sequence[float]], number: Callable[[float], str]) -> str:
    every = list(chain(*rows))
    if len(every) <= MOST_WRITTEN:
        return "; ".join(" ".join(map(number, row)) for row in rows)
    mean = math.fsum(every) / len(every)
    return (f"{len(rows)} rows of {count_of(len(rows[0]), 'number')} from {number(min(every))} to "
            f"{number(max(every))}, {number(mean)} in the mean")
