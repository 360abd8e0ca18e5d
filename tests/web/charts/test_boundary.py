"""A decision boundary as SVG: its cells, its samples and its words are those of the figure."""

import re
from xml.etree import ElementTree

from lernmi import Dense, Network
from lernmi.figures.boundary import boundary
from lernmi.figures.palette import LIGHT, shade
from lernmi.web.charts.boundary import svg_of_boundary
from lernmi.web.charts.cells import LEVELS, in_lines
from tests.support.svg_texts import check_texts

XOR = [([0, 0], [0]), ([0, 1], [1]), ([1, 0], [1]), ([1, 1], [0])]
NAMES = {"svg": "http://www.w3.org/2000/svg"}


def test_cells_have_the_colours_of_the_answers_and_samples_are_where_they_belong() -> None:
    network = Network(2, Dense(1, weights=[[10.0, 0.0]], biases=[-5.0]))        # to the right: 1
    figure = boundary(network, XOR, columns=10, rows=10)
    svg = svg_of_boundary(figure, 4)
    picture = ElementTree.fromstring(str(svg))
    paths = picture.findall("svg:g[@shape-rendering='crispEdges']/svg:path", NAMES)
    colours = {}
    for path in paths:
        for x, y, width in re.findall(r"M([\d.]+) ([\d.]+)h([\d.]+)", path.get("d", "")):
            for index in range(round(float(width) / 38.0)):
                colours[round(float(y)), round(float(x) + 38.0 * index)] = path.get("fill")
    strengths = [strength for row in figure.strengths for strength in row]
    assert [colours[spot] for spot in sorted(colours)] == [
        shade(round(strength * LEVELS), LEVELS, LIGHT) for strength in strengths]
    samples = {text.findtext("svg:title", "", NAMES): text for text in picture.iter()
               if text.findtext("svg:title", "", NAMES).startswith("sample")}
    assert {title: "".join(text.itertext())[len(title):] for title, text in samples.items()} == {
        "sample 0: input[0] 0, input[1] 0, target 0": "o",
        "sample 1: input[0] 0, input[1] 1, target 1, answer 0": "X",
        "sample 2: input[0] 1, input[1] 0, target 1": "x",
        "sample 3: input[0] 1, input[1] 1, target 0, answer 1": "O"}
    spots = [(float(samples[title].attrib["x"]), float(samples[title].attrib["y"]))
             for title in sorted(samples)]
    (left, low), (_, high), (right, _), _ = spots
    assert left < right and high < low and spots == [(left, low), (left, high), (right, low), (right, high)]
    assert {"o 0, x 1", "2 of 4 samples wrong, in capitals", "0.0", "input[0]"} <= set(check_texts(svg))
    assert "http" not in str(svg).replace(NAMES["svg"], "")


def test_words_are_in_as_few_lines_as_they_fit_in() -> None:
    assert in_lines(["a one", "b two", "c three"], 120.0) == ["a one, b two", "c three"]
    assert in_lines(["a very long name of a class", "b"], 20.0) == ["a very long name of a class", "b"]
