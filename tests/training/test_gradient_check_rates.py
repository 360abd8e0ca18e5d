"""How often the check is wrong: false alarms among right networks, mistakes that it misses.

Both rates are 0 here. What is marked slow goes over more seeds and samples of the same kinds.
"""

from typing import Any, Callable, List, Tuple

import pytest

from lernmi import ACTIVATIONS, LOSSES, Adam, Dense, Link, Network, Neuron, check_gradients
from lernmi.examples import EXAMPLES
from lernmi.likelihoods import LEAST_VARIANCE
from tests.support.slow import slow

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")      # every loss, whatever the last layer
Case = Tuple[Network, List[float], List[float]]
XOR = EXAMPLES["xor"].samples
DISCRETE = ("one", "step", "logical_not")       # a slope of 0 has no relative error


def example(name: str, seed: int, sample: int, epochs: int = 0) -> Case:
    chosen = EXAMPLES[name]
    network = chosen.network(seed)
    if epochs:
        chosen._replace(epochs=epochs).train(network)
    case, (inputs, targets) = chosen.case(network, sample % len(chosen.samples))
    return case, inputs, targets


# ---- right networks

QUICK = ["mazur", "not", "and", "or", "xor", "softmax", "rnn", "batchnorm", "conv"]
LARGE = ["dropout", "attention", "transformer", "lstm"]


@pytest.mark.parametrize("name, seeds, samples", [*((name, 1, 2) for name in QUICK),
                                                  *(slow(name, 3, 4) for name in QUICK[:-1]),
                                                  *(slow(name, 1, 1) for name in LARGE)])
def test_examples_pass_untrained_and_trained(name: str, seeds: int, samples: int) -> None:
    for seed in range(seeds):
        for epochs in (0, 300) if name in QUICK[:6] else (0, 2):
            for sample in range(samples):
                report = check_gradients(*example(name, seed, 5 * sample, epochs))
                assert report.passed, (seed, epochs, sample, report.rows, report.slopes)


@pytest.mark.parametrize("seeds", [2, slow(10)])
def test_trained_networks_with_a_loss_near_0_pass(seeds: int) -> None:
    small = 0
    for seed in range(seeds):
        network = Network(2, Dense(3, "tanh"), Dense(1), loss="binary_cross_entropy", seed=seed)
        network.fit(XOR, epochs=400, optimizer=Adam(0.05))
        for inputs, targets in XOR:
            small += network.evaluate(inputs, targets) < 0.01
            assert check_gradients(network, inputs, targets).passed
    assert small >= seeds


@pytest.mark.slow
@pytest.mark.parametrize("seeds", [1, slow(12)])
def test_every_activation_and_loss_passes_at_small_and_large_totals(seeds: int) -> None:
    for activation in ACTIVATIONS:
        for loss in LOSSES.values():
            for seed in range(seeds):
                network = Network(2, Dense(2, activation, biases=1.5), Dense(2), loss=loss, seed=seed)
                for weight in network.weights[:4]:
                    weight.value *= (0.01, 1.0, 4.0)[seed % 3]
                targets = [0.2, 0.9][:2 // loss.outputs_per_target]
                try:
                    network.evaluate([0.6, -0.4], targets)
                except ArithmeticError:         # the logarithm of a negative total, or of 1 − 1
                    continue
                if loss.outputs_per_target == 2 and network.outputs[1].value < LEAST_VARIANCE:
                    continue                    # there its slope is another on purpose
                assert check_gradients(network, [0.6, -0.4], targets).passed, (activation, loss.name, seed)


# ---- mistakes put in

def wrong_by(factor: float, slope: Any) -> Any:
    return lambda *numbers: slope(*numbers) * (1.0 + factor)


def with_wrong_slope(case: Case, factor: float) -> Case:
    """The slope of the last neuron that isn't linear is a little wrong."""
    curved = [neuron for neuron in case[0].neurons
              if neuron.incoming and neuron.activation.name not in ("identity", *DISCRETE)][-1]
    curved.activation = curved.activation._replace(slope=wrong_by(factor, curved.activation.slope))
    return case


@pytest.mark.parametrize("seeds", [2, slow(20)])
@pytest.mark.parametrize("factor", [1e-8, -1e-6, 1e-4])
def test_every_slope_that_is_a_little_wrong_is_found(factor: float, seeds: int) -> None:
    for name in ("mazur", "xor", "softmax", "rnn", "dropout"):
        for seed in range(seeds):
            report = check_gradients(*with_wrong_slope(example(name, seed, seed), factor))
            assert report.largest_error > 0.5 * abs(factor) and not report.passed, (name, seed)
    for activation in set(ACTIVATIONS) - {"identity", *DISCRETE}:
        for seed in range(seeds):
            network = Network(2, Dense(1, activation, biases=1.5), Dense(1, "identity"), seed=seed)
            assert not check_gradients(*with_wrong_slope((network, [0.6, -0.4], [0.3]), factor)).passed


@pytest.mark.parametrize("seeds", [3, slow(20)])
def test_a_wrong_slope_in_a_saturated_network_is_found(seeds: int) -> None:
    for seed in range(seeds):
        network = Network(2, Dense(3), Dense(1), seed=seed)
        for weight in network.weights:
            weight.value *= 12.0
        assert not check_gradients(*with_wrong_slope((network, [0.9, -0.8], [0.3]), 1e-4)).passed


@pytest.mark.parametrize("factor", [1e-8, 1e-6, 1.0])
@pytest.mark.parametrize("loss", LOSSES)
def test_wrong_slopes_of_a_loss_are_found(loss: str, factor: float) -> None:
    right = LOSSES[loss]

    def slopes(values: Any, targets: Any) -> List[float]:
        return [slope * (1.0 + factor) for slope in right.slopes(values, targets)]
    for seed in range(3):
        network = Network(2, Dense(3), Dense(2), loss=right._replace(slopes=slopes), seed=seed)
        assert not check_gradients(network, [0.6, -0.4], [0.2, 0.9][:2 // right.outputs_per_target]).passed


def sets_source(link: Link) -> None:
    link.sensitivity = link.target.sensitivity * link.target.slope
    link.source.sensitivity = link.sensitivity * link.weight.value
    link.weight.sensitivity += link.sensitivity * link.source.value


def sets_weight(link: Link) -> None:
    link.sensitivity = link.target.sensitivity * link.target.slope
    link.source.sensitivity += link.sensitivity * link.weight.value
    link.weight.sensitivity = link.sensitivity * link.source.value


def forgets_slope(link: Link) -> None:
    link.sensitivity = link.target.sensitivity
    link.source.sensitivity += link.sensitivity * link.weight.value
    link.weight.sensitivity += link.sensitivity * link.source.value


def takes_wrong_value(link: Link) -> None:
    link.sensitivity = link.target.sensitivity * link.target.slope
    link.source.sensitivity += link.sensitivity * link.weight.value
    link.weight.sensitivity += link.sensitivity * link.value


@pytest.mark.parametrize("seeds", [1, slow(20)])
@pytest.mark.parametrize("backward", [sets_source, sets_weight, forgets_slope, takes_wrong_value])
def test_every_mistake_on_the_way_back_is_found(backward: Callable[[Link], None], seeds: int,
                                                monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["mazur", "xor", "softmax", "rnn", "dropout", *(["conv", "attention"] if seeds == 1 else [])]
    cases = [example(name, seed, seed) for name in names for seed in range(1, seeds + 1)]
    monkeypatch.setattr(Link, "backward", backward)
    for case in cases:
        assert not check_gradients(*case).passed, case


def test_a_slope_that_is_not_the_activations_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def forward(neuron: Neuron) -> None:
        neuron.value = neuron.activation.function(neuron.total)
        neuron.slope = neuron.activation.slope(neuron.value, neuron.total)      # the wrong way round
    case = example("xor", 1, 1)
    monkeypatch.setattr(Neuron, "forward", forward)
    assert not check_gradients(*case).passed
