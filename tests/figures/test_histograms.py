"""Histograms: the numbers are the objects', each weight once, and bins hold all of them."""

from typing import List

import pytest

from lernmi import BadInput, Dense, GradientDescent, Network, Recurrent, Softmax, Weight
from lernmi.figures.histograms import Distribution, Histograms, histograms


def numbers(figure: Histograms) -> List[object]:
    return [(layer, one.what, one.numbers) for layer, distributions in figure.layers for one in distributions]


def test_the_weights_of_each_layer_and_their_latest_sensitivities() -> None:
    network = Network(2, Dense(3), Softmax(), Dense(1, biases="none"), seed=1)
    weights = [weight for layer in network.layers[::2] for row in layer.weights for weight in row]
    hidden, output, biases = weights[:6], weights[6:], network.layers[0].biases
    before = [("hidden", "weights", [weight.value for weight in hidden]),
              ("hidden", "biases", [weight.value for weight in biases]),
              ("output", "weights", [weight.value for weight in output])]
    assert numbers(histograms(network)) == before and not histograms(network).has_sensitivities
    network.forward([1, 2])
    network.backward([1])
    after = numbers(histograms(network))
    assert after[1] == ("hidden", "weight sensitivities", [weight.sensitivity for weight in hidden])
    assert after[3] == ("hidden", "bias sensitivities", [weight.sensitivity for weight in biases])
    network.update(GradientDescent(0.1))
    assert numbers(histograms(network))[1] == after[1]


def test_a_weight_that_was_replaced_by_hand_counts() -> None:
    network = Network(2, Dense(1, biases="none", weights=[[0.5, 0.25]]))
    network.link("input[0]", "output[0]").weight = Weight(7.0, "other")
    assert numbers(histograms(network)) == [("output", "weights", [7.0, 0.25])]


def test_a_weight_that_time_steps_share_counts_once() -> None:
    [(layer, [weights, biases])] = histograms(Network((4, 2), Recurrent(3))).layers
    assert (layer, len(weights.numbers), len(biases.numbers)) == ("output", 15, 6)


@pytest.mark.parametrize("values", [
    [-2.0, -0.1, 0.0, 0.1, 0.3, 7.9], [1e9, 1e9 + 1.0, 1e9 + 5.0, 1e9 + 2.0, 1e9 + 3.0, 1e9],
    [0.25] * 6, [0.0, 5e-324, 0.0, 0.0, 0.0, 0.0], [-1e308, 1e308, 0.0, 0.0, 0.0, 1.0]])
def test_every_number_is_in_a_bin_of_a_round_width(values: List[float]) -> None:
    for most in (7, 20):
        bins = Distribution("weights", values).bins(most)
        assert sum(one.size for one in bins) == len(values) and 1 <= len(bins) <= most
        for one in bins:
            inside = [value for value in values if one.low <= value < one.high or len(bins) == 1]
            assert len(inside) == one.size


def test_zero_is_in_the_middle_of_a_bin() -> None:
    bins = Distribution("weights", [-2.0, 0.0, 0.0, 0.0, 0.0, 3.9]).bins()
    assert [(one.low, one.high) for one in bins] == [(index - 0.5, index + 0.5) for index in range(-2, 5)]
    assert [one.sign for one in bins] == [-1, -1, 0, 1, 1, 1, 1]


def test_in_words() -> None:
    network = Network(3, Dense(2, "relu", weights=[[1.0, 0.0, -0.5], [0.5, 0.25, 0.25]], biases=[0.0, 1.0]))
    assert histograms(network).sentences(str) == [
        "output, 6 weights: from -0.5 to 1.0, mean 0.25, 16.7 % are 0.", "output, 2 biases: 0.0, 1.0.",
        "There are no sensitivities: they come with a backward pass."]


def test_a_network_without_weights_has_none() -> None:
    with pytest.raises(BadInput, match="no weights that learn"):
        histograms(Network(2, Softmax(), loss="cross_entropy"))
