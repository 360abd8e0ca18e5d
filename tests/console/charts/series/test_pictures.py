"""Small pictures in characters: side by side, on one scale, with their captions."""

import io

from lernmi.console.charts.drawing import print_figure
from lernmi.console.display.page import Page
from lernmi.figures.series.pictures import Pictures


def printed(pictures: Pictures, width: int) -> str:
    stream = io.StringIO()
    print_figure(Page(stream, width=width), pictures)
    return stream.getvalue()


def test_as_many_in_a_row_as_have_room_all_with_the_same_ink_for_the_same_number() -> None:
    step = [[0, 0, 1, 1, 1]]
    assert printed(Pictures([("full", [[2] * 5]), ("half", step), ("none", [[0] * 5])], "Ink"), 25) == """\
Ink
full         half
@@@@@@@@@@       ======

none

"""


def test_where_some_are_negative_the_shade_has_the_sign_and_a_legend_says_so() -> None:
    assert printed(Pictures([("edge", [[-1, 0, 1], [-1, 0, 1]]), ("weak", [[0.5, 0.5, 0.5]])]), 40) == """\
edge           weak
&&&&    @@@@   ++++++++++++
&&&&    @@@@   ++++++++++++
&&&&    @@@@
&&&&    @@@@
-1 &%=-;, 0 .:+*#@ 1
"""


def test_a_wide_picture_is_shrunk_to_the_page() -> None:
    lines = printed(Pictures([("wide", [[1.0] * 90] * 30)]), 30).splitlines()
    assert lines == ["wide", *["@" * 30] * 5]
