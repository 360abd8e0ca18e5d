"""A network once for each sample of a batch: names, shared weights, and what is learned."""

import math
from typing import List

import pytest

from lernmi import Dense, GradientDescent, Network
from tests.support.layers import numbers


def test_photocopies_have_names_by_sample_and_share_weights() -> None:
    network = Network(2, Dense(1), seed=1)
    copies = network.photocopied(3)
    assert [neuron.name for neuron in copies.outputs] == [
        "output[0]#sample1", "output[0]#sample2", "output[0]#sample3"]
    assert copies.weights == network.weights
    assert copies.forward([[1, 2], [3, 4], [5, 6]]) == [
        network.predict(inputs)[0] for inputs in ([1, 2], [3, 4], [5, 6])]


def test_a_batch_of_copies_learns_what_one_by_one_learns() -> None:
    samples = [(numbers(2, seed), [0.5]) for seed in range(4)]
    one_by_one, together = (Network(2, Dense(3), Dense(1), seed=1) for _ in range(2))
    one_by_one.learn_batch(samples, GradientDescent(0.5))
    inputs, targets = together.photocopied(4).concatenated(samples)
    together.photocopied(4).learn(inputs, targets, GradientDescent(0.5))
    assert [weight.value for weight in together.weights] == pytest.approx(
        [weight.value for weight in one_by_one.weights], rel=1e-14)


@pytest.mark.parametrize("loss, targets", [
    ("mean_squared_error", [0.3, 0.1]), ("softmax_cross_entropy", [0.0, 1.0]),
    ("gaussian_nll_predicted", [0.4])])
def test_the_loss_of_photocopies_is_the_sum_of_theirs(loss: str, targets: List[float]) -> None:
    network = Network(2, Dense(2, "softplus"), loss=loss, seed=1)
    samples = [(numbers(2, seed), targets) for seed in range(3)]
    copies = network.photocopied(3)
    inputs, wanted = copies.concatenated(samples)
    alone = [network.evaluate(*sample) for sample in samples]
    assert copies.evaluate(inputs, wanted) == pytest.approx(math.fsum(alone), rel=1e-14)
    copies.forward(inputs)
    copies.backward(wanted)
    together = [weight.sensitivity for weight in network.weights]
    network.update(GradientDescent(1e-300))
    for sample in samples:
        network.forward(sample[0])
        network.backward(sample[1])
    assert together == pytest.approx([weight.sensitivity for weight in network.weights], rel=1e-12)
