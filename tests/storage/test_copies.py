"""Copies and pickles of a network with its optimizer: independent, and the same to the last bit."""

import copy
import pickle
from typing import Any, Callable, Dict, List

import pytest

from lernmi import Adam, BadInput, Dense, Dropout, Network, Optimizer, datasets, training
from tests.storage.test_checkpoint import network_of, regrouped, train
from tests.support.twins import everything
from tests.training.test_optimizers import OPTIMIZERS

Copier = Callable[[Any], Any]


def through_pickle(thing: Any) -> Any:
    return pickle.loads(pickle.dumps(thing))


COPIERS: List[Copier] = [copy.deepcopy, through_pickle]


@pytest.mark.parametrize("copied", COPIERS)
@pytest.mark.parametrize("make", [*OPTIMIZERS, regrouped], ids=lambda make: repr(make()))
def test_every_optimizer_goes_on_with_the_copied_weights(make: Callable[[], Optimizer],
                                                         copied: Copier) -> None:
    network, optimizer = network_of(1), make()
    train(network, optimizer, 1)
    before = everything(network, optimizer, 2)
    together: Dict[str, Any] = copied({"optimizer": optimizer, "network": network})
    twin, its_optimizer = together["network"], together["optimizer"]
    assert set(getattr(its_optimizer, "memories", {})) <= set(twin.weights)
    train(twin, its_optimizer, 2)
    assert everything(network, optimizer, 2) == before, "the original is left alone"
    train(network, optimizer, 2)
    assert everything(twin, its_optimizer, 2) == everything(network, optimizer, 2)


@pytest.mark.parametrize("copied", COPIERS)
def test_what_else_belongs_to_a_network_is_copied(copied: Copier) -> None:
    data = datasets.load("iris")
    network = Network(4, Dense(3, "identity"), loss="softmax_cross_entropy", encoding=data.encoding(), seed=1)
    network.trained = {"epochs": [1, 2]}
    network.weights[0].trainable = False
    network.refresh()
    schedule = training.warm_up(3)
    twin, its_schedule = copied((network, schedule))
    assert [weight.trainable for weight in twin.weights + twin.fixed_weights] == [
        weight.trainable for weight in network.weights + network.fixed_weights]
    assert (twin.classes, twin.encoding.to_json()) == (network.classes, data.encoding().to_json())
    assert twin.trained == network.trained and twin.trained is not network.trained
    assert twin.encoding is not network.encoding
    assert [its_schedule(epoch) for epoch in range(5)] == [schedule(epoch) for epoch in range(5)]


@pytest.mark.parametrize("schedule", [training.step(2, 0.5), training.exponential(0.9), training.cosine(5),
                                      training.warm_up(3, training.cosine(5))])
def test_schedules_are_copied(schedule: Callable[[int], float]) -> None:
    for copied in COPIERS:
        assert [copied(schedule)(epoch) for epoch in range(8)] == [schedule(epoch) for epoch in range(8)]


def is_bias(weight: Any) -> bool:
    return "bias" in weight.name


def test_a_group_that_a_function_chooses() -> None:
    by_lambda, by_function = Adam(), Adam()
    by_lambda.add_group("biases", lambda weight: "bias" in weight.name, rate=0.1)
    by_function.add_group("biases", is_bias, rate=0.1)
    for optimizer, copiers in ((by_lambda, COPIERS[:1]), (by_function, COPIERS)):
        for copied in copiers:
            network, twin = network_of(1), network_of(1)
            its_optimizer = copied(optimizer)
            train(network, copy.deepcopy(optimizer), 1)
            train(twin, its_optimizer, 1)
            assert [weight.value for weight in twin.weights] == [weight.value for weight in network.weights]
    with pytest.raises(BadInput, match="the optimizer can't be pickled: its group biases chooses weights by "
                                       "a nested function; use one of a module"):
        pickle.dumps(by_lambda)
    with pytest.raises(BadInput, match="can't be pickled"):
        pickle.dumps({"network": network_of(1), "optimizer": by_lambda})


def test_a_loaded_network_is_copied_as_well(tmp_path: Any) -> None:
    import lernmi
    network = Network(2, Dense(3), Dropout(0.5), Dense(1), seed=1)
    network.save(tmp_path / "net.json")
    for copied in COPIERS:
        twin, other = lernmi.load(tmp_path / "net.json"), network_of(1)
        other = copied(twin)
        assert vars(other).keys() == vars(network).keys() == vars(twin).keys()
        assert other.forward([0.1, 0.2]) == twin.forward([0.1, 0.2]) != network.predict([0.1, 0.2])
