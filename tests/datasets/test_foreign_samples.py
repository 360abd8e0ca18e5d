"""Samples as other libraries hold them: learned from like lists, to the last bit."""

from typing import Any, Callable, Iterable, List

import pytest

from lernmi import Dense, GradientDescent, Network, datasets
from tests.support.foreign import Array, Row, Scalar, WholeScalar

ROWS = [(0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 1)]


def weights_after(samples: Iterable[Any]) -> List[float]:
    network = Network(2, Dense(1), seed=1)
    network.fit(samples, epochs=3, optimizer=GradientDescent(0.5))
    return [weight.value for weight in network.weights]


@pytest.mark.parametrize("make", [
    lambda a, b, y: ((a, b), (y,)), lambda a, b, y: ((a, b), range(y, y + 1)), lambda a, b, y: ([a, b], y),
    lambda a, b, y: (Array([a, b]), Array([y])), lambda a, b, y: (Array([a, b], "u"), Array(y)),
    lambda a, b, y: (Array([[a], [b]]), Array([[y]])), lambda a, b, y: (Row(a=a, b=b), Row(y=y)),
    lambda a, b, y: (Row(a=a, b=b), Scalar(float(y))),
    lambda a, b, y: ([Scalar(a), WholeScalar(b)], [WholeScalar(y)]),
    lambda a, b, y: [Array([a, b]), [bool(y)]]])
def test_every_kind_of_sample(make: Callable[[int, int, int], Any]) -> None:
    assert weights_after(make(*row) for row in ROWS) == weights_after([([a, b], [y]) for a, b, y in ROWS])


def test_iterators_are_read_once() -> None:
    inputs, targets = Array([[a, b] for a, b, _ in ROWS]), Array([[y] for _, _, y in ROWS])
    expected = weights_after([([a, b], [y]) for a, b, y in ROWS])
    assert weights_after(zip(inputs, targets)) == weights_after(iter(list(zip(inputs, targets)))) == expected


def test_classes_by_name_or_number_from_an_encoding() -> None:
    iris = datasets.load("iris")
    encoding = iris.encoding()

    def learned(target_of: Callable[[str], Any]) -> List[float]:
        network = Network(4, Dense(3, "identity"), loss="softmax_cross_entropy", seed=1, encoding=encoding)
        network.fit([(encoding.inputs(row), target_of(row[-1])) for row in iris.rows[::10]], epochs=2,
                    optimizer=GradientDescent(0.1))
        return [weight.value for weight in network.weights]
    assert learned(lambda name: name) == learned(lambda name: WholeScalar(iris.classes.index(name)))
    assert learned(lambda name: name) == learned(lambda name: encoding.targets([name]))
