"""The floors do the same arithmetic as what is measured against them: the same bits."""

import random
import struct
from typing import List

import pytest

from lernmi import Dense, GradientDescent, Network
from lernmi.console.bench.bare_loop import BareLoop
from lernmi.console.bench.hand_written import HandWritten, dense_layers
from lernmi.console.bench.subject import Subject
from tests.support.bits import packed

RATE = 0.5
SIZES = [[2, 3, 1], [1, 1], [5, 4, 3, 2], [900, 3, 410, 2]]        # the last with sums of several pieces


def network_of(sizes: List[int]) -> Network:
    return Network(sizes[0], *map(Dense, sizes[1:]), seed=1)


def values_of(network: Network) -> List[bytes]:
    return packed([weight.value for layer in dense_layers(network)
                   for row, bias in zip(layer.weights, layer.biases) for weight in (*row, bias)])


def numbers_of(network: Network) -> List[bytes]:
    links = [number for link in network.links for number in (link.value, link.sensitivity)]
    return packed(links) + values_of(network)


@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_the_hand_written_step_computes_the_bits_of_learn(sizes: List[int]) -> None:
    network = network_of(sizes)
    hand_written = HandWritten(network, RATE)
    generator = random.Random(1)
    for _ in range(3):
        inputs, targets = ([generator.choice([0.0, generator.uniform(-1.0, 1.0)]) for _ in range(size)]
                           for size in (sizes[0], sizes[-1]))
        loss = network.learn(inputs, targets, GradientDescent(RATE))
        assert struct.pack("d", hand_written.learn(inputs, targets)) == struct.pack("d", loss)
        assert packed(hand_written.values()) == values_of(network)


@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_the_bare_loop_computes_the_bits_of_learn(sizes: List[int]) -> None:
    network, bare = network_of(sizes), network_of(sizes)
    inputs, targets = [0.25] * sizes[0], [0.75] * sizes[-1]
    loop = BareLoop(bare, inputs, targets, RATE)
    for _ in range(3):
        network.learn(inputs, targets, GradientDescent(RATE))
        loop.step()
        assert numbers_of(bare) == numbers_of(network)


def test_a_sum_has_at_most_400_terms() -> None:
    text = HandWritten(network_of([900, 2, 1]), RATE).text
    assert max(line.count(" + ") for line in text.splitlines()) == 400


@pytest.mark.parametrize("share, count", [(0.0, 0), (0.8, 8), (1.0, 10)])
def test_a_sample_has_its_share_of_zeros(share: float, count: int) -> None:
    assert Subject([10, 2], share).inputs.count(0.0) == count
