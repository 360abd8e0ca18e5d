from typing import Any

import pytest

from lernmi import BadInput, LernmiError, Network
from lernmi.examples.layer_words import build_layers, check_sizes, parse_layers


def built(text: str, shape: Any = 4) -> Network:
    inputs = shape if isinstance(shape, int) else shape[0] * shape[1]
    loss = "cross_entropy" if "softmax" in text else "squared_error"
    return Network(shape, *build_layers(parse_layers(text, inputs), "tanh", "identity"), loss=loss, seed=1)


def test_sizes_begin_with_the_inputs_and_the_last_layer_has_its_own_activation() -> None:
    network = built("4-3-2")
    assert repr(network) == "Network(input 4 → hidden 3 → output 2; 23 links, 23 weights)"
    assert [repr(layer) for layer in network.layers] == ["Dense(3, 'tanh')", "Dense(2, 'identity')"]


def test_layers_in_words() -> None:
    network = built("conv 4x3x3 tanh padding=1, maxpool 2, dropout 0.25, dense 10", (8, 8))
    assert [type(layer).__name__ for layer in network.layers] == [
        "Convolution", "MaxPool", "Dropout", "Dense"]
    assert network.layers[0].activation.name == "tanh" and network.layers[0].window.padding == (1, 1)
    assert [len(neurons) for neurons in network.layer_outputs.values()] == [256, 64, 64, 10]
    assert network.layers[2].rate == 0.25


@pytest.mark.parametrize("text, outputs", [
    ("recurrent 3, dense 2", 2), ("lstm 3 all, each dense 2", 10), ("gru 3 all, each batchnorm, dense 1", 1),
    ("attention 3, layernorm, dense 2 sigmoid", 2), ("conv 2x3, avgpool 1x2, dense 3 sigmoid, softmax", 3)])
def test_every_layer_has_words(text: str, outputs: int) -> None:
    assert len(built(text, (5, 4)).outputs) == outputs


@pytest.mark.parametrize("text, sentence", [
    ("5-3-2", "the data has 4 inputs, so the layers '5-3-2' must begin with 4 and end with the outputs: "
              "try 4-3-2."),
    ("30", "the data has 4 inputs, so the layers '30' must begin with 4 and end with the outputs: try 4-10."),
    ("4-0-2", "the size in the layer 'dense 0' must be at least 1, not 0."),
    ("4--2", "the layer 'dense' needs 1 size: try dense 10."),
    ("", "no layer is called '':"), ("conf 3x3", "no layer is called 'conf': did you mean conv?"),
    ("dense", "the layer 'dense' needs 1 size: try dense 10."),
    ("conv 4", "the layer 'conv 4' needs 3 sizes joined by x: try conv 4x3x3."),
    ("dense 3 relo", "no activation is called 'relo': did you mean relu?"),
    ("dense 3 4", "the layer 'dense 3 4' needs 1 size: try dense 10."),
    ("dense 3a", "the size in the layer 'dense 3a' must be a whole number, not '3a'."),
    ("maxpool 2 padding=x", "'padding=x' in the layer 'maxpool 2 padding=x' has no meaning: try maxpool 2."),
    ("softmax 3", "the layer 'softmax 3' needs no size: try softmax."),
    ("dropout 2x3", "the layer 'dropout 2x3' needs 1 size: try dropout 0.5."),
    ("dropout 1y", "the rate of Dropout must be a number, not '1y'."),
    ("dropout 2", "the rate of Dropout must be at least 0 and below 1, not 2.0."),
    ("dense 99999999999", "the size in the layer 'dense 99999999999' must be at most "),
])
def test_what_has_no_meaning_gets_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(LernmiError) as caught:
        built(text)
    assert str(caught.value).startswith(sentence)
    assert isinstance(caught.value, (BadInput, LookupError))


@pytest.mark.parametrize("text, links", [
    ("4-100000000-3", "400,000,000"), ("dense 2000, dense 2000", "4,000,000"),
    ("conv 9000000x3x3", "324,000,000")])
def test_what_is_too_large_is_refused_before_it_is_built(text: str, links: str) -> None:
    with pytest.raises(BadInput, match=f"would have about {links} links; more than 2,000,000 are too many"):
        check_sizes(parse_layers(text, 4), 4)
