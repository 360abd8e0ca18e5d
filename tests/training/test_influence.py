"""Which training samples help with another one: the product of two samples' sensitivities."""

import copy
import random
from typing import Any, List, Tuple

import pytest

from lernmi import BadInput, BatchNorm, Dense, Dropout, GradientDescent, Network, NumericError
from lernmi.training.influence import influence
from tests.support.bits import bits
from tests.support.networks import mazur, weights_of

RATE = 1e-4
Samples = List[Tuple[List[float], List[float]]]


def samples(count: int = 6) -> Samples:
    draw = random.Random(5)
    return [([draw.uniform(-1.0, 1.0) for _ in range(2)], [draw.random()]) for _ in range(count)]


def dense() -> Network:
    return Network(2, Dense(3, "tanh"), Dense(1, "sigmoid"), seed=1)


def with_dropout() -> Network:
    return Network(2, Dense(4, "tanh"), Dropout(0.5), Dense(1, "sigmoid"), seed=2)


def with_batch_norm() -> Network:
    network = Network(2, Dense(3, "tanh"), BatchNorm(), Dense(1, "sigmoid"), seed=3)
    network.fit(samples(), epochs=2, batch_size=3, optimizer=GradientDescent(0.1))
    return network


@pytest.mark.parametrize("build", [dense, with_dropout, with_batch_norm])
def test_a_small_step_really_taken_changes_the_loss_by_as_much(build: Any) -> None:
    network, pairs = build(), samples()
    asked = pairs[0]
    found = influence(network, asked, pairs, rate=RATE)
    assert found.loss == network.evaluate(*asked)
    for row, (inputs, targets) in zip(found.rows, pairs):
        stepped = copy.deepcopy(network)
        stepped.reset()
        stepped.forward(inputs, training=False)
        assert stepped.backward(targets) == row.loss
        stepped.update(GradientDescent(RATE))
        assert found.loss - stepped.evaluate(*asked) == pytest.approx(row.effect, rel=2e-3, abs=1e-12)


def test_helpers_and_hurters_are_ranked_and_the_sample_itself_helps() -> None:
    found = influence(dense(), samples()[2], samples())
    assert found.rows[2].effect > 0.0 and found.rows[2] in found.helpers
    helping, hurting = [row.effect for row in found.helpers], [row.effect for row in found.hurters]
    assert helping == sorted(helping, reverse=True) and hurting == sorted(hurting)
    assert min(helping) > 0.0 > max(hurting) and len(helping) + len(hurting) == len(samples())
    assert repr(found).startswith("Influences(6 samples on one with loss ")


def test_the_network_and_its_generator_are_left_as_they_were() -> None:
    network, twin = with_dropout(), with_dropout()
    for one in (network, twin):
        one.forward([0.5, 0.5])
        one.backward([1.0])
    influence(network, ([0.1, 0.2], [1.0]), samples())
    assert bits(network) == bits(twin) and network.random.getstate() == twin.random.getstate()
    losses = [one.learn([0.1, 0.3], [1.0], GradientDescent()) for one in (network, twin)]
    assert losses[0] == losses[1]
    assert weights_of(network) == weights_of(twin)


def test_wrong_use_is_refused_and_changes_nothing() -> None:
    network = mazur()
    before = weights_of(network)
    with pytest.raises(BadInput, match=r"sample\[0\]: "):
        influence(network, ([1.0], [0.0, 1.0]), [([1.0, 2.0], [0.0, 1.0])])
    with pytest.raises(BadInput, match="the rate"):
        influence(network, ([1.0, 2.0], [0.0, 1.0]), [([1.0, 2.0], [0.0, 1.0])], rate=0.0)
    exploding = Network(1, Dense(1, "identity", weights=1e200))
    with pytest.raises(NumericError):
        influence(exploding, ([1e200], [0.0]), [([1.0], [0.0])])
    assert weights_of(network) == before and exploding.outputs[0].value == 0.0
