"""The loss over two weights as SVG."""

import re

from lernmi import Dense, Network
from lernmi.figures.palette import LIGHT
from lernmi.figures.surface import surface
from lernmi.web.charts.cells import signed_colour
from lernmi.web.charts.drawing import svg_of
from tests.support.svg_texts import check_texts, hints


def test_bands_have_their_colours_and_losses_and_the_path_its_points() -> None:
    network = Network(1, Dense(1, "identity", weights=2.0, biases=1.0))
    figure = surface(network, [([1], [1])], "output.weight[0,0]", "output.bias[0]", [(0, 0), (2, 0), (2, 1)])
    svg = svg_of(figure, 4)
    texts = check_texts(svg)
    assert {"start", "present 2", f"lowest {figure.lowest.loss:.4g}", *figure.band_texts()} <= set(texts)
    swatches = re.findall(r'<rect [^>]*stroke="[^"]*" fill="(#[0-9a-f]{6})"', str(svg))
    assert swatches == [signed_colour(figure.strength(band)) for band in range(len(figure.levels) + 1)]
    assert "the path of learning" in hints(svg) and LIGHT.negative in str(svg)
    [path] = re.findall(r'<path d="M ([\d. L]+)"[^>]*stroke="#ffffff"', str(svg))
    points = [tuple(map(float, point.split())) for point in path.split(" L ")]
    assert points[0][1] == points[1][1] and points[1][0] == points[2][0] > points[0][0]
    assert points[2][1] < points[1][1]
