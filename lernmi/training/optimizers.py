"""Optimizers: how a weight follows from its sensitivity."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from typing import List, Sequence

from .. import checks
from ..errors import NumericError
from ..weight import Weight


class Optimizer(ABC):
    """Changes weights by their sensitivities: all new values first, then all changes.

    Subclasses say what the new values are; dividing by the number of samples, refusing
    numbers that are not finite and emptying the sensitivities happen here, once for all.
    """

    def update(self, weights: Sequence[Weight], samples: int = 1) -> None:
        """Change every weight, then empty its sensitivity, summed over that many samples.

        Raises NumericError, and changes nothing, when a weight would no longer be finite.
        """
        averages = [weight.sensitivity / samples for weight in weights]
        values = self.new_values(weights, averages)
        if not math.isfinite(sum(values)):
            self._check_each(weights, values)
        for weight, value in zip(weights, values):
            weight.value = value
            weight.sensitivity = 0.0

    @abstractmethod
    def new_values(self, weights: Sequence[Weight], averages: Sequence[float]) -> List[float]:
        """The new value of each weight, from its sensitivity averaged over the samples."""

    def _check_each(self, weights: Sequence[Weight], values: Sequence[float]) -> None:
        for weight, value in zip(weights, values):
            if not math.isfinite(value):
                raise NumericError(f"the weight {weight.name} would become {value}: its value is "
                                   f"{weight.value:g}, its sensitivity {weight.sensitivity:g}. "
                                   f"{checks.ADVICE}", weight)


class GradientDescent(Optimizer):
    """weight ← weight − rate × sensitivity: downhill, the steeper the farther.

    ``rate`` (the learning rate, above 0) is how far. BadInput for any other rate.
    """

    def __init__(self, rate: float = 0.1) -> None:
        self.rate = checks.positive(rate, "the learning rate")

    def new_values(self, weights: Sequence[Weight], averages: Sequence[float]) -> List[float]:
        """value − rate × average, for each weight."""
        return [weight.value - self.rate * average for weight, average in zip(weights, averages)]

    def __repr__(self) -> str:
        return f"GradientDescent(rate={self.rate:g})"
