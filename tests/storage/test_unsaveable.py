"""What can't be saved: one sentence says what it is and what to try, and no file is touched."""

import copy
import random
from pathlib import Path
from typing import Any, Callable, List

import pytest

from lernmi import (
    LOSSES,
    Activation,
    BadInput,
    BatchNorm,
    Dense,
    Dropout,
    EachStep,
    Link,
    Loss,
    Network,
    Neuron,
    Recurrent,
    Softmax,
    Weight,
    gaussian_nll,
)
from lernmi.network.batch_copies import BatchCopies

Change = Callable[[Network], Any]


def product(network: Network, neurons: List[Neuron]) -> List[Neuron]:
    result = network.add(Neuron())
    Link(neurons[0], result, weight=neurons[1])
    return [result]


class Wide(Dense):
    """A user-defined subclass, with another class's name as well."""


class Mine(Network):
    """A user-defined network."""


CUBE = Activation("cube", lambda x: x ** 3, lambda x, y: 3 * x ** 2)
TANH = Activation("tanh", lambda x: x, lambda x, y: 1.0)
FOURTH = Loss("fourth", lambda ys, ds: (ys[0] - ds[0]) ** 4, lambda ys, ds: [4 * (ys[0] - ds[0]) ** 3])
FALSE_NAME = FOURTH._replace(name="gaussian_nll(variance=0.5)")


def impostor() -> Any:
    return type("Dense", (Dense,), {})(1)


@pytest.mark.parametrize("network, reason", [
    (lambda: Network(2, Dense(2), product), r"layers\[1\], product\(network, neurons\), is user-defined"),
    (lambda: Network(2, Wide(1)), r"layers\[0\], Dense\(1, .*, is user-defined"),
    (lambda: Network(2, impostor()), r"layers\[0\], Dense\(1, .*, is user-defined"),
    (lambda: Network((2, 2), EachStep(Dense(1), Wide(2))), r"layers\[0\]\.layers\[1\], Dense\(2"),
    (lambda: Network(2, Dense(2, CUBE), Dense(1)), r"layers\[0\]\.activation, cube, is user-defined"),
    (lambda: Network((2, 1), Recurrent(2, TANH), Dense(1)), r"\.activation, tanh, is user-defined"),
    (lambda: Network(2, Dense(1), loss=FOURTH), "its loss, fourth, is user-defined"),
    (lambda: Network(2, Dense(1), loss=FALSE_NAME), r"its loss, gaussian_nll\(variance=0.5\), is"),
    (lambda: Network(2, Dense(1), loss=gaussian_nll(0.5)._replace(target_range=(0.0, 1.0))), "user-defined"),
    (lambda: Network(2, Dense(1), loss=LOSSES["huber"]._replace(name="huber ")), "its loss, huber , is"),
    (lambda: Mine(2, Dense(1)), "it is of the type Mine, and only a Network can be"),
    (lambda: BatchCopies(Network(2, Dense(1)), 2), "it is of the type BatchCopies"),
    (lambda: Network(2, Dense(1, name="n" * 101)), r"layers\[0\]\.name has 101 characters: 100 are the most"),
])
def test_what_is_user_defined(network: Callable[[], Any], reason: str, tmp_path: Path) -> None:
    check_refused(network(), reason, tmp_path)


def check_refused(network: Any, reason: str, folder: Path) -> None:
    path = folder / "net.json"
    path.write_text('{"format": "lernmi network", the old one')
    refusal = f"^the network can't be saved: .*{reason}.*\\. Python's pickle may "
    with pytest.raises(BadInput, match=refusal) as caught:
        network.save(path)
    assert str(caught.value).isprintable() and ".." not in str(caught.value).replace("0..", "")
    assert path.read_text() == '{"format": "lernmi network", the old one' and len(list(folder.iterdir())) == 1


def add_link(network: Network) -> None:
    Link(network["input[0]"], network["output[0]"], Weight(0.5, "new"))


def remove_link(network: Network) -> None:
    network["output[0]"].incoming.pop()


def add_neuron(network: Network) -> None:
    network.add(Neuron("more"))


def other_activation(network: Network) -> None:
    network["hidden[0]"].activation = CUBE


def other_slope(network: Network) -> None:
    activation = network["hidden[0]"].activation
    network["hidden[0]"].activation = activation._replace(slope=lambda total, value: 1.0)


def other_kind(name: str, base: type) -> Change:
    """Gives one neuron, link or weight methods of another class."""
    class Mine(base):           # type: ignore[misc]
        __slots__ = ()

    def change(network: Network) -> None:
        thing: Any = network.find(name)
        thing.__class__ = Mine
    return change


def share(network: Network) -> None:
    network["hidden[0]"].incoming[0].weight = network["hidden[1]"].incoming[0].weight


def other_constant(network: Network) -> None:
    network.constants[0].value = 7.0


def prepare(network: Network) -> None:
    network.before_each_sample(lambda training: None)


def other_generator(network: Network) -> None:
    network.random = random.SystemRandom()


def other_layer(network: Network) -> None:
    network.layers[0] = copy.deepcopy(network.layers[0])
    network.layers[0].size = 3


def not_a_number(network: Network) -> None:
    network.weights[0].value = float("nan")


def reorder(network: Network) -> None:
    network["hidden[0]"].incoming.reverse()


@pytest.mark.parametrize("change, reason", [
    (add_link, "it was changed by hand after it was built"), (remove_link, "it was changed by hand"),
    (add_neuron, "it was changed by hand"), (other_activation, "it was changed by hand"),
    (other_slope, r"the activation of hidden\[0\], sigmoid, is user-defined"),
    (other_kind("hidden[0]", Neuron), r"hidden\[0\] is of the type Mine, and only a Neuron"),
    (other_kind("input[0]->hidden[0]", Link), r"input\[0\]->hidden\[0\] is of the type Mine"),
    (other_kind("hidden.bias[1]", Weight), r"hidden.bias\[1\] is of the type Mine"),
    (share, "it was changed by hand"), (other_constant, "it was changed by hand"),
    (prepare, "it was changed by hand"), (reorder, "it was changed by hand"), (other_layer, "3 entries"),
    (other_generator, "network.random is a user-defined generator"),
    (not_a_number, r"the value of hidden.weight\[0,0\] is nan"),
    (lambda network: network.layers.clear(), "a network needs at least one layer")],
    ids=lambda value: getattr(value, "__name__", "")[:20])
def test_what_was_changed_by_hand(change: Change, reason: str, tmp_path: Path) -> None:
    network = Network(2, Dense(2, name="hidden"), Dropout(0.5), Dense(2, "identity"), Softmax(),
                      loss="cross_entropy", seed=1)
    change(network)
    check_refused(network, reason, tmp_path)


def test_what_pickle_stores_as_the_sentence_says(tmp_path: Path) -> None:
    import pickle
    network = Network(2, Dense(2), product, BatchNorm(), Dense(1), seed=1)
    assert pickle.loads(pickle.dumps(network)).predict([0.1, 0.2]) == network.predict([0.1, 0.2])


@pytest.mark.parametrize("trained, reason", [
    ({"a": float("nan")}, "trained.a is no finite number: it is NaN"), ({"a": {1, 2}}, "as JSON"),
    ({1: [2]}, "a key of trained must be text"), ([1], "trained must be an object"),
    ({"a": float("inf")}, "trained.a is no finite number")])
def test_how_it_was_trained_must_be_json_values(trained: Any, reason: str, tmp_path: Path) -> None:
    network = Network(1, Dense(1), seed=1)
    network.trained = trained
    with pytest.raises(BadInput, match=reason):
        network.save(tmp_path / "net.json")
    assert list(tmp_path.iterdir()) == []


def test_how_it_was_trained_cant_contain_itself(tmp_path: Path) -> None:
    network = Network(1, Dense(1), seed=1)
    network.trained = {}
    network.trained["me"] = network.trained
    with pytest.raises(BadInput, match="the network can't be saved: .*recursion"):
        network.save(tmp_path / "net.json")
    assert list(tmp_path.iterdir()) == []


def test_another_file_is_replaced_only_by_force(tmp_path: Path) -> None:
    network, path = Network(1, Dense(1), seed=1), tmp_path / "notes.json"
    path.write_text('{"my": "notes"}')
    with pytest.raises(BadInput, match="is there already and isn't one that lernmi has saved"):
        network.save(path)
    assert path.read_text() == '{"my": "notes"}'
    network.save(path, force=True)
    saved = path.read_bytes()
    network.weights[0].value = 1.0
    network.save(path)
    assert path.read_bytes() != saved
    path.write_bytes(saved[:300])
    network.save(path)
    for name in (tmp_path, tmp_path / "none" / "net.json", "a\0b", ""):
        with pytest.raises(BadInput):
            network.save(name)
