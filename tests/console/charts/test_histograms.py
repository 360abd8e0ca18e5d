"""Histograms on a terminal: bars whose heights are the counts."""

import io
from typing import List

from lernmi import Dense, Network
from lernmi.console.charts.drawing import print_figure
from lernmi.console.display.page import Page
from lernmi.figures.histograms import histograms

WEIGHTS = [[-1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 1.0, 2.0]]


def printed(width: int) -> List[str]:
    network = Network(4, Dense(2, "identity", weights=WEIGHTS, biases=[0.5, 0.25]))
    network.forward([1, 2, 3, 0])
    network.backward([0, 0])
    stream = io.StringIO()
    print_figure(Page(stream, width=width), histograms(network))
    return stream.getvalue().splitlines()


def test_the_height_of_a_bar_is_its_count_and_few_numbers_are_listed() -> None:
    lines = printed(80)
    start = lines.index("output")
    assert lines[start + 1].split("  ")[0] == "8 weights" and "8 weight sensitivities" in lines[start + 1]
    bars = [line[3:38] for line in lines[start + 2:start + 8]]
    heights = [sum({"█": 2, "▄": 1}.get(line[column], 0) for line in bars) for column in range(0, 35, 10)]
    assert heights == [3, 12, 6, 3]         # of counts 1, 4, 2, 1 on six rows
    assert lines[start + 2].startswith("4 ┤") and lines[start + 7].startswith("0 ┤")
    assert lines[start + 9].split()[:4] == ["-1", "0", "1", "2"]
    assert lines[start + 10].startswith("   -1 to 2, mean 0.375, 50.0 % are 0")
    assert "2 biases: 0.5, 0.25" in lines and "2 bias sensitivities: -0.5, 5.25" in lines


def test_on_a_narrow_page_they_are_one_below_the_other() -> None:
    lines = printed(40)
    assert max(map(len, lines)) <= 40
    assert [line for line in lines if line.endswith(("weights", "weight sensitivities"))] == [
        "8 weights", "8 weight sensitivities"]
