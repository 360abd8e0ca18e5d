"""A picture beside its sensitivity map as SVG."""

import re

from lernmi import Dense, Network
from lernmi.figures.palette import LIGHT
from lernmi.figures.pixel_map import pixel_map
from lernmi.web.charts.drawing import svg_of
from tests.support.svg_texts import check_texts, hints


def test_each_pixel_has_the_colour_of_its_sensitivity_and_its_numbers_on_hovering() -> None:
    network = Network((1, 2), Dense(1, "identity", weights=[[2.0, -1.0]], biases=[0.0]),
                      loss="sigmoid_cross_entropy", classes=["no", "yes"])
    svg = svg_of(pixel_map(network, [[1.0, 0.5]], "no"), 3)
    assert hints(svg) == ["input[0,0]: 1, sensitivity 1.64", "input[0,1]: 0.5, sensitivity -0.818"]
    colours = re.findall(r'<rect [^>]*fill="(#[0-9a-f]{6})"', str(svg).split("crispEdges")[1])
    assert colours[0] == LIGHT.text and colours[1] == LIGHT.positive      # the largest: full ink, full colour
    texts = check_texts(svg)
    assert "The answer is yes (probability 0.818), right is no" in texts
    assert {"(0.182); the loss is 1.7.", "picture", "∂loss/∂pixel", "-1.64"} <= set(texts)
    assert texts[-1] == "input[0,1] = 0.5: -0.818"
