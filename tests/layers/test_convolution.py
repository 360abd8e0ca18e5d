"""Convolution and pooling: windows over a picture and its padding."""

from lernmi import Convolution, GradientDescent, Network, trace


def test_a_window_wholly_in_the_padding_has_the_activation_of_0() -> None:
    network = Network((1, 1), Convolution(1, 1, 1, 1, "sigmoid", weights=[[[[2.0]]]], biases="none"))
    border = [0.5] * 4
    assert network.forward([[0.0]]) == [*border, 0.5, *border]
    assert network.predict([[1e3]]) == [*border, 1.0, *border]
    step = trace(network, [[0.25]], [0.0] * 9, GradientDescent(0.1))
    assert [(move.name, len(move.products)) for move in step.only("forward")][:2] == [
        ("output[0,0,0]", 1), ("output[0,0,1]", 1)]
