"""A drawing that has only so many rows, as in a lesson, takes no more, whatever it shows."""

import io

import pytest

from lernmi import Dense, History, Network
from lernmi.console.charts.drawing import print_figure
from lernmi.console.display.page import Page
from lernmi.figures import Figure
from lernmi.figures.activation_curve import activation_curve
from lernmi.figures.answers import answers
from lernmi.figures.boundary import boundary
from lernmi.figures.curves import history_curves
from lernmi.figures.histograms import histograms
from lernmi.figures.layer_bars import layer_bars
from lernmi.figures.surface import surface
from tests.console.charts.test_curves import Terminal

ROWS = 16
POINTS = [([index / 20.0, index % 7 / 7.0], [float(index % 2)]) for index in range(30)]
CLASSES = [([index / 20.0, index % 7 / 7.0], index % 10) for index in range(40)]


def figures() -> "dict[str, Figure]":
    network = Network(2, Dense(3, "tanh"), Dense(1, "sigmoid"), loss="binary_cross_entropy", seed=1)
    deep = Network(2, *[Dense(3, "tanh") for _ in range(10)], Dense(1), seed=1)
    of_classes = Network(2, Dense(10, "identity"), loss="softmax_cross_entropy", seed=1)
    values = Network(2, Dense(1, "identity"), seed=1)
    for one in (network, deep):
        one.forward([1.0, 0.5])
        one.backward([1.0])
    history = History([1.0 / number for number in range(1, 40)])
    history.accuracies = history.validation_accuracies = [number / 40.0 for number in range(1, 40)]
    return {"boundary": boundary(network, POINTS, columns=12, rows=8),
            "surface": surface(network, POINTS[:2], "hidden.weight[0,0]", "hidden.weight[0,1]"),
            "activation": activation_curve(network, "hidden[0]", POINTS), "bars": layer_bars(network),
            "deep bars": layer_bars(deep), "histograms": histograms(network),
            "classes": answers(of_classes, CLASSES),
            "values": answers(values, POINTS), "history": history_curves(history)}


@pytest.mark.parametrize("width", [80, 100])
def test_a_drawing_takes_no_more_rows_than_it_has(width: int) -> None:
    for name, figure in figures().items():
        stream = Terminal()
        page = Page(stream, width=width)
        with page.limited_to(ROWS):
            print_figure(page, figure)
        lines = stream.getvalue().splitlines()
        assert 4 < len(lines) <= ROWS, (name, len(lines))


def test_without_a_limit_a_map_leaves_rows_of_the_screen_for_what_is_above_and_below() -> None:
    stream = io.StringIO()
    page = Page(stream, width=80)
    figure = figures()["boundary"]
    print_figure(page, figure)
    assert len(stream.getvalue().splitlines()) == 23
