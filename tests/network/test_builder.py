"""A network is built: layers, sizes, seeds, and what is refused."""

import random
from typing import Any, List

import pytest

from lernmi import BadInput, BatchNorm, Dense, Network, Neuron, Weight
from tests.support.networks import add_neuron


def test_one_seed_one_network_and_no_two_layers_alike() -> None:
    first, again, other = (Network(3, Dense(3), Dense(3), seed=seed) for seed in (1, 1, 2))
    values = [weight.value for weight in first.weights]
    assert values == [weight.value for weight in again.weights]
    assert values != [weight.value for weight in other.weights]
    assert len(set(values)) == len(values) == 24


def test_the_global_generator_is_left_alone() -> None:
    random.seed(1)
    expected = random.random()
    random.seed(1)
    Network(3, Dense(3), seed=5)
    assert random.random() == expected


def test_shapes_name_the_inputs_and_take_nested_numbers() -> None:
    network = Network((2, 3), Dense(1, "identity", weights=1.0), seed=1)
    assert [neuron.name for neuron in network.inputs] == [
        "input[0,0]", "input[0,1]", "input[0,2]", "input[1,0]", "input[1,1]", "input[1,2]"]
    assert network.forward([[1, 2, 3], [4, 5, 6]]) == network.forward([1, 2, 3, 4, 5, 6]) == [21.0]
    for wrong in ([[1, 2, 3]], [[1, 2], [3, 4]], [[1, 2, 3], [4, 5]], [[1, 2, 3], 4]):
        with pytest.raises(BadInput):
            network.forward(wrong)


@pytest.mark.parametrize("layer", [3, "sigmoid", Dense, [Dense(1)]])
def test_what_is_no_layer_is_refused(layer: Any) -> None:
    with pytest.raises(BadInput, match="a layer must be one such as Dense"):
        Network(2, layer)


@pytest.mark.parametrize("returned", [None, [], 5])
def test_a_layer_must_return_neurons_in_the_middle_as_well(returned: Any) -> None:
    with pytest.raises(BadInput, match="the layer hidden1 must return a list of neurons"):
        Network(2, lambda network, neurons: returned, Dense(1), Dense(1))


def test_a_network_can_be_printed_while_it_is_built() -> None:
    seen = []

    def spy(network: Network, neurons: List[Neuron]) -> List[Neuron]:
        seen.append(repr(network))
        return neurons
    Network(2, spy, Dense(1))
    assert seen == ["Network(input 2 → hidden 0; under construction)"]


@pytest.mark.parametrize("inputs, sentence", [
    (0, "the number of inputs must be at least 1, not 0"), (-1, "at least 1, not -1"),
    (2.5, "must be a whole number, not 2.5"), ("2", "must be a whole number, not '2'"),
    ((2, 0), "at least 1, not 0"), (None, "must be a whole number, not None")])
def test_bad_sizes_are_refused(inputs: Any, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        Network(inputs, Dense(1))


def test_a_network_needs_a_layer() -> None:
    with pytest.raises(BadInput, match="at least one layer"):
        Network(2)


def test_neurons_from_elsewhere_are_refused() -> None:
    def stranger(network: Network, sources: List[Neuron]) -> List[Neuron]:
        return [add_neuron(network, "a", Neuron("z"), Weight(1))]
    with pytest.raises(BadInput, match="needs the neuron z, which is not in the network"):
        Network(1, stranger)
    with pytest.raises(BadInput, match="is not in the network"):
        Network(1, lambda network, sources: [Neuron("q")])
    with pytest.raises(BadInput, match="must return a list of neurons, not None"):
        Network(1, lambda network, sources: None)  # type: ignore[arg-type, return-value]


def test_nobody_reads_the_name_of_a_fixed_weight_of_the_wiring_as_a_number() -> None:
    network = Network(2, BatchNorm(), Dense(1), seed=1).photocopied(2)
    names = {weight.name: weight.value for weight in network.constants}
    assert names["fixed(-1)"] == -1.0 and names["fixed(1e-05)"] == 1e-05
    assert all(name.startswith("fixed(") for name in names)
    one, other = network.constant(1.0 / 3.0), network.constant(0.33333)
    assert (one.name, other.name) == ("fixed(0.3333)", "fixed(0.33333)")
    assert network.find("fixed(-1)") is network.constant(-1.0)
