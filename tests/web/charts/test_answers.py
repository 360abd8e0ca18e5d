"""The answers to all samples as SVG."""

import re

from lernmi import Dense, Network
from lernmi.figures.answers import answers
from lernmi.web.charts.drawing import svg_of
from tests.support.svg_texts import check_texts, hints

LINEAR = Network(1, Dense(1, "identity", weights=[[1.0]], biases=[0.0]), loss="sigmoid_cross_entropy",
                 classes=["low", "high"])
MANY = [([number / 10.0], [float(number > 5)]) for number in range(-20, 21)]


def test_a_few_are_a_table() -> None:
    texts = check_texts(svg_of(answers(LINEAR, [([2.0], "high"), ([1.0], "low")]), 3))
    assert texts[2:] == ["sample", "0", "1", "inputs", "2", "1", "target", "high", "low", "answer", "high",
                         "high", "probability", "0.881", "0.731", "loss", "0.127", "1.31", "", "✓ right",
                         "✗ wrong"]


def test_many_of_classes_are_strips_with_the_wrong_ones_as_crosses() -> None:
    figure = answers(LINEAR, MANY)
    svg = svg_of(figure, 4)
    assert {"low", "high", "26, 5 wrong", "15, 0 wrong", "0.0", "1.0"} <= set(check_texts(svg))
    assert len(hints(svg)) == figure.wrong == 5
    paths = re.findall(r'<path d="((?:M[\d. ]+h0)+)"', str(svg))
    assert [path.count("h0") for path in paths] == [21, 15]


def test_many_values_are_dots_with_the_worst_circled() -> None:
    network = Network(1, Dense(1, "identity", weights=[[1.0]], biases=[0.0]))
    figure = answers(network, [([number], [number]) for number in range(20)] + [([0.0], [19.0])])
    svg = svg_of(figure, 4)
    assert "sample 20: target 19, answer 0, loss 180.5" in check_texts(svg)
    assert "sample 20: target 19, answer 0, loss 180.5" in hints(svg)
    assert len(re.findall("h0", str(svg))) == 21


def test_of_very_many_classes_it_says_how_many_are_drawn() -> None:
    names = [f"class {index}" for index in range(25)]
    network = Network(1, Dense(25, "identity"), loss="softmax_cross_entropy", seed=1, classes=names)
    picture = svg_of(answers(network, [([index / 25], names[index]) for index in range(25)]), 4)
    assert "Of 25 classes, the 20 with the most wrong answers are drawn." in check_texts(picture)
