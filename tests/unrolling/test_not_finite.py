"""A number that is no longer finite: the same error in the same step, unrolled and by the objects."""

import math
from typing import Any, Callable, Dict, List, Tuple

import pytest

from lernmi import Adam, BatchNorm, Dense, GradientDescent, Network, Neuron, NumericError, Weight
from lernmi.layers import LayerNorm
from lernmi.losses import Loss
from lernmi.training import Adagrad, Momentum, RMSProp
from tests.support.networks import add_neuron
from tests.support.twins import exact, same

USUAL = [([0.5, -0.3], [0.2]), ([-0.1, 0.4], [0.6]), ([0.3, 0.3], [0.1])]


def raised(network: Network, sources: List[Neuron]) -> List[Neuron]:
    """Each input to the power of 32: of moderate inputs come numbers as large as a float holds."""
    one, neurons = Weight(1.0, "one", trainable=False), list(sources)
    for power in range(5):
        neurons = [add_neuron(network, f"power {power}, {index}", neuron, one, activation="square")
                   for index, neuron in enumerate(neurons)]
    return neurons


def dense(activation: str = "identity", loss: Any = "squared_error", **options: Any) -> Callable[[], Network]:
    weights = [[0.3, 0.2], [-0.4, 0.1]]
    return lambda: Network(2, raised, Dense(2, activation, weights=weights),
                           Dense(1, "identity", **options), loss=loss, seed=3)


def wired(layer: Any, activation: str = "identity") -> Callable[[], Network]:
    return lambda: Network(2, layer, Dense(1, activation, weights=[[0.5]], biases=[0.1]), seed=3)


def fails_at_6(function: Any, slopes: Any) -> Callable[[], Network]:
    return lambda: Network(2, Dense(2), Dense(1, "identity"), loss=Loss("mine", function, slopes), seed=3)


def fixed_gate(network: Network, sources: List[Neuron]) -> List[Neuron]:
    """A fixed weight on the way, and a product of two inputs."""
    return [add_neuron(network, "product", sources[0], Weight(1.0, "fixed", trainable=False),
                       sources[1], sources[0])]


def amplified(network: Network, sources: List[Neuron]) -> List[Neuron]:
    """Through a weight of 1e-200 and back: only a sensitivity on the way becomes too large."""
    large = Weight(1e200, "large", trainable=False)
    inner = add_neuron(network, "inner", sources[0], Weight(1e-300, "tiny", trainable=False))
    outer = add_neuron(network, "outer", inner, large, sources[1], Weight(0.1, "plain"))
    return [add_neuron(network, "last", outer, Weight(1.0, "one"), network.bias, Weight(0.2, "shift"))]


def gd(rate: float = 0.1, **options: Any) -> Callable[[], Any]:
    return lambda: GradientDescent(rate, **options)


def unlucky() -> Network:
    """The output is exactly 0 where both inputs are negative."""
    network = Network(2, Dense(2, "relu", weights=[[0.3, 0.2], [0.4, 0.1]], biases=0.0),
                      Dense(1, "identity", weights=[[0.1, 0.1]], biases=0.0),
                      loss="binary_cross_entropy", seed=3)
    for link in network.links:
        if link.source is network.bias and isinstance(link.weight, Weight):
            link.weight.trainable = False
    return network


Case = Tuple[Callable[[], Network], Callable[[], Any], Tuple[List[float], List[float]], str]
CASES: Dict[str, Case] = {
    "an inner total": (dense(), gd(), ([1e10, 0.1], [0.0]), "the value of power 4, 0 is inf: square"),
    "a value": (dense("square"), gd(), ([1e5, 0.1], [0.0]), "the value of hidden2[0] is inf: square"),
    "exp": (dense("exp"), gd(), ([2.0, 0.0], [0.0]), "is inf: exp"),
    "log of a negative number": (dense("log"), gd(), ([-5.0, -5.0], [0.0]), "log takes numbers above 0"),
    "a reciprocal": (wired(fixed_gate, "reciprocal"), gd(), ([-0.2, 0.0], [0.0]), ""),
    "a loss": (dense(), gd(), ([1e5, 0.1], [0.1]), "the loss is inf: output[0]"),
    "a large loss": (dense(), gd(), ([2e4, 0.1], [1.0]), ""),
    "a new weight": (dense(loss="absolute_error"), gd(1e3), ([10 ** 9.6, 0.0], [1.0]), "would become"),
    "an infinite sensitivity": (wired(amplified), gd(), ([0.1, 0.1], [1e14]), ""),
    "a diverging step": (dense("relu"), gd(50.0), ([3.0, 4.0], [1e3]), ""),
    "a velocity": (dense(loss="absolute_error"), lambda: Momentum(1e-200), ([10 ** 9.6, 0.0], [1.0]), ""),
    "squares": (dense(loss="absolute_error"), lambda: Adagrad(1e-9), ([1e5, 0.0], [0.0]), "the squares of"),
    "squares of adam": (dense(loss="absolute_error"), lambda: Adam(1e-9), ([1e5, 0.0], [0.0]), "the squares"),
    "an epsilon of 0": (dense("relu"), lambda: RMSProp(0.01, epsilon=0.0), ([0.0, 0.0], [0.0]), "epsilon"),
    "outside of the domain": (dense(loss="binary_cross_entropy", biases=[0.5]), gd(1e-5),
                              ([3.0, 3.0], [0.2]), "binary_cross_entropy takes outputs from 0 to 1"),
    "a probability of 0": (unlucky, gd(1e-3), ([-1.0, -1.0], [0.2]), "costs infinitely much"),
    "the slope of a loss": (fails_at_6(lambda ys, ds: abs(ys[0] - ds[0]), lambda ys, ds: [
        math.inf if ds[0] > 5 else 1.0]), gd(), ([0.1, 0.2], [6.0]), "slope of the loss at output[0] is inf"),
    "a loss that fails": (fails_at_6(lambda ys, ds: 1.0 / (ds[0] - 6.0), lambda ys, ds: [0.1]), gd(),
                          ([0.1, 0.2], [6.0]), "the loss is nan"),
    "slopes that fail": (fails_at_6(lambda ys, ds: ys[0], lambda ys, ds: [1.0 / (ds[0] - 6.0)]), gd(),
                         ([0.1, 0.2], [6.0]), "mine can't compute its value"),
    "too few slopes": (fails_at_6(lambda ys, ds: ys[0], lambda ys, ds: [1.0] * (1 + (ds[0] > 5))), gd(),
                       ([0.1, 0.2], [6.0]), "needs 1 entries, but 2"),
    "a variance of 0": (lambda: Network(2, LayerNorm(epsilon=0.0), Dense(1), seed=3), gd(),
                        ([0.2, 0.2], [0.0]), "reciprocal(0)")}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("size", [1, 2])
def test_the_same_error_in_the_same_step(name: str, size: int) -> None:
    """The sample that does it comes in the middle of an epoch, whatever the order."""
    make, optimizer, culprit, sentence = CASES[name]
    usual = [(list(map(abs, inputs)) if make is unlucky else inputs, targets) for inputs, targets in USUAL]
    outcome = same(make, optimizer, [*usual, culprit, *usual], epochs=3, batch_size=size)
    assert sentence in str(outcome.error) and (not sentence or isinstance(outcome.error, Exception))


@pytest.mark.parametrize("rate", [1.5, 30.0, 1e3, 1e20])
def test_growing_weights_fail_in_the_same_epoch(rate: float) -> None:
    """The step before is the last one that the weights come from."""
    for activation in ("identity", "square", "relu"):
        outcome = same(dense(activation), gd(rate), USUAL, epochs=60, expected_reason=None)
        same(dense(activation), gd(rate, l2=0.5), USUAL, epochs=60, batch_size=2, expected_reason=None)
        assert isinstance(outcome.error, NumericError) or activation != "identity" or rate < 30.0


@pytest.mark.parametrize("size", [1e16, 1e40, 1e89, 1e91, 1e120, 1e155])
def test_large_weights_that_are_finite(size: float) -> None:
    def make() -> Network:
        network = Network(2, Dense(2, "softsign"), Dense(1, "softsign", weights=[[size, -size]]), seed=3)
        network.weights[1].value = size
        return network
    for optimizer in (gd(), lambda: Adam(0.1), gd(0.1, l2=0.1)):
        same(make, optimizer, USUAL, epochs=4, expected_reason=None)
        same(make, optimizer, USUAL, epochs=4, batch_size=None, expected_reason=None)


def test_batch_normalisation_without_variance() -> None:
    """All the same in a batch, and epsilon is 0."""
    def make() -> Network:
        return Network(2, BatchNorm(epsilon=0.0), Dense(1), seed=3)
    samples = [([0.5, 0.1], [0.0]), ([0.5, 0.4], [1.0]), ([0.1, 0.2], [0.3]), ([0.5, 0.3], [0.3])]
    outcome = same(make, gd(), samples, batch_size=2, epochs=8, expected_reason=None)
    assert isinstance(outcome.error, NumericError)


@pytest.mark.parametrize("name", ["a value", "exp", "log of a negative number", "outside of the domain",
                                  "a loss"])
def test_predictions_and_evaluations_fail_alike(name: str) -> None:
    make, _, culprit, _ = CASES[name]
    samples = [*USUAL, culprit, *USUAL]
    errors = []
    for unrolled in (False, True):
        network = make()
        with pytest.raises(Exception) as error:
            network.evaluate_all(samples, unrolled=unrolled)
        errors.append((type(error.value), str(error.value),
                       exact(neuron.value for neuron in network.neurons)))
    assert errors[0] == errors[1]
