"""Pictures in characters, on a pipe: in shades."""

import io
from typing import List

from rich.text import Text

from lernmi.console.charts.pictures import gallery, picture_lines
from lernmi.console.display.page import Page

PIPE = Page(io.StringIO())


def lines_of(pixels: List[float], rows: int, columns: int) -> List[str]:
    return [line.plain for line in picture_lines(PIPE, pixels, rows, columns)]


def test_each_pixel_is_two_characters_the_darkest_the_densest() -> None:
    assert lines_of([0, 16, 8, 4], 2, 2) == ["  @@", "==::"]
    assert lines_of([0, 0, 0], 1, 3) == ["      "]
    assert lines_of([5, 5], 2, 1) == ["@@", "@@"]


def test_numbers_below_0_are_the_lightest() -> None:
    assert lines_of([-1, 0, 1], 1, 3) == ["  ==@@"]


def test_of_a_large_picture_two_pixels_above_each_other_are_one_character() -> None:
    dark, light = [16.0] * 21, [0.0] * 21
    assert lines_of([*dark, *dark, *dark, *light, *dark], 5, 21) == ["@" * 21, "=" * 21, "@" * 21]


def test_in_colours_they_are_half_blocks() -> None:
    first, second = picture_lines(Page(record=True), [0, 16, 8, 4], 2, 2)
    assert (first.plain, second.plain) == ("▀▀▀▀", "▀▀▀▀")
    assert [str(span.style) for span in first.spans] == ["#f4f4f4 on #f4f4f4", "#1a1a1a on #1a1a1a"]


def test_as_many_in_a_row_as_fit_with_titles_above() -> None:
    pictures = [[Text("ab"), Text("cd")], [Text("ef"), Text("gh")], [Text("ij"), Text("kl")]]

    def rows(width: int, *titles: str) -> List[List[str]]:
        return [[line.plain for line in lines] for lines in gallery(pictures[:len(titles)], titles, width)]
    assert rows(7, "1:", "2:", "3:") == [["1:   2:", "ab   ef", "cd   gh"], ["3:", "ij", "kl"]]
    assert rows(3, "longer") == [["longer", "ab", "cd"]]
