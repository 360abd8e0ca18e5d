"""Small pictures: their sentences, their scale, and what can't be drawn."""

import math
from typing import Any

import pytest

from lernmi.figures.series.pictures import Pictures
from lernmi.support.errors import BadInput

SIX = [[0.25 * column for column in range(6)] for _ in range(6)]


def test_a_small_picture_is_written_number_by_number_a_larger_one_by_its_extremes() -> None:
    pictures = Pictures([("a kernel", [[1, -2], [0, 0.5]]), ("a kernel", [[3]]), ("a slope", SIX)], "Some")
    assert pictures.sentences("{:.3g}".format) == [
        "Some.", "a kernel: 1 -2; 0 0.5.", "a kernel: 3.",
        "a slope: 6 rows of 6 numbers from 0 to 1.25, 0.625 in the mean."]
    assert pictures.is_signed and pictures.largest == 3.0 and not Pictures([("a", SIX)]).is_signed


@pytest.mark.parametrize("pictures, sentence", [
    ([], "there is no picture"), ([("a", [])], "the picture 'a' needs rows"),
    ([("a", [[], []])], "of the same length"), ([("a", [[1], [1, 2]])], "of the same length"),
    ([("a", [1, 2])], "are a list of pairs"), ([[1]], "are a list of pairs"),
    ([("a", [[math.nan]])], "a pixel of the picture 'a'")])
def test_what_is_no_picture_is_refused(pictures: Any, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        Pictures(pictures)
