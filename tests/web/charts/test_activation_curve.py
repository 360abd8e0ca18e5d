"""An activation as SVG."""

import re
from typing import Any

import pytest

from lernmi import Activation, Dense, Network
from lernmi.figures.activation_curve import activation_curve
from lernmi.web.charts.drawing import svg_of
from tests.support.svg_texts import check_texts, hints

ODD = Activation("a_user_defined_one_with_a_very_long_name", lambda total: total, lambda total, value: 1.0)


@pytest.mark.parametrize("activation", ["gelu_tanh", "step", "reciprocal", ODD])
def test_the_point_and_the_samples_show_their_numbers_and_texts_never_touch(activation: Any) -> None:
    network = Network(1, Dense(1, activation, weights=1.0, biases=[0.0]), Dense(1, "identity"), seed=1)
    network.forward([0.5])
    hidden = network["hidden[0]"]
    figure = activation_curve(network, "hidden[0]", [([0.25], [0]), ([2.0], [0])])
    svg = svg_of(figure, 17)
    assert check_texts(svg)[0].startswith("hidden[0]: ")
    shown = [hint for hint in hints(svg) if hint]
    assert shown[0].startswith("a sample: total 0.25, value ") and len(shown) == 3
    assert shown[2] == f"total 0.5, value {hidden.value:.17g}, slope {hidden.slope:.17g}"
    assert len(re.findall('fill="none"', str(svg))) == len(figure.pieces) + 1
