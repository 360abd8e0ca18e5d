"""Histograms as SVG: counts on hovering, texts that never touch."""

from lernmi import Dense, Network
from lernmi.figures.histograms import histograms
from lernmi.web.charts.drawing import svg_of
from tests.support.svg_texts import check_texts, hints


def test_bars_show_their_counts_and_texts_have_room() -> None:
    network = Network(40, Dense(30, "relu"), Dense(2), seed=3)
    network.forward([0.0123456789] * 40)
    network.backward([1, 0])
    figure = histograms(network)
    for digits in (4, 17):
        svg = svg_of(figure, digits)
        texts = check_texts(svg)
    assert set(texts) >= {"hidden", "output", "1,200 weights", "1,200 weight sensitivities", "60 weights"}
    assert sum(text.startswith("2 bias") for text in texts) == 2
    counts = [int(hint.split(": ")[1].replace(",", "")) for hint in hints(svg)]
    assert sum(counts) == 2 * 1200 + 2 * 30 + 2 * 60
