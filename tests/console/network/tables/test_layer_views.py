"""Layers as tables and pictures: every number is that of the object, and none is left out without a word."""

import io
import re
from typing import Dict, List, Set, Tuple

import pytest

from lernmi import Attention, BatchNorm, Convolution, Dense, Dropout, Network, Residual
from lernmi.console.display.page import Page
from lernmi.console.network.network_view import print_network
from lernmi.console.network.tables.layer_numbers import LayerNumbers
from lernmi.console.network.tables.number_table import Column, NumberTable, Row, chosen
from lernmi.console.network.tables.table_layout import lay_out
from lernmi.examples.catalogue import EXAMPLES
from lernmi.support.formatting import significant
from lernmi.weight import Weight
from tests.support.networks import gated, parallel, skipping
from tests.support.slow import slow_but
from tests.support.steps import example_case

NUMBER = re.compile(r"(?<![\w\[.])-?\d+(?:\.\d+)?(?:e[-+]\d+)?(?![\w\].])")
LEFT_OUT = re.compile(r"[\d,]+ (?:of|more) |and [\d,]+ more")


def drawn(network: Network, width: int = 100, what: str = "values", plain: bool = False) -> str:
    stream = io.StringIO()
    page = Page(stream, width=width, record=not plain, plain=plain)
    print_network(page, network, what=what)
    text: str = stream.getvalue() if plain else page.console.export_text()
    return text


def after_backward(name: str) -> Network:
    network, inputs, targets = example_case(EXAMPLES[name])
    network.forward(inputs)
    network.backward(targets)
    return network


def run(network: Network) -> Network:
    network.forward([0.3, -0.7, 0.9, 0.2, 0.5, 0.1, -0.4, 0.8, 0.6][:len(network.inputs)])
    network.backward([1.0] + [0.0] * (len(network.outputs) - 1))
    return network


def section(text: str, layer: str) -> List[str]:
    """The lines about one layer, below its heading."""
    lines = text.splitlines()
    first = next(number for number, line in enumerate(lines)
                 if line.startswith(f"{layer}  ") and not lines[number - 1].strip())
    return lines[first + 1:next((number for number in range(first, len(lines)) if not lines[number].strip()),
                                len(lines))]


def numbers_in(line: str) -> List[str]:
    return NUMBER.findall(line)


def all_weights(network: Network) -> List[Weight]:
    wiring = set(map(id, network.constants))
    return [*network.weights, *(weight for weight in network.fixed_weights if id(weight) not in wiring)]


# ---- a dense layer: a row for each target, a column for each source

def table_of(network: Network, layer: str, width: int, what: str = "values") -> Dict[str, List[List[str]]]:
    """The two rows of numbers of each target, read from the printed text."""
    rows: Dict[str, List[List[str]]] = {}
    target = ""
    for line in section(drawn(network, width, what), layer):
        label = line[:12].split()[0] if line[:1].strip() else ""
        if label.startswith(f"{layer}["):
            target = label
            rows.setdefault(target, [[], []])[0] += numbers_in(line[len(target):])       # perhaps in bands
        elif target and line.startswith("  ") and line.split()[0] in ("sens.", "value"):
            rows[target][1] += numbers_in(line)
    return rows


@pytest.mark.parametrize("width", [80, 100])
@pytest.mark.parametrize("network", [
    Network(3, Dense(4), Dense(2), seed=1), Network(2, Dense(8, name="hidden"), Dense(1), seed=2)],
    ids=["3-4-2", "2-8-1"])
def test_every_number_of_a_dense_layer_is_the_objects(network: Network, width: int) -> None:
    run(network)
    for layer in ("hidden", "output"):
        neurons = network.groups[layer]
        rows = table_of(network, layer, width)
        assert list(rows) == [neuron.name for neuron in neurons]
        for neuron in neurons:
            values, sensitivities = rows[neuron.name]
            target = [network.targets[neurons.index(neuron)]] if layer == "output" else []
            digits = max(len(text.lstrip("-0.").replace(".", "")) for text in values)
            assert values == [significant(number, digits) for number in (
                *(link.weight.value for link in neuron.incoming), neuron.total, neuron.value, *target)]
            assert sensitivities == [significant(number, digits) for number in (
                *(link.weight.sensitivity for link in neuron.incoming), neuron.slope, neuron.sensitivity)]


def test_what_says_which_numbers_come_first() -> None:
    network = run(Network(3, Dense(4), Dense(2), seed=1))
    neuron = network["hidden[1]"]
    values, sensitivities, slopes = (table_of(network, "hidden", 100, what)["hidden[1]"]
                                     for what in ("values", "sensitivities", "slopes"))
    assert sensitivities[0][:4] == values[1][:4] and sensitivities[1][:4] == values[0][:4]
    assert sensitivities[0][4:] == [significant(neuron.slope, 4), significant(neuron.sensitivity, 4)]
    assert slopes[0][4] == significant(neuron.slope, 4) and slopes[0][:4] == values[0][:4]


def test_before_a_backward_pass_there_is_no_sensitivity() -> None:
    network = Network(3, Dense(4), Dense(2), seed=1)
    network.forward([0.1, 0.2, 0.3])
    text = drawn(network, 80)
    assert "sens." not in text and "target" not in text and "loss" not in text


def test_links_that_are_no_pattern_are_all_there() -> None:
    gates = drawn(run(gated("tanh", "squared_error")), 100)
    assert "hidden1[0] × keeper → product: " in gates and "keeper × keeper → product: " in gates
    double = section(drawn(run(parallel("tanh", "squared_error")), 100), "hidden2")
    assert "[0]#2" in double[0] and numbers_in(double[2])[:4] == ["0.6", "0.5", "-0.2", "1.2"]
    skips = section(drawn(run(skipping("tanh", "squared_error")), 60), "hidden2")
    assert [numbers_in(line)[-4:-2] for line in skips if line.startswith(("inner ", "sum[0] "))] == [
        ["0.4", "1.3"], ["1", "0.8"]]


# ---- nothing is left out without a word

@pytest.mark.parametrize("name", slow_but(["xor", "softmax", "conv"], EXAMPLES))
def test_each_weight_is_there_or_the_text_says_what_is_left_out(name: str) -> None:
    network = after_backward(name)
    for width in (60, 80, 100, 160):
        text = drawn(network, width)
        assert max(map(len, text.splitlines())) <= width
        numbers = set(map(float, numbers_in(text.replace(",", " "))))
        for digits in (4, 3, 2):
            if not missing_weights(network, numbers, digits):
                break
        else:
            assert LEFT_OUT.search(text), f"{name} at {width}"


def missing_weights(network: Network, numbers: Set[float], digits: int) -> List[str]:
    """The weights of which the value or the sensitivity is not among the numbers, to so many digits."""
    return [weight.name for weight in all_weights(network)
            for number in (weight.value, weight.sensitivity if weight.trainable else weight.value)
            if not any(float(significant(number, more)) in numbers for more in range(digits, 5))]


def test_a_plain_page_has_weights_with_sensitivities_and_targets_or_counts_them() -> None:
    text = drawn(after_backward("conv"), plain=True)
    assert "The weight conv.weight[0,0,0,0] is -0.2985 with the sensitivity 0." in text
    assert re.search(r"its target is 1\.\n", text) and "links are left out." in text
    slopes = drawn(after_backward("conv"), what="slopes", plain=True)
    assert "output[0] has the value 0.3963, the slope 0.2392 and the sensitivity -0.6037; its" in slopes
    large = drawn(run(Network(9, Dense(12), Dense(3), seed=1)), plain=True)
    assert "Its 159 links with 159 weights are left out." in large


# ---- layers in other forms

def test_a_convolution_is_kernels_and_pictures() -> None:
    network = after_backward("conv")
    text = drawn(network, 100)
    assert len(text.splitlines()) <= 60, "two screens of 100 × 30"
    lines = section(text, "conv")
    kernels = network.layers[0].weights
    assert lines[0].count("kernel of conv[") == 3 and "bias 0, sens. 0.0402" in lines[1]
    for row in range(3):
        for line, attribute in zip(lines[2 + 2 * row:], ("value", "sensitivity")):
            assert numbers_in(line) == [significant(getattr(weight, attribute), 4)
                                        for kernel in kernels for weight in kernel[0][row]]
    first = next(number for number, line in enumerate(lines) if line.startswith("conv[0]: values"))
    for row in range(5):
        assert numbers_in(lines[first + 1 + row]) == [
            significant(network[f"conv[{channel},{row},{column}]"].value, 3)
            for channel in range(3) for column in range(5)]


def test_pictures_of_several_samples_are_one_for_each() -> None:
    network = Network((4, 4), Convolution(1, 2), BatchNorm(), Dense(1), seed=1).photocopied(2)
    network.forward([index / 32 for index in range(32)])
    text = drawn(network, 100)
    for sample in (1, 2):
        assert f"conv[0]#sample{sample}: values" in text
        assert f"#sample{sample}: values" in text.split("conv")[0], "of the inputs"


def test_of_many_channels_some_are_shown_and_the_others_counted() -> None:
    network = run(Network((3, 3), Convolution(20, 2), Dense(1), seed=1))
    text = " ".join(drawn(network, 100).split())
    assert "… 12 more kernels: 48 weights are left out." in text and "… 12 more channels." in text


def test_a_large_picture_is_drawn_and_its_extremes_are_in_words() -> None:
    network = Network((28, 28), Dense(2), seed=1)
    network.forward([index / 783.0 for index in range(784)])
    text = drawn(network, 80)
    assert text.count("▀" * 28) == 14 and "0 to 1" in text


def test_without_colours_a_picture_is_made_of_shades_and_one_without_room_of_means() -> None:
    network = Network((40, 120), Dense(1), seed=1)
    network.forward([float(index % 120 >= 60) for index in range(4800)])
    page = Page(io.StringIO(), width=80, record=True, coloured=False)
    print_network(page, network)
    lines = section(page.console.export_text(), "input")
    assert lines[1] == " " * 30 + "@" * 30 and lines[-1] == "0 to 1, each pixel the mean of 2 × 2"


def test_a_recurrent_layer_is_unrolled_in_time_with_its_gates_by_name() -> None:
    network = after_backward("lstm")
    lines = section(drawn(network, 160), "memory")
    heading = next(number for number, line in enumerate(lines) if line.split() == [
        f"t{step}" for step in range(1, 13)])
    rows = {line.split()[0]: numbers_in(line[20:]) for line in lines[heading + 1:] if line[:1].strip()}
    for unit in ("memory.forget[0]", "memory.cell[3]", "memory[2]"):
        assert rows[unit] == [significant(network[f"{unit}@t{step}"].value, 4) for step in range(1, 13)]
    weights = next(line for line in lines if line.startswith("memory.forget[1] "))
    layer = network.layers[0]
    assert numbers_in(weights[17:]) == [significant(weight.value, 4) for weight in (
        *layer.weights[5], *layer.recurrent_weights[5], layer.biases[5])]


def test_an_attention_is_a_table_of_who_attends_to_whom() -> None:
    network = after_backward("attention")
    lines = section(drawn(network, 100), "attention")
    assert lines[1].split() == ["t1", "t2", "t3", "t4"]
    for step in range(1, 5):
        shares = [network[f"attention.weight[{other}]@t{step}"] for other in range(4)]
        assert numbers_in(lines[2 * step][2:]) == [significant(share.value, 4) for share in shares]
        assert numbers_in(lines[2 * step + 1]) == [significant(share.sensitivity, 4) for share in shares]
    heads = drawn(run(Network((3, 2), Attention(4, heads=2), Dense(1), seed=1)), 100)
    assert "of head 0" in heads and "of head 1" in heads


def test_a_softmax_shows_powers_and_shares_and_a_dropout_its_mask() -> None:
    network = after_backward("softmax")
    lines = section(drawn(network, 80), "output")
    share = next(line for line in lines if line.startswith("output "))
    assert numbers_in(share) == [significant(neuron.value, 4) for neuron in network.outputs]
    assert "… 5 more neurons: they choose the maximum (keep, take, so_far)." in lines
    dropped = run(Network(4, Dropout(0.5, mask=[1, 0, 0, 1]), Dense(1), seed=1))
    mask = next(line for line in section(drawn(dropped, 80), "dropout") if "mask" in line)
    assert numbers_in(mask) == ["2", "0", "0", "2"]


def test_layers_in_layers_are_shown_by_their_indices() -> None:
    network = after_backward("transformer")
    lines = section(drawn(network, 100), "residual1")
    row = next(line for line in lines if line.startswith("residual1[2] "))
    assert numbers_in(row[12:]) == [significant(network[f"residual1[{index}]"].value, 4)
                                    for index in range(10, 15)]
    inner = Network((1, 3, 3), Residual(Convolution(1, 3, padding=1, name="inner"), name="sum"), Dense(1))
    assert LayerNumbers(inner, "inner", "values").layer is inner.layers[0].layers[0]


# ---- tables

def pairs(count: int) -> Tuple[Column, ...]:
    return tuple(Column((f"source{index}",), f"[{index}]", float(index == 7)) for index in range(count))


def test_the_first_the_last_and_the_most_blamed_are_chosen() -> None:
    assert chosen([0.0] * 5, 12) == [0, 1, 2, 3, 4]
    assert chosen([0, 0, 9, 0, 0, -8, 1, 0], 4) == [0, 2, 5, 7]


def table(rows: int, columns: int = 9) -> NumberTable:
    return NumberTable(pairs(columns), [Row((f"row{index}",), [(0.123456,)] * columns)
                                        for index in range(rows)])


def test_a_table_has_fewer_digits_and_then_fewer_columns_where_there_is_no_room() -> None:
    page = Page(io.StringIO(), width=80, record=True)
    wide, narrow, narrower = (lay_out(page, table(13), width) for width in (100, 62, 40))
    assert wide.lines[0].plain.split()[0] == "source0"
    assert narrow.remarks[-1] == "(3 digits here, for want of room.)"
    assert narrower.remarks[0].startswith("… 1 more row and ")
    assert "of 117 numbers are left out. Shown are the first, the last and those" in narrower.remarks[0]
    assert "[7]" in narrower.lines[0].plain, "the most blamed one is there"
    assert all(block.width <= width for block, width in ((wide, 100), (narrow, 62), (narrower, 40)))


def test_a_whole_table_comes_in_bands_rather_than_with_columns_left_out() -> None:
    page = Page(io.StringIO(), width=80, record=True)
    bands = lay_out(page, table(12), 40)
    assert not bands.remarks and bands.width <= 40
    assert [line.plain.split()[0] for line in bands.lines].count("row11") > 1


def test_a_few_rows_come_in_bands_and_too_narrow_a_page_gets_sentences() -> None:
    page = Page(io.StringIO(), width=80, record=True)
    bands = lay_out(page, table(1), 40)
    assert not bands.remarks and sum(line.plain.startswith("row0") for line in bands.lines) == 3
    assert lay_out(page, table(1), 8).lines[0].plain.startswith("row0:")
