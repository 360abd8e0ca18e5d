"""Bugs of the loss: where the sensitivities of the outputs come from."""

from __future__ import annotations

from functools import partial
from typing import Any, Callable, List, Optional, Sequence

from ...likelihoods import softmax
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


def softmax_slope_again(values: Sequence[float], targets: Sequence[float]) -> List[float]:
    """(p − d) p (1 − p), with p the softmax of the values."""
    right = LOSSES["softmax_cross_entropy"].slopes(values, targets)
    return [slope * share * (1.0 - share) for slope, share in zip(right, softmax(values))]


def _of(name: str, slopes: Slopes) -> Callable[[Loss, int], Optional[Slopes]]:
    """These slopes for the loss of that name alone."""
    return partial(_if_it_is, name, slopes)


def _if_it_is(name: str, slopes: Slopes, loss: Loss, outputs: int) -> Optional[Slopes]:
    return slopes if loss.name == name else None


MEAN_SQUARE = "[2.0 * (y - d) / len(values) for y, d in zip(values, targets)]"
SQUARE = "[y - d for y, d in zip(values, targets)]"
P_MINUS_D = "[share * all_targets - d for share, d in zip(softmax(values), targets)]"
P_AGAIN = "(share * all_targets - d) * share * (1.0 - share)"
OF_SOFTMAX = "the slopes of softmax_cross_entropy"
OF_MEAN_SQUARE, OF_SQUARE = "the slopes of mean_squared_error", "the slopes of squared_error"

OF_THE_LOSS = [
    Bug("loss_ignored", "The chosen loss never reaches the sensitivities: always y − d.",
        OF_MEAN_SQUARE, MEAN_SQUARE, SQUARE,
        "vanderhe/fortnet, issue 27", OnLoss(_ignored), example="dropout",
        needs="loss other than squared_error, with a target for each output"),
    Bug("factor_two_forgotten", "The slope of the mean squared error lacks the factor 2.",
        OF_MEAN_SQUARE, MEAN_SQUARE, MEAN_SQUARE.replace("2.0 * ", ""),
        "davisking/dlib, issue 1169",
        OnLoss(_of("mean_squared_error", factor_two_forgotten)), example="two_numbers",
        needs="loss mean_squared_error"),
    Bug("factor_two_doubled", "The slope of the mean squared error has the factor 2 twice.",
        OF_MEAN_SQUARE, MEAN_SQUARE, MEAN_SQUARE.replace("2.0", "2.0 * 2.0"),
        "planted in an exercise on gradient checking: bighuang624/Andrew-Ng-Deep-Learning-notes, issue 10",
        OnLoss(_of("mean_squared_error", factor_two_doubled)), example="two_numbers",
        needs="loss mean_squared_error"),
    Bug("softmax_slope_again", "p − d has the softmax's slope in it, and is multiplied by it again.",
        OF_SOFTMAX, P_MINUS_D, P_MINUS_D.replace("share * all_targets - d", P_AGAIN),
        "proposed in rasmusbergpalm/DeepLearnToolbox, issue 113",
        OnLoss(_of("softmax_cross_entropy", softmax_slope_again)), example="classes",
        needs="loss softmax_cross_entropy"),
    Bug("half_forgotten", "The slope keeps the square's 2, though the loss's ½ cancels it.",
        OF_SQUARE, SQUARE, SQUARE.replace("y - d", "2.0 * (y - d)", 1),
        "mnielsen/neural-networks-and-deep-learning, pull request 79, closed as a mistake",
        OnLoss(_of("squared_error", half_forgotten)),
        needs="loss squared_error"),
    Bug("half_doubled", "The slope keeps the loss's ½, though the square's 2 cancels it.",
        OF_SQUARE, SQUARE, SQUARE.replace("y - d", "0.5 * (y - d)", 1),
        CLASS, OnLoss(_of("squared_error", half_doubled)),
        needs="loss squared_error"),
    Bug("one_over_n_forgotten", "The loss is a mean over the outputs; its slope is not divided.",
        OF_MEAN_SQUARE, MEAN_SQUARE, MEAN_SQUARE.replace(" / len(values)", ""),
        "oysteijo/simd_neuralnet, issue 1", OnLoss(_without_mean), example="two_numbers",
        needs="loss that is a mean over several outputs"),
    Bug("one_over_n_doubled", "The slope of the loss is divided by n, the outputs, once too often.",
        OF_MEAN_SQUARE, MEAN_SQUARE, MEAN_SQUARE.replace("len(values)", "len(values) / len(values)"),
        CLASS, OnLoss(_mean_twice),
        needs="second output"),
    Bug("sign_turned", "The error's sign is turned: d − y for y − d, so it goes uphill.",
        "Network.start_backward", "neuron.sensitivity += slope", "neuron.sensitivity -= slope",
        "slds-lmu/lecture_i2ml, issue 507: a lecture's slides", OnLoss(_turned)),
]
