"""What is measured: a dense network of chosen sizes, and a sample for it."""

from __future__ import annotations

import random
import re
from typing import List, Sequence

from ...layers import Dense
from ...network.network import Network
from ...support.errors import BadInput
from ...support.formatting import quoted
from ...training import GradientDescent

MOST_LINKS = 1_000_000          # they take a quarter of a gigabyte, and some seconds to build
RATE = 0.001                    # so small that the network is much the same after all rounds


class Subject:
    """A network of Dense layers of sigmoids, and a sample of which this share of the inputs is 0."""

    def __init__(self, sizes: Sequence[int], zeros: float = 0.0) -> None:
        self.sizes = list(sizes)
        self.network = self.build()
        self.optimizer = GradientDescent(RATE)
        self.rate = RATE
        generator = random.Random(1)
        self.inputs = [1.0 - generator.random() for _ in range(sizes[0])]
        for index in generator.sample(range(sizes[0]), round(zeros * sizes[0])):
            self.inputs[index] = 0.0
        self.targets = [0.0] * (sizes[-1] - 1) + [1.0]

    def build(self) -> Network:
        """A new network, always with the same weights."""
        return Network(self.sizes[0], *map(Dense, self.sizes[1:]), seed=1)

    @property
    def links(self) -> int:
        """How many links the network has."""
        return len(self.network.links)


def sizes_from(text: str) -> List[int]:
    """The sizes of layers that are written as "784-15-10"; BadInput for anything else.

    >>> sizes_from("784-15-10")
    [784, 15, 10]
    """
    if not re.fullmatch(r"[0-9]{1,9}(-[0-9]{1,9})+", text):
        raise BadInput("--layers needs the sizes of two layers or more, the inputs first, such as 784-15-10, "
                       f"not {quoted(text)}.")
    sizes = [int(size) for size in text.split("-")]
    if 0 in sizes:
        raise BadInput(f"--layers {text}: a layer has at least one neuron.")
    links = sum((size + 1) * following for size, following in zip(sizes, sizes[1:]))
    if links > MOST_LINKS:
        raise BadInput(f"--layers {text}: that is a network of {links:,} links, and the benchmark builds up "
                       f"to {MOST_LINKS:,}.")
    return sizes
