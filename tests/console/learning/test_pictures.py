"""Pictures in characters."""

from lernmi.console.learning.pictures import picture_lines, side_by_side


def test_each_pixel_is_two_characters_the_darkest_the_densest() -> None:
    assert picture_lines([0, 16, 8, 4], 2, 2) == ["  @@", "==::"]
    assert picture_lines([0, 0, 0], 1, 3) == ["      "]
    assert picture_lines([5, 5], 2, 1) == ["@@", "@@"]


def test_numbers_below_0_are_the_lightest() -> None:
    assert picture_lines([-1, 0, 1], 1, 3) == ["  ==@@"]


def test_of_a_large_picture_two_pixels_above_each_other_are_one_character() -> None:
    dark, light = [16.0] * 21, [0.0] * 21
    assert picture_lines([*dark, *dark, *dark, *light, *dark], 5, 21) == ["@" * 21, "=" * 21, "=" * 21]


def test_as_many_in_a_row_as_fit_with_titles_above() -> None:
    pictures = [["ab", "cd"], ["ef", "gh"], ["ij", "kl"]]
    assert side_by_side(pictures, ["1:", "2:", "3:"], 7) == [
        ["1:   2:", "ab   ef", "cd   gh"], ["3:", "ij", "kl"]]
    assert side_by_side(pictures[:1], ["longer"], 3) == [["longer", "ab", "cd"]]
