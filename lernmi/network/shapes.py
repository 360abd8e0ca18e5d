"""Neurons in a row, with their shape."""

from __future__ import annotations

import math
from typing import Iterable, List, Optional, Tuple

from ..neuron import Neuron


class Neurons(List[Neuron]):
    """A list of neurons that remembers its shape, last index fastest.

    ``shape`` is (count,) by default, otherwise (rows, columns), (channels, rows, columns),
    (steps, features).

    >>> square = Neurons([Neuron("a"), Neuron("b"), Neuron("c"), Neuron("d")], (2, 2))
    >>> square.at(1, 0).name, [row.shape for row in square.rows()]
    ('c', [(2,), (2,)])
    """

    def __init__(self, neurons: Iterable[Neuron], shape: Optional[Tuple[int, ...]] = None) -> None:
        super().__init__(neurons)
        self.shape = shape or (len(self),)

    def at(self, *index: int) -> Neuron:
        """The neuron at that index of the shape."""
        flat = 0
        for position, length in zip(index, self.shape):
            flat = flat * length + position
        return self[flat]

    def rows(self) -> List[Neurons]:
        """The rows of the first dimension: the time steps of a sequence, the channels of a picture."""
        size = math.prod(self.shape[1:])
        return [Neurons(self[start:start + size], self.shape[1:] or (1,))
                for start in range(0, len(self), size)]


def shaped(neurons: List[Neuron]) -> Neurons:
    """The neurons with their shape; a plain list has the shape (count,)."""
    return neurons if isinstance(neurons, Neurons) else Neurons(neurons)
