"""Optimizers: how a weight follows from its sensitivity."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from typing import Iterable, List, Optional, Sequence, Tuple

from ..network import numeric_checks
from ..support import validation
from ..support.errors import NumericError
from ..support.user_defined import Extensible
from ..unrolling.symbolic.on_numbers import on_numbers
from ..weight import Weight
from .optimizer_options import OptimizerOptions, number_option, number_or_none


class Optimizer(OptimizerOptions, Extensible, ABC):
    """Changes weights by their sensitivities: all new values first, then all changes.

    ============ ================================================================
    rate         the learning rate: how far each weight moves, above 0; set later, it
                 may be 0 as well
    clip         the largest size of each sensitivity: a larger one becomes ±clip (the
                 field says *gradient clipping*, by value); None is no limit
    limit        the largest norm √(Σ sensitivity²) of all sensitivities together
                 (gradient clipping by norm); None is no limit
    l2           adds l2 × weight to its sensitivity: pulls weights towards 0, the
                 larger the harder (as PyTorch's weight_decay does)
    l1           adds l1 × the sign of the weight: pulls all weights equally hard
    ============ ================================================================

    First clip, then the limit, then l2 and l1. Subclasses compute the new values; dividing by the
    number of samples, these options, those of groups of weights (see add_group), refusing numbers
    that are not finite and resetting the sensitivities happen here, once for all.

    Raises BadInput for a rate, a limit or a clip not above 0, or an l1 or l2 below 0; also when
    one is set later.
    """

    option_checks = {"rate": number_option("the learning rate", at_least=0.0),
                     "l1": number_option("l1", at_least=0.0), "l2": number_option("l2", at_least=0.0),
                     "limit": number_or_none("the limit", above=0.0),
                     "clip": number_or_none("clip", above=0.0)}
    off_at_zero: Tuple[str, ...] = ("l1", "l2")         # options that repr leaves out when they are 0
    l1 = 0.0
    l2 = 0.0
    limit: Optional[float] = None
    clip: Optional[float] = None

    def __init__(self, rate: float = 0.1, *, l1: float = 0.0, l2: float = 0.0,
                 limit: Optional[float] = None, clip: Optional[float] = None) -> None:
        self.rate = validation.number(rate, "the learning rate", above=0.0)
        self.l1 = l1
        self.l2 = l2
        self.limit = limit
        self.clip = clip

    def update(self, weights: Sequence[Weight], samples: int = 1) -> None:
        """Change every weight by its sensitivity, summed over that many samples, then reset that to 0.

        Raises NumericError, and changes nothing, when a number would no longer be finite.
        """
        values = self._computed(weights, samples)
        try:
            _change(zip(weights, values))
        except BaseException:           # Ctrl-C: what has begun is completed
            _change([(weight, value) for weight, value in zip(weights, values)
                     if weight.value is not value or weight.sensitivity])
            raise

    def _computed(self, weights: Sequence[Weight], samples: int) -> List[float]:
        """The new value of each weight, checked; when this raises, nothing has changed."""
        return self._accepted(weights, self.proposed(weights, samples))

    def proposed(self, weights: Sequence[Weight], samples: int = 1) -> List[float]:
        """The new value of each weight, from the sensitivities summed over that many samples.

        Arithmetic alone: no number is checked, and no weight changed (memories are, see
        RememberingOptimizer); update does both with the result.
        """
        averages = [weight.sensitivity for weight in weights]
        if not (isinstance(samples, int) and samples == 1):         # unrolled, it may be a symbol
            averages = [sensitivity / samples for sensitivity in averages]
        if self.clip is not None:
            averages = clipped(averages, self.clip)
        if self.limit is not None:
            averages = limited(averages, self.limit)
        return self._values_by_group(weights, averages) if self.groups else self._values(weights, averages)

    def _values(self, weights: Sequence[Weight], averages: Sequence[float]) -> List[float]:
        """The new value of each weight, with l2 and l1."""
        if self.l2:
            averages = [average + self.l2 * weight.value
                        for weight, average in zip(weights, averages)]
        if self.l1:
            averages = [average + self.l1 * sign(weight.value)
                        for weight, average in zip(weights, averages)]
        return self.new_values(weights, averages)

    def _values_by_group(self, weights: Sequence[Weight], averages: Sequence[float]) -> List[float]:
        """The same, with the options of each group of weights."""
        values = [weight.value for weight in weights]
        for replaced, indices in self.indices_by_group(weights).items():
            with self.replacing(replaced):
                new = self._values([weights[index] for index in indices],
                                   [averages[index] for index in indices])
            for index, value in zip(indices, validation.sequence(new, len(indices), self._source)):
                values[index] = value
        return values

    @abstractmethod
    def new_values(self, weights: Sequence[Weight], averages: Sequence[float]) -> List[float]:
        """The new value of each weight, from its sensitivity averaged over the samples."""

    @property
    def _source(self) -> str:
        """Where new values come from, for errors."""
        return f"what new_values of {type(self).__name__} returns"

    def _accepted(self, weights: Sequence[Weight], values: List[float]) -> List[float]:
        """The proposed values; BadInput unless they are numbers, NumericError unless they are finite."""
        if not numeric_checks.are_finite(values, len(weights)):
            values = validation.results(values, len(weights), self._source)
            self._check_each(weights, values)
        return values

    def _check_each(self, weights: Sequence[Weight], values: Sequence[float]) -> None:
        for weight, value in zip(weights, values):
            if not math.isfinite(value):
                raise NumericError(f"the weight {weight.name} would become {value}: its value is "
                                   f"{weight.value:g}, its sensitivity {weight.sensitivity:g}. "
                                   f"{numeric_checks.ADVICE}", weight)

    def __repr__(self) -> str:
        options = [f"{name}={number:g}" for name, number in vars(self).items()
                   if isinstance(number, float) and (number or name not in self.off_at_zero)]
        options += [f"{name}=True" for name, value in vars(self).items() if value is True]
        return f"{type(self).__name__}({', '.join(options)})"


class GradientDescent(Optimizer):
    """weight ← weight − rate × sensitivity: downhill, the steeper the farther.

    ``rate`` (the learning rate, above 0) is how far; other options: see Optimizer.
    Raises BadInput for any other rate.

    >>> GradientDescent(0.5, l2=0.01)
    GradientDescent(rate=0.5, l2=0.01)
    """

    def new_values(self, weights: Sequence[Weight], averages: Sequence[float]) -> List[float]:
        """value − rate × average, for each weight."""
        rate = self.rate
        return [weight.value - rate * average for weight, average in zip(weights, averages)]


def _change(new: Iterable[Tuple[Weight, float]]) -> None:
    """Give weights their new values, and use up their sensitivities."""
    for weight, value in new:
        weight.value = value
        weight.last_sensitivity = weight.sensitivity
        weight.sensitivity = 0.0


@on_numbers
def clipped(sensitivities: List[float], clip: float) -> List[float]:
    """Sensitivities of which none is larger than ``clip`` or smaller than −clip.

    An infinite one stays, to be refused. Source: torch.nn.utils.clip_grad_value_.

    >>> clipped([0.3, -40.0, 1.0], 0.5)
    [0.3, -0.5, 0.5]
    """
    return [min(max(sensitivity, -clip), clip) if math.isfinite(sensitivity) else sensitivity
            for sensitivity in sensitivities]


@on_numbers
def limited(sensitivities: List[float], limit: float) -> List[float]:
    """Sensitivities whose norm is at most the limit: all multiplied by the same factor.

    factor = limit ÷ (norm + 1e-6) where that is below 1; the norm is √(Σ sensitivity²).
    Source: torch.nn.utils.clip_grad_norm_.

    >>> limited([0.3, 0.4], 1.0)
    [0.3, 0.4]
    """
    factor = limit / (math.hypot(*sensitivities) + 1e-6)
    if factor < 1.0:
        return [factor * sensitivity for sensitivity in sensitivities]
    return sensitivities


def sign(value: float) -> float:
    """1 above zero, −1 below, 0 at zero."""
    return 1.0 * (value > 0.0) - 1.0 * (value < 0.0)
