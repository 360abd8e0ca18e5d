"""Plain Python: the same outputs, bit for bit, with no import but math."""

import ast
import math
import random
import subprocess
import sys
from pathlib import Path
from typing import Any, Dict, List

import pytest

from lernmi import Activation, BadInput, Dense, Network, Neuron, Weight, datasets
from lernmi.activations import ACTIVATIONS
from lernmi.examples import EXAMPLES
from lernmi.translate import export
from tests.support.golden import compare
from tests.support.layers import cases
from tests.support.networks import INPUTS, TARGETS, gated, mazur, shared
from tests.support.slow import slow_but

QUICK = ["max pool", "gru, all states", "softmax", "layer norm", "dropout", "batch norm with running figures"]


def program(network: Network, samples: Any = ()) -> Dict[str, Any]:
    text = export(network, "python", samples)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            assert [name.name for name in node.names] == ["math"]
        elif isinstance(node, ast.ImportFrom):
            assert node.module == "math"
    names: Dict[str, Any] = {"__name__": "a module"}
    exec(compile(text, "net.py", "exec"), names)
    return names


def check(network: Network) -> None:
    names, generator = program(network), random.Random(7)
    assert [names["predict"](inputs) for inputs in names["INPUTS"]] == names["OUTPUTS"]
    for size in (0.1, 1.0, 5.0):
        inputs = [generator.gauss(0.0, size) for _ in network.inputs]
        assert names["predict"](inputs) == network.predict(inputs)


def test_the_file_of_mazurs_network() -> None:
    compare("export_mazur_python.py.txt", export(mazur(), "python", [(INPUTS, TARGETS)]))


@pytest.mark.parametrize("name", slow_but(QUICK, cases()))
def test_every_layer(name: str) -> None:
    shape, layers = cases()[name]
    check(Network(shape, *layers, seed=3))


@pytest.mark.parametrize("activation", [name for name in ACTIVATIONS if name not in ("log", "sqrt", "exp")])
def test_every_activation(activation: str) -> None:
    check(Network(2, Dense(3, activation), Dense(1, "identity"), seed=4))


def test_those_that_arent_for_every_number() -> None:
    for activation in ("exp", "log", "sqrt"):
        check(Network(2, Dense(2, "sigmoid"), Dense(2, activation, [[1.0, 2.0], [0.5, 0.25]]), seed=4))


@pytest.mark.parametrize("network", [shared, gated])
def test_wiring_by_hand_and_shared_weights(network: Any) -> None:
    check(network("tanh", "squared_error"))


def test_a_weight_of_minus_zero_and_names_that_the_file_uses_itself() -> None:
    biases = [Weight(-0.0, "math"), Weight(0.1, "tanh")]
    network = Network(1, Dense(2, "tanh", weights=[[-0.0], [0.5]], biases=biases, name="predict"),
                      Dense(1, "sigmoid", name="INPUTS"), seed=1)
    check(network)
    names = program(network)
    assert all(math.copysign(1.0, one) == math.copysign(1.0, two) for one, two in zip(
        names["predict"]([-0.0]), network.predict([-0.0])))


def test_a_user_defined_layer_needs_no_translation() -> None:
    def layer(network: Network, sources: List[Neuron]) -> List[Neuron]:
        return [network.add(Neuron("lonely", "sigmoid")), *sources]
    check(Network(2, layer, Dense(1), seed=2))


def test_a_function_without_a_source_is_refused_in_a_sentence() -> None:
    names: Dict[str, Any] = {"math": math}
    exec("def wave(total): return math.sin(total)", names)
    wave = Activation("wave", names["wave"], lambda total, value: math.cos(total))
    with pytest.raises(BadInput, match="the source of the function wave can't be written down"):
        export(Network(1, Dense(1, wave)), "python")


def predict(total: float) -> float:
    return math.sin(total)


def test_a_function_with_a_name_of_the_file_is_refused_in_a_sentence() -> None:
    activation = Activation("wave", predict, lambda total, value: math.cos(total))
    with pytest.raises(BadInput, match="the function predict has a name that the file uses itself"):
        export(Network(1, Dense(1, activation)), "python")


def test_with_an_encoding_the_file_takes_rows_of_data() -> None:
    dataset = datasets.load("circle")
    encoding = dataset.encoding(features=["x1", "sin x2"])
    network = Network(encoding.shape[0], Dense(2, "tanh", name="number"), Dense(2), seed=1, encoding=encoding)
    names = program(network)
    for row in dataset.rows[:5]:
        cells = list(map(str, row))
        assert names["inputs_of"](cells) == names["inputs_of"](cells[:-1]) == encoding.inputs(row)
        assert names["predict"](names["inputs_of"](cells)) == network.predict(encoding.inputs(row))


@pytest.mark.slow
@pytest.mark.parametrize("name", EXAMPLES)
def test_run_as_a_script_it_checks_itself_and_notices_another_weight(name: str, tmp_path: Path) -> None:
    example, path = EXAMPLES[name], tmp_path / "net.py"
    network = example.network(1)
    network.export("python", path, samples=example.samples)
    run = subprocess.run([sys.executable, "-I", str(path)], capture_output=True, text=True)
    assert run.returncode == 0 and len(run.stdout.splitlines()) == min(8, len(example.samples))
    network.weights[-1].value += 0.5
    changed = export(network, "python").split("# samples")[0] + "# samples" + path.read_text(
        encoding="utf-8").split("# samples")[1]
    path.write_text(changed, encoding="utf-8")
    run = subprocess.run([sys.executable, "-I", str(path)], capture_output=True, text=True)
    assert run.returncode == 1 and "but the network computed" in run.stdout
