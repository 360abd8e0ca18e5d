"""The course of training as curves: the loss and the share of right answers, epoch by epoch."""

from __future__ import annotations

import math
from typing import Callable, Dict, List, Mapping, NamedTuple, Sequence

from ..support.formatting import count_of, percent
from ..training.fitting.history import History
from .figure import Figure
from .scale import Scale, from_zero, scale_of


class Panel(NamedTuple):
    """Curves on the same axes, by their labels; ``is_share``: their numbers are shares, from 0 to 1."""

    title: str
    curves: Dict[str, List[float]]
    is_share: bool = False

    @property
    def scale(self) -> Scale:
        """The axis upwards."""
        return scale_of_curves(self.curves)

    def write(self, number: Callable[[float], str]) -> Callable[[float], str]:
        """What writes the numbers of the curves."""
        return percent if self.is_share else number


class HistoryCurves(Figure):
    """What was measured in training: ``panels`` of curves, one number for each of the ``epochs``.

    ``best_epoch``: after which epoch, counted from 1, the weights were the best; or None.
    """

    title = "The course of training"

    def __init__(self, history: History) -> None:
        self.history = history
        self.epochs = len(history.losses)
        self.best_epoch = history.best_epoch
        losses = {"training": history.losses, "validation": history.validation_losses}
        shares = {"training": history.accuracies, "validation": history.validation_accuracies}
        self.panels = [Panel(title, curves, is_share) for title, all_curves, is_share in
                       (("Mean loss after each epoch", losses, False),
                        ("Share of right answers after each epoch", shares, True))
                       for curves in [{label: list(curve) for label, curve in all_curves.items() if curve}]
                       if curves]

    def sentences(self, number: Callable[[float], str]) -> List[str]:
        """What was measured, and how training ended."""
        history = self.history
        lines = [f"{count_of(self.epochs, 'epoch')}: the mean loss {_course(history.losses, number)}."
                 if self.epochs else "No epoch was completed."]
        if history.validation_losses:
            lines.append(f"On the validation part it {_course(history.validation_losses, number)}.")
        shares = [(history.accuracies, ""), (history.validation_accuracies, " of the validation part")]
        lines += [f"Right answers{part}: {percent(share[-1])}." for share, part in shares if share]
        lines += self._not_finite()
        if history.ended:
            lines.append(f"Training ended early: {history.ended}.")
        if history.best_epoch is not None:
            lines.append(f"The weights are those after epoch {history.best_epoch}, when the validation loss "
                         "was least.")
        return lines

    def _not_finite(self) -> List[str]:
        """How many numbers the curves leave out."""
        count = sum(not math.isfinite(number) for panel in self.panels
                    for curve in panel.curves.values() for number in curve)
        return [f"The curves leave out {count_of(count, 'number')} that {'are' if count > 1 else 'is'} not "
                "finite."] if count else []


def history_curves(history: History) -> HistoryCurves:
    """The curves of a training."""
    return HistoryCurves(history)


def scale_of_curves(curves: Mapping[str, Sequence[float]]) -> Scale:
    """The axis upwards: logarithmic where sizes differ much, from 0 on where they differ somewhat."""
    scale = scale_of((number for curve in curves.values() for number in curve), logarithmic=True)
    return scale if scale.is_logarithmic else from_zero(scale)


def _course(numbers: Sequence[float], number: Callable[[float], str]) -> str:
    if len(numbers) == 1:
        return f"was {number(numbers[0])}"
    return f"went from {number(numbers[0])} to {number(numbers[-1])}"
