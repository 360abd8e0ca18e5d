"""Many samples through an unrolled forward pass: what the objects give for each, to the last bit."""

from typing import List, Tuple

from lernmi import Dense, Network
from tests.support.bits import packed

SAMPLES: List[Tuple[List[float], List[float]]] = [([index / 8.0, 1.0 - index / 16.0], [index % 2])
                                                  for index in range(8)]


def network() -> Network:
    return Network(2, Dense(3), Dense(1), seed=1)


def test_the_outputs_are_those_of_predict() -> None:
    inputs = [sample[0] for sample in SAMPLES]
    outputs = network().predict_all(inputs, unrolled=True)
    twin = network()
    assert [packed(one) for one in outputs] == [packed(twin.predict(one)) for one in inputs]


def test_the_mean_loss_is_that_of_evaluate() -> None:
    twin, total = network(), 0.0
    for sample in SAMPLES:
        total += twin.evaluate(*sample)
    assert packed([network().evaluate_all(SAMPLES, unrolled=True)]) == packed([total / len(SAMPLES)])
