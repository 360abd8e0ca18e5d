"""A maximum is chosen, not computed: MaxPool and Softmax, exact for any numbers."""

import math
import random
import struct
from typing import List

import pytest

from lernmi import Loss, MaxPool, Network, Softmax, trace

OUTPUT = Loss("output", lambda values, targets: values[0], lambda values, targets: [1.0])


def pool(count: int) -> Network:
    """One window over all inputs; the loss is the output itself."""
    return Network((1, count), MaxPool((1, count)), loss=OUTPUT)


@pytest.mark.parametrize("numbers, largest", [
    ([-1e6, 1e-6, 0.0, 0.0], 1), ([-1.0, -0.3, -0.3], 1), ([-1e308, 1e308], 1), ([1e308, -1e308], 0),
    ([0.5, 0.5 + 2.0 ** -53, 0.5], 1), ([0.0, -0.0], 0), ([2.0, 1.0, 3.0, 3.0, 2.5], 2), ([7.0], 0)])
def test_the_first_of_the_largest_is_the_value_and_gets_the_whole_sensitivity(
        numbers: List[float], largest: int) -> None:
    network = pool(len(numbers))
    assert network.forward(numbers) == [numbers[largest]]
    network.backward([0.0])
    assert [neuron.sensitivity for neuron in network.inputs] == [
        float(index == largest) for index in range(len(numbers))]


def floats(generator: random.Random, count: int) -> List[float]:
    """Any bits that are a finite number; sometimes equal ones, or neighbours."""
    numbers: List[float] = []
    while len(numbers) < count:
        bits = generator.getrandbits(64)
        number: float = struct.unpack("d", struct.pack("Q", bits))[0]
        if numbers and generator.random() < 0.4:
            number = numbers[-1] * generator.choice((1.0, 1.0 + 2.0 ** -52, 1.0 - 2.0 ** -53))
        if math.isfinite(number):
            numbers.append(number)
    return numbers


def test_it_is_pythons_maximum_for_any_numbers() -> None:
    generator, network = random.Random(1), pool(4)
    for _ in range(2000):
        numbers = floats(generator, 4)
        assert network.predict(numbers) == [max(numbers)], numbers


def test_numbers_too_small_for_exact_halves_may_count_as_equal() -> None:
    """Below 2^−1021, where a half has a digit less than the number."""
    tiny, network = 5e-324, pool(2)
    for base in (0.0, 2.0 ** -1022, 2.0 ** -1021 - 20 * tiny):
        numbers = [base + count * tiny for count in range(20)]
        for left in numbers:
            for right in numbers:
                assert max(left, right) - network.predict([left, right])[0] <= 2 * tiny
    assert network.predict([2.0 ** -1021, 2.0 ** -1021 + 2 * tiny]) == [2.0 ** -1021 + 2 * tiny]


def test_a_softmax_of_numbers_far_apart() -> None:
    network = Network(2, Softmax(), loss="cross_entropy")
    assert network.predict([-1e20, 1000.0]) == [0.0, 1.0]
    assert network.predict([1e-300, 1e300]) == [0.0, 1.0]
    network.forward([-1e20, 1000.0])
    network.backward([0.0, 1.0])
    assert [neuron.sensitivity for neuron in network.inputs] == [0.0, 0.0]


def test_the_trace_of_a_maximum_explains_the_choice(capsys: pytest.CaptureFixture[str]) -> None:
    step = trace(pool(3), [1.0, 5.0, 2.0], [4.0])
    forward = [move.name for move in step.only("forward") if "->" not in move.name]
    assert forward == ["output.keep[0,0,1]", "output.take[0,0,1]", "output.so_far[0,0,1]",
                       "output.keep[0,0,2]", "output.take[0,0,2]", "output[0,0]"]
    assert [step.network[name].value for name in forward] == [0.0, 1.0, 5.0, 1.0, 0.0, 5.0]
    step.print(only="output.take[0,0,1]")
    assert "logical_not" in capsys.readouterr().out
