"""A picture beside its sensitivity map in characters."""

import io
from typing import List

import pytest

from lernmi import Dense, Network
from lernmi.console.charts.drawing import print_figure
from lernmi.console.charts.raster import NEGATIVE_SHADES, SHADES
from lernmi.console.display.page import Page
from lernmi.figures.pixel_map import PixelMap, pixel_map


def drawn(figure: PixelMap, width: int) -> List[str]:
    stream = io.StringIO()
    print_figure(Page(stream, width=width), figure)
    return stream.getvalue().splitlines()


def test_each_character_of_the_map_is_the_sensitivity_of_its_pixel() -> None:
    network = Network((3, 4), Dense(1, "tanh"), seed=4)
    figure = pixel_map(network, [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]], [1.0])
    lines = drawn(figure, 80)
    assert lines[1] == figure.answer(Page().number)
    assert [line[:8] for line in lines[3:6]] == ["  ..::::", "--==++**", "####%%@@"]
    for line, row in zip(lines[3:6], figure.channels[0]):
        for column, pixel in enumerate(row):
            shades = SHADES if pixel.sensitivity >= 0.0 else NEGATIVE_SHADES
            shade = shades[round(abs(pixel.sensitivity) / figure.largest * 6)]
            assert line.ljust(40)[15 + 2 * column:17 + 2 * column] == 2 * shade
    number = Page().number
    for pixel in figure.most_sensitive():
        assert f"{pixel.name} = {number(pixel.value)}: {number(pixel.sensitivity)}" in "\n".join(lines)


@pytest.mark.parametrize("shape, width, columns", [((28, 28), 60, 59), ((28, 28), 80, 59), ((28, 28), 40, 28),
                                                   ((4, 70), 60, 60), ((2, 5, 6), 60, 27)])
def test_pictures_of_any_size_fit_into_the_page(shape: List[int], width: int, columns: int) -> None:
    network = Network(tuple(shape), Dense(1), seed=1)
    figure = pixel_map(network, [0.5] * len(network.inputs), [1.0])
    lines = drawn(figure, width)[2:]
    assert max(map(len, lines)) <= width
    assert max(len(line[:columns].rstrip()) for line in lines) <= columns
    assert sum("∂loss/∂pixel" in line for line in lines) == len(figure.channels)
