import math
import random
from typing import Any

import pytest

from lernmi import BadInput, Dense, Network, UnknownName, Weight


def test_rows_are_one_per_neuron() -> None:
    layer = Dense(2, "identity", weights=[[1, 2, 3], [4, 5, 6]], biases=[10, 20])
    network = Network(3, layer)
    assert network.forward([1, 10, 100]) == [331.0, 674.0]
    assert [[weight.value for weight in row] for row in layer.weights] == [[1, 2, 3], [4, 5, 6]]
    assert [bias.value for bias in layer.biases] == [10, 20]
    assert network.link("input[2]", "output[1]").weight is layer.weights[1][2]
    assert network.link("bias", "output[1]").weight is layer.biases[1]
    assert layer.weights[1][2].name == "output.weight[1,2]"
    assert layer.biases[1].name == "output.bias[1]"


def test_weights_given_as_weights_are_shared_and_may_be_fixed() -> None:
    weight, fixed = Weight(2.0, "mine"), Weight(3.0, trainable=False)
    layer = Dense(2, "identity", weights=[[weight, weight], [weight, fixed]], biases="none")
    network = Network(2, layer)
    assert network.weights == [weight]
    assert network.fixed_weights == [fixed]
    assert fixed.name == "output.weight[1,1]"
    assert network.forward([1, 10]) == [22.0, 32.0]


def test_a_layer_called_twice_shares_its_weights() -> None:
    layer = Dense(2)
    network = Network(2, layer, layer, seed=1)
    assert len(network.weights) == 6
    assert len(network.links) == 12
    assert list(network.groups) == ["input", "bias", "hidden", "output"]


def test_a_layer_called_twice_must_fit_both_times() -> None:
    layer = Dense(2)
    with pytest.raises(BadInput, match="the layer output has 3 weights for each neuron, but 2 ne"):
        Network(3, layer, layer)


def test_uniform_is_the_default() -> None:
    network = Network(100, Dense(50), seed=1)
    values = [weight.value for weight in network.weights]
    assert -0.5 <= min(values) < -0.49 and 0.49 < max(values) <= 0.5
    assert abs(sum(values) / len(values)) < 0.01


def test_xavier_is_uniform_within_its_limit() -> None:
    layer = Dense(50, weights="xavier")
    Network(100, layer, seed=1)
    limit = math.sqrt(6 / 150)
    values = [weight.value for row in layer.weights for weight in row]
    assert limit * 0.99 < max(values) <= limit
    assert -limit <= min(values) < -limit * 0.99
    assert [bias.value for bias in layer.biases] == [0.0] * 50
    glorot = Dense(50, weights="glorot")
    Network(100, glorot, seed=1)
    assert [[weight.value for weight in row] for row in glorot.weights] == [
        [weight.value for weight in row] for row in layer.weights]


def test_he_has_its_standard_deviation() -> None:
    layer = Dense(100, "relu", weights="he")
    Network(100, layer, seed=1)
    values = [weight.value for row in layer.weights for weight in row]
    deviation = math.sqrt(sum(value ** 2 for value in values) / len(values))
    assert deviation == pytest.approx(math.sqrt(2 / 100), rel=0.03)


def test_one_number_or_a_function_of_your_own() -> None:
    assert Network(2, Dense(1, "identity", weights=0.5)).forward([2, 4]) == [3.0]
    layer = Dense(2, weights=lambda generator, links_in, links_out: 100.0 * links_in + links_out,
                  biases=7)
    Network(3, layer)
    assert layer.weights[0][0].value == 302.0
    assert layer.biases[0].value == 7.0


@pytest.mark.parametrize("biases", ["none", False])
def test_without_biases(biases: Any) -> None:
    network = Network(2, Dense(1, biases=biases), seed=1)
    assert [link.source.name for link in network.links] == ["input[0]", "input[1]"]


def test_the_generator_of_the_network_draws() -> None:
    generator = random.Random(7)
    network = Network(1, Dense(1), seed=7)
    assert network.weights[0].value == generator.uniform(-0.5, 0.5)


@pytest.mark.parametrize("options, sentence", [
    ({"weights": [[1, 2]]}, r"output.weight\[0..1\] needs 2 entries, but 1 was"),
    ({"weights": [[1, 2], [3]]}, r"output.weight\[1,0..1\] needs 2 entries, but 1 was given"),
    ({"weights": [[1, 2], [3, None]]}, r"output.weight\[1,1\] must be a number, not None"),
    ({"weights": [[1, 2], "ab"]}, r"output.weight\[1,0..1\] must be a list of numbers, not 'ab'"),
    ({"weights": [1, 2]}, r"output.weight\[0,0..1\] must be a list of numbers, not 1"),
    ({"weights": [[1, float("nan")], [1, 1]]}, r"output.weight\[0,1\] is nan"),
    ({"biases": [1]}, r"output.bias\[0..1\] needs 2 entries, but 1 was given"),
    ({"biases": float("inf")}, "the value for all biases is inf"),
    ({"weights": "xaver"}, "no way to draw weights is called 'xaver': did you mean xavier?"),
])
def test_other_weights_are_refused(options: Any, sentence: str) -> None:
    with pytest.raises((BadInput, UnknownName), match=sentence):
        Network(2, Dense(2, **options))


def test_a_layer_that_did_not_fit_does_not_fit_the_next_time_either() -> None:
    for layer in (Dense(2, biases=[1]), Dense(2, weights=[[1, 2], [3]])):
        for _ in range(2):
            with pytest.raises(BadInput):
                Network(2, layer)


@pytest.mark.parametrize("size, sentence", [
    (0, "the size of a Dense layer must be at least 1, not 0"), (-2, "at least 1, not -2"),
    (1.5, "must be a whole number, not 1.5"), (True, "must be a whole number, not True"),
    ("3", "must be a whole number, not '3'"), (None, "must be a whole number, not None")])
def test_other_sizes_are_refused(size: Any, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        Dense(size)
