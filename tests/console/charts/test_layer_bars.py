"""Layer bars on a terminal: their lengths, and the numbers beside them."""

import io
from typing import List

from lernmi.console.charts.drawing import print_figure
from lernmi.console.display.page import Page
from lernmi.figures.layer_bars import Bar, LayerBars

BARS = [Bar("output", "neurons", 0.1, 0.0), Bar("output", "weights", 0.01, 0.0),
        Bar("hidden", "neurons", 0.0, 1.0), Bar("hidden", "weights", 0.001, 0.25)]


def printed(page: Page) -> List[str]:
    print_figure(page, LayerBars(BARS))
    stream = page.console.file
    stream.seek(0)
    return stream.read().splitlines()


def test_the_bars_are_as_long_as_their_numbers_say() -> None:
    lines = printed(Page(io.StringIO(), width=70))
    assert lines[0] == "Mean |sensitivity| of each layer, from the output backwards, logarithmic:"
    names = [line.partition("│")[0].split() for line in lines[1:5]]
    assert names == [["output", "neurons"], ["weights"], ["hidden", "neurons"], ["weights"]]
    longest, *lengths = [line.count("█") + line.count("▄") for line in lines[1:5]]
    assert lengths == [round(longest * 2 / 3), 0, round(longest / 3)] and longest > 20
    assert lines[3].endswith("│ 0, all are 0") and lines[4].endswith(" 0.001, 25.0 % are 0")
    assert lines[6].split() == ["0.0001", "0.01"]
    assert lines[-1].startswith("The weights of the first layer, hidden, have sensitivities of 0.001, 10 ")


def test_in_ascii_neurons_and_weights_differ() -> None:
    lines = printed(Page(io.TextIOWrapper(io.BytesIO(), "ascii"), width=60))
    assert "neurons |###" in lines[1] and "weights |===" in lines[2]
