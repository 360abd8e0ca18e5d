"""Plots in characters: where curves and points are, and how many rows they take."""

import io

import pytest

from lernmi.console.charts.drawing import print_figure
from lernmi.console.display.page import Page
from lernmi.figures.series.plot import Plot

FALLING = {"a": [(-1.0, 3.0), (1.0, -1.0)], "b": [(-1.0, 0.0), (0.0, 0.0)]}
POINTS = {"start": [(-1.0, 3.0)], "end": [(1.0, -1.0)]}


def printed(plot: Plot, rows: int, encoding: str = "utf-8", width: int = 41) -> str:
    stream = io.TextIOWrapper(io.BytesIO(), encoding, newline="\n")
    page = Page(stream, width=width)
    with page.limited_to(rows):
        print_figure(page, plot)
    stream.seek(0)
    return stream.read()


def test_a_whole_picture_with_axes_zeros_labels_and_points() -> None:
    assert printed(Plot(FALLING, POINTS, "Falling", "time", "height"), 12) == """\
height   Falling
  │●▀▄▄            │
  │    ▀▀▄▄        │
2 ┤        ▀▀▄▄    │
  │            ▀▀▄▄│
  │                ▀▀▄▄
0 ┤▄─▄─▄─▄─▄─▄─▄─▄─▄───▀▀▄▄──────── ▄ ▄ b
  │                │       ▀▀▄▄
  │                │           ▀▀▄○ ▄▄▄ a
  └┬───────────────┬──────────────┬
   -1              0              1 time
● start   ○ end
"""


def test_in_ascii_each_curve_and_each_point_has_its_mark() -> None:
    assert printed(Plot(FALLING, POINTS), 8, "ascii", 40) == """\
y
  |@ooooo          |
2 +      ooooooooooo
0 +x-x-x-x-x-x-x-x-xoooooooooo------ x b
  |                |          oooooO o a
  `+---------------+---------------+
   -1              0               1 x
@ start   O end
"""


@pytest.mark.parametrize("rows", [8, 10, 16, 30])
def test_it_takes_no_more_rows_than_there_are(rows: int) -> None:
    plot = Plot(FALLING, POINTS, "A title " * 8)
    assert printed(plot, rows, width=70).count("\n") == min(rows, 16)
