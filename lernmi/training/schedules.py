"""Schedules of the learning rate: from the number of epochs done to a factor of the rate.

A schedule is any function ``epochs done -> factor``: 0 before the first epoch, 1 before the
second. During an epoch of fit the rate is the initial rate × that factor.
"""

from __future__ import annotations

import math
from functools import partial
from typing import Any, Callable, Optional

from ..support.errors import BadInput
from ..support.user_defined import described, takes
from ..support.validation import number, size

Schedule = Callable[[int], float]


def step(every: int, factor: float) -> Schedule:
    """The rate is multiplied by ``factor`` each time that many epochs are done.

    factor^⌊epoch ÷ every⌋. Raises BadInput for ``every`` below 1 or a factor not above 0.
    Source: torch.optim.lr_scheduler.StepLR.

    >>> [step(2, 0.5)(epoch) for epoch in range(5)]
    [1.0, 1.0, 0.5, 0.5, 0.25]
    """
    return partial(_step, size(every, "the number of epochs"), number(factor, "the factor", above=0.0))


def _step(every: int, factor: float, epoch: int) -> float:
    return _power(factor, epoch // every)


def exponential(factor: float) -> Schedule:
    """The rate is multiplied by ``factor`` after every epoch.

    factor^epoch. Raises BadInput for a factor not above 0.
    Source: torch.optim.lr_scheduler.ExponentialLR.

    >>> [exponential(0.5)(epoch) for epoch in range(4)]
    [1.0, 0.5, 0.25, 0.125]
    """
    return partial(_power, number(factor, "the factor", above=0.0))


def _power(base: float, exponent: int) -> float:
    """base^exponent; inf, which fit refuses, where that is more than a float holds."""
    try:
        result: float = base ** exponent
        return result
    except OverflowError:
        return math.inf


def in_words(schedule: Optional[Schedule]) -> str:
    """A schedule by its name and its numbers, alike in every program.

    >>> in_words(exponential(0.5)), in_words(cosine(4))
    ('power(0.5)', 'cosine(4, 0.0)')
    """
    if schedule is None:
        return "constant"
    if not isinstance(schedule, partial):
        return str(getattr(schedule, "__qualname__", type(schedule).__qualname__)).lstrip("_")
    arguments = [in_words(argument) if callable(argument) else repr(argument) for argument in schedule.args]
    return f"{in_words(schedule.func)}({', '.join(arguments)})"


def cosine(epochs: int, lowest: float = 0.0) -> Schedule:
    """Half a cosine wave from 1 down to ``lowest`` after that many epochs, where it stays.

    lowest + (1 − lowest) × (1 + cos(π × epoch ÷ epochs)) ÷ 2. Raises BadInput for ``epochs``
    below 1 or ``lowest`` below 0.
    Source: torch.optim.lr_scheduler.CosineAnnealingLR (which rises again after that).

    >>> [round(cosine(4)(epoch), 3) for epoch in range(6)]
    [1.0, 0.854, 0.5, 0.146, 0.0, 0.0]
    """
    return partial(_cosine, size(epochs, "the number of epochs"),
                   number(lowest, "the lowest factor", at_least=0.0))


def _cosine(epochs: int, lowest: float, epoch: int) -> float:
    return lowest + (1.0 - lowest) * (1.0 + math.cos(math.pi * min(epoch, epochs) / epochs)) / 2.0


def warm_up(epochs: int, then: Optional[Schedule] = None) -> Schedule:
    """A rate that rises by equal amounts during that many epochs, then follows ``then``.

    (epoch + 1) ÷ (epochs + 1); afterwards then(epoch − epochs), or 1 without it. Raises
    BadInput for ``epochs`` below 1 or when ``then`` is no schedule.
    Source: torch.optim.lr_scheduler.LinearLR(start_factor=1/(epochs + 1), total_iters=epochs).

    >>> [warm_up(3, then=step(1, 0.5))(epoch) for epoch in range(6)]
    [0.25, 0.5, 0.75, 1.0, 0.5, 0.25]
    """
    length = size(epochs, "the number of epochs")
    check_schedule(then)
    return partial(_warm_up, length, then)


def _warm_up(epochs: int, then: Optional[Schedule], epoch: int) -> float:
    if epoch < epochs:
        return (epoch + 1) / (epochs + 1)
    return 1.0 if then is None else then(epoch - epochs)


def check_schedule(schedule: Any) -> None:
    """BadInput unless it is None or can be called with a number of epochs."""
    if schedule is not None and not takes(schedule, 1):
        raise BadInput("a schedule must be a function from the number of epochs done to a factor "
                       f"of the rate, such as exponential(0.9), not {described(schedule)}.")
