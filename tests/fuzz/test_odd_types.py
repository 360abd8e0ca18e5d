"""Random objects of odd types: arrays of other libraries, and classes whose own methods fail or mislead.

More of them, from another seed on: ``python -m tests.fuzz.test_odd_types 100000 5000``
"""

import array
import collections
import decimal
import enum
import fractions
import random
from typing import Any, Callable, List

import pytest

from lernmi.examples.catalogue import mazur
from tests.support import fuzzing
from tests.support.foreign import Array, Row, Scalar, Table, WholeScalar

METHODS = ["__len__", "__getitem__", "__iter__", "__float__", "__index__", "__int__", "__repr__", "__str__",
           "__bool__", "__eq__", "__hash__", "__call__", "__lt__", "__add__", "__mul__", "__format__",
           "tolist", "to_numpy", "shape", "dtype", "name", "kind", "update", "forward", "schedule", "rate"]
ANSWERS: List[Any] = [None, 0, 1, -1, 2, 2.5, float("nan"), 10 ** 5000, "text", "", [], [1.0, 2.0],
                      [[1], [2]], (), {}]
BASES: List[Any] = [object, float, int, list, tuple, dict, Exception]


def failing(generator: random.Random) -> Any:
    """An object of a new class, some of whose methods raise, or return what they should not."""
    names = generator.sample(METHODS, generator.randrange(1, 8))
    methods = {name: _method(generator) for name in names}
    try:
        return type("Odd", (generator.choice(BASES),), methods)()
    except Exception:           # some methods can't be missing or wrong
        return Odd()


def _method(generator: random.Random) -> Any:
    answer = generator.choice(ANSWERS)
    error = generator.choice([ValueError, TypeError, KeyError, RuntimeError, ZeroDivisionError, StopIteration,
                              AttributeError, RecursionError])

    def method(*arguments: Any, **options: Any) -> Any:
        if answer is None:
            raise error("odd\n" * 100)
        return answer
    return generator.choice([method, method, property(method), answer])


class Odd:
    """Without any attribute."""

    def __getattribute__(self, name: str) -> Any:
        raise AttributeError(name)


class Word(str, enum.Enum):
    RELU = "relu"


class Colour(enum.IntEnum):
    RED = 1


def foreign(generator: random.Random) -> Any:
    number = generator.choice([0, 1, 2, 0.5, True, float("nan"), "a", None, 1j])
    return generator.choice([
        Array(number), Array([number]), Array([number, 1]), Array([[number], [1]]), Array([]),
        Array([1, 2], "M"), Scalar(number), WholeScalar(generator.choice([0, 1, 2])), Row(a=number, b=1),
        Table(["a", "b"], [[number, 1]]), [Array(number), 1]])


def endless(generator: random.Random) -> Any:
    values: List[Any] = [generator.choice([1, "a", None])]
    values.insert(generator.randrange(2), values)
    return values


POOL: List[Callable[[random.Random], Any]] = [
    failing, failing, failing, foreign, foreign, endless, lambda g: Odd(), lambda g: Odd,
    lambda g: Colour.RED, lambda g: Word.RELU, lambda g: collections.UserString("relu"),
    lambda g: decimal.Decimal(g.choice(["0.5", "NaN", "1e400", "2"])), lambda g: fractions.Fraction(1, 3),
    lambda g: collections.deque([0.5, 1]), lambda g: array.array("d", [0.5, 1]), lambda g: memoryview(b"ab"),
    lambda g: bytearray(b"ab"), lambda g: collections.OrderedDict(a=1), lambda g: ...,
    lambda g: collections.UserList([0.5, 1]), lambda g: (number for number in (0.5, 1)),
    lambda g: NotImplemented, lambda g: frozenset([0.5, 1]), lambda g: mazur(), lambda g: mazur().neurons]


@pytest.mark.slow
def test_random_objects_work_or_are_refused_in_a_sentence() -> None:
    assert fuzzing.run(POOL, 1500)


if __name__ == "__main__":
    fuzzing.main(POOL)
