"""The picture of a network, and its sentences."""

import io
from typing import Callable

import pytest

from lernmi import BatchNorm, Dense, GradientDescent, Link, Network, Neuron, Weight, trace
from lernmi.console.display.page import Page
from lernmi.console.network.network_view import print_network, readable_drawing
from tests.support.networks import INPUTS, TARGETS, gated, mazur, skipping

MAZUR_AT_80 = """\
Values and sensitivities are of the latest sample; no update has used them yet.
The loss is 0.2984 (squared error).
╭ input[0] ──────╮             ╭ hidden[0] ─────╮             ╭ output[0] ─────╮
│ value 0.05     │             │ value 0.5933   │             │ value 0.7514   │
│ sens. 0.003804 │────+0.15───╱│ sens. 0.03635  │────+0.4────╱│ sens. 0.7414   │
│                │ ╲─       ╱─ │ bias  0.35     │ ╲─       ╱─ │ target 0.01    │
│                │ +0.25  ╱─   │                │ +0.5   ╱─   │ bias  0.6      │
╰────────────────╯     ╲╱─     ╰────────────────╯     ╲╱─     ╰────────────────╯
                       ╱╲─                            ╱╲─
╭ input[1] ──────╮ +0.2   ╲─   ╭ hidden[1] ─────╮ +0.45  ╲─   ╭ output[1] ─────╮
│ value 0.1      │ ╱─       ╲─ │ value 0.5969   │ ╱─       ╲─ │ value 0.7729   │
│ sens. 0.004741 │────+0.3─────│ sens. 0.04137  │────+0.55────│ sens. -0.2171  │
│                │             │ bias  0.35     │             │ target 0.99    │
│                │             │                │             │ bias  0.6      │
╰────────────────╯             ╰────────────────╯             ╰────────────────╯
Sensitivities of the weights:  w1 0.0004386  w2 0.0008771  w3 0.0004977
  w4 0.0009954  w5 0.08217  w6 0.08267  w7 -0.0226  w8 -0.02274  b1 0.01873
  b2 0.1004
"""

def forward_and_backward() -> Network:
    network = mazur()
    network.forward(INPUTS)
    network.backward(TARGETS)
    return network


def drawn(network: Network, *, width: int = 80, plain: bool = False, laid_out: bool = False) -> str:
    stream = io.StringIO()
    page = Page(stream, width=width, plain=plain, record=laid_out)
    print_network(page, network)
    return page.console.export_text() if laid_out else stream.getvalue()


def test_the_worked_example_at_80_columns() -> None:
    assert drawn(forward_and_backward(), laid_out=True) == MAZUR_AT_80


@pytest.mark.parametrize("width", [60, 80, 100, 120, 200])
def test_nothing_is_wider_than_the_page(width: int) -> None:
    for network in (forward_and_backward(), Network(4, Dense(3), Dense(2), seed=1),
                    Network(30, Dense(20), Dense(10), seed=1), gated("tanh", "squared_error")):
        assert max(map(len, drawn(network, width=width, laid_out=True).splitlines())) <= width


def test_the_weights_are_named_where_there_is_room() -> None:
    assert "w1 +0.15" in drawn(forward_and_backward(), width=120, laid_out=True)


def test_a_weight_stands_on_the_line_of_its_own_link() -> None:
    network = Network(2, Dense(2, weights=[[0.11, 0.12], [0.21, 0.22]]), seed=1)
    lines = drawn(network, width=100, laid_out=True).splitlines()
    row = {label: next(index for index, line in enumerate(lines) if label in line)
           for label in ("+0.11", "+0.12", "+0.21", "+0.22")}
    assert row["+0.11"] < row["+0.21"] < row["+0.12"] < row["+0.22"]


@pytest.mark.parametrize("what", ["values", "sensitivities"])
def test_a_drawing_has_the_number_of_each_weight_or_there_is_none(what: str) -> None:
    for sizes in ((2, 2, 1), (2, 2, 2), (3, 1), (1, 3, 1), (2, 8, 1), (3, 4, 2)):
        network = Network(sizes[0], *map(Dense, sizes[1:]), seed=3)
        network.forward([0.5] * sizes[0])
        network.backward([1.0] + [0.0] * (sizes[-1] - 1))
        for width in (60, 80, 100, 160):
            page = Page(io.StringIO(), width=width, record=True)
            drawing = readable_drawing(page, network, what)
            if drawing is None:
                assert sizes in ((2, 8, 1), (3, 4, 2)) or width < 100, sizes
                continue
            drawing.print()
            text = page.console.export_text()
            for weight in network.weights:
                number = weight.value if what == "values" else weight.sensitivity
                assert f"{abs(number):.{drawing.page.digits}g}" in text, (sizes, width, weight)


def test_a_negative_weight_has_its_sign_and_a_broken_line() -> None:
    text = drawn(Network(1, Dense(1, weights=-0.25), seed=1), laid_out=True)
    assert "-0.25" in text and "┄" in text and "─-0.25" not in text


def test_links_past_a_layer_are_listed_below() -> None:
    text = drawn(skipping("tanh", "squared_error"), width=110, laid_out=True)
    assert "also inner → sum[0], weight b = 0.8" in text


def test_too_many_neurons_become_a_table_for_each_layer() -> None:
    network = Network(100, Dense(20), Dense(3), seed=1)
    network.forward([0.5] * 100)
    network.backward([1.0] * 3)
    text = " ".join(drawn(network, laid_out=True).split())
    for part in ("hidden Dense(20, 'sigmoid'), 20 neurons, weights from input", "hidden[0]", "hidden[19]",
                 "… 8 more targets and ", "of 2,000 weights are left out.", "output[2]",
                 "Shown are the first, the last and those with the highest sensitivities."):
        assert part in text
    assert text.count("hidden[") == 12, "twelve rows"


def test_on_a_pipe_every_neuron_and_link_has_a_line() -> None:
    lines = drawn(forward_and_backward()).splitlines()
    assert ("hidden[0]: value 0.5933, total 0.3775, slope 0.2413, sensitivity 0.03635") in lines
    assert ("hidden[0] → output[1]: weight w7 = 0.5, value 0.2966, sensitivity -0.0381, "
            "sensitivity of the weight -0.0226") in lines
    assert lines[-13].endswith("sensitivity -0.2171, target 0.99")


def test_plain_is_sentences() -> None:
    lines = drawn(forward_and_backward(), plain=True).splitlines()
    assert lines[:3] == ["Values and sensitivities are of the latest sample; no update has used them yet.",
                         "The loss is 0.2984 (squared error).", "The layer input has 2 neurons."]
    assert "The neuron hidden[0] has the value 0.5933 and the sensitivity 0.03635." in lines
    assert ("The neuron output[0] has the value 0.7514 and the sensitivity 0.7414; its target is 0.01."
            in lines)
    assert ("The link from hidden[0] to output[1] has the weight w7 = 0.5 with the sensitivity -0.0226."
            in lines)


def test_a_neuron_that_is_linked_to_no_neighbour_is_drawn_all_the_same() -> None:
    def lonely(network: Network, sources: "list[Neuron]") -> "list[Neuron]":
        network.add(Neuron("alone"))
        target = network.add(Neuron("target"))
        Link(sources[0], target, Weight(1))
        return [target]
    assert "alone" in drawn(Network(1, lonely), laid_out=True)


def test_a_box_is_as_wide_as_the_escape_of_a_character_that_is_not_shown() -> None:
    text = drawn(Network(1, Dense(1, name="q\u200b"), seed=1), laid_out=True)
    assert "╭ q\\u200b[0] ─" in text and len({len(line) for line in text.splitlines()[1:]}) == 1


def fitted(network: Network) -> object:
    return network.fit([([0.1, 0.9], [0.2, 0.8])], epochs=1, optimizer=GradientDescent(0.1))


@pytest.mark.parametrize("after, sentence, has_sensitivities", [
    (lambda network: None, "No forward pass is complete; sensitivities are not yet passed back.", False),
    (lambda network: fitted(network), "which has used those of the weights up.", True),
    (lambda network: (fitted(network), network.predict([0.1, 0.2])),
     "These are the values of the latest prediction, after which nothing is passed back.", False),
    (lambda network: (fitted(network), network.forward([0.1, 0.2])),
     "These are the values of the latest sample; sensitivities are not yet passed back.", False),
    (lambda network: (network.forward([0.1, 0.2]), network.backward([0.1, 0.2])),
     "Values and sensitivities are of the latest sample; no update has used them yet.", True),
    (lambda network: trace(network, [0.1, 0.2], [0.1, 0.2]), "no update has used them yet.", True),
    (lambda network: trace(network, [0.1, 0.2], [0.1, 0.2], GradientDescent(0.1)),
     "which has used those of the weights up.", True)])
@pytest.mark.parametrize("laid_out, plain", [(True, False), (False, False), (False, True)])
@pytest.mark.parametrize("size", [2, 20])
def test_it_says_whose_numbers_they_are(
        after: Callable[[Network], object], sentence: str, has_sensitivities: bool, laid_out: bool,
        plain: bool, size: int) -> None:
    network = Network(2, Dense(size), Dense(2), seed=1)
    after(network)
    text = " ".join(drawn(network, laid_out=laid_out, plain=plain).split())
    assert sentence in text
    numbers = text.replace(sentence, "").replace("sensitivities", "")
    assert ("sens" in numbers) is has_sensitivities, "no stale or missing sensitivity is shown as a number"


def test_after_a_batch_of_copies_no_zero_is_shown_as_a_sensitivity() -> None:
    network = Network(2, Dense(2), BatchNorm(), Dense(1), seed=1)
    network.forward([1, 1])
    network.backward([1])
    network.learn_batch([([0, 1], [1]), ([1, 1], [0])], GradientDescent(0.1))
    text = " ".join(drawn(network).split())
    assert "are in the batch copies, network.photocopied(samples); those here are older." in text
    assert "sens." not in text and "target" not in text and "loss" not in text
    assert "which has used those of the weights up." in " ".join(drawn(network.photocopied(2)).split())
