"""Figures side by side: maps small, other figures as they are, within the rows that they have."""

import io
from typing import Mapping

import pytest

from lernmi import Dense, Network
from lernmi.console.charts.drawing import print_figure
from lernmi.console.display.page import Page
from lernmi.figures import Figure
from lernmi.figures.boundary import boundary
from lernmi.figures.series.bars import Bars
from lernmi.figures.series.plot import Plot
from lernmi.figures.series.side_by_side import SideBySide
from lernmi.figures.surface import surface
from lernmi.support.errors import BadInput
from lernmi.web.charts.drawing import svg_of
from tests.support.svg_texts import check_texts

SAMPLES = [([0.0, 0.0], [0.0]), ([2.0, 1.0], [1.0])]


def printed(figures: Mapping[str, Figure], rows: int, plain: bool = False) -> str:
    stream = io.StringIO()
    page = Page(stream, width=100, plain=plain)
    with page.limited_to(rows):
        print_figure(page, SideBySide(figures))
    return stream.getvalue()


def test_maps_have_their_labels_above_and_what_they_mean_once_below() -> None:
    network = Network(2, Dense(1, "sigmoid"), loss="binary_cross_entropy", seed=1)
    maps: Mapping[str, Figure] = {f"map {index}": boundary(network, SAMPLES, columns=8, rows=8)
                                  for index in range(3)}
    lines = printed(maps, 14).splitlines()
    assert len(lines) <= 14
    assert lines[0].split() == ["map", "0", "map", "1", "map", "2"]
    assert lines[1].count("┤") + lines[1].count("│") == 6
    assert "across: input[0]   up: input[1]" in lines[-1] and "o 0, x 1" in lines[-1]
    over = surface(network, SAMPLES, "output.weight[0,0]", "output.weight[0,1]", around=[(9.0, 9.0)])
    assert over.area.across.high > 9.0
    lines = printed({"first": over, "second": over}, 16).splitlines()
    assert len(lines) <= 16 and lines[-1].endswith("S start, o path, P present, L lowest")


def test_other_figures_are_drawn_as_they_are_and_as_one_svg() -> None:
    figures: Mapping[str, Figure] = {"left": Bars({"one": 1.0, "two": 2.0}, "Sizes"),
                                     "right": Plot({"line": [(0.0, 0.0), (1.0, 1.0)]}, title="A line")}
    lines = printed(figures, 10).splitlines()
    assert lines[0].split() == ["left", "right"] and "Sizes" in lines[1] and "A line" in lines[1]
    assert lines[2].startswith("one │█") and lines[2].rstrip().endswith("line") and len(lines) <= 10
    assert printed(figures, 10, plain=True).splitlines()[:3] == ["left:", "Sizes.", "one: 1."]
    assert {"left", "right", "Sizes", "A line", "one"} < set(check_texts(svg_of(SideBySide(figures), 4)))
    with pytest.raises(BadInput, match="figures side by side need labels"):
        SideBySide({})
