"""Bars: how long they are, and what has none."""

import math
from typing import Any

import pytest

from lernmi.figures.series.bars import Bars
from lernmi.support.errors import BadInput


def test_bars_are_as_long_as_their_numbers_on_both_sides_of_0() -> None:
    bars = Bars({"a": 3, "b": -1.0, "c": 0.0, "d": math.inf}, "Sizes")
    assert bars.zero == 0.25 and list(map(bars.length, bars.numbers.values())) == [0.75, 0.25, 0.0, 0.0]
    assert bars.sentences(str) == ["Sizes.", "a: 3.0.", "b: -1.0.", "c: 0.0.", "d: inf."]


def test_on_a_logarithmic_axis_equal_lengths_are_equal_ratios() -> None:
    bars = Bars({"a": 1.0, "b": 0.01, "c": 1e-4, "d": 0.0}, "Sizes", logarithmic=True)
    a, b, c, d = map(bars.length, bars.numbers.values())
    assert a == 1.0 and math.isclose(a - b, b - c) and c > d == 0.0 and bars.heading == "Sizes, logarithmic"


@pytest.mark.parametrize("numbers", [{}, {"a": "many"}, [1.0]])
def test_what_has_no_bars_is_refused(numbers: Any) -> None:
    with pytest.raises(BadInput, match="bars need"):
        Bars(numbers)
    with pytest.raises(BadInput, match="a negative number has no bar on a logarithmic axis"):
        Bars({"a": -1.0}, logarithmic=True)
