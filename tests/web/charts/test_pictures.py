"""Small pictures as SVG."""

import re

from lernmi.figures.palette import LIGHT
from lernmi.figures.series.pictures import Pictures
from lernmi.web.charts.drawing import svg_of
from tests.support.svg_texts import check_texts, hints

KERNELS = Pictures([(f"number {index}", [[index, -1.0], [0.0, 7.0]]) for index in range(8)], "Kernels")


def test_each_pixel_has_its_number_and_its_colour_and_captions_never_touch() -> None:
    svg = svg_of(KERNELS, 4)
    assert {"Kernels", "-7", "0", "7", *(f"number {index}" for index in range(8))} == set(check_texts(svg))
    assert hints(svg)[:4] == ["0", "-1", "0", "7"]
    assert str(svg).count(f'fill="{LIGHT.positive}"') >= 8


def test_ink_is_darkest_for_the_largest_number_of_all_pictures() -> None:
    svg = svg_of(Pictures([("faint", [[1.0]]), ("full", [[2.0]])]), 4)
    faint, full = re.findall(r'<rect[^>]*fill="(#[0-9a-f]{6})"', str(svg))[-2:]
    assert full == LIGHT.text and faint != full and set(check_texts(svg)) == {"faint", "full"}
