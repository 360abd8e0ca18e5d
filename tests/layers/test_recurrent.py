"""Recurrent layers: where the state begins, and where it goes."""

from typing import Any, Callable, Dict, List

import pytest

from lernmi import (
    GRU,
    LSTM,
    BadInput,
    Dense,
    GradientDescent,
    Network,
    Neuron,
    Neurons,
    Recurrent,
    State,
    Weight,
)
from tests.support.layers import numbers

SIZES: Dict[Any, int] = {Recurrent: 2, GRU: 2, LSTM: 4}     # numbers in a state of size 2


def resuming(layer: Any) -> Callable[[Network, List[Neuron]], List[Neuron]]:
    """Two features of each time step, then the state before; the outputs are the state after."""
    def resume(network: Network, neurons: List[Neuron]) -> List[Neuron]:
        outside = neurons[len(neurons) - SIZES[type(layer)]:]
        steps = (len(neurons) - len(outside)) // 2
        sequence = Neurons(neurons[:2 * steps], (steps, 2))
        _, last = layer.run(network, sequence, State(outside[:2], outside[2:]))
        return [*last.values, *last.cells]
    return resume


@pytest.mark.parametrize("kind", SIZES)
def test_a_sequence_in_two_halves_ends_like_the_whole_one(kind: Any) -> None:
    inputs = numbers(8)
    layer = kind(2, name="memory")
    whole, half = (Network(2 * steps + SIZES[kind], resuming(layer), seed=1) for steps in (4, 2))
    state = [0.0] * SIZES[kind]
    for features in (inputs[:4], inputs[4:]):
        state = half.predict([*features, *state])
    assert state == whole.predict([*inputs, *[0.0] * SIZES[kind]])


@pytest.mark.parametrize("kind", SIZES)
def test_a_first_state_of_0_is_the_default(kind: Any) -> None:
    zeros: Any = ([0.0, 0.0], [0.0, 0.0]) if kind is LSTM else [0.0, 0.0]
    default, explicit = (Network((3, 2), kind(2, first_state=first), seed=1) for first in (None, zeros))
    assert default.predict(numbers(6)) == explicit.predict(numbers(6))
    assert len(default.links) < len(explicit.links), "nothing is linked to the 0 at the beginning"


def test_a_number_is_fixed_and_a_weight_learns() -> None:
    layer = LSTM(2, first_state=([0.5, Weight(0.25)], [Weight(-1.0, "start"), -2.0]), name="memory")
    network = Network((3, 2), layer, Dense(1), seed=1)
    names = [weight.name for weight in [*layer.first_values, *layer.first_cells]]
    assert names == ["memory.first_value[0]", "memory.first_value[1]", "start", "memory.first_cell_value[1]"]
    network.forward(numbers(6))
    assert [network[f"memory.first{what}"].value for what in ("[0]", "[1]", "_cell[0]", "_cell[1]")] == [
        0.5, 0.25, -1.0, -2.0]
    network.learn(numbers(6), [0.9], GradientDescent(0.5))
    values = [weight.value for weight in [*layer.first_values, *layer.first_cells]]
    assert (values[0], values[3]) == (0.5, -2.0)
    assert values[1] != 0.25 and values[2] != -1.0


def test_a_layer_that_is_applied_again_begins_again() -> None:
    layer = Recurrent(2, states="all", first_state=[Weight(0.5), 0.1], name="memory")
    network = Network((3, 2), layer, layer, seed=1)
    network.forward(numbers(6))
    assert network["memory2.first[0]"].value == network["memory.first[0]"].value == 0.5
    assert layer.first_values[0] in network.weights


@pytest.mark.parametrize("make, sentence", [
    (lambda: GRU(2, first_state=[1.0]), "the first state of GRU needs 2 entries, but 1 was given"),
    (lambda: LSTM(2, first_state=[0.1, 0.2]), "hidden state of LSTM must be a list of numbers, not 0.1"),
    (lambda: LSTM(2, first_state=[0.1, 0.2, 0.3]), r"of LSTM, \(values, cells\), needs 2 entries, but 3"),
    (lambda: LSTM(2, first_state=([1.0, 2.0], [1.0])), "the first cell state of LSTM needs 2 entries, but 1"),
    (lambda: Recurrent(1, first_state=["a"]), "the first state of Recurrent must be a number, not 'a'"),
    (lambda: GRU(1, first_state=0.5), "the first state of GRU must be a list of numbers, not 0.5")])
def test_a_first_state_that_does_not_fit_is_refused(make: Any, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        make()


@pytest.mark.parametrize("layer, first, sentence", [
    (GRU(2), lambda neurons: State(neurons[:1]), "the first hidden state of the layer output needs 2"),
    (GRU(2), lambda neurons: State(neurons, neurons), "the first cell state of the layer output needs 0"),
    (LSTM(2), lambda neurons: State(neurons, neurons[:1]), "cell state of the layer output needs 2"),
    (LSTM(2), lambda neurons: neurons, r"must be a State, such as State\(neurons\), not ")])
def test_neurons_that_are_no_state_of_the_layer_are_refused(layer: Any, first: Any, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        Network(2, lambda network, neurons: layer.run(network, Neurons(neurons, (1, 2)), first(neurons))[0])
