"""Rasters: half blocks in colours, shades of characters where there are none."""

import io
from typing import List, Optional

import pytest
from rich.color import Color, ColorSystem
from rich.text import Text

from lernmi.console.charts.raster import (
    NEGATIVE_SHADES,
    RAMPS,
    SHADES,
    blocks,
    enlarged,
    has_colours,
    legend,
    picture,
    raster,
    resampled,
)
from lernmi.console.display.page import Page
from lernmi.figures.palette import LIGHT, mixed, shade

PIXELS: List[List[Optional[float]]] = [[1.0, -1.0, 0.5], [1.0, -1.0, 0.5], [0.0, None, -0.25]]
SAVED = Page(record=True)           # a page with colours, for light backgrounds
PIPE = Page(io.StringIO())


def style_at(line: Text, column: int) -> str:
    return next(str(span.style) for span in line.spans if span.start <= column < span.end)


def test_each_half_block_has_the_colours_of_its_two_pixels() -> None:
    first, second = raster(SAVED, PIXELS)
    assert (first.plain, second.plain) == ("▀▀▀", "▀ ▀")
    assert style_at(first, 0) == f"{LIGHT.positive} on {LIGHT.positive}"
    assert style_at(first, 1) == f"{LIGHT.negative} on {LIGHT.negative}"
    assert style_at(second, 2) == shade(-0.25, 1.0)
    assert blocks([[None], ["#123456"]])[0].spans[0].style == "#123456"      # ▄, on the page's background
    assert blocks([[None], ["#123456"]])[0].plain == "▄"


def test_a_symbol_is_on_the_colour_of_the_map_and_black_or_white_whichever_is_readable() -> None:
    line = raster(SAVED, PIXELS, symbols={(0, 0): "o", (0, 2): "x"})[0]
    assert line.plain == "o▀x"
    assert style_at(line, 0) == f"bold #ffffff on {LIGHT.positive}"
    assert style_at(line, 2) == f"bold #000000 on {shade(0.5, 1.0)}"


def test_without_colours_the_family_of_a_character_says_the_sign_and_its_density_the_size() -> None:
    lines = raster(PIPE, PIXELS, symbols={(1, 0): "o"})
    assert [line.plain for line in lines] == ["@&+", "o ;"]
    assert not set(SHADES[1:]) & set(NEGATIVE_SHADES[1:])
    assert not {"o", "x", "^"} & {*SHADES, *NEGATIVE_SHADES}                  # what points are drawn with
    assert legend(PIPE, "-1", "0", "1").plain == "-1 &%=-;, 0 .:+*#@ 1"


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("term, are_enough", [("xterm-256color", True), ("xterm", False)])
def test_sixteen_colours_are_too_few_for_a_map(term: str, are_enough: bool, monkeypatch: pytest.MonkeyPatch
                                               ) -> None:
    for name, value in {"TERM": term, "COLORTERM": "", "COLORFGBG": "0;15"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("NO_COLOR", raising=False)
    page = Page(Terminal())
    assert has_colours(page) is are_enough
    line = raster(page, PIXELS)[0]
    assert line.plain == ("▀▀▀" if are_enough else "@&+")
    assert style_at(line, 1).split()[0] == (RAMPS[LIGHT][0][-1] if are_enough else LIGHT.negative)


def test_the_colours_for_terminals_with_256_are_among_these() -> None:
    for colour in (colour for ramps in RAMPS.values() for ramp in ramps for colour in ramp):
        exact = Color.parse(colour)
        nearest = exact.downgrade(ColorSystem.EIGHT_BIT).get_truecolor()
        assert max(abs(one - two) for one, two in zip(nearest, exact.get_truecolor())) <= 10     # greys


def test_a_picture_is_ink_on_the_background_of_the_page() -> None:
    small = [[0.0, 8.0], [16.0, 5.0]]
    assert [line.plain for line in picture(PIPE, enlarged(small, 2))] == ["  ==", "@@--"]
    line = picture(SAVED, small)[0]
    assert style_at(line, 0) == f"{LIGHT.neutral} on {LIGHT.text}"
    assert style_at(line, 1) == f"{mixed(LIGHT.neutral, LIGHT.text, 0.5)} on " \
                                f"{mixed(LIGHT.neutral, LIGHT.text, 0.3125)}"


def test_a_resampled_raster_has_the_pixels_that_lie_there() -> None:
    grid = [[10 * row + column for column in range(4)] for row in range(4)]
    assert resampled(grid, 2, 2) == [[11, 13], [31, 33]]
    assert resampled([[1, 2]], 2, 4) == [[1, 1, 2, 2]] * 2
