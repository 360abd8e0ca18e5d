"""The unrolled step gives the bits of the objects: every layer, activation, loss, optimizer and schedule."""

import math
from typing import Any, Callable, Dict, List

import pytest

from lernmi import (
    BatchNorm,
    Dense,
    Dropout,
    EachStep,
    GradientDescent,
    Link,
    Network,
    Neuron,
    Residual,
    Softmax,
    Weight,
)
from lernmi.activations import ACTIVATIONS
from lernmi.examples import EXAMPLES
from lernmi.losses import LOSSES, gaussian_nll, label_smoothing
from lernmi.training import Adagrad, Adam, AdamW, Momentum, Nesterov, RMSProp
from lernmi.training.schedules import cosine, exponential, step, warm_up
from tests.support import networks
from tests.support.layers import cases, numbers
from tests.support.slow import slow, slow_but, slow_pairs
from tests.support.twins import same


def grouped(optimizer: Any, **options: float) -> Any:
    optimizer.add_group("biases", "*bias*", **options)
    return optimizer


OPTIMIZERS: Dict[str, Callable[[], Any]] = {
    "gradient descent": lambda: GradientDescent(0.3),
    "l1 and l2": lambda: GradientDescent(0.3, l1=0.01, l2=0.02),
    "clip": lambda: GradientDescent(0.3, clip=0.05), "limit": lambda: GradientDescent(0.3, limit=0.1),
    "all options": lambda: Momentum(0.1, 0.5, clip=0.2, limit=0.5, l1=0.001, l2=0.01),
    "groups": lambda: grouped(GradientDescent(0.2), rate=0.01, l2=0.1),
    "a frozen group": lambda: grouped(Adam(0.02), rate=0.0, beta1=0.5),
    "momentum": lambda: Momentum(0.1), "no momentum": lambda: Momentum(0.1, 0.0),
    "nesterov": lambda: Nesterov(0.1, l2=0.01), "rmsprop": lambda: RMSProp(0.01),
    "centered": lambda: RMSProp(0.01, centered=True, momentum=0.5, alpha=0.9),
    "adagrad": lambda: Adagrad(0.1), "adam": lambda: Adam(0.02),
    "adam without epsilon": lambda: Adam(0.01, epsilon=0.0),
    "adagrad without epsilon": lambda: Adagrad(0.01, epsilon=0.0),
    "adamw": lambda: AdamW(0.02), "adamw with a decay for groups": lambda: grouped(
        AdamW(0.02, weight_decay=0.3), weight_decay=0.0)}


def samples_for(network: Network, count: int = 5) -> List[Any]:
    targets = len(network.outputs) // network.loss.outputs_per_target
    return [(numbers(len(network.inputs), seed), [0.2 * (seed % 4)] * targets)
            for seed in range(1, count + 1)]


def sizes(network: Network) -> List[Any]:
    return [3, None] if network.needs_batch else [1, 2]


# ---- layers and optimizers ---------------------------------------------------------------------------

@pytest.mark.parametrize("optimizer, layer", slow_pairs(OPTIMIZERS, cases(), "gradient descent", "dropout"))
def test_layers_and_optimizers(optimizer: str, layer: str) -> None:
    def make() -> Network:
        shape, layers = cases()[layer]
        return Network(shape, *layers, seed=3)
    size = sizes(make())[len(layer + optimizer) % 2]
    same(make, OPTIMIZERS[optimizer], samples_for(make()), batch_size=size, epochs=2)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_update_is_unrolled(optimizer: str) -> None:
    network = Network(2, Dense(2), Dense(1), seed=3)
    for size in (1, 3, None):
        assert network.unroll(OPTIMIZERS[optimizer](), batch_size=size).update_stays == ""


@pytest.mark.parametrize("size", [1, 2, 3, 4, None])
@pytest.mark.parametrize("optimizer", ["gradient descent", "all options", "adam"])
def test_batch_sizes(size: Any, optimizer: str) -> None:
    def make() -> Network:
        return Network(3, Dense(3, "tanh"), Dropout(0.3), Dense(2), seed=3)
    same(make, OPTIMIZERS[optimizer], samples_for(make(), 7), batch_size=size, epochs=4)


@pytest.mark.parametrize("size", [2, slow(3), slow(None)])
@pytest.mark.parametrize("optimizer", ["limit", "adamw"])
def test_batch_normalisation_over_copies(size: Any, optimizer: str) -> None:
    def make() -> Network:
        return Network(3, Dense(2, "tanh"), BatchNorm(momentum=0.3), Dropout(0.4), Dense(2), BatchNorm(),
                       Dense(2), seed=3)
    same(make, OPTIMIZERS[optimizer], samples_for(make(), 8), batch_size=size, epochs=3)


@pytest.mark.parametrize("schedule", [step(2, 0.5), exponential(0.7), cosine(3), warm_up(2),
                                      warm_up(1, then=lambda done: 0.5 ** done),
                                      lambda done: 1.0 / (1 + done)])
@pytest.mark.parametrize("optimizer", ["groups", "adam"])
def test_schedules(schedule: Any, optimizer: str) -> None:
    def make() -> Network:
        return Network(2, Dense(3), Dense(1), seed=3)
    outcome = same(make, OPTIMIZERS[optimizer], samples_for(make()), schedule=schedule, epochs=4)
    assert outcome.optimizer.rate == OPTIMIZERS[optimizer]().rate


# ---- activations and losses --------------------------------------------------------------------------

def test_a_loss_that_checks_many_outputs() -> None:
    def make() -> Network:
        return Network(1, Dense(40, "identity"), Softmax(), loss="cross_entropy", seed=3)
    targets = [1.0, *[0.0] * 39]
    same(make, OPTIMIZERS["gradient descent"], [([1.0], targets), ([-1.0], targets[::-1])], epochs=3)


WIRINGS = {wiring.__name__: wiring for wiring in (
    networks.plain, networks.shared, networks.gated, networks.skipping, networks.parallel)}


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("wiring", slow_but(["gated"], WIRINGS))
def test_activations(activation: str, wiring: str) -> None:
    def make() -> Network:
        network = WIRINGS[wiring](activation, "squared_error")
        network.weights[1].trainable = False
        return network
    same(make, lambda: GradientDescent(0.05), [([0.05, 0.1], [0.01, 0.99]), ([0.3, -0.2], [0.6, 0.1]),
                                               ([0.0, -0.0], [0.5, 0.5])], epochs=3)


def loss_cases() -> Dict[str, Any]:
    further = [gaussian_nll(0.25), gaussian_nll(1e-9), label_smoothing(0.0),
               label_smoothing(0.1), label_smoothing(1.0, "cross_entropy"),
               label_smoothing(0.2, "sigmoid_cross_entropy"), label_smoothing(0.3, "binary_cross_entropy")]
    return {**LOSSES, **{loss.name: loss for loss in further}}


@pytest.mark.filterwarnings("ignore:.*(linear outputs|add up to 1)")
@pytest.mark.parametrize("name", loss_cases())
@pytest.mark.parametrize("activation", slow_but(["sigmoid"], ["sigmoid", "softplus", "identity", "relu"]))
def test_losses(name: str, activation: str) -> None:
    """Outputs outside of a loss's domain are the same error."""
    loss = loss_cases()[name]

    def make() -> Network:
        return Network(3, Dense(3, "tanh"), Dense(4, activation), loss=loss, seed=3)
    samples = [(inputs, [1.0, -1.0, 1.0, 1.0] if name == "hinge" else
                [1.0, 0.0, 0.0, 0.0][:4 // loss.outputs_per_target])
               for inputs, _ in samples_for(make(), 6)]
    for size in (1, 4):
        same(make, lambda: Adam(0.05), samples, batch_size=size, epochs=3)


@pytest.mark.parametrize("name", slow_but(["mazur", "xor", "softmax"], EXAMPLES))
def test_examples(name: str) -> None:
    example = EXAMPLES[name]
    size = 4 if example.network(1).needs_batch else 1
    same(lambda: example.network(1), example.make_optimizer, example.samples[:8], batch_size=size, epochs=2)


# ---- what is set by hand -----------------------------------------------------------------------------

def test_masks_by_hand_and_masks_within_other_layers() -> None:
    same(lambda: Network(3, Dense(4, "tanh"), Dropout(0.5, mask=[1, 0, 1, 1]), Dense(2), seed=3),
         OPTIMIZERS["adam"], [(numbers(3, seed), [0.1, 0.5]) for seed in range(5)], batch_size=2)
    same(lambda: Network((3, 2), EachStep(Dense(3, "tanh"), Dropout(0.3)),
                         Residual(EachStep(Dense(3, "tanh")), Dropout(0.5)), Dense(1), seed=3),
         OPTIMIZERS["nesterov"], [(numbers(6, seed), [0.1]) for seed in range(5)])


def by_hand() -> Network:
    """Neurons and links added by hand, one fixed, one without a link, and a weight without a link."""
    network = Network(2, Dense(3, "tanh"), Dense(2), seed=3)
    first = networks.add_neuron(network, "first", network["hidden[0]"], Weight(0.3, "extra 1"),
                                network["input[1]"], Weight(-0.4, "extra 2", trainable=False),
                                network.bias, Weight(0.1, "extra 3"), activation="softplus")
    network.neurons.remove(first)
    network.neurons.insert(network.neurons.index(network["output[0]"]), first)
    source = network.add(Neuron("source"), before="first")
    source.set_value(0.7)
    Link(first, network["output[0]"], Weight(0.9, "extra 4"))
    Link(source, network["output[1]"], network["hidden[2]"])
    network.add(Neuron("alone", "sigmoid"))
    network.include([Weight(0.25, "without a link"),
                     Weight(-0.5, "fixed", trainable=False)])
    network.rewire()
    network.weights[0].trainable = False
    return network


@pytest.mark.parametrize("optimizer", slow_but(["l1 and l2", "clip", "a frozen group", "adamw"], OPTIMIZERS))
def test_a_network_changed_by_hand(optimizer: str) -> None:
    for size in (1, 3):
        same(by_hand, OPTIMIZERS[optimizer], samples_for(by_hand(), 5), batch_size=size)


@pytest.mark.parametrize("size", [1e20, 1e70, 1e100, 1e200])
@pytest.mark.parametrize("what", ["weight", "input", "target", "fixed"])
def test_large_numbers(size: float, what: str) -> None:
    def make() -> Network:
        network = Network(2, Dense(2, "tanh"), Dense(1, "identity"), loss="absolute_error", seed=3)
        if what in ("weight", "fixed"):
            network.weights[0].value = size
            network.weights[-1].value = size
            network.weights[0].trainable = what == "weight"
        return network
    large = size if what == "input" else 0.5
    samples = [([large, 0.2], [size if what == "target" else 0.5]), ([0.2, -0.1], [0.3])]
    same(make, lambda: GradientDescent(0.1), samples, epochs=4, expected_reason=None)
    same(make, lambda: RMSProp(0.1), samples, epochs=4, batch_size=None, expected_reason=None)


@pytest.mark.parametrize("targets", [[0, 2, 1], [[1, 0, 0], (0, True, False), [0.0, 0.5, 0.5]]])
def test_samples_of_several_forms(targets: Any) -> None:
    inputs = [[[1, 0], [0.5, True]], [1, 2, 3, 4], ((0.1, 0.2), (0.3, 0.4))]
    same(lambda: Network((2, 2), Dense(3, "identity"), loss="softmax_cross_entropy", seed=3),
         OPTIMIZERS["adam"], list(zip(inputs, targets)), epochs=3)


def test_a_loss_of_minus_0_is_0_unrolled_as_well() -> None:
    from lernmi.losses import Loss
    loss = Loss("minus", lambda ys, ds: -(ys[0] * ds[0]), lambda ys, ds: [-ds[0]])
    network, twin = (Network(1, Dense(1, "identity", biases=0.0), loss=loss, seed=3) for _ in range(2))
    with network.unroll(GradientDescent(0.1)) as step_of:
        results = [step_of.learn([1.0], [0.0]), twin.learn([1.0], [0.0], GradientDescent(0.1))]
    assert [math.copysign(1.0, result) for result in results] == [1.0, 1.0]
