"""Bars as SVG."""

import re

from lernmi.figures.series.bars import Bars
from lernmi.web.charts.drawing import svg_of
from tests.support.svg_texts import check_texts, hints


def test_bars_begin_at_0_have_their_numbers_beyond_and_texts_never_touch() -> None:
    svg = svg_of(Bars({"one": 1.0, "a label that is far too long to be shown": -0.5, "zero": 0.0,
                       "tiny": 1e-300}, "Numbers"), 4)
    assert {"one", "1", "-0.5", "zero", "0", "1e-300", "Numbers"} < set(check_texts(svg))
    bars = [tuple(map(float, pair)) for pair in
            re.findall(r'<rect x="([0-9.]+)"[^>]* width="([0-9.]+)"', str(svg))]
    (zero, longest), (left, negative), (_, least) = bars
    assert left + negative == zero and abs(negative / longest - 0.5) < 0.01 and least == 1.0
    assert hints(svg)[1] == "a label that is far too long to be shown: -0.5"
