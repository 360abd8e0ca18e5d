"""Layer bars as SVG."""

import re

from lernmi.figures.layer_bars import Bar, LayerBars
from lernmi.web.charts.drawing import svg_of
from tests.support.svg_texts import check_texts, hints


def test_bars_have_their_numbers_beside_them_and_texts_never_touch() -> None:
    bars = [Bar("output", "neurons", 0.1, 0.0), Bar("output", "weights", 1e-5, 0.9996),
            Bar("a_layer_with_a_very_long_name", "neurons", 0.02, 0.0, 12), Bar("input", "neurons", 0.0, 1.0)]
    svg = svg_of(LayerBars(bars), 4)
    texts = check_texts(svg)
    assert set(texts) >= {"output", "0.1", "1e-05, 99.9 % are 0", "a_layer_with_a_very_lon…", "0, all are 0"}
    assert hints(svg)[-2] == "a_layer_with_a_very_long_name@t12, neurons: 0.02"
    widths = [float(width) for width in re.findall(r'<rect x[^>]* width="([0-9.]+)"', str(svg))]
    assert len(widths) == 3 and widths[0] > widths[2] > widths[1] > 0.0
