"""A picture beside its sensitivity map: its numbers are those of the network's own backward pass."""

import pytest

from lernmi import BadInput, Dense, GradientDescent, Network
from lernmi.figures.pixel_map import pixel_map
from lernmi.network.snapshot import numbers_in

EDGE = [[1.0, 0.0, 0.0], [1.0, 0.0, 0.0]]


def test_each_pixel_has_the_sensitivity_that_backward_gives_it() -> None:
    network = Network((2, 3), Dense(2, "identity"), loss="softmax_cross_entropy",
                      classes=["left", "right"], seed=2)
    network.learn(EDGE, "left", GradientDescent(0.5))
    before = [repr(getattr(thing, name)) for thing, name in numbers_in(network)]
    figure = pixel_map(network, EDGE, "right")
    assert [repr(getattr(thing, name)) for thing, name in numbers_in(network)] == before
    assert (network.last_phase, network.targets) == ("update", [1.0, 0.0])
    outputs = network.forward(EDGE)
    assert (figure.loss, figure.outputs) == (network.backward("right"), outputs)
    [picture] = figure.channels
    for row in range(2):
        for column in range(3):
            neuron = network.inputs.at(row, column)
            assert picture[row][column] == (neuron.name, neuron.value, neuron.sensitivity)
    largest = max(network.inputs, key=lambda neuron: abs(neuron.sensitivity))
    assert figure.most_sensitive(1)[0].name == largest.name


def test_in_words_it_gives_the_answer_and_the_most_sensitive_pixels() -> None:
    network = Network((1, 2), Dense(1, "identity", weights=[[2.0, 0.0]], biases=[0.0]),
                      loss="sigmoid_cross_entropy", classes=["no", "yes"])
    words = pixel_map(network, [[1.0, 1.0]], "no").sentences(lambda number: f"{number:.3f}")
    assert words == ["A picture of 1 × 2 pixels.",
                     "The answer is yes (probability 0.881), right is no (0.119); the loss is 2.127.",
                     "The loss is most sensitive to 1 pixel:",
                     "input[0,0] is 1.000, its sensitivity 1.762: more of it raises the loss."]
    assert pixel_map(network, [[0.0, 1.0]], "no").answer(str).startswith("The answer is no (probability 0.5)")


def test_channels_are_pictures_of_their_own_and_other_inputs_are_refused() -> None:
    network = Network((2, 3, 3), Dense(1), seed=1)
    figure = pixel_map(network, [0.1] * 18, [1.0])
    assert [(len(channel), len(channel[0])) for channel in figure.channels] == [(3, 3), (3, 3)]
    assert figure.channels[1][2][0].name == "input[1,2,0]"
    with pytest.raises(BadInput, match="only of a picture"):
        pixel_map(Network(4, Dense(1)), [1, 2, 3, 4], [1])
