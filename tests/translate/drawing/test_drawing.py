"""Drawings for Graphviz and Mermaid: what is drawn, what is summarised, and names that could break them."""

import re
import shutil
import subprocess
from typing import Any

import pytest

from lernmi import Dense, Network
from lernmi.examples import EXAMPLES
from lernmi.translate import export
from lernmi.translate.drawing.graph import MOST_LINKS, PLUS, Graph
from tests.support.golden import compare
from tests.support.networks import gated, mazur
from tests.support.slow import slow_but

ODD = 'a "b" <i>&\\ #1; [x](y) {z} `q` | end'


def test_mazurs_network_as_text() -> None:
    compare("export_mazur.dot", export(mazur(), "dot"))
    compare("export_mazur.mmd", export(mazur(), "mermaid"))


def test_a_link_is_as_thick_as_its_weight_is_large_and_has_the_colour_of_its_sign() -> None:
    network = Network(2, Dense(1, weights=[[-2.0, 1.0]], biases=[0.25]), seed=1)
    graph = Graph(network)
    minus, plus = graph.edges
    assert (minus.label, plus.label) == ("-2", "1")
    assert minus.width(graph.largest) == 4.0 and plus.width(graph.largest) == 0.5 + 1.75
    assert plus.colour == PLUS != minus.colour
    assert graph.layers[1][1][0].lines == ["output[0]", "sigmoid", "bias 0.25"]


def test_a_large_layer_is_one_box_and_the_drawing_says_so() -> None:
    network = Network(64, Dense(30), Dense(10), seed=1, classes=[f"digit {number}" for number in range(10)])
    graph = Graph(network)
    assert graph.summarised == "drawn as one box each: input (64 neurons), hidden (30 neurons)"
    assert graph.layers[0][1][0].lines == ["64 neurons"]
    assert graph.edges[0].label == "1920 links" and len(graph.edges) == 11
    assert "digit 7" in export(network, "dot") and graph.summarised in export(network, "dot")
    assert export(network, "mermaid").count("drawn as one box") == 2


def test_many_links_are_summarised_however_small_the_layers_are() -> None:
    graph = Graph(Network(10, *(Dense(10) for _ in range(8)), seed=1))
    assert 0 < len(graph.edges) <= MOST_LINKS and graph.summarised
    assert not Graph(Network(10, *(Dense(10) for _ in range(4)), seed=1)).summarised


def test_a_gate_is_a_second_arrow() -> None:
    text = export(gated("tanh", "squared_error"), "mermaid")
    assert re.search(r'-->\|"× keeper"\| g', text) and "-.->" in text and '"squared"' in text
    assert "style=dashed" in export(gated("tanh", "squared_error"), "dot")


def test_names_are_text_and_nothing_else() -> None:
    network = Network(1, Dense(1, name=ODD), Dense(2), seed=1, classes=[ODD, "b\nc"])
    for line in export(network, "mermaid").splitlines():
        inside = re.findall(r'"([^"]*)"', line)
        assert line.count('"') == 2 * len(inside) <= 2
        assert not re.search(r"[<>`{}|\\&]", "".join(inside).replace("<br/>", ""))
    text = export(network, "dot")
    assert '\\"b\\"' in text and "&\\\\ #1" in text and "b c" in text


@pytest.mark.skipif(not shutil.which("dot"), reason="Graphviz isn't there")
@pytest.mark.parametrize("name", slow_but(["softmax"], EXAMPLES))
def test_graphviz_draws_it(name: str) -> None:
    assert "<svg" in drawn(export(EXAMPLES[name].network(1), "dot"))


@pytest.mark.skipif(not shutil.which("dot"), reason="Graphviz isn't there")
def test_graphviz_writes_odd_names_as_they_are() -> None:
    svg = drawn(export(Network(1, Dense(1, name=ODD), Dense(1), seed=1), "dot"))
    assert "a &quot;b&quot; &lt;i&gt;&amp;\\ #1; [x](y) {z} `q` | end" in svg


def drawn(text: str) -> Any:
    run = subprocess.run(["dot", "-Tsvg"], input=text, capture_output=True, text=True, encoding="utf-8")
    assert (run.returncode, run.stderr) == (0, "")
    return run.stdout
