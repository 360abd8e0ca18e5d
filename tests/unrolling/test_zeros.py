"""Products with inputs that are 0 are left out, and no bit changes."""

import itertools
import random
from typing import Any, Callable, Dict, List

import pytest

from lernmi import Adam, AdamW, Convolution, Dense, GradientDescent, Network, RMSProp, Weight
from lernmi.training import Momentum, fit
from lernmi.unrolling.conditions import has_many_zeros
from lernmi.unrolling.unrolled import Unrolled
from tests.support.networks import add_neuron, gated, shared
from tests.support.slow import slow_pairs
from tests.support.twins import everything, exact

FINITE = [0.0, 5e-324, -5e-324, 2.2e-308, 1.0, -1.0, 1e16, -1e16, 1e-200, -1e200, 0.1, -0.3]


def number(drawn: random.Random) -> float:
    """Of any magnitude, denormal numbers among them."""
    if drawn.random() < 0.4:
        return drawn.choice(FINITE)
    return drawn.gauss(0.0, 1.0) * 10.0 ** drawn.randint(-320, 90)


def test_a_sum_that_begins_at_0_is_the_same_without_products_of_zeros() -> None:
    """0 · w is ±0 for every finite w; to add it to a sum that isn't −0 changes no bit, and none that began at
    +0 becomes −0: x + y is −0 only where both are."""
    drawn = random.Random(1)
    for _ in range(4000):
        weights = [number(drawn) for _ in range(12)]
        inputs = [drawn.choice([0.0, -0.0, number(drawn)]) for _ in weights]
        total = without = 0.0
        for value, weight in zip(inputs, weights):
            total = total + value * weight
            if value:
                without = without + value * weight
        assert exact([total]) == exact([without])


def test_no_finite_number_but_minus_0_is_changed_by_a_zero() -> None:
    for start, zero in itertools.product([*FINITE, 1e308], [0.0, -0.0]):
        assert exact([start + zero, start - zero, start + 0.1 * zero]) == exact([start] * 3)
    assert exact([-0.0 + 0.0]) != exact([-0.0])


OPTIMIZERS: Dict[str, Callable[[], Any]] = {
    "gradient descent": lambda: GradientDescent(0.5), "momentum": lambda: Momentum(0.1),
    "l2": lambda: GradientDescent(0.5, l2=0.9), "l1": lambda: GradientDescent(0.5, l1=0.1),
    "l2 of -0": lambda: GradientDescent(1.0, l2=1.0), "clip": lambda: GradientDescent(0.5, clip=0.01),
    "limit": lambda: GradientDescent(0.5, limit=0.01), "adam": lambda: Adam(0.05),
    "adamw that decays to 0": lambda: AdamW(1.0, weight_decay=1.0), "adamw": lambda: AdamW(0.05),
    "rmsprop": lambda: RMSProp(0.01, centered=True)}
NETWORKS: Dict[str, Callable[[], Network]] = {
    "dense": lambda: Network(6, Dense(4, "tanh"), Dense(2), seed=3),
    "backwards": lambda: Network(6, backwards, Dense(2), seed=3),
    "convolution": lambda: Network((2, 3), Convolution(2, 2, activation="relu"), Dense(2), seed=3),
    "gated": lambda: Network(6, Dense(2, "tanh"), *gated("tanh", "squared_error").layers[1:], seed=3),
    "shared": lambda: Network(6, *shared("tanh", "squared_error").layers, seed=3)}


def backwards(network: Network, sources: List[Any]) -> List[Any]:
    """Links from the inputs in another order, two from the same, and an input that is an output as well."""
    made = []
    for index, order in enumerate(([5, 4, 3, 2, 1, 0], [0, 2, 2, 4, 1], [3, 3], [4])):
        ends: List[Any] = [network.bias, Weight(0.1 * index, f"b {index}")] if index % 2 else []
        for number, source in enumerate(order):
            ends += [sources[source], Weight(0.3 - 0.2 * number, f"w {index} {number}")]
        made.append(add_neuron(network, f"back {index}", *ends, activation="tanh"))
    return [*made, sources[0], sources[5]]


def sparse(count: int) -> List[Any]:
    drawn = random.Random(5)
    return [([drawn.choice([0.0, 0.0, -0.0, 0.0, 1.0, -0.5, drawn.gauss(0, 1), 0]) for _ in range(6)],
             [drawn.random(), 0.0]) for _ in range(count)]


@pytest.mark.parametrize("optimizer, network", [
    *slow_pairs(OPTIMIZERS, NETWORKS, "gradient descent", ""),
    ("l2 of -0", "backwards"), ("adamw", "backwards")])
def test_sparse_inputs(optimizer: str, network: str) -> None:
    samples = sparse(10)
    assert has_many_zeros(samples)
    for size in (1, 4, 10):
        results = []
        for unrolled in (False, True):
            made, update = NETWORKS[network](), OPTIMIZERS[optimizer]()
            made.weights[0].value, made.weights[1].value = -0.0, 0.0
            made.weights[2].value, made.weights[3].value = -5e-324, 5e-324
            history = fit(made, samples, epochs=3, optimizer=update, batch_size=size, unrolled=unrolled)
            results.append((everything(made, update, 1), exact(history.losses)))
        assert results[0] == results[1], size


def test_zeros_are_skipped_where_that_pays() -> None:
    network = NETWORKS["dense"]()
    texts = [Unrolled(network, optimizer, skip_zeros=skip).text for optimizer, skip in (
        (GradientDescent(0.5), True), (GradientDescent(0.5), False), (GradientDescent(0.5, l2=0.1), True))]
    assert [text.count("if input_0:") for text in texts] == [2, 0, 1]
