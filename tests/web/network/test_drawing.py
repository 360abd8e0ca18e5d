"""A network as a vector picture: every number is the object's, no text covers another, nothing is missing
without a word, and nothing comes from outside."""

import re
import xml.etree.ElementTree as ElementTree
from typing import Any, Dict, List

import pytest

from lernmi import BadInput, Dense, GradientDescent, LernmiError, Link, Network, Neuron, Weight
from lernmi.web.network.drawing import network_svg
from lernmi.web.svg import Svg
from tests.support.slow import slow_but
from tests.support.svg_texts import check_texts
from tests.unrolling.test_random_networks import Recipe
from tests.web.network.networks import example, odd, run, small
from tests.web.network.pictures import Picture

SMALL = small()


def caption(svg: Svg) -> str:
    return " ".join(svg.caption)


@pytest.mark.parametrize("name", SMALL)
def test_every_number_is_the_objects_and_none_covers_another(name: str) -> None:
    what = "sensitivities" if name in ("2-8-1", "mazur", "rnn", "gates") else "values"
    picture = Picture(SMALL[name](), what, 12 if name == "residual" else 4)
    unwritten, network, numbers = 0, picture.network, picture.numbers
    weights = network.names.weights
    for circle in picture.circles():
        names = [line for line in circle.name.split("\n") if line in network.names.neurons]
        if not names:           # the knot of a gate
            continue
        text = picture.text_at(circle.spots[0])
        assert text in ("", numbers.written(numbers.of(network[names[0]])))
        unwritten += not text
    for cell in picture.cells():
        lines = cell.name.split("\n")
        named: List[Any] = [network[line] for line in lines[:2] if line in network.names.neurons] or [
            weights[match[1]] for line in lines for match in [re.match(r"weight (.*) = ", line)] if match]
        texts = {picture.text_at(spot) for spot in cell.spots} - {""}
        assert texts <= {numbers.written(numbers.of(named[0]))}, cell
        unwritten += not texts
    for curve in picture.curves():
        source, target = curve.name.split("\n")[0].split(" → ")
        expected = {numbers.written(numbers.of(link.weight)) for link in network[target].incoming
                    if link.source.name == source}
        texts = {picture.text_at(spot).split(" ")[-1] for spot in curve.spots} - {"", "×", "²"}
        is_one = all(numbers.is_constant(link.weight) for link in network[target].incoming
                     if link.source.name == source)
        assert expected & texts or is_one or "gate" in curve.name or "without room" in caption(picture.svg)
        unwritten += not (expected & texts or is_one or "gate" in curve.name)
    words = re.search(r"([\d,]+) numbers? without room", caption(picture.svg))
    assert unwritten == (int(words[1].replace(",", "")) if words else 0)
    check_texts(picture.svg)


def test_small_networks_are_written_to_the_last_number() -> None:
    for name in ("3-4-2", "2-8-1", "4-3 with softmax", "conv", "rnn", "lstm", "attention", "transformer"):
        assert "without room" not in caption(network_svg(SMALL[name]())), name


ODD = odd()


@pytest.mark.parametrize("name", slow_but(list(ODD)[::3], ODD))
def test_whatever_layers_it_has_it_is_drawn_without_an_error(name: str) -> None:
    network = ODD[name]()
    svg = network_svg(network, "slopes", 3)
    check_texts(svg)
    drawn = re.search(r"([\d,]+) of ([\d,]+) neurons are drawn", caption(svg))
    assert drawn is None or int(drawn[2].replace(",", "")) == len(network.neurons) - 1


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", range(12))
def test_random_networks_are_drawn_without_an_error(seed: int) -> None:
    recipe = Recipe(seed)
    try:
        network = recipe.network()
        network.forward(recipe.samples[0][0])
    except LernmiError:
        pytest.skip("it can't be built, or run")
    for what, digits in (("values", 4), ("sensitivities", 3), ("slopes", 9)):
        check_texts(network_svg(network, what, digits))


def test_nothing_comes_from_outside_and_names_cannot_break_it() -> None:
    def layer(network: Network, sources: List[Neuron]) -> List[Neuron]:
        neuron = network.add(Neuron("<a href=\"x\">&'\x1b\ufffe"))
        Link(sources[0], neuron, Weight(2.0, "<script>"))
        return [neuron]
    network = run(Network(2, Dense(2, name="]]>"), layer, classes=["<no>", "ye&s\x07"], seed=1))
    for svg in (network_svg(network), network_svg(example("transformer"), "sensitivities")):
        root = ElementTree.fromstring(str(svg))
        assert {element.tag.rpartition("}")[2] for element in root.iter()} <= {
            "svg", "g", "title", "desc", "rect", "circle", "line", "path", "text"}
        names = {key for element in root.iter() for key in element.attrib}
        assert not {name for name in names if "href" in name or "src" in name or name.startswith("on")}
        assert not re.search(r"url\(|@import|<script|javascript:", str(svg))
    texts = check_texts(network_svg(network))
    assert "<a href=\"x\">&'\\x1b\\ufffe" in texts and "]]>[1]" in texts and "<script> 2" not in texts


def test_it_says_in_words_whose_numbers_they_are_and_what_the_outputs_are() -> None:
    network = example("mazur")
    root = ElementTree.fromstring(str(network_svg(network, digits=6)))
    title, words = (root.findtext("{http://www.w3.org/2000/svg}" + tag) or "" for tag in ("title", "desc"))
    assert title == "The network: 7 neurons, 12 links, 8 weights"
    assert "of the latest sample; no update has used them yet" in words
    assert "output[0] 0.751365 (target 0.01), output[1] 0.772928 (target 0.99)" in words
    assert "Loss (squared_error): 0.298371." in words


def test_targets_and_meanings_stand_beside_the_neurons_and_the_loss_below() -> None:
    network = Network(2, Dense(2, "identity"), classes=["cat", "dog"], seed=1)
    network.forward([1.0, 0.5])
    network.backward("dog")
    svg = network_svg(network)
    texts = check_texts(svg)
    assert [text for text in texts if text in ("cat", "dog", "target 0", "target 1")] == [
        "cat", "target 0", "dog", "target 1"]
    loss = network.loss.function([neuron.value for neuron in network.outputs], network.targets)
    assert f"Loss (squared_error): {loss:.4g}." in caption(svg)
    network.forward([1.0, 0.5])
    assert "Loss" not in caption(network_svg(network)) and "target 0" not in check_texts(network_svg(network))


def test_after_an_update_the_sensitivities_are_those_that_it_used_up() -> None:
    network = example("mazur")
    before = [text for text in check_texts(network_svg(network, "sensitivities")) if re.match(r"w\d ", text)]
    network.update(GradientDescent(0.5))
    assert [text for text in check_texts(network_svg(network, "sensitivities"))
            if re.match(r"w\d ", text)] == before


def test_gates_are_products_and_shared_weights_have_one_dash() -> None:
    picture = Picture(SMALL["gates"]())
    assert {"×", "²"} <= set(check_texts(picture.svg))
    paths = [(element.get("stroke-dasharray"), title) for element, title in picture.titled("path")]
    assert [dash for dash, title in paths if title == "gate input[1]"] == ["4 3"]
    dashes: Dict[str, Any] = {title.split("\n")[0]: dash for dash, title in paths}
    assert dashes["product → both"] == dashes["squared → both"] is not None
    assert dashes["both → output[0]"] is None
    stubs = [title for _, title in picture.titled("line") if title.startswith("bias → squared")]
    assert len(stubs) == 1 and "bias" not in {drawn.name.split("\n")[0] for drawn in picture.circles()}


def test_the_thicker_a_line_the_larger_its_weight_in_the_colour_of_its_sign() -> None:
    picture = Picture(SMALL["3-4-2"]())
    lines = []
    for element, title in picture.titled("path"):
        source, target = title.split("\n")[0].split(" → ")
        weight = picture.network.link(source, target).weight.value
        lines.append((abs(weight), float(element.attrib["stroke-width"])))
        assert element.attrib["stroke"] == ("#c25400" if weight < 0.0 else "#0072b2")
    assert len(lines) == 20 and [width for _, width in sorted(lines)] == sorted(width for _, width in lines)


def test_of_a_large_layer_the_first_the_last_and_the_most_blamed_are_drawn_and_it_says_so() -> None:
    network = ODD["wide"]()
    most_blamed = max(network.inputs[4:87], key=lambda neuron: abs(neuron.sensitivity))
    texts = check_texts(network_svg(network))
    assert {"input[0]", "input[89]", most_blamed.name} <= set(texts)
    assert "… 78 more" in " ".join(texts) and "most blamed" in " ".join(texts)
    hidden = [int(match[1]) for text in texts for match in [re.fullmatch(r"… (\d+) more", text)] if match]
    assert sum(hidden) == 78 + 48 + 48
    assert "… 31 more" in check_texts(network_svg(ODD["deep"]()))


@pytest.mark.parametrize("options", [{"what": "weights"}, {"digits": 0}])
def test_another_look_or_number_of_digits_is_refused(options: Dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        network_svg(Network(1, Dense(1)), **options)


def test_nothing_is_said_of_weights_where_all_are_fixed_parts_of_the_wiring() -> None:
    def one(network: Network, sources: List[Neuron]) -> List[Neuron]:
        neuron = network.add(Neuron())
        Link(sources[0], neuron, network.constant(1.0))
        return [neuron]
    network = Network(1, one)
    network.forward([2.0])
    assert "Neurons: their values." in caption(network_svg(network))
    assert "Weights" not in caption(network_svg(network))
