"""Copies of a network: independent of the original, and equal to it, to the last bit."""

import copy
import pickle
from typing import Any, Callable, List, Set, Tuple

import pytest

from lernmi import Adam, BadInput, BatchNorm, Dense, Dropout, Network, Neuron, trace
from tests.support.bits import bits
from tests.support.layers import cases, numbers
from tests.support.networks import chain
from tests.support.slow import slow_pairs

Copier = Callable[[Any], Any]


def through_pickle(thing: Any) -> Any:
    return pickle.loads(pickle.dumps(thing))


@pytest.mark.parametrize("name, copied", slow_pairs(
    cases(), [copy.deepcopy, through_pickle], "dropout", copy.deepcopy))
def test_a_copy_goes_on_as_the_original_does(name: str, copied: Copier) -> None:
    shape, layers = cases()[name]
    network, optimizer = Network(shape, *layers, seed=1), Adam(0.1)
    samples = [(numbers(len(network.inputs), seed), [0.3]) for seed in range(3)]
    network.learn_batch(samples, optimizer)
    twin, its_optimizer = copied((network, optimizer))
    for _ in range(3):
        network.learn_batch(samples, optimizer)
        twin.learn_batch(samples, its_optimizer)
    assert bits(twin, its_optimizer.memories) == bits(network, optimizer.memories)
    assert twin.predict(samples[0][0]) == network.predict(samples[0][0])
    assert twin.random.getstate() == network.random.getstate()
    assert len(trace(twin, *samples[0])) == len(trace(network, *samples[0]))


@pytest.mark.parametrize("copied", [copy.deepcopy, through_pickle])
@pytest.mark.parametrize("layer", [lambda: Dropout(0.5), lambda: BatchNorm()])
def test_what_a_copy_does_leaves_the_original_alone(layer: Callable[[], Any], copied: Copier) -> None:
    network = Network(2, Dense(8), layer(), Dense(1), seed=1)
    samples = [([0.0, 1.0], [1.0]), ([1.0, 1.0], [0.0])]
    network.learn_batch(samples, Adam(0.1))
    before, random_numbers = bits(network, {}), network.random.getstate()
    twin = copied(network)
    twin.learn_batch(samples, Adam(0.1))
    twin.forward([0.5, 0.5])
    assert (bits(network, {}), network.random.getstate()) == (before, random_numbers)
    assert not objects_of(network) & objects_of(twin)


def objects_of(network: Network) -> Set[int]:
    return {id(thing) for things in (network.neurons, network.links, network.weights, network.fixed_weights)
            for thing in things}


def test_the_masks_of_a_copy_are_its_own() -> None:
    """The case that was reported: a copy with Dropout predicted 8.0 where the original said 6.0."""
    network = Network(1, Dense(4, "identity", weights=[[1.0]] * 4, biases="none"), Dropout(0.5),
                      Dense(1, "identity", weights=[[1.0] * 4], biases="none"), seed=3)
    network.forward([2.0])
    twin = copy.deepcopy(network)
    assert twin.predict([1.5]) == network.predict([1.5]) == [6.0]
    assert [twin.forward([2.0]) for _ in range(20)] == [network.forward([2.0]) for _ in range(20)]


@pytest.mark.slow
def test_a_network_of_any_depth_can_be_copied() -> None:
    network = chain(10_000)
    for twin in (copy.deepcopy(network), through_pickle_of_weights(network)):
        assert twin.predict([0.25]) == [0.25] and len(twin.links) == 10_000


def through_pickle_of_weights(network: Network) -> Network:
    """A pickle, but for the layer, a nested function, which no pickle can hold."""
    network.layers.clear()
    twin: Network = through_pickle(network)
    return twin


def test_batch_copies_can_be_copied_too() -> None:
    network = Network(2, Dense(3), BatchNorm(), Dense(1), seed=1)
    copies = network.photocopied(3)
    twin = copy.deepcopy(copies)
    assert twin.original is not network
    for each in (copies, twin):
        each.learn(numbers(6), [0.1, 0.2, 0.3], Adam(0.1))
    assert bits(twin.original, {}) == bits(network, {})


def test_a_nested_function_that_would_be_shared_is_refused() -> None:
    def layer(network: Network, neurons: List[Neuron]) -> List[Neuron]:
        noise = network.add(Neuron("noise"))
        network.before_each_sample(lambda training: noise.set_value(1.0))
        return [*neurons, noise]
    network = Network(2, layer, Dense(1), seed=1)
    for copied in (copy.deepcopy, through_pickle):
        with pytest.raises(BadInput, match=r"lambda.* can't be copied: .*functools.partial"):
            copied(network)


def test_a_shared_weight_is_still_shared_in_a_copy() -> None:
    network, other = copied_pair()
    assert other.layers[0].weights[0][0] is other.weights[0] is not network.weights[0]
    assert other["hidden[0]"].incoming[0].weight is other.weights[0]


def copied_pair() -> Tuple[Network, Network]:
    network = Network(2, Dense(2), Dense(1), seed=1)
    return network, copy.deepcopy(network)
