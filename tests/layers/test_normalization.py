"""Normalisation without an epsilon."""

import math

import pytest

from lernmi import BatchNorm, GradientDescent, LayerNorm, Network, NumericError, check_gradients


def test_with_an_epsilon_of_0_the_variance_is_exactly_1() -> None:
    network = Network(4, LayerNorm(epsilon=0.0))
    assert network.forward([1.0, 3.0, 1.0, 3.0]) == [-1.0, 1.0, -1.0, 1.0]
    assert check_gradients(network, [0.1, 0.2, -0.3, 0.5], [0.3, 0.1, -0.2, 0.4]).passed
    copies = Network(1, BatchNorm(epsilon=0.0)).photocopied(3)
    deviation = math.sqrt(14.0 / 3.0)           # of 1, 2, 6 from their mean 3
    assert copies.forward([1.0, 2.0, 6.0]) == pytest.approx([-2 / deviation, -1 / deviation, 3 / deviation])
    assert check_gradients(copies, [1.0, 2.0, 6.0], [0.3, 0.1, -0.2]).passed


def test_a_variance_of_0_then_has_no_answer() -> None:
    layer = LayerNorm(epsilon=0.0)
    network = Network(4, layer, seed=1)
    before = [weight.value for weight in layer.weights]
    with pytest.raises(NumericError, match=r"the value of output.one_over_deviation is inf: reciprocal\(0\)"):
        network.learn([2.0] * 4, [0.0] * 4, GradientDescent(0.1))
    assert before == [weight.value for weight in layer.weights]
