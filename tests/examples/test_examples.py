"""Each built-in example does its job."""

from typing import List, Tuple

import pytest

from lernmi import Adam, Dense, Dropout, Network, Recurrent, UnknownName
from lernmi.datasets.shipped.sequences import first_symbols
from lernmi.examples.catalogue import EXAMPLES, find_example
from lernmi.examples.example import Example, Sample
from lernmi.examples.techniques import STEPS, SYMBOLS, votes
from tests.support.slow import slow_but


def right(network: Network, samples: List[Sample]) -> float:
    """The share of samples answered rightly: each output on its side, or the largest in its place."""
    largest = network.loss.name in ("cross_entropy", "softmax_cross_entropy")
    count = 0
    for inputs, targets in samples:
        outputs = network.predict(inputs)
        count += (outputs.index(max(outputs)) == targets.index(1.0) if largest else
                  all((value > 0.5) == (target > 0.5) for value, target in zip(outputs, targets)))
    return count / len(samples)


def trained(example: Example, seed: int) -> Tuple[Network, float]:
    network = example.network(seed)
    example.train(network)
    return network, right(network, example.samples)


@pytest.mark.parametrize("name", slow_but(["not", "and", "or", "xor", "softmax", "rnn"], [
    name for name in EXAMPLES if name not in ("mazur", "lstm", "batchnorm", "dropout")]))
def test_an_example_learns_its_task(name: str) -> None:
    network = EXAMPLES[name].network(3)
    losses = EXAMPLES[name].train(network).losses
    assert losses[-1] < 0.1 * losses[0]
    assert right(network, EXAMPLES[name].samples) == 1.0


@pytest.mark.slow
def test_an_lstm_remembers_over_12_steps_where_a_plain_recurrent_network_fails() -> None:
    fresh = first_symbols(60, 2)
    network, learned = trained(EXAMPLES["lstm"], 3)
    assert learned > 0.95 and right(network, fresh) > 0.95
    plain = EXAMPLES["lstm"]._replace(build=lambda seed: Network(
        (STEPS, SYMBOLS), Recurrent(4), Dense(SYMBOLS, "identity"), loss="softmax_cross_entropy",
        seed=seed))
    network, learned = trained(plain, 3)
    assert learned < 0.6 and right(network, fresh) < 0.5


def test_batch_norm_learns_from_features_of_very_different_size() -> None:
    _, with_norm = trained(EXAMPLES["batchnorm"], 2)
    without = EXAMPLES["batchnorm"]._replace(
        build=lambda seed: Network(2, Dense(6, "tanh"), Dense(1), seed=seed))
    _, bare = trained(without, 2)
    assert with_norm > 0.9 and bare < 0.7


@pytest.mark.slow
def test_dropout_learns_less_by_heart() -> None:
    """The loss on fresh samples, whose results are right; the mean of three seeds."""
    fresh = votes(100, 0.0, 2)
    samples = EXAMPLES["dropout"].samples

    def loss_on_fresh(with_dropout: bool) -> float:
        total = 0.0
        for seed in (1, 2, 3):
            layers = [Dropout(0.5)] if with_dropout else []
            network = Network(9, Dense(12, "tanh"), *layers, Dense(1), loss="binary_cross_entropy",
                              seed=seed)
            network.fit(samples, epochs=100, optimizer=Adam(0.02))
            total += sum(network.evaluate(inputs, targets) for inputs, targets in fresh)
        return total
    assert loss_on_fresh(True) < 0.9 * loss_on_fresh(False)


def test_a_batch_is_shown_of_a_network_that_learns_from_batches() -> None:
    example = EXAMPLES["batchnorm"]
    network = example.network(1)
    copies, (inputs, targets) = example.case(network, 15)
    assert copies.weights == network.weights
    assert (len(inputs), len(targets)) == (8, 4)
    assert inputs[:4] == example.samples[15][0] + example.samples[0][0]


def test_a_wrong_name_gets_a_suggestion() -> None:
    with pytest.raises(UnknownName, match="did you mean lstm?"):
        find_example("lsmt")


@pytest.mark.parametrize("name", EXAMPLES)
def test_it_opens_on_a_sample_that_teaches(name: str) -> None:
    example = EXAMPLES[name]
    network, (inputs, targets) = example.case(example.network(), example.sample)
    assert any(inputs) and 0 <= example.sample < len(example.samples)
    network.forward(inputs)
    network.backward(targets)
    blamed = [weight.name for weight in network.weights if weight.sensitivity]
    assert len(blamed) > 10 or len(blamed) == len(network.weights)
    if name in ("not", "and", "or", "xor", "rnn"):
        assert len(blamed) == len(network.weights)
