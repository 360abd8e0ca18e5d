"""Dropout with a mask by hand."""

from typing import Any

import pytest

from lernmi import BadInput, Dropout, EachStep, Network


def test_a_mask_by_hand_says_which_values_stay() -> None:
    layer = Dropout(0.5, mask=[1, 0, True])
    network = Network(3, layer, seed=1)
    generator = network.random.getstate()
    for _ in range(2):
        assert network.forward([1.0, 2.0, 3.0]) == [2.0, 0.0, 6.0]
    assert network.predict([1.0, 2.0, 3.0]) == [1.0, 2.0, 3.0]
    layer.mask = [0, 1, 1]
    assert network.forward([1.0, 2.0, 3.0]) == [0.0, 4.0, 6.0]
    network.backward([0.0, 0.0, 0.0])
    assert [neuron.sensitivity for neuron in network.inputs] == [0.0, 8.0, 12.0]
    assert network.random.getstate() == generator, "nothing is drawn"


def test_without_a_mask_it_is_drawn_again() -> None:
    by_hand, drawn = Dropout(0.4, mask=[1] * 20), Dropout(0.4)
    networks = [Network(20, layer, seed=1) for layer in (by_hand, drawn)]
    networks[0].forward([1.0] * 20)
    by_hand.mask = None
    first, second = (network.forward([1.0] * 20) for network in networks)
    assert first == second
    assert 0.0 in first


def test_every_time_step_has_the_same_mask() -> None:
    network = Network((3, 2), EachStep(Dropout(0.2, mask=[0, 1])))
    assert network.forward([4.0] * 6) == [0.0, 5.0] * 3


@pytest.mark.parametrize("mask, sentence", [
    ([1, 0.5, 0], "an entry of the mask of Dropout must be 0 or 1, not 0.5"),
    ("101", "the mask of Dropout must be a list of numbers, not '101'"),
    ([1, "0", 1], "an entry of the mask of Dropout must be a number, not '0'"),
    (0.5, "the mask of Dropout must be a list of numbers, not 0.5")])
def test_a_mask_of_anything_but_0_and_1_is_refused(mask: Any, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        Dropout(0.5, mask=mask)
    layer = Dropout(0.5)
    with pytest.raises(BadInput, match=sentence):
        layer.mask = mask
    assert layer.mask is None


def test_a_mask_of_another_length_is_refused() -> None:
    layer = Dropout(0.5, mask=[1, 0])
    with pytest.raises(BadInput, match=r"the mask of Dropout\(0.5\) needs 3 entries, but 2 were given"):
        Network(3, layer)
    layer.mask = None
    network = Network(3, layer)
    layer.mask = [1, 0, 1, 1]
    with pytest.raises(BadInput, match=r"the mask of Dropout\(0.5\) needs 3 entries, but 4 were given"):
        network.forward([1.0, 2.0, 3.0])
