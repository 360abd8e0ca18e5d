"""Snapshots: what is restored, what keeps its identity, and what is left alone."""

from contextlib import suppress
from typing import Any, List

import pytest

from lernmi import Adam, BadInput, Dense, Dropout, Network, Weight, trace
from lernmi.network.snapshot import LearningSnapshot
from lernmi.stepping.what_if import WhatIfSession
from lernmi.training import Memory
from tests.support.bits import bits


def learned(seed: int, optimizer: Adam) -> Network:
    network = Network(2, Dense(1), seed=seed)
    network.learn([0, 1], [1], optimizer)
    return network


def test_a_network_and_its_optimizer_are_restored_to_the_last_bit() -> None:
    network, optimizer = Network(2, Dense(3), Dropout(0.5), Dense(1), seed=1), Adam(0.1)
    network.learn([0, 1], [1], optimizer)
    before, random_numbers = bits(network, optimizer.memories), network.random.getstate()
    snapshot = LearningSnapshot(network, optimizer)
    for _ in range(2):
        network.learn([1, 1], [0], optimizer)
        optimizer.rate = 7.0
        assert bits(network, optimizer.memories) != before
        snapshot.restore()
        assert bits(network, optimizer.memories) == before
        assert (network.random.getstate(), optimizer.rate) == (random_numbers, 0.1)


def test_what_an_optimizer_remembers_of_other_networks_is_left_alone() -> None:
    optimizer = Adam(0.1)
    network, other = learned(1, optimizer), learned(2, optimizer)
    table, memory = optimizer.memories, optimizer.memories[other.weights[0]]
    with pytest.raises(BadInput):
        trace(network, [0], [1], optimizer)
    WhatIfSession(network, [0, 1], [1], optimizer).set("input[0]", 0.5)
    assert optimizer.memories is table and len(table) == 6
    assert table[other.weights[0]] is memory and memory.steps == 1.0
    other.learn([0, 1], [1], optimizer)
    assert memory.steps == 2.0


def test_an_update_looks_only_at_the_memories_of_its_weights() -> None:
    optimizer = Adam(0.1)
    optimizer.memories[Weight(1.0, "foreign")] = Memory("foreign")     # without the numbers of Adam
    assert learned(1, optimizer).weights[0] in optimizer.memories


class Lazy:
    """An optimizer that stores a number from its first update on."""

    rate = 0.5

    def update(self, weights: List[Weight], samples: int = 1) -> None:
        self.count = getattr(self, "count", 0) + 1
        for weight in weights:
            weight.value -= self.rate * weight.sensitivity / samples
            weight.sensitivity = 0.0


def test_an_attribute_that_did_not_exist_is_deleted_again() -> None:
    optimizer: Any = Lazy()
    session = WhatIfSession(Network(2, Dense(1), seed=1), [0, 1], [1], optimizer)
    session.set("input[0]", 0.5)
    assert optimizer.count == 1


class Interrupting:
    """Something that can be copied once; the second time, somebody presses Ctrl-C."""

    def __init__(self) -> None:
        self.copies = 0

    def __deepcopy__(self, memo: Any) -> Any:
        self.copies += 1
        if self.copies > 1:
            raise KeyboardInterrupt
        return self


def test_an_interrupted_restoring_leaves_an_optimizer_with_all_attributes() -> None:
    optimizer: Any = Adam(0.1)
    optimizer.extra = Interrupting()
    snapshot = LearningSnapshot(Network(2, Dense(1), seed=1), optimizer)
    with suppress(KeyboardInterrupt):
        snapshot.restore()
    assert {"rate", "memories", "beta1", "extra"} <= set(vars(optimizer))
