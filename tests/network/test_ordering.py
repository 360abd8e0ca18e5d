"""The order of neurons and links, and wiring that has none."""

import random
from typing import Any, List

import pytest

from lernmi import (
    Attention,
    BadInput,
    Dense,
    Dropout,
    EachStep,
    LayerNorm,
    Link,
    Network,
    Neuron,
    Residual,
    Weight,
)
from tests.support.networks import chain


def test_a_chain_of_10000_neurons() -> None:
    network = chain(10_000)
    assert network.forward([1.0]) == [1.0]
    network.backward([0.0])
    assert network["input[0]"].sensitivity == 1.0
    assert network.weights[0].sensitivity == 10_000.0


def test_forward_order_is_each_neurons_links_then_the_neuron() -> None:
    network = Network(2, Dense(2), Dense(1), seed=1)
    assert [part.name for part in network.schedule] == [
        "input[0]->hidden[0]", "input[1]->hidden[0]", "bias->hidden[0]", "hidden[0]",
        "input[0]->hidden[1]", "input[1]->hidden[1]", "bias->hidden[1]", "hidden[1]",
        "hidden[0]->output[0]", "hidden[1]->output[0]", "bias->output[0]", "output[0]"]
    assert [neuron.name for neuron in network.neurons] == [
        "input[0]", "input[1]", "bias", "hidden[0]", "hidden[1]", "output[0]"]
    assert [weight.name for weight in network.weights][:3] == [
        "hidden.weight[0,0]", "hidden.weight[0,1]", "hidden.bias[0]"]


def test_a_cycle_can_not_be_built() -> None:
    def cycle(network: Network, sources: List[Neuron]) -> List[Neuron]:
        a, b = network.add(Neuron("a")), network.add(Neuron("b"))
        Link(a, b, Weight(1))
        Link(b, a, Weight(1))
        return [b]
    with pytest.raises(BadInput, match="the link b->a runs against the order of the neurons"):
        Network(1, cycle)


def test_a_gate_must_come_first_as_well() -> None:
    def late(network: Network, sources: List[Neuron]) -> List[Neuron]:
        target, gate = network.add(Neuron("target")), network.add(Neuron("gate"))
        Link(sources[0], target, gate)
        return [target]
    with pytest.raises(BadInput, match="add gate to the network before target"):
        Network(1, late)


def test_a_neuron_without_incoming_links_answers_for_a_total_of_0() -> None:
    def lonely(network: Network, sources: List[Neuron]) -> List[Neuron]:
        return [network.add(Neuron("half", "sigmoid")), network.add(Neuron("always", "one")),
                network.add(Neuron("outside"))]
    network = Network(1, lonely)
    network["outside"].set_value(0.7)
    for _ in range(2):
        assert network.forward([3.0]) == [0.5, 1.0, 0.7], "from outside comes the value of an identity only"
    assert [neuron.name for neuron in network.schedule] == ["half", "always"]


@pytest.mark.parametrize("activation, at_0", [("identity", 0.0), ("sigmoid", 0.5)])
def test_a_neuron_that_loses_its_links_answers_for_a_total_of_0(activation: str, at_0: float) -> None:
    network = Network(1, Dense(1, activation, weights=2.0, biases="none"))
    assert network.forward([3.0]) != [at_0]
    network.outputs[0].incoming.clear()
    for _ in range(2):
        assert network.forward([3.0]) == [at_0]


def test_links_added_by_hand_count_after_rewiring() -> None:
    network = Network(1, Dense(1, "identity", weights=1.0, biases="none"), seed=1)
    assert network.forward([2.0]) == [2.0]
    Link(network.inputs[0], network.outputs[0], Weight(10.0))
    network.rewire()
    assert network.forward([2.0]) == [22.0]
    assert network.weights[-1].name == "w(input[0]->output[0])"


def test_weights_without_names_between_the_same_two_neurons_get_different_ones() -> None:
    def twice(network: Network, sources: List[Neuron]) -> List[Neuron]:
        neuron = network.add(Neuron())
        for value in (2.0, 3.0):
            Link(sources[0], neuron, Weight(value))
        return [neuron]
    network = Network(1, twice)
    assert [(weight.name, weight.value) for weight in network.weights] == [
        ("w(input[0]->output[0])", 2.0), ("w(input[0]->output[0])2", 3.0)]
    assert network.forward([1.0]) == [5.0]


def test_the_warning_of_an_unsuitable_loss_names_the_line_that_builds_the_network() -> None:
    with pytest.warns(UserWarning, match="needs outputs that add up to 1") as caught:
        Network(2, Dense(2), loss="cross_entropy")
    assert [warning.filename for warning in caught] == [__file__]


@pytest.mark.parametrize("layers, names", [
    ([Residual(Dense(3)), Dense(3), Dense(2)], ["hidden2", "residual", "hidden", "output"]),
    ([Dense(3), Dense(3), Dense(3, name="hidden1"), Dense(2)], ["hidden2", "hidden3", "hidden1", "output"]),
    ([Dense(3, name="output"), Dense(2)], ["output", "output2"]),
    ([Dense(3, name="hidden"), Dense(3), Dense(2)], ["hidden", "hidden2", "output"])])
def test_names_from_the_network_itself_never_clash(layers: List[Any], names: List[str]) -> None:
    network = Network(3, *layers, seed=1)
    assert [layer for layer in network.groups if layer not in ("input", "bias")] == names


def test_random_architectures_have_distinct_names() -> None:
    for seed in range(200):
        generator = random.Random(seed)
        layers = [random_layer(generator, 2) for _ in range(generator.randint(1, 5))]
        network = Network((2, 3), *layers, seed=1)
        things = [*network.neurons, *network.links, *network.weights, *network.fixed_weights]
        assert len(network.names.all()) == len(things), layers


def random_layer(generator: random.Random, depth: int) -> Any:
    """One that keeps the shape (2, 3)."""
    kind: Any = generator.choice([LayerNorm, Dropout, Attention, EachStep, Residual])
    if kind is Residual and depth:
        return Residual(*[random_layer(generator, depth - 1) for _ in range(generator.randint(1, 3))])
    if kind is EachStep:
        return EachStep(*[Dense(3) for _ in range(generator.randint(1, 3))])
    return {Attention: Attention(3), Dropout: Dropout(0.5)}.get(kind, LayerNorm())
