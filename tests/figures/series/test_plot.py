"""Plots: their sentences, their axes, and what can't be drawn."""

import math
from typing import Any, Dict

import pytest

from lernmi.figures.scale import Scale
from lernmi.figures.series.plot import Plot
from lernmi.support.errors import BadInput

CURVES = {"wave": [(x / 2.0, math.sin(x / 2.0)) for x in range(19)], "hole": [(0.0, 1.0), (1.0, math.nan)]}


def test_the_sentences_name_ends_extremes_zeros_points_and_gaps() -> None:
    plot = Plot(CURVES, {"here": [(2.0, -1.0), (9.0, 0.5)]}, "A wave", "time", "height")
    assert plot.sentences("{:.3g}".format) == [
        "A wave.",
        "wave: from height 0 at time 0 to height 0.412 at time 9; least -0.978 at time 4.5; largest 0.997 at "
        "time 1.5; crosses 0 near time 3.14 and 6.28.",
        "hole: from height 1 at time 0 to height 1 at time 0.",
        "here: time 2, height -1; time 9, height 0.5.",
        "The drawing leaves out 1 number, not finite."]
    assert (plot.across, plot.up) == (Scale(0.0, 9.0), Scale(-1.0, 1.0))


def test_an_axis_begins_at_0_where_numbers_differ_much_unless_it_is_logarithmic() -> None:
    losses = {"loss": [(0.0, 8.0), (1.0, 0.0), (2.0, 0.5)]}
    assert Plot({"loss": [(0.0, 8.0), (2.0, 0.5)]}).up == Scale(0.0, 8.0)
    plot = Plot(losses, logarithmic=True)
    assert plot.up == Scale(0.5, 8.0, True) and plot.pieces("loss") == [[(0.0, 8.0)], [(2.0, 0.5)]]


@pytest.mark.parametrize("curves, sentence", [
    ({}, "a plot needs numbers"), ({"a": [(0.0, math.inf)]}, "a plot needs numbers"),
    ({"a": [1.0, 2.0]}, "the curve a must be a list of pairs"),
    ({"a": [(2, 1), (1, 1)]}, "the curve a isn't in the order of step"),
    ([(1, 2)], "must be a dict")])
def test_what_cannot_be_drawn_is_refused(curves: Dict[str, Any], sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        Plot(curves, x="step")
