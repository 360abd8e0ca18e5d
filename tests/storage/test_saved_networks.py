"""What is saved and loaded is the same network: outputs, names, and how it goes on learning, bit for bit."""

import os
import warnings
from pathlib import Path
from typing import Any, Callable, Dict, List, Tuple

import pytest

import lernmi
from lernmi import (
    ACTIVATIONS,
    LOSSES,
    Adam,
    BatchNorm,
    Dense,
    Dropout,
    GradientDescent,
    Loss,
    Network,
    Softmax,
    Weight,
    datasets,
    gaussian_nll,
    label_smoothing,
)
from lernmi.examples import EXAMPLES
from tests.support.bits import bits
from tests.support.layers import cases, numbers
from tests.support.slow import slow_but
from tests.support.twins import everything

Samples = List[Tuple[List[float], List[float]]]
QUICK_LAYERS = ["convolution", "average pool with padding", "max pool", "recurrent",
                "lstm with a first state", "gru", "dropout", "attention with heads", "each step",
                "residual", "layer norm of steps", "batch norm with running figures", "softmax"]


def loaded(network: Network, path: Path) -> Network:
    """Saved and loaded; and what that is saved as is the same file."""
    network.save(path)
    twin = lernmi.load(path)
    again = path.with_name("again.json")
    twin.save(again)
    assert again.read_bytes() == path.read_bytes()
    return twin


def check_same(network: Network, twin: Network) -> None:
    """Everything that can be seen of the two."""
    assert type(twin) is Network and vars(twin).keys() == vars(network).keys()
    assert [neuron.name for neuron in twin.neurons] == [neuron.name for neuron in network.neurons]
    assert list(twin.names.all()) == list(network.names.all())
    for weights, others in ((twin.weights, network.weights), (twin.fixed_weights, network.fixed_weights)):
        assert [(each.name, each.trainable) for each in weights] == [
            (each.name, each.trainable) for each in others]
    assert (twin.shape, twin.classes, twin.trained) == (network.shape, network.classes, network.trained)
    assert twin.loss.name == network.loss.name and twin.random.getstate() == network.random.getstate()
    assert list(map(repr, twin.layers)) == list(map(repr, network.layers)) and repr(twin) == repr(network)
    assert twin.groups.keys() == network.groups.keys() and twin.needs_batch == network.needs_batch


def check_goes_on(network: Network, twin: Network, samples: Samples) -> None:
    """Both give the same outputs, and learn alike, to the last bit."""
    assert twin.predict(samples[0][0]) == network.predict(samples[0][0])
    optimizers = Adam(0.1), Adam(0.1)
    for _ in range(3):
        losses = [each.learn_batch(samples, optimizer)
                  for each, optimizer in zip((network, twin), optimizers)]
        assert losses[0] == losses[1]
    assert everything(twin, optimizers[1], len(samples)) == everything(network, optimizers[0], len(samples))


def samples_for(network: Network, count: int = 3) -> Samples:
    needed = len(network.outputs) // network.loss.outputs_per_target
    return [(numbers(len(network.inputs), seed), [0.5] * needed) for seed in range(count)]


@pytest.mark.parametrize("name", slow_but(QUICK_LAYERS, cases()))
def test_every_layer_is_the_same_when_it_is_loaded(name: str, tmp_path: Path) -> None:
    shape, layers = cases()[name]
    network = Network(shape, *layers, seed=1)
    network.learn_batch(samples_for(network), GradientDescent(0.5))
    twin = loaded(network, tmp_path / "net.json")
    check_same(network, twin)
    check_goes_on(network, twin, samples_for(network))


@pytest.mark.parametrize("name", slow_but(["mazur", "xor", "softmax", "rnn", "batchnorm", "dropout"],
                                          EXAMPLES))
def test_every_example_is_the_same_when_it_is_loaded(name: str, tmp_path: Path) -> None:
    example = EXAMPLES[name]
    network = example.network(1)
    batch = example.samples[:max(example.batch_size, 2)]
    network.learn_batch(batch, example.make_optimizer())
    twin = loaded(network, tmp_path / "net.json")
    check_same(network, twin)
    check_goes_on(network, twin, batch)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_activation(activation: str, tmp_path: Path) -> None:
    network = Network(2, Dense(2, activation, biases=1.5), Dense(1), seed=1)
    twin = loaded(network, tmp_path / "net.json")
    check_goes_on(network, twin, [([0.1, 0.2], [0.5])])
    assert twin["hidden[0]"].activation is ACTIVATIONS[activation]


@pytest.mark.parametrize("loss", [*LOSSES.values(), gaussian_nll(0.25), label_smoothing(0.1),
                                  label_smoothing(0.2, "sigmoid_cross_entropy")], ids=lambda loss: loss.name)
def test_every_loss(loss: Loss, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        network = Network(2, Dense(2, "softplus" if loss.name.endswith("predicted") else "sigmoid"),
                          *[Softmax()] * loss.takes_shares, loss=loss, seed=1)
    twin = loaded(network, tmp_path / "net.json")
    targets = [1.0] if loss.outputs_per_target == 2 else [1.0, -1.0 if loss.name == "hinge" else 0.0]
    check_goes_on(network, twin, [([0.1, 0.2], targets)])
    assert twin.loss.name == loss.name and (twin.loss is loss) == (loss.name in LOSSES)


# ---- what users choose

def test_names_and_trainable_flags_and_shared_weights_stay(tmp_path: Path) -> None:
    shared, layer = Weight(0.5, "both"), Dense(2, "tanh", name="twice")
    network = Network(2, layer, layer, Dense(2, weights=[[shared, 0.1], [shared, 0.2]], biases="none",
                                             name="last"), seed=1)
    network.weight("twice.weight[0,1]").trainable = False
    network.weight("twice.bias[1]").name = "lift"
    network["last[1]"].name = "answer"
    network.forward([0.1, 0.2])
    twin = loaded(network, tmp_path / "net.json")
    check_same(network, twin)
    assert twin.layers[0] is twin.layers[1]
    assert twin.find("both") is twin.layers[2].weights[0][0] is twin.layers[2].weights[1][0]
    assert twin.weight("twice.weight[0,1]") in twin.fixed_weights and twin.find("lift").name == "lift"
    assert twin["answer"] is twin.outputs[1] and twin.outputs[0].name == "last[0]"
    check_goes_on(network, twin, samples_for(network))


def test_two_names_may_be_exchanged(tmp_path: Path) -> None:
    network = Network(1, Dense(2), seed=1)
    network["output[0]"].name, network["output[1]"].name = "x", "output[0]"
    network["x"].name = "output[1]"
    check_same(network, loaded(network, tmp_path / "net.json"))


def test_mazurs_biases_are_still_shared_and_fixed(tmp_path: Path) -> None:
    twin = loaded(EXAMPLES["mazur"].network(), tmp_path / "net.json")
    first, second = twin.layers[0].biases
    assert first is second is twin.weight("b1") and not first.trainable
    assert twin.learn([0.05, 0.1], [0.01, 0.99], GradientDescent(0.5)) == pytest.approx(0.298371109)
    assert twin.evaluate([0.05, 0.1], [0.01, 0.99]) == pytest.approx(0.291027774)


def test_a_frozen_layer_that_shares_a_weight_doesnt_freeze_that(tmp_path: Path) -> None:
    shared = Weight(0.5, "both")
    network = Network(1, Dense(2, weights=[[shared], [0.1]]), Dense(2, biases=[0.1, shared]), seed=1)
    network.layers[1].biases[0].trainable = False
    twin = loaded(network, tmp_path / "net.json")
    assert twin.weight("both").trainable and not twin.layers[1].biases[0].trainable


def test_classes_and_how_it_was_trained_stay(tmp_path: Path) -> None:
    network = Network(2, Dense(2, "identity"), loss="softmax_cross_entropy", classes=["no", "yes"], seed=1)
    network.trained = {"data": "votes.csv", "epochs": 3, "losses": [0.5, 0.25], "split": {"seed": 1},
                       "x": None}
    twin = loaded(network, tmp_path / "net.json")
    check_same(network, twin)
    assert twin.check_targets("yes") == [0.0, 1.0]


@pytest.mark.parametrize("name", ["iris", "digits", "plane"])
def test_the_encoding_stays_and_brings_its_classes(name: str, tmp_path: Path) -> None:
    data = datasets.load(name)
    encoding = data.encoding()
    network = Network(encoding.shape, Dense(3, name="middle"), Dense(len(encoding.target_names), "identity"),
                      loss="softmax_cross_entropy" if data.classes else "squared_error", encoding=encoding,
                      seed=1)
    twin: Any = loaded(network, tmp_path / "net.json")
    check_same(network, twin)
    assert twin.encoding.to_json() == encoding.to_json() and type(twin.encoding) is type(encoding)
    inputs = twin.encoding.inputs(data.rows[7])
    assert inputs == encoding.inputs(data.rows[7]) and twin.predict(inputs) == network.predict(inputs)


def test_a_mask_by_hand_and_running_statistics_stay(tmp_path: Path) -> None:
    network = Network(2, Dropout(0.5, mask=[1, 0]), BatchNorm(running_means=[1.0, 2.0], momentum=0.5),
                      Dense(1), seed=1)
    network.learn_batch([([0.1, 0.2], [1.0]), ([0.3, 0.5], [0.0])], GradientDescent(0.1))
    twin = loaded(network, tmp_path / "net.json")
    assert twin.layers[0].mask == [1.0, 0.0] and twin.layers[1].momentum == 0.5
    assert bits(twin, {})[-1] and [weight.value for weight in twin.layers[1].running_means] == [
        weight.value for weight in network.layers[1].running_means] != [1.0, 2.0]


def test_the_generator_goes_on_also_between_two_gaussian_numbers(tmp_path: Path) -> None:
    network = Network(1, Dense(1), seed=1)
    network.random.gauss(0.0, 1.0)
    twin = loaded(network, tmp_path / "net.json")
    drawn = [[each.random.gauss(0.0, 1.0) for _ in range(3)] for each in (network, twin)]
    assert drawn[0] == drawn[1]


@pytest.mark.parametrize("number", [5e-324, -0.0, 1.7976931348623157e308, 0.1 + 0.2, 1e22, -1e-7])
def test_every_float_is_the_same(number: float, tmp_path: Path) -> None:
    network = Network(1, Dense(1, weights=[[number]], biases="none"), seed=1)
    twin = loaded(network, tmp_path / "net.json")
    assert repr(twin.layers[0].weights[0][0].value) == repr(number)


def test_the_file_is_compact_and_a_row_stands_on_a_line(tmp_path: Path) -> None:
    network, path = Network(784, Dense(15), Dense(10), seed=1), tmp_path / "net.json"
    network.save(path)
    twin = lernmi.load(path)
    assert [weight.value for weight in twin.weights] == [weight.value for weight in network.weights]
    assert os.path.getsize(path) < 350_000
    lines = path.read_text(encoding="utf-8").splitlines()
    assert sum(line.count(",") >= 783 for line in lines) == 15 and len(lines) < 60


# ---- options of the constructors

def test_every_option_of_every_layer_is_described() -> None:
    """So a new option can't be forgotten; ``layers`` are a container's."""
    from lernmi.storage.layer_reader import LAYERS, option_names
    made = {"Dense": [2], "Convolution": [1, 1], "MaxPool": [1], "AveragePool": [1], "Recurrent": [2],
            "LSTM": [2], "GRU": [2], "Attention": [2], "EachStep": [Dense(1)], "Residual": [Dense(1)]}
    for name, kind in LAYERS.items():
        described: Dict[str, Any] = kind(*made.get(name, [])).options()
        assert set(described) == set(option_names(kind)), name
    assert set(LAYERS) == set(lernmi.layers.__all__) - {"State"}


@pytest.mark.parametrize("change", [
    lambda network: setattr(network.layers[0], "rate", 0.25),
    lambda network: network.layers[1].weights[0][0].__setattr__("value", 7.0)])
def test_what_is_changed_by_hand_in_a_layer_and_has_its_effect_is_saved(
        change: Callable[[Network], None], tmp_path: Path) -> None:
    network = Network(2, Dropout(0.5), Dense(1), seed=1)
    change(network)
    check_goes_on(network, loaded(network, tmp_path / "net.json"), [([0.1, 0.2], [0.5])])
