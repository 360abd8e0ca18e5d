"""Bars in characters: their lengths, sides and numbers, and what has no room."""

import io

from lernmi.console.charts.drawing import print_figure
from lernmi.console.display.page import Page
from lernmi.figures.series.bars import Bars

NUMBERS = {"one": 1.0, "half": 0.5, "down": -0.25, "nothing": 0.0, "tiny": 1e-9, "東": -1e-9}


def printed(rows: int, encoding: str = "utf-8") -> str:
    stream = io.TextIOWrapper(io.BytesIO(), encoding, newline="\n")
    page = Page(stream, width=50)
    with page.limited_to(rows):
        print_figure(page, Bars(NUMBERS, "Numbers"))
    stream.seek(0)
    return stream.read()


def test_a_whole_picture() -> None:
    assert printed(10) == """\
Numbers
one                  │██████████████████████ 1
half                 │███████████ 0.5
down      -0.25 █████│
nothing              │ 0
tiny                 │█ 1e-09
東           -1e-09 █│
"""


def test_in_ascii_and_with_too_few_rows_the_last_ones_are_counted() -> None:
    assert printed(4, "ascii") == """\
Numbers
one                  |###################### 1
half                 |########### 0.5
and 4 more that have no room
"""
