"""Random arguments of the built-in types: each call works, or says in a sentence why not.

More of them, from another seed on: ``python -m tests.fuzz.test_arguments 100000 5000``
"""

import math
import random
from typing import Any, Callable, List

import pytest

from tests.support import fuzzing

WORDS = ["", "relu", "ReLU", "mse", "bce", "he_normal", "none", "last", "hidden[0]", "w5", "backward",
         "input[0]->hidden[0]", "->", "a->", "hidden[0]->hidden[0]#0", "input[0]->hidden[0]#" + "1" * 5000,
         "#", "'", "é→", "\x1b[31m", "\u202e",
         "a\nb", "x" * 5000]
NUMBERS = [0, 1, 2, 3, -1, 0.5, -0.0, 1e-320, 1e308, -1e308, math.nan, math.inf, -math.inf, True, False,
           10 ** 12, 2 ** 63, 10 ** 400, 10 ** 5000, -10 ** 5000, 1j]


def nested(generator: random.Random) -> Any:
    """Lists in lists, of any values, seldom a rectangle."""
    kind = generator.choice([list, tuple])
    return kind(value(generator) for _ in range(generator.randrange(4)))


def value(generator: random.Random) -> Any:
    return generator.choice(POOL)(generator)


POOL: List[Callable[[random.Random], Any]] = [
    lambda g: None, lambda g: g.choice(WORDS), lambda g: g.choice(NUMBERS), lambda g: g.choice(NUMBERS[:6]),
    lambda g: g.uniform(-3.0, 3.0), lambda g: [g.uniform(-1.0, 1.0) for _ in range(g.randrange(5))],
    lambda g: [[g.random() for _ in range(2)] for _ in range(2)], nested,
    lambda g: {g.choice(WORDS): value(g)}, lambda g: set(g.sample(NUMBERS[:6], 2)),
    lambda g: range(g.choice([0, 2, 10 ** 9])),
    lambda g: g.choice(WORDS).encode(), lambda g: iter([1, 2]),
    lambda g: g.choice([abs, len, int, dict, object()])]


@pytest.mark.slow
def test_random_arguments_work_or_are_refused_in_a_sentence() -> None:
    assert fuzzing.run(POOL, 1500)


if __name__ == "__main__":
    fuzzing.main(POOL)
