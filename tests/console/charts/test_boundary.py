"""A decision boundary in characters: what stands there is what the network answers."""

import io
import re
from typing import Any, List

import pytest

from lernmi import Dense, Network
from lernmi.console.charts.drawing import print_figure
from lernmi.console.charts.raster import NEGATIVE_SHADES, SHADES
from lernmi.console.display.page import Page
from lernmi.figures.boundary import Boundary, boundary

XOR = [([0, 0], [0]), ([0, 1], [1]), ([1, 0], [1]), ([1, 1], [0])]
ONE_SIDE = Network(2, Dense(1, weights=[[10.0, 0.0]], biases=[-5.0]))       # to the right: 1


def drawn(figure: Boundary, **options: Any) -> List[str]:
    stream = io.StringIO()
    print_figure(Page(stream, **options), figure)
    return stream.getvalue().splitlines()


@pytest.fixture(scope="module")
def figure() -> Boundary:
    return boundary(ONE_SIDE, XOR, columns=40, rows=40)


def test_each_character_has_the_sign_and_the_size_of_what_the_network_answers_there(figure: Boundary) -> None:
    lines = drawn(figure)
    assert lines[0] == "The value of output[0], by input[0] and input[1]"
    cells = [line[5:45] for line in lines[1:21]]
    for row, line in enumerate(cells):
        for column, character in enumerate(line):
            point = figure.area.points(40, 20)[row][column]
            [output] = ONE_SIDE.predict(point)
            shades = SHADES if output > 0.5 else NEGATIVE_SHADES
            assert character in (shades[round(abs(output - 0.5) / 0.5 * 6)], *"oxOX")
    spots = {(row, column): cells[row][column] for row in range(20) for column in range(40)
             if cells[row][column] in "oxOX"}
    assert spots == {(2, 4): "X", (2, 35): "O", (17, 4): "o", (17, 35): "x"}
    assert [line[:3] for line in lines[1:21] if line[4] == "┤"][-1] == "0.0"
    assert "o 0, x 1" in "\n".join(lines) and "2 of 4 samples wrong" in "\n".join(lines)


@pytest.mark.parametrize("width", [30, 60, 80, 200])
def test_it_fits_into_the_page_with_its_words_beside_or_below(figure: Boundary, width: int) -> None:
    lines = drawn(figure, width=width)
    assert max(map(len, lines[1:])) <= min(width, 80)
    text = "\n".join(lines)
    assert "0 &%=-;, .:+*#@ 1" in text and "a capital: wrong" in text


def test_several_classes_have_a_letter_and_a_pattern_each() -> None:
    network = Network(2, Dense(3, "identity", weights=[[-9, 0], [9, 0], [0, 0]], biases=[0, 0, 2.0]),
                      loss="softmax_cross_entropy", classes=["left", "right", "between"])
    figure = boundary(network, [([-1, 0], "left"), ([1, 0], "right"), ([-0.9, 0.5], "right")])
    lines = drawn(figure)
    middle = lines[11]
    assert middle.index(".") < middle.index("+") < middle.index("-", middle.index("+"))
    assert "a left, area ." in "\n".join(lines) and "c between, area +" in "\n".join(lines)
    inside = "".join(re.split("[┤│]", line)[1] for line in lines[1:21])
    assert {letter: inside.count(letter) for letter in "abcABC"} == {**dict.fromkeys("abB", 1),
                                                                     **dict.fromkeys("cAC", 0)}
    page = Page(record=True, width=80)
    print_figure(page, figure)
    saved = page.console.export_text()
    assert "▀" in saved and all(f"▀{pattern}▀" in saved for pattern in ".-+")    # in colours as well


def test_a_plain_page_has_sentences(figure: Boundary) -> None:
    assert drawn(figure, plain=True) == [line + "." * (not line.endswith(".")) for line in
                                         figure.sentences(Page().number)]
