"""An unrolled step by hand, and an unrolled forward pass."""

import signal
from typing import Any, Callable, Dict, List

import pytest

from lernmi import Adam, BatchNorm, Dense, Dropout, GradientDescent, Network, Weight
from lernmi.activations import ACTIVATIONS, Activation
from lernmi.training import Momentum
from lernmi.unrolling.symbolic.symbols import NotSymbolic
from tests.support.layers import cases, numbers
from tests.support.slow import slow_but
from tests.support.twins import exact

SAMPLES = [([0.5, -0.3], [0.0]), ([0.0, 1.0], [1.0]), ([1.0, 0.0], [0.7]), ([-1.5, 2.0], [0.2])]


def small() -> Network:
    return Network(2, Dense(3, "tanh"), Dropout(0.3), Dense(1), seed=1)


def numbers_of(network: Network, optimizer: Any) -> List[Any]:
    memories = getattr(optimizer, "memories", {})
    return [exact(weight.value for weight in network.weights), network.random.getstate(),
            [(weight.name, exact(value for value in vars(memory).values() if isinstance(value, float)))
             for weight, memory in memories.items()]]


@pytest.mark.parametrize("make", [lambda: GradientDescent(0.3), lambda: Adam(0.1), lambda: Momentum(0.1)])
def test_steps_from_the_first_one_on(make: Callable[[], Any]) -> None:
    """An optimizer that has no memories yet gets them."""
    network, twin, optimizer, other = small(), small(), make(), make()
    with network.unroll(optimizer) as step:
        losses = [step.learn(*sample) for sample in SAMPLES]
    assert exact(losses) == exact(twin.learn(*sample, other) for sample in SAMPLES)
    assert numbers_of(network, optimizer) == numbers_of(twin, other)
    with network.unroll(optimizer, batch_size=None) as step:
        losses = [step.learn_batch(SAMPLES[:3]), step.learn_batch(SAMPLES), step.learn(*SAMPLES[0])]
    assert exact(losses) == exact([twin.learn_batch(SAMPLES[:3], other), twin.learn_batch(SAMPLES, other),
                                   twin.learn(*SAMPLES[0], other)])
    assert numbers_of(network, optimizer) == numbers_of(twin, other)


def test_unrolling_changes_nothing() -> None:
    network, optimizer = small(), Adam(0.1)
    network.learn(*SAMPLES[0], optimizer)
    activations, attributes = [neuron.activation for neuron in network.neurons], dict(vars(optimizer))
    before = numbers_of(network, optimizer)
    network.unroll(optimizer)
    assert numbers_of(network, optimizer) == before
    assert [neuron.activation for neuron in network.neurons] == activations
    assert vars(optimizer) == attributes
    assert all(vars(optimizer)[name] is value for name, value in attributes.items())
    assert type(network.weights[0].value) is type(network.weights[0].last_sensitivity) is float


def test_a_network_that_can_not_be_unrolled_is_as_before() -> None:
    def fails(total: float, value: float = 0.0) -> float:
        return total.missing  # type: ignore[attr-defined, no-any-return]
    network = Network(2, Dense(2), Dense(1), seed=1)
    network["hidden[1]"].activation = Activation("mine", fails, fails)
    before = [exact([weight.value]) for weight in network.weights]
    with pytest.raises(NotSymbolic, match="the activation mine may do more than .*: it uses missing"):
        network.unroll(GradientDescent(0.1))
    assert [exact([weight.value]) for weight in network.weights] == before
    assert [neuron.activation.name for neuron in network.layer_outputs["hidden"]] == ["sigmoid", "mine"]
    with pytest.raises(NotSymbolic, match="for one size of batches"):
        Network(2, BatchNorm(), Dense(1)).unroll(GradientDescent(0.1), batch_size=None)


def test_what_is_changed_by_hand_makes_it_outdated() -> None:
    def changed(change: Callable[[Network, Adam], Any]) -> bool:
        network, optimizer = small(), Adam(0.1)
        step = network.unroll(optimizer)
        assert step.is_current
        change(network, optimizer)
        return not step.is_current
    changes: Dict[str, Callable[[Network, Adam], Any]] = {
        "loss": lambda network, optimizer: setattr(network, "loss", "huber"),
        "weight": lambda network, optimizer: setattr(network.links[0], "weight", Weight(0.5, "new")),
        "trainable": lambda network, optimizer: setattr(network.weights[0], "trainable", False),
        "bias": lambda network, optimizer: network.bias.set_value(-0.0),
        "option": lambda network, optimizer: setattr(optimizer, "l2", 0.1),
        "minus 0": lambda network, optimizer: setattr(optimizer, "l2", -0.0),
        "group": lambda network, optimizer: optimizer.add_group("all", "*", l2=0.1)}
    assert [name for name, change in changes.items() if not changed(change)] == []
    assert not changed(lambda network, optimizer: setattr(optimizer, "rate", 0.5))
    assert not changed(lambda network, optimizer: setattr(network.weights[0], "value", 0.5))


# ---- the forward pass ----------------------------------------------------------------------------------

@pytest.mark.parametrize("layer", slow_but(["dropout", "max pool", "softmax of rows", "gru", "layer norm",
                                            "batch norm with running figures"], cases()))
def test_predictions_of_layers(layer: str) -> None:
    shape, layers = cases()[layer]
    network, twin = (Network(shape, *layers, seed=3) for _ in range(2))
    samples = [numbers(len(network.inputs), seed) for seed in range(6)]
    assert [exact(outputs) for outputs in network.predict_all(samples, unrolled=True)] == [
        exact(twin.predict(inputs)) for inputs in samples]
    assert exact(neuron.value for neuron in network.neurons) == exact(neuron.value for neuron in twin.neurons)
    pairs = [(inputs, [0.3]) for inputs in samples]
    assert exact([network.evaluate_all(pairs, unrolled=True)]) == exact([network.evaluate_all(
        pairs, unrolled=False)])


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_predictions_of_activations(activation: str) -> None:
    network = Network(2, Dense(3, activation, biases=2.5), Dense(2, activation, biases=3.0), seed=3)
    samples = [[0.3 * index, 0.5 - 0.2 * index] for index in range(-5, 5)]
    results: List[Any] = []
    for unrolled in (True, False):
        try:
            results.append([exact(outputs) for outputs in network.predict_all(samples, unrolled=unrolled)])
        except ArithmeticError as error:
            results.append(str(error))
    assert results[0] == results[1]


def test_a_user_defined_slope_that_fails_fails_in_a_prediction_as_well() -> None:
    activation = Activation("mine", lambda total: total, lambda total, value: 1.0 / (total - 0.5))
    network = Network(1, Dense(1, activation, weights=1.0, biases=0.0))
    with pytest.raises(ArithmeticError, match="can't compute its value: float division by zero"):
        network.predict_all([[0.1], [0.5], [0.2]], unrolled=True)
    assert network.predict_all([[0.1], [0.2]], unrolled=True) == [[0.1], [0.2]]


@pytest.mark.skipif(not hasattr(signal, "raise_signal"), reason="needs signals")
def test_between_the_steps_of_a_with_block_ctrl_c_has_its_effect_at_once() -> None:
    network = Network(2, Dense(1), seed=1)
    seen = []
    with pytest.raises(KeyboardInterrupt), network.unroll(GradientDescent(0.5)) as step:
        step.learn([0, 1], [1])
        signal.raise_signal(signal.SIGINT)
        seen.append("after the signal")
    assert not seen and signal.getsignal(signal.SIGINT) is signal.default_int_handler
    twin = Network(2, Dense(1), seed=1)
    twin.learn([0, 1], [1], GradientDescent(0.5))
    assert [weight.value for weight in network.weights] == [weight.value for weight in twin.weights]
