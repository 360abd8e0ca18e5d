"""Small tasks on sequences: what must be remembered, and for how long."""

from __future__ import annotations

import itertools
import random
from typing import List, Sequence, Tuple

from ...support import validation
from ..column_encodings import indexed
from ..content import Column, Content

Samples = List[Tuple[List[float], List[float]]]     # inputs, targets
LONGEST = 1000              # time steps
MOST = 10 ** 5              # sequences


def one_hot(index: int, length: int) -> List[float]:
    """1 at that index, 0 at all others."""
    return [float(position == index) for position in range(length)]


def flat(rows: Sequence[Sequence[float]]) -> List[float]:
    """All numbers of the rows, in one list."""
    return [number for row in rows for number in row]


def parities(steps: int = 5) -> Samples:
    """All sequences of so many bits; at each time step, whether the number of ones so far is odd."""
    return [([float(bit) for bit in bits],
             [float(sum(bits[:length]) % 2) for length in range(1, steps + 1)])
            for bits in itertools.product((0, 1), repeat=steps)]


def shifted(steps: int = 4) -> Samples:
    """All sequences of bits, each with its index one-hot; at each time step, the bit of the one before."""
    return [(flat([[bit, *one_hot(index, steps)] for index, bit in enumerate(bits)]), [0.0, *bits[:-1]])
            for bits in itertools.product((0.0, 1.0), repeat=steps)]


def echoes(count: int, seed: int, steps: int, delay: int) -> Samples:
    """Sequences of random bits; at each time step, the bit of ``delay`` time steps before, at first 0."""
    generator = random.Random(seed)
    samples: Samples = []
    for _ in range(count):
        bits = [float(generator.randrange(2)) for _ in range(steps)]
        samples.append((bits, ([0.0] * delay + bits)[:steps]))
    return samples


def additions(count: int, seed: int, steps: int) -> Samples:
    """Sequences of pairs: a number from −1 to 1, and 1 where it is marked, else 0; two are marked.

    One of the marks is in the first half, one in the second; the target is ½ + (their sum) ÷ 4.
    """
    generator = random.Random(seed)
    samples: Samples = []
    for _ in range(count):
        numbers = [generator.uniform(-1.0, 1.0) for _ in range(steps)]
        marked = generator.randrange(steps // 2), generator.randrange(steps // 2, steps)
        samples.append((flat([[number, float(index in marked)] for index, number in enumerate(numbers)]),
                        [0.5 + (numbers[marked[0]] + numbers[marked[1]]) / 4.0]))
    return samples


def first_symbols(count: int, seed: int, steps: int = 12, symbols: int = 4) -> Samples:
    """Sequences of random symbols, each one-hot; the target is the first symbol."""
    generator = random.Random(seed)
    samples: Samples = []
    for _ in range(count):
        chosen = [generator.randrange(symbols) for _ in range(steps)]
        samples.append((flat([one_hot(symbol, symbols) for symbol in chosen]), one_hot(chosen[0], symbols)))
    return samples


# ---- as data sets ------------------------------------------------------------------------------

def parity(steps: int) -> Content:
    """See ``parities``."""
    steps = validation.integer(steps, "the number of time steps", 2, 16)
    return _content(parities(steps), (steps, 1), "bit", "0 or 1",
                    _each_step("parity", steps, "whether the number of ones so far is odd"))


def echo(count: int, seed: int, steps: int, delay: int) -> Content:
    """See ``echoes``."""
    steps = _steps(steps)
    delay = validation.integer(delay, "the delay", 1, steps - 1)
    return _content(echoes(_count(count), _seed(seed), steps, delay), (steps, 1), "bit", "0 or 1",
                    _each_step("echo", steps, f"the bit of {delay} time steps before, at first 0"))


def adding(count: int, seed: int, steps: int) -> Content:
    """See ``additions``."""
    steps = _steps(steps)
    return _content(additions(_count(count), _seed(seed), steps), (steps, 2), "step",
                    "[i,0] a number from -1 to 1, [i,1] whether it is marked, for each time step i",
                    [Column("sum", "½ + (the sum of the two marked numbers) ÷ 4")])


def first_symbol(count: int, seed: int, steps: int, symbols: int) -> Content:
    """See ``first_symbols``."""
    steps, symbols = _steps(steps), validation.integer(symbols, "the number of symbols", 2, 100)
    content = _content(first_symbols(_count(count), _seed(seed), steps, symbols), (steps, symbols), "symbol",
                       "[i,j] whether time step i has the symbol j",
                       [Column("first", "the first symbol", "category")])
    size = steps * symbols
    return content._replace(rows=[[*row[:size], str(row[size:].index(1.0))] for row in content.rows])


def _content(samples: Samples, shape: Tuple[int, int], name: str, meaning: str, targets: Sequence[Column]
             ) -> Content:
    columns = [Column(cell, meaning) for cell in indexed(name, shape)]
    return Content([[*inputs, *outputs] for inputs, outputs in samples], columns, targets, shape,
                   scaling="none")


def _each_step(name: str, steps: int, meaning: str) -> List[Column]:
    return [Column(f"{name}[{step}]", meaning) for step in range(steps)]


def _count(count: int) -> int:
    return validation.integer(count, "the count", 2, MOST)


def _steps(steps: int) -> int:
    return validation.integer(steps, "the number of time steps", 2, LONGEST)


def _seed(seed: int) -> int:
    return validation.integer(seed, "the seed", None)
