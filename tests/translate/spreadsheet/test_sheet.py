"""The spreadsheet: its formulas give the numbers of the network, and its labels are text."""

import csv
import math
import shutil
from pathlib import Path
from typing import Any, Dict, List

import pytest

from lernmi import Activation, BadInput, Dense, GradientDescent, Loss, Network, Softmax, datasets
from lernmi.activations import ACTIVATIONS
from lernmi.examples import EXAMPLES
from lernmi.losses import LOSSES, gaussian_nll, label_smoothing
from lernmi.translate import export
from lernmi.translate.proof import checked_samples
from lernmi.translate.spreadsheet.recorder import RATE
from tests.support.golden import compare
from tests.support.layers import cases
from tests.support.networks import INPUTS, TARGETS, gated, mazur, shared
from tests.support.slow import slow_but
from tests.support.spreadsheets import Rows, by_libreoffice, computed

pytestmark = pytest.mark.filterwarnings("ignore:cross_entropy needs", "ignore:a Softmax with")
QUICK = ["max pool", "gru", "softmax", "layer norm", "dropout"]
COLUMNS = ("total", "value", "slope", "sensitivity")
MORE_LOSSES: Dict[str, Loss] = {**LOSSES, "variance": gaussian_nll(0.25), **{
    f"smoothed {name}": label_smoothing(0.3, name) for name in LOSSES if name.endswith("cross_entropy")}}


def check(network: Network, samples: Any = (), rows: Any = None, most: float = 1e-14) -> None:
    """Every number of the sheet is that of the network, with dropout off."""
    pairs = checked_samples(network, samples)
    case, (inputs, targets) = network, pairs[0]
    if network.needs_batch:
        copies = network.photocopied(len(pairs))
        case, (inputs, targets) = copies, copies.concatenated(pairs)
    rows = computed(export(network, "csv", samples)) if rows is None else rows
    network.reset()
    case.forward(inputs, training=False)
    loss = case.backward(targets)
    by_label = {row[0]: row for row in rows}
    for neuron in case.neurons:
        if neuron.incoming:
            numbers = [*(getattr(neuron, column) for column in COLUMNS), neuron.incoming[0].sensitivity]
            assert alike(by_label[neuron.name][1:6], numbers, most)
    for weight in network.weights:
        assert alike(by_label[weight.name][2:5:2], [weight.value, weight.sensitivity], most)
    [row] = [row for row in rows if row[0].startswith(f"{case.loss.name}: ")]
    assert alike([row[2]], [loss], most)


def alike(cells: List[str], numbers: List[float], most: float) -> bool:
    return all(abs(float(cell) - number) <= most * max(1.0, abs(number))
               for cell, number in zip(cells, numbers))


def test_mazurs_sheet() -> None:
    compare("export_mazur.csv", export(mazur(), "csv", [(INPUTS, TARGETS)]))
    check(mazur(), [(INPUTS, TARGETS)])


def test_the_weights_after_a_step_are_those_of_gradient_descent() -> None:
    rows = computed(export(mazur(), "csv", [(INPUTS, TARGETS)]))
    network = mazur()
    network.learn(INPUTS, TARGETS, GradientDescent(RATE))
    by_label = {row[0]: row for row in rows}
    for weight in network.weights:
        assert alike([by_label[weight.name][6]], [weight.value], 1e-15)


def test_the_formulas_are_live() -> None:
    text = export(mazur(), "csv", [(INPUTS, TARGETS)])
    assert "input[0],,0.05," in text and "w5,,0.4," in text
    changed = text.replace("input[0],,0.05,", "input[0],,0.75,").replace("w5,,0.4,", "w5,,-1.4,")
    network = mazur()
    network.weight("w5").value = -1.4
    check(network, [([0.75, 0.1], TARGETS)], computed(changed))


@pytest.mark.parametrize("name", slow_but(QUICK, cases()))
def test_every_layer(name: str) -> None:
    shape, layers = cases()[name]
    check(Network(shape, *layers, seed=3))


@pytest.mark.parametrize("name", slow_but(["xor"], EXAMPLES))
def test_every_example(name: str) -> None:
    check(EXAMPLES[name].network(1), EXAMPLES[name].samples[:4])


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_activation(activation: str) -> None:
    is_partial = activation in ("log", "sqrt", "reciprocal")
    weights = [[0.3, 0.2], [0.5, 0.1]] if is_partial else None
    check(Network(2, Dense(2, "sigmoid" if is_partial else "tanh", weights), Dense(2, activation, weights),
                  Dense(1, "identity"), seed=2))


@pytest.mark.parametrize("name", MORE_LOSSES)
def test_every_loss(name: str) -> None:
    loss = MORE_LOSSES[name]
    layers: List[Any] = [Dense(8, "sigmoid" if loss.value_range == (0.0, 1.0) else "identity")]
    if loss.takes_shares:
        layers.append(Softmax())
    if loss.outputs_per_target == 2:
        layers = [Dense(8, "softplus")]
    check(Network(3, *layers, loss=loss, seed=1))


@pytest.mark.parametrize("network", [shared, gated])
def test_wiring_by_hand_and_shared_weights(network: Any) -> None:
    check(network("tanh", "squared_error"))


def bump(total: float) -> float:
    return math.exp(-total * total) if total < 2.0 else 0.0


def test_a_user_defined_activation_is_taken_apart_into_what_a_spreadsheet_has() -> None:
    activation = Activation("bump", bump, lambda total, value: -2.0 * total * value)
    text = export(Network(1, Dense(1, activation), seed=1), "csv")
    assert "IF(B19<2,EXP((-B19)*B19),0)" in text
    check(Network(1, Dense(1, activation), seed=1))


def test_what_no_spreadsheet_has_is_refused_in_a_sentence() -> None:
    activation = Activation("gamma", math.lgamma, lambda total, value: 1.0)
    with pytest.raises(BadInput, match="no formula is known for the function lgamma"):
        export(Network(1, Dense(1, activation), seed=1), "csv")


def test_a_large_network_is_refused_in_a_sentence() -> None:
    with pytest.raises(BadInput, match="too large to read: it has formulas for 12,175 links"):
        export(Network(784, Dense(15), Dense(25), seed=1), "csv")


def test_no_formula_is_longer_than_excel_takes() -> None:
    text = export(Network(784, Dense(3), Dense(10, "identity"), loss="softmax_cross_entropy", seed=1), "csv")
    assert 200 < max(len(cell) for row in csv.reader(text.splitlines()) for cell in row) < 8192


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("x")', "'x", "\t=1", "  =1"])
def test_a_name_is_text_and_never_a_formula(name: str) -> None:
    text = export(Network(1, Dense(1, name=name), Dense(1), seed=1), "csv")
    labels = [row[0] for row in csv.reader(text.splitlines())]
    shown = " ".join(name.split())
    assert f'="{shown}[0]"'.replace(f'"{shown}', '"' + shown.replace('"', '""')) in labels
    assert not any(label.startswith(("+", "-", "@", "\t", "'")) for label in labels)
    assert all(label.startswith('="') for label in labels if label.startswith("="))
    assert f"{shown}[0]" in [row[0] for row in computed(text)]


def test_labels_say_what_inputs_and_outputs_stand_for() -> None:
    encoding = datasets.load("iris").encoding()
    labels = [row[0] for row in computed(export(Network(4, Dense(3), encoding=encoding, seed=1), "csv"))]
    assert "input[1]: sepal width" in labels and "output[2]: virginica" in labels
    assert "target of output[2]: virginica" in labels


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice isn't there")
@pytest.mark.parametrize("name", ["mazur", "softmax", "conv", "rnn", "batchnorm"])
def test_libreoffice_computes_the_same(name: str, tmp_path: Path) -> None:
    network, samples = EXAMPLES[name].network(1), EXAMPLES[name].samples[:4]
    rows: Rows = by_libreoffice(export(network, "csv", samples), tmp_path)
    check(network, samples, rows, 1e-12)
