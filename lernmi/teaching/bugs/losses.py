"""Bugs of the loss: where the sensitivities of the outputs come from."""

from __future__ import annotations

from functools import partial
from typing import Any, Callable, List, Optional, Sequence

from ...losses import LOSSES, Loss
from .bug import Bug
from .exhibit import OnLoss
from .passing_back import CLASS

Slopes = Callable[[Any, Any], List[float]]
# Losses that are a mean over the outputs: (1/n) Σ …, with n the length of the list of values.
MEANS = ("mean_squared_error", "absolute_error", "huber", "binary_cross_entropy", "sigmoid_cross_entropy",
         "hinge")


class _CountedAsOne(List[float]):
    """Values whose number is taken for 1."""

    def __len__(self) -> int:
        return 1


def turned(slopes: Slopes, values: Sequence[float], targets: Sequence[float]) -> List[float]:
    """d − y where y − d is meant."""
    return [-slope for slope in slopes(values, targets)]


def without_mean(slopes: Slopes, values: Sequence[float], targets: Sequence[float]) -> List[float]:
    """With n = 1."""
    return slopes(_CountedAsOne(values), targets)


def mean_twice(slopes: Slopes, values: Sequence[float], targets: Sequence[float]) -> List[float]:
    """Divided by n once more."""
    return [slope / len(values) for slope in slopes(values, targets)]


def _ignored(loss: Loss, outputs: int) -> Optional[Slopes]:
    squared_error = LOSSES["squared_error"]
    return None if loss.name == squared_error.name or loss.outputs_per_target > 1 else squared_error.slopes


def _turned(loss: Loss, outputs: int) -> Optional[Slopes]:
    return partial(turned, loss.slopes)


def _without_mean(loss: Loss, outputs: int) -> Optional[Slopes]:
    name = loss.name.partition("(")[0]
    return partial(without_mean, loss.slopes) if name in MEANS and outputs > 1 else None


def _mean_twice(loss: Loss, outputs: int) -> Optional[Slopes]:
    return partial(mean_twice, loss.slopes) if outputs > 1 else None


def factor_two_forgotten(values: Sequence[float], targets: Sequence[float]) -> List[float]:
    """(y − d) / n for the mean of (y − d)²."""
    return [(y - d) / len(values) for y, d in zip(values, targets)]


def factor_two_doubled(values: Sequence[float], targets: Sequence[float]) -> List[float]:
    """4 (y − d) / n for the mean of (y − d)²."""
    return [2.0 * 2.0 * (y - d) / len(values) for y, d in zip(values, targets)]


def half_forgotten(values: Sequence[float], targets: Sequence[float]) -> List[float]:
    """2 (y − d) for ½ Σ (y − d)²."""
    return [2.0 * (y - d) for y, d in zip(values, targets)]


def half_doubled(values: Sequence[float], targets: Sequence[float]) -> List[float]:
    """½ (y − d) for ½ Σ (y − d)²."""
    return [0.5 * (y - d) for y, d in zip(values, targets)]


def _of(name: str, slopes: Slopes) -> Callable[[Loss, int], Optional[Slopes]]:
    """These slopes for the loss of that name alone."""
    return partial(_if_it_is, name, slopes)


def _if_it_is(name: str, slopes: Slopes, loss: Loss, outputs: int) -> Optional[Slopes]:
    return slopes if loss.name == name else None


MEAN_SQUARE = "[2.0 * (y - d) / len(values) for y, d in zip(values, targets)]"
SQUARE = "[y - d for y, d in zip(values, targets)]"
OF_MEAN_SQUARE, OF_SQUARE = "the slopes of mean_squared_error", "the slopes of squared_error"

OF_THE_LOSS = [
    Bug("loss_ignored", "The loss that was chosen never reaches the sensitivities: they begin with y − d, "
        "whatever it is.", OF_MEAN_SQUARE, MEAN_SQUARE, SQUARE, CLASS, OnLoss(_ignored), example="dropout"),
    Bug("factor_two_forgotten", "The square's factor 2 is left out of the slope of the mean squared error.",
        OF_MEAN_SQUARE, MEAN_SQUARE, MEAN_SQUARE.replace("2.0 * ", ""), CLASS,
        OnLoss(_of("mean_squared_error", factor_two_forgotten)), example="two_numbers"),
    Bug("factor_two_doubled", "The square's factor 2 is in the slope of the mean squared error twice.",
        OF_MEAN_SQUARE, MEAN_SQUARE, MEAN_SQUARE.replace("2.0", "2.0 * 2.0"), CLASS,
        OnLoss(_of("mean_squared_error", factor_two_doubled)), example="two_numbers"),
    Bug("half_forgotten", "The loss has a factor ½ that cancels the square's 2, but the slope is taken "
        "without it.",
        OF_SQUARE, SQUARE, SQUARE.replace("y - d", "2.0 * (y - d)", 1), CLASS,
        OnLoss(_of("squared_error", half_forgotten))),
    Bug("half_doubled", "The loss's factor ½ is left in the slope, although the square's 2 has cancelled it.",
        OF_SQUARE, SQUARE, SQUARE.replace("y - d", "0.5 * (y - d)", 1), CLASS,
        OnLoss(_of("squared_error", half_doubled))),
    Bug("one_over_n_forgotten", "The loss is a mean over the outputs, but its slope isn't divided by "
        "their number.",
        OF_MEAN_SQUARE, MEAN_SQUARE, MEAN_SQUARE.replace(" / len(values)", ""), CLASS,
        OnLoss(_without_mean), example="two_numbers"),
    Bug("one_over_n_doubled", "The slope of the loss is divided by the number of outputs once too often.",
        OF_MEAN_SQUARE, MEAN_SQUARE, MEAN_SQUARE.replace("len(values)", "len(values) / len(values)"), CLASS,
        OnLoss(_mean_twice)),
    Bug("sign_turned", "The sign of the error is turned, d − y for y − d: every step goes uphill.",
        "Network.start_backward", "neuron.sensitivity += slope", "neuron.sensitivity -= slope", CLASS,
        OnLoss(_turned)),
]
