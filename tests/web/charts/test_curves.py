"""Curves of training as SVG: their points, their labels, and what is shown on hovering."""

import math
import re
from typing import List

import pytest

from lernmi import History
from lernmi.figures.curves import history_curves
from lernmi.web.charts.axes import thinned
from lernmi.web.charts.drawing import svg_of
from lernmi.web.svg import Svg
from tests.support.svg_texts import check_texts, hints


def drawn(history: History) -> Svg:
    return svg_of(history_curves(history), 4)


def heights(svg: Svg) -> List[float]:
    """How far down the points of the first line are."""
    data = re.findall(r'<path d="M ([^"]*)" fill="none"', str(svg))[0]
    return [float(point.split()[1]) for point in data.split(" L ")]


def test_the_points_lie_where_the_numbers_are_and_show_them() -> None:
    history = History([4.0, 3.0, 1.0])
    history.accuracies = [0.5, 0.75, 1.0]
    svg = drawn(history)
    first, second, third = heights(svg)
    assert (second - first) * 2 == pytest.approx(third - second)
    assert hints(svg)[:3] == ["training, epoch 3: 1", "training, epoch 2: 3", "training, epoch 1: 4"]
    assert set(check_texts(svg)) >= {"Mean loss after each epoch", "training 1", "training 100.0 %", "1", "3"}


def test_lines_that_end_alike_have_their_labels_apart_and_dashes_of_their_own() -> None:
    history = History([1.0 / number ** 2 for number in range(1, 3001)])
    history.validation_losses = list(history.losses)
    history.best_epoch = 2990
    svg = drawn(history)
    texts = check_texts(svg)
    assert {"training 1.111e-07", "validation 1.111e-07", "best: 2,990", "0.0001"} <= set(texts)
    assert "Mean loss after each epoch, logarithmic" in texts
    assert len(re.findall(r'fill="none"[^>]*stroke-dasharray="2 4"', str(svg))) == 1
    assert len(str(svg)) < 60_000


@pytest.mark.parametrize("losses", [[], [0.5], [0.25] * 3, [math.nan, 1.0, math.inf, 2.0], [math.nan] * 3])
def test_any_course_of_training_can_be_drawn(losses: List[float]) -> None:
    svg = drawn(History(losses))
    drawing = re.sub("<desc>.*</desc>|<text.*</text>", "", str(svg))
    assert check_texts(svg) and not re.search(r'["M ](nan|inf)', drawing)


def test_of_many_points_the_extremes_stay() -> None:
    assert thinned([(0.0, 1.0), (0.1, 5.0), (0.2, 2.0), (0.3, 0.0), (0.4, 3.0), (1.0, 1.0)]) == [
        (0.0, 1.0), (0.1, 5.0), (0.3, 0.0), (0.4, 3.0), (1.0, 1.0)]
