"""Plots as SVG."""

import math
import re

from lernmi.figures.series.plot import Plot
from lernmi.web.charts.drawing import svg_of
from tests.support.svg_texts import check_texts, hints


def test_axes_ends_legend_and_gaps_are_written_and_texts_never_touch() -> None:
    curves = {f"curve {index}": [(x / 10.0, index * x / 1000.0 - 0.5) for x in range(-60, 61)]
              for index in range(6)}
    curves["broken"] = [(0.0, 0.1), (1.0, math.inf), (2.0, 0.1), (3.0, 0.1)]
    plot = Plot(curves, {"start": [(0.0, -0.5)], "end": [(6.0, 0.0), (5.0, 0.0)]},
                "A long title that goes over two lines because it has so many words in it", "total", "value")
    svg = svg_of(plot, 3)
    assert set(check_texts(svg)) >= {"curve 0", "curve 5", "broken", "start", "end", "total", "value", "-6"}
    assert "end: total 6, value 0" in hints(svg) and hints(svg).count("broken") == 2
    assert len(re.findall("<circle", str(svg))) == 1 + 3 + 2       # a lone number, points, the legend
    assert "The drawing leaves out 1 number, not finite." in str(svg)
