"""Checkpoints: interrupted and resumed is the same as in one go, to the last bit."""

import json
import random
from pathlib import Path
from typing import Any, Callable, Dict, List, Tuple

import pytest

import lernmi
from lernmi import (
    Adam,
    AdamW,
    BadInput,
    BatchNorm,
    Dense,
    Dropout,
    GradientDescent,
    Momentum,
    Nesterov,
    Network,
    Optimizer,
    RMSProp,
)
from lernmi.storage import read_checkpoint, save_checkpoint
from tests.support.layers import numbers
from tests.support.twins import everything
from tests.training.test_optimizers import OPTIMIZERS

SAMPLES = [(numbers(3, seed), [0.2 * seed]) for seed in range(5)]
TRAINING: Dict[str, Any] = {"epochs": 2, "history": {"losses": [0.5, 0.25]}, "best": None,
                            "settings": {"shuffle": True, "batch_size": 2}}


def network_of(seed: int) -> Network:
    return Network(3, Dense(4, "tanh"), Dropout(0.4), Dense(1), seed=seed)


def train(network: Network, optimizer: Optimizer, epochs: int) -> None:
    for _ in range(epochs):
        order = network.random.sample(SAMPLES, len(SAMPLES))
        for start in range(0, len(order), 3):
            network.learn_batch(order[start:start + 3], optimizer)


def regrouped() -> Optimizer:
    optimizer = AdamW(0.1)
    optimizer.add_group("biases", "*bias*", weight_decay=0.0, rate=0.01)
    optimizer.add_group("first", "hidden*", l1=0.001)
    return optimizer


@pytest.mark.parametrize("make", [*OPTIMIZERS, regrouped], ids=lambda make: repr(make()))
def test_resumed_is_as_in_one_go(make: Callable[[], Optimizer], tmp_path: Path) -> None:
    network, optimizer, path = network_of(1), make(), tmp_path / "net.json"
    train(network, optimizer, 2)
    save_checkpoint(path, network, optimizer, TRAINING)
    train(network, optimizer, 2)
    resumed, its_optimizer = network_of(7), make()
    checkpoint = read_checkpoint(path)
    checkpoint.restore(resumed, its_optimizer)
    train(resumed, its_optimizer, 2)
    assert everything(resumed, its_optimizer, 2) == everything(network, optimizer, 2)
    assert checkpoint.training == TRAINING


def test_with_running_statistics_and_a_weight_that_is_fixed_in_between(tmp_path: Path) -> None:
    def build(seed: int) -> Network:
        return Network(3, BatchNorm(), Dense(2, name="middle"), Dense(1), seed=seed)
    network, optimizer, path = build(1), Adam(0.1), tmp_path / "net.json"
    train(network, optimizer, 1)
    network.weight("middle.weight[0,1]").trainable = False
    save_checkpoint(path, network, optimizer, TRAINING)
    resumed, its_optimizer = build(2), Adam(0.1)
    resumed.weight("middle.weight[0,1]").trainable = False
    read_checkpoint(path).restore(resumed, its_optimizer)
    for each, its in ((network, optimizer), (resumed, its_optimizer)):
        train(each, its, 1)
        each.weight("middle.weight[0,1]").trainable = True
        train(each, its, 1)
    assert everything(resumed, its_optimizer, 2) == everything(network, optimizer, 2)


def test_an_optimizer_that_has_seen_more_forgets_it(tmp_path: Path) -> None:
    network, optimizer, path = network_of(1), Momentum(0.1, 0.9), tmp_path / "net.json"
    save_checkpoint(path, network, optimizer, TRAINING)
    train(network, optimizer, 1)
    trained = everything(network, optimizer, 2)
    read_checkpoint(path).restore(network, optimizer)
    assert optimizer.memories == {}
    train(network, optimizer, 1)
    assert everything(network, optimizer, 2) == trained


def test_load_gives_the_network_of_a_checkpoint(tmp_path: Path) -> None:
    network, path = network_of(1), tmp_path / "net.json"
    train(network, Adam(0.1), 1)
    save_checkpoint(path, network, Adam(0.1), TRAINING)
    assert lernmi.load(path).predict([0.1, 0.2, 0.3]) == network.predict([0.1, 0.2, 0.3])
    lernmi.load(path).save(path)
    with pytest.raises(BadInput, match="it is a saved network, and no checkpoint of its training"):
        read_checkpoint(path)


def test_the_rates_before_a_schedule_changed_them(tmp_path: Path) -> None:
    network, optimizer, path = network_of(1), regrouped(), tmp_path / "net.json"
    rates = {"rate": 0.1, "rate_of_biases": 0.01}
    optimizer.rate, optimizer.rate_of_biases = 0.05, 0.005
    save_checkpoint(path, network, optimizer, TRAINING, rates=rates)
    read_checkpoint(path).restore(network, regrouped())
    with pytest.raises(BadInput, match="optimizer.rates.rate is 0.1 in the file, but here it is 0.05"):
        read_checkpoint(path).restore(network, optimizer)


# ---- what doesn't fit

def other_seed_and(change: Callable[[Network], Any]) -> Callable[[], Network]:
    def build() -> Network:
        network = network_of(3)
        change(network)
        network.refresh()
        return network
    return build


@pytest.mark.parametrize("network, optimizer, sentence", [
    (lambda: Network(3, Dense(5, "tanh"), Dropout(0.4), Dense(1)), Adam, "layers[0].size is 4 in the file, "),
    (lambda: Network(3, Dense(4, "relu"), Dropout(0.4), Dense(1)), Adam, 'layers[0].activation is "tanh" in'),
    (lambda: Network(3, Dense(4, "tanh"), Dense(1)), Adam, "the number of entries of layers is 3 in the fil"),
    (lambda: Network(3, Dense(4, "tanh"), Dropout(0.5), Dense(1)), Adam, "layers[1].rate is 0.4 in the file"),
    (lambda: Network(2, Dense(4, "tanh"), Dropout(0.4), Dense(1)), Adam, "shape[0] is 3 in the file, but he"),
    (lambda: Network(3, Dense(4, "tanh", name="a"), Dropout(0.4), Dense(1)), Adam, 'layers[0].name is missi'),
    (lambda: Network(3, Dense(4, "tanh"), Dropout(0.4), Dense(1), loss="huber"), Adam, 'loss is "squared_er'),
    (lambda: Network(3, Dense(4, "tanh"), Dropout(0.4), Dense(1), classes=["no", "yes"]), Adam, "classes is"),
    (other_seed_and(lambda network: setattr(network.weights[0], "trainable", False)), Adam, "fixed is missi"),
    (other_seed_and(lambda network: setattr(network.weights[0], "name", "w")), Adam, "weight_names is missi"),
    (lambda: network_of(1), AdamW, 'training.optimizer.type is "Adam" in the file, but here it is "AdamW".'),
    (lambda: network_of(1), lambda: Adam(0.1), "training.optimizer.rates.rate is 0.001 in the file, but her"),
    (lambda: network_of(1), lambda: Adam(beta1=0.5), "training.optimizer.options.beta1 is 0.9 in the file, "),
    (lambda: network_of(1), lambda: Adam(limit=1), "training.optimizer.options.limit is null in the file, b"),
    (lambda: network_of(1), GradientDescent, 'training.optimizer.type is "Adam" in the file'),
], ids=lambda value: value[:40] if isinstance(value, str) else "")
def test_what_doesnt_fit_is_refused_and_nothing_changes(network: Callable[[], Network],
                                                        optimizer: Callable[[], Optimizer], sentence: str,
                                                        tmp_path: Path) -> None:
    path, present, its_optimizer = tmp_path / "net.json", network(), optimizer()
    save_checkpoint(path, network_of(1), Adam(), TRAINING)
    before = [weight.value for weight in present.weights], present.random.getstate()
    with pytest.raises(BadInput) as caught:
        read_checkpoint(path).restore(present, its_optimizer)
    assert str(caught.value).startswith(f"{path}: {sentence}"), caught.value
    assert ([weight.value for weight in present.weights], present.random.getstate()) == before
    assert not getattr(its_optimizer, "memories", {})


class Careful(Optimizer):
    """A user-defined one."""

    def new_values(self, weights: Any, averages: Any) -> List[float]:
        return [weight.value for weight in weights]


def chosen_by_a_function() -> Optimizer:
    optimizer = Adam()
    optimizer.add_group("biases", lambda weight: "bias" in weight.name, rate=0.1)
    return optimizer


@pytest.mark.parametrize("optimizer, training, sentence", [
    (Careful, {}, "the optimizer can't be stored in a checkpoint: Careful(rate=0.1) is user-defined."),
    (object, {}, "is user-defined."),
    (chosen_by_a_function, {}, "its group biases chooses weights by a function; use a pattern of names, suc"),
    (Nesterov, {"optimizer": 1}, '"optimizer" can\'t be a key of training'),
    (Nesterov, {"best": [float("nan")]}, "training.best[0] is no finite number"),
    (Nesterov, {"best": object()}, "can't be saved as JSON")], ids=lambda value: str(value)[:30])
def test_what_cant_be_stored(optimizer: Callable[[], Any], training: Dict[str, Any], sentence: str,
                             tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        save_checkpoint(tmp_path / "net.json", network_of(1), optimizer(), training)
    assert sentence in str(caught.value) and not list(tmp_path.iterdir())


# ---- damaged ones

Changes = List[Tuple[Callable[[Any], Any], str]]
CHANGES: Changes = [
    (lambda c: c.update(training=3), "training must be an object, {…}, not 3."),
    (lambda c: c["training"].pop("optimizer"), "training.optimizer must be an object, {…}, not null."),
    (lambda c: c["training"]["optimizer"].pop("memories"), 'training.optimizer lacks "memories".'),
    (lambda c: c["training"]["optimizer"].update(memory=1), 'training.optimizer has a key "memory"'),
    (lambda c: c["training"]["optimizer"]["memories"]["mean"].pop(), "training.optimizer.memories.mean must"),
    (lambda c: c["training"]["optimizer"]["memories"].update(mean=3), "training.optimizer.memories.mean mus"),
    (lambda c: c["training"]["optimizer"]["memories"]["mean"].__setitem__(1, "x"),
     'training.optimizer.memories.mean[1] is "x", where a number must be.'),
    (lambda c: c["training"].update(epochs=-1), "training.epochs must be a whole number from 0 to"),
    (lambda c: c["training"].update(epochs=True), "training.epochs must be a whole number from 0 to"),
    (lambda c: c["training"].update(history=[1]), "training.history must be an object"),
    (lambda c: c["training"].update(history={"losses": 1}), "training.history.losses must be a list"),
    (lambda c: c["training"].update(best=[float("inf")]), "training.best[0] is no finite number"),
]


@pytest.mark.parametrize("change, sentence", CHANGES, ids=[sentence[:40] for _, sentence in CHANGES])
def test_a_damaged_checkpoint(change: Callable[[Any], Any], sentence: str, tmp_path: Path) -> None:
    network, optimizer, path = network_of(1), Adam(0.1), tmp_path / "net.json"
    train(network, optimizer, 1)
    save_checkpoint(path, network, optimizer, TRAINING)
    content = json.loads(path.read_text())
    change(content)
    path.write_text(json.dumps(content))
    with pytest.raises(BadInput) as caught:
        read_checkpoint(path)
    assert str(caught.value).startswith(f"{path}: {sentence}")


@pytest.mark.parametrize("change, sentence", [
    (lambda memories: memories.update(other=memories["mean"]), "what is in training.optimizer.memories"),
    (lambda memories: memories.pop("mean"), "what is in training.optimizer.memories")])
def test_memories_that_the_optimizer_doesnt_have(change: Callable[[Any], Any], sentence: str,
                                                 tmp_path: Path) -> None:
    network, optimizer, path = network_of(1), RMSProp(0.1, centered=True), tmp_path / "net.json"
    train(network, optimizer, 1)
    save_checkpoint(path, network, optimizer, TRAINING)
    content = json.loads(path.read_text())
    change(content["training"]["optimizer"]["memories"])
    path.write_text(json.dumps(content))
    before = random.Random(1).getstate(), everything(network, optimizer, 2)
    with pytest.raises(BadInput, match="the number of entries of what is in training.optimizer.memories"):
        read_checkpoint(path).restore(network, optimizer)
    assert (random.Random(1).getstate(), everything(network, optimizer, 2)) == before
