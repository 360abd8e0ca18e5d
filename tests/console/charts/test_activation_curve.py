"""An activation on a terminal: the curve, the tangent, the point, and how many samples are where."""

import io

from lernmi import Dense, Network
from lernmi.console.charts.drawing import print_figure
from lernmi.console.display.page import Page
from lernmi.figures.activation_curve import activation_curve


def test_the_curve_the_point_and_the_counts_stand_above_the_same_numbers() -> None:
    network = Network(1, Dense(1, "step", weights=1.0, biases=[0.0]), Dense(1, "identity"), seed=1)
    network.forward([3.0])
    figure = activation_curve(network, "hidden[0]", [([total], [0]) for total in [-6, *[2] * 12, 6]])
    stream = io.StringIO()
    print_figure(Page(stream, width=72), figure)
    lines = stream.getvalue().splitlines()
    assert lines[0] == "hidden[0]: step, y = 1 at 0 and above, else 0" and lines[1].startswith("    1.0 ┤")
    total, counts = (next(line for line in lines if line.startswith(name)) for name in ("  total", "samples"))
    column = {number: (total.index(f" {number} ") + 1 if f" {number} " in total else len(total) - 1)
              for number in ("0", "2", "4", "6")}
    assert counts.split() == ["samples", "1", "+", "1"] and counts.index("+") == column["2"]
    assert lines[1].index("●") == (column["2"] + column["4"]) // 2
    assert lines[14].rstrip()[-1] == "▄" and len(lines[14]) - column["0"] in (0, 1)      # where it jumps
    assert "▄▄▄ step   ▄ ▄ tangent   ● its total" in stream.getvalue()
    assert lines[-1] == "hidden[0]: slope 0 at its total of 3, value 1."


def test_in_ascii_and_where_there_is_little_room() -> None:
    network = Network(1, Dense(1, weights=1.0, biases=[0.0]), Dense(1), seed=1)
    network.forward([0.0])
    page = Page(io.TextIOWrapper(io.BytesIO(), "ascii"), width=40)
    print_figure(page, activation_curve(network, "hidden[0]"))
    page.console.file.seek(0)
    lines = page.console.file.read().splitlines()
    assert max(map(len, lines[1:20])) <= 40
    assert [line.strip() for line in lines[17:20]] == ["o sigmoid", "x tangent", "O its total"]
    assert sum("O" in line for line in lines[1:15]) == 1
