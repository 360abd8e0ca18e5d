"""What an optimizer remembers of each weight from one update to the next."""

from __future__ import annotations

import math
from abc import abstractmethod
from typing import Dict, List, Optional, Sequence, Tuple

from ..network import numeric_checks
from ..network.snapshot import Snapshot
from ..support.errors import NumericError
from ..weight import Weight
from .optimizers import Optimizer


class Memory:
    """The numbers that an optimizer remembers of one weight; each begins at 0.

    ============ ================================================================
    name         the weight's name
    velocity     how fast the weight moves: its sensitivities, older ones fading
    mean         the running average of its sensitivities
    squares      the running average, or the sum, of their squares
    steps        how many updates it has seen
    ============ ================================================================

    An optimizer stores only those that it needs; a user-defined one may store others.

    >>> Memory("w5", velocity=0.5)
    Memory(w5: velocity 0.5)
    """

    velocity: float
    mean: float
    squares: float
    steps: float

    def __init__(self, name: str, **numbers: float) -> None:
        self.name = name
        vars(self).update(numbers)

    def __repr__(self) -> str:
        numbers = ", ".join(f"{name} {number:g}" for name, number in vars(self).items()
                            if isinstance(number, float))
        return f"Memory({self.name}: {numbers})"


class RememberingOptimizer(Optimizer):
    """An optimizer with a Memory of each weight that it has changed.

    Subclasses name the numbers in ``remembers``, and compute in ``new_value`` what follows from
    them. ``memories`` are those of the weights seen so far. An update that fails leaves their
    numbers as they were.
    """

    remembers: Tuple[str, ...]

    def __init__(self, rate: float, *, l1: float = 0.0, l2: float = 0.0,
                 limit: Optional[float] = None, clip: Optional[float] = None) -> None:
        super().__init__(rate, l1=l1, l2=l2, limit=limit, clip=clip)
        self.memories: Dict[Weight, Memory] = {}

    @abstractmethod
    def new_value(self, value: float, sensitivity: float, memory: Memory) -> float:
        """A weight's new value; the memory's numbers become the new ones."""

    def _computed(self, weights: Sequence[Weight], samples: int) -> List[float]:
        """The new value of each weight, checked, and its memory up to date, unless this raises."""
        known = [memory for memory in map(self.memories.get, weights) if memory is not None]
        new = [weight for weight in weights if weight not in self.memories]
        with Snapshot(attributes=[(known, self.remembers)], entries=[(self.memories, new)]):
            self.memories_of(new)           # in the order of the weights, whatever their groups
            return super()._computed(weights, samples)

    def remember(self, name: str) -> None:
        """From now on, remember a number of that name as well, 0 at first."""
        if name not in self.remembers:
            self.remembers = (*self.remembers, name)
            for memory in self.memories.values():
                setattr(memory, name, 0.0)

    def memories_of(self, weights: Sequence[Weight]) -> List[Memory]:
        """The memories of these weights; all zeros for a weight that is new."""
        for weight in weights:
            if weight not in self.memories:
                self.memories[weight] = Memory(weight.name, **dict.fromkeys(self.remembers, 0.0))
        return [self.memories[weight] for weight in weights]

    def new_values(self, weights: Sequence[Weight], averages: Sequence[float]) -> List[float]:
        """The new value of each weight, once its memory is up to date.

        Raises NumericError, naming the weight, when new_value divides by 0.
        """
        memories = self.memories_of(weights)
        values: List[float] = []
        try:
            for weight, average, memory in zip(weights, averages, memories):
                values.append(self.new_value(weight.value, average, memory))
        except ArithmeticError as error:
            raise self._cannot_compute(weight, error) from error
        return values

    def _accepted(self, weights: Sequence[Weight], values: List[float]) -> List[float]:
        """The proposed values; NumericError naming the weight, too, when its memory is no longer finite."""
        memories = self.memories_of(weights)
        for name in self.remembers:
            if not math.isfinite(sum([getattr(memory, name) for memory in memories])):
                self._check_memories(weights, name)
        return super()._accepted(weights, values)

    def _cannot_compute(self, weight: Weight, error: ArithmeticError) -> NumericError:
        advice = numeric_checks.ADVICE
        if isinstance(error, ZeroDivisionError) and getattr(self, "epsilon", None) == 0.0:
            advice = "The root of its squares is 0, and so is epsilon: try an epsilon of 1e-8."
        return NumericError(f"the new value of {weight.name} can't be computed: {error}. {advice}", weight)

    def _check_memories(self, weights: Sequence[Weight], name: str) -> None:
        for weight in weights:
            number = getattr(self.memories[weight], name)
            if not math.isfinite(number):
                raise NumericError(f"the {name} of {weight.name} would become {number}: the "
                                   f"weight's sensitivity is {weight.sensitivity:g}. "
                                   f"{numeric_checks.ADVICE}", weight)
