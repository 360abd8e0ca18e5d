"""The PyTorch script: its text, what it carries, and what can't be translated."""

from typing import Any, Dict, List

import pytest

from lernmi import (
    Activation,
    BadInput,
    BatchNorm,
    Dense,
    Dropout,
    EachStep,
    LayerNorm,
    Link,
    Loss,
    Network,
    Neuron,
    Residual,
    Weight,
)
from lernmi.layers import LSTM, Attention, Recurrent
from lernmi.network.snapshot import numbers_in
from lernmi.translate import export
from lernmi.translate.pytorch.model import Model
from lernmi.translate.pytorch.reading import reading_lines
from tests.support.golden import compare
from tests.support.networks import INPUTS, TARGETS, mazur

SAMPLES = [(INPUTS, TARGETS)]


def test_the_script_of_mazurs_network() -> None:
    compare("export_mazur_pytorch.py.txt", export(mazur(), "pytorch", SAMPLES))


def test_the_script_of_a_small_network_with_classes() -> None:
    network = Network((2, 2), EachStep(Dense(2, "square")), LSTM(1, "all"), Dense(2, "identity"),
                      loss="softmax_cross_entropy", seed=1, classes=["no", "yes"])
    compare("export_classes_pytorch.py.txt", export(network, "pytorch", [([1, 2, 3, 4], "yes")]))


def carried(text: str) -> Dict[str, Any]:
    """The numbers in a script, without running anything else of it."""
    names: Dict[str, Any] = {}
    for name in ("WEIGHTS", "INPUTS", "TARGETS", "OUTPUTS", "LOSS", "INPUT_SENSITIVITIES", "SENSITIVITIES"):
        start = text.index(f"\n{name} = ")
        lines: List[str] = text[start + 1:].split("\n")
        count = next(count for count in range(1, len(lines)) if complete("\n".join(lines[:count])))
        exec("\n".join(lines[:count]), names)
    return names


def complete(code: str) -> bool:
    try:
        compile(code, "a script", "exec")
    except SyntaxError:
        return False
    return True


def test_it_carries_what_the_network_computes_to_the_last_bit() -> None:
    network = Network(3, Dense(4, "tanh"), Dropout(0.5), Dense(2), seed=3)
    samples = [([0.1, 0.2, 0.3], [1.0, 0.0]), ([0.4, -0.5, 0.6], [0.0, 1.0])]
    numbers = carried(export(network, "pytorch", samples))
    assert numbers["OUTPUTS"] == [network.predict(inputs) for inputs, _ in samples]
    assert numbers["INPUTS"] == [inputs for inputs, _ in samples]
    assert numbers["WEIGHTS"]["0.weight"] == [[one.value for one in row] for row in network.layers[0].weights]
    network.reset()
    losses = []
    for inputs, targets in samples:
        network.forward(inputs, training=False)
        losses.append(network.backward(targets))
    assert pytest.approx(sum(losses) / 2, rel=1e-15) == numbers["LOSS"]
    assert numbers["SENSITIVITIES"]["3.bias"] == [one.sensitivity / 2 for one in network.layers[2].biases]


def test_at_most_eight_samples_are_carried_and_without_samples_some_are_made_up() -> None:
    network = Network(1, Dense(1), seed=1)
    many = [([number / 100], [0.0]) for number in range(100)]
    for samples in (many, iter(many)):
        numbers = carried(export(network, "pytorch", samples))
        assert numbers["INPUTS"] == [[number / 100] for number in range(8)]
    assert len(carried(export(network, "pytorch"))["INPUTS"]) == 4


def state(network: Network) -> List[float]:
    return [getattr(thing, name) for thing, name in numbers_in(network)]


@pytest.mark.parametrize("to", ["pytorch", "notebook", "python", "dot", "mermaid"])
def test_the_network_is_as_before(to: str) -> None:
    network = Network(3, Dense(3, "tanh"), Dropout(0.5), BatchNorm(), Dense(1), seed=3)
    network.forward([1.0, 2.0, 3.0])
    before = state(network), network.random.getstate(), network.last_phase
    export(network, to)
    assert (state(network), network.random.getstate(), network.last_phase) == before


# ---- modules ---------------------------------------------------------------------------------------------

def code_of(network: Network) -> str:
    return " ".join(line.strip() for line in Model(network).code)


def test_a_layer_that_is_used_twice_is_one_module_used_twice() -> None:
    layer = Dense(2, "tanh")
    model = Model(Network(2, layer, Residual(layer), Dense(1), seed=1))
    assert model.shared == ["shared1 = nn.Linear(2, 2)"]
    assert "".join(line.strip() for line in model.code) == (
        "nn.Sequential(shared1,nn.Tanh(),Residual(shared1,nn.Tanh()),nn.Linear(2, 1),nn.Sigmoid())")
    assert list(model.parameters) == ["0.weight", "0.bias", "3.weight", "3.bias"]


def test_options_are_written_where_they_differ_from_pytorchs() -> None:
    assert "nn.LayerNorm(2, eps=0.001)" in code_of(Network(2, LayerNorm(epsilon=0.001), Dense(1)))
    assert "nn.BatchNorm1d(2, momentum=0.3)" in code_of(Network(2, BatchNorm(momentum=0.3), Dense(1)))
    assert "Attention(3, 4, heads=2, causal=True, outputs=True)" in code_of(
        Network((2, 3), Attention(4, heads=2, causal=True)))
    assert 'nn.RNN(3, 2, nonlinearity="relu", batch_first=True)' in code_of(
        Network((2, 3), Recurrent(2, "relu")))
    assert "Elman(3, 2, nn.Sigmoid())" in code_of(Network((2, 3), Recurrent(2, "sigmoid")))


def test_fixed_weights_are_marked_one_by_one_where_others_learn() -> None:
    network = Network(2, Dense(2), Dense(1), seed=1)
    first, last = network.layers
    first.weights[0][1].trainable = False
    last.biases[0].trainable = False
    model = Model(network)
    assert model.fixed == {"0.weight": [[1.0, 0.0], [1.0, 1.0]], "2.bias": 0.0}
    assert "LEARNS" in export(network) and "LEARNS" not in export(Network(2, Dense(2), Dense(1), seed=1))


def test_a_missing_bias_beside_another_is_a_fixed_zero() -> None:
    model = Model(Network((2, 1), LSTM(1, recurrent_biases="none"), seed=1))
    assert model.values["0.layer.bias_hh_l0"] == [0.0] * 4 and model.fixed == {"0.layer.bias_hh_l0": 0.0}


# ---- what can't be translated ------------------------------------------------------------------------------

def by_hand() -> Network:
    network = Network(2, Dense(2), seed=1)
    Link(network["input[0]"], network["output[0]"], Weight(0.5))
    return network


def changed_option() -> Network:
    network = Network(2, LayerNorm(), seed=1)
    network.layers[0].epsilon = 0.5
    return network


def user_defined(network: Network, sources: List[Neuron]) -> List[Neuron]:
    return [network.add(Neuron("mine")) for _ in sources[:1]]


class MyDense(Dense):
    pass


CUBE = Activation("cube", lambda total: total ** 3, lambda total, value: 3.0 * total * total)
FOURTH = Loss("fourth", lambda ys, ds: (ys[0] - ds[0]) ** 4, lambda ys, ds: [4.0 * (ys[0] - ds[0]) ** 3])
SHARED = Weight(0.5, "tied")


@pytest.mark.parametrize("network, sentence", [
    (lambda: Network(2, user_defined), "the layer output is user-defined"),
    (lambda: Network(2, Residual(MyDense(2)), Dense(1)), "the layer residual is user-defined"),
    (lambda: Network(2, Dense(1, CUBE)), "the activation cube of the layer output is user-defined"),
    (lambda: Network(2, Dense(1, Activation(*CUBE._replace(name="sigmoid")))), "activation sigmoid of the"),
    (lambda: Network(2, Dense(1), loss=FOURTH), "the loss fourth is user-defined"),
    (lambda: Network(2, Dense(1, weights=[[SHARED, SHARED]])), "the weight tied is used at several indices"),
    (lambda: Network(2, Dropout(0.5, mask=[0, 1]), Dense(1)), "the layer dropout has a mask"),
    (by_hand, "the network was changed by hand"), (changed_option, "the network was changed by hand")])
def test_one_sentence_says_what_cant_be_translated(network: Any, sentence: str) -> None:
    for to in ("pytorch", "notebook"):
        with pytest.raises(BadInput, match=sentence):
            export(network(), to)


def test_a_network_that_learns_from_batches_needs_two_samples() -> None:
    with pytest.raises(BadInput, match="2 samples or more"):
        export(Network(1, BatchNorm(), Dense(1)), "pytorch", [([1.0], [1.0])])


# ---- reading a file ----------------------------------------------------------------------------------------

def encoded(network: Network) -> Any:
    """The script's own function, which PyTorch isn't needed for."""
    text = "\n".join(reading_lines(network))
    names: Dict[str, Any] = {}
    exec(text[:text.index("def read(")], names)
    return names["encoded"]


def test_numbers_are_read_as_they_are_and_classes_by_name_or_number() -> None:
    network = Network(2, Dense(3, "identity"), loss="softmax_cross_entropy", classes=["a", "b", "c"])
    function = encoded(network)
    assert function(["1", "2,5", "b"]) == function(["1", "2.5", " 1"]) == ([1.0, 2.5], [0.0, 1.0, 0.0])
    assert function(["1", "2", "0", "0.5", "0.5"]) == ([1.0, 2.0], [0.0, 0.5, 0.5])
    with pytest.raises(ValueError, match="4 cells, but the network takes 2 inputs and 3 targets, or a class"):
        function(["1", "2", "3", "4"])
    with pytest.raises(ValueError, match="could not convert"):
        function(["1", "2", "d"])
    assert encoded(Network(2, Dense(1), loss="hinge", classes=["n", "y"]))(["1", "2", "n"])[1] == [-1.0]
