"""Convolution and pooling: windows over a picture and its padding."""

from typing import Any

import pytest

from lernmi import AveragePool, BadInput, Convolution, GradientDescent, MaxPool, Network, trace


def test_a_window_wholly_in_the_padding_has_the_activation_of_0() -> None:
    network = Network((1, 1), Convolution(1, 1, 1, 1, "sigmoid", weights=[[[[2.0]]]], biases="none"))
    border = [0.5] * 4
    assert network.forward([[0.0]]) == [*border, 0.5, *border]
    assert network.predict([[1e3]]) == [*border, 1.0, *border]
    step = trace(network, [[0.25]], [0.0] * 9, GradientDescent(0.1))
    assert [(move.name, len(move.products)) for move in step.only("forward")][:2] == [
        ("output[0,0,0]", 1), ("output[0,0,1]", 1)]


def test_the_padding_of_a_max_pool_never_is_the_largest() -> None:
    network = Network((2, 2), MaxPool(2, padding=1))
    assert network.forward([[-1.0, -2.0], [-3.0, -4.0]]) == [-1.0, -2.0, -3.0, -4.0]
    assert Network((1, 2), MaxPool(3, padding=1)).forward([[-1.0, -2.0]]) == [-1.0]


@pytest.mark.parametrize("count_padding, means", [
    (True, [0.75, 0.25, 2.25, 0.75]), (False, [3.0, 1.0, 4.5, 1.5])])
def test_the_padding_of_an_average_pool_counts_as_zeros_or_not_at_all(count_padding: bool,
                                                                      means: Any) -> None:
    network = Network((3, 2), AveragePool(2, padding=1, count_padding=count_padding))
    assert network.forward([[3.0, 1.0], [6.0, 2.0], [3.0, 1.0]]) == means


def test_a_padding_of_more_than_half_the_window_is_refused() -> None:
    with pytest.raises(BadInput, match=r"must be at most half its size, \(3, 2\), not \(2, 1\)"):
        MaxPool((3, 2), padding=(2, 1))
    with pytest.raises(BadInput, match="the padding of AveragePool must be at most half its size"):
        AveragePool(3, padding=2)
    with pytest.raises(BadInput, match="the padding of a MaxPool must be at least 0"):
        MaxPool(2, padding=-1)
