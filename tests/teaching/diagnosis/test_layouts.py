"""The layouts in which programs give their numbers: all are read, and named where they are less usual."""

from typing import Any, List

import pytest

from lernmi import LSTM, Convolution, Dense, Network
from lernmi.teaching.bugs import find_bug
from lernmi.teaching.diagnosis import diagnose
from lernmi.teaching.diagnosis.parameters import parameters_of
from lernmi.teaching.diagnosis.written_numbers import Written, written
from tests.support.wrong_numbers import gradients

NETWORK = Network(3, Dense(4, "tanh"), Dense(2), seed=3)
INPUTS, TARGETS = [0.1, 0.5, -0.3], [0.0, 1.0]
RIGHT = gradients(NETWORK, [(INPUTS, TARGETS)]) or []
TRANSPOSED = "each weight matrix transposed, a row for each source"


class Tensor:
    """What arrays and tensors of other libraries have in common."""

    def __init__(self, numbers: List[Any], shape: Any) -> None:
        self.numbers, self.shape = numbers, shape

    def __len__(self) -> int:
        return int(self.shape[0])

    def __getitem__(self, index: int) -> Any:
        return self.numbers[index]

    def tolist(self) -> List[Any]:
        return self.numbers


def shaped(numbers: List[Any], shape: Any) -> Any:
    if len(shape) == 1:
        return numbers
    size = len(numbers) // shape[0]
    return [shaped(numbers[start:start + size], shape[1:]) for start in range(0, len(numbers), size)]


def arrays(network: Network, numbers: List[float]) -> List[Any]:
    """The numbers of all weights in PyTorch's arrays."""
    return [shaped([numbers[slot] for slot in one.slots if slot is not None], one.shape)
            for one in parameters_of(network)]


def turned(matrix: List[Any]) -> List[Any]:
    return [list(row) for row in zip(*matrix)]


W1, B1, W2, B2 = arrays(NETWORK, RIGHT)
WITH_BIAS = [[[*row, bias] for row, bias in zip(rows, biases)] for rows, biases in ((W1, B1), (W2, B2))]
LAYOUTS = {
    "all in a row": (RIGHT, ()),
    "arrays in a row": ([W1, B1, W2, B2], ()),
    "pairs by layer": ([(W1, B1), (W2, B2)], ()),
    "tensors": ([Tensor(W1, (4, 3)), Tensor(B1, (4,)), Tensor(W2, (2, 4)), Tensor(B2, (2,))], ()),
    "columns of biases": ([W1, [[bias] for bias in B1], W2, [[bias] for bias in B2]], ()),
    "named parameters": ([("0.weight", W1), ("0.bias", B1), ("2.weight", W2), ("2.bias", B2)], ()),
    "by layer": ({"hidden": {"W": W1, "b": B1}, "output": {"weights": W2, "biases": B2}}, ()),
    "backwards": ({"db2": B2, "dW2": W2, "db1": B1, "dW1": W1}, ()),
    "other names": ({"fc1.weight": W1, "fc1.bias": B1, "fc2.weight": W2, "fc2.bias": B2}, ()),
    "one layer": ({"output": (W2, B2)}, ()),
    "transposed": ([turned(W1), B1, turned(W2), B2], (TRANSPOSED,)),
    "weights first": ([W1, W2, B1, B2], ("all weights, then all biases",)),
    "biases first": (([B1, B2], [W1, W2]), ("all biases, then all weights",)),
    "without biases": ([W1, W2], ("the biases left out",)),
    "last layer first": ([W2, B2, W1, B1], ("the last layer first",)),
    "last column": (WITH_BIAS, ("the bias as last column",)),
    "first column, transposed": ([turned([[row[-1], *row[:-1]] for row in rows]) for rows in WITH_BIAS],
                                 ("the bias as first column", TRANSPOSED)),
    "parameters in a row": ([*(number for row in W1 for number in row), *B1,
                             *(number for row in W2 for number in row), *B2], ())}


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_right_program_is_right_in_each_layout(name: str) -> None:
    values, words = LAYOUTS[name]
    diagnosis = diagnose(NETWORK, INPUTS, TARGETS, values)
    assert diagnosis.is_right and diagnosis.layout == words
    assert all(word in diagnosis.message[0] for word in words)


def test_a_mistake_is_named_in_another_layout_too() -> None:
    numbers = gradients(NETWORK, [(INPUTS, TARGETS)], find_bug("weight_forgotten")) or []
    weights = arrays(NETWORK, numbers)
    diagnosis = diagnose(NETWORK, INPUTS, TARGETS,
                         [turned(weights[0]), weights[1], turned(weights[2]), weights[3]])
    assert diagnosis.mistakes == [("weight_forgotten",)] and diagnosis.layout == (TRANSPOSED,)


def test_kernels_and_recurrent_weights_are_in_pytorchs_shapes_or_keras_order() -> None:
    network = Network((2, 4, 4), Convolution(3, 2, activation="tanh"), Dense(1), seed=2)
    inputs = [0.1 * (index % 7) - 0.2 for index in range(32)]
    kernels, *rest = arrays(network, gradients(network, [(inputs, [1.0])]) or [])
    assert diagnose(network, inputs, [1], [kernels, *rest]).layout == ()
    keras = [[[[kernels[out][source][row][column] for out in range(3)] for source in range(2)]
              for column in range(2)] for row in range(2)]
    diagnosis = diagnose(network, inputs, [1], [keras, rest[0], turned(rest[1]), rest[2]])
    assert diagnosis.is_right and diagnosis.layout == (TRANSPOSED, "the kernels as (rows, columns, in, out)")
    lstm = Network((3, 2), LSTM(3), Dense(1), seed=1)
    numbers = gradients(lstm, [([0.1, 0.2, 0.3, -0.4, 1.0, 1.0], [0.4])]) or []
    names = [one.names[0] for one in parameters_of(lstm)]
    assert names[0] == "0.layer.weight_ih_l0"
    named = dict(zip(names, arrays(lstm, numbers)))
    assert diagnose(lstm, [[0.1, 0.2], [0.3, -0.4], [1, 1]], [0.4], named).is_right


def test_positions_count_from_0_or_from_1() -> None:
    for first in (0, 1):
        numbers = {str(number): value for number, value in enumerate(RIGHT, start=first)}
        assert diagnose(NETWORK, INPUTS, TARGETS, numbers).is_right


@pytest.mark.parametrize("values, units", [
    ([0.1234, 0.0312, 0.4021, 0.1], [1e-4] * 4),                    # four decimals
    ([0.1234, 0.001234, 1.234e-06, 0.12], [1e-4, 1e-6, 1e-9, 1e-4]),        # four digits
    (["0.0820", "0.08", "0"], [1e-4, 1e-2, 1e-4]),                  # a text says it itself
    ([0.0, 0.0], [1e-4, 1e-4]), ([12.0, 3.0], [1.0, 1.0])])
def test_what_a_number_was_rounded_to_is_read_off_it_and_the_others(values: Any, units: Any) -> None:
    assert [number.unit for number in written(values, "abcd")] == pytest.approx(units)


def test_a_text_is_right_if_the_result_rounds_to_it() -> None:
    number, = written(["0.0822"], ["w5"])
    assert number == Written(0.0822, 1e-4)
    assert number.is_near(0.08217, 0.08) and not number.is_near(0.0823, 0.08)
