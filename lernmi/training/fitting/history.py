"""The course of training: the loss, and how many answers are right, epoch by epoch."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Sequence

from ...support.late_imports import Displayable, PlottableHistory

MEASURED = ("losses", "accuracies", "validation_losses", "validation_accuracies")


class History(PlottableHistory, Displayable):
    """The course of training, one number for each epoch; ``print`` and ``plot`` show it as curves.

    ====================== =====================================================================
    losses                 the mean loss of the samples, each before the update that follows it
    accuracies             the share of samples that are answered rightly after the epoch, 0 to 1;
                           empty unless it was measured (see fit)
    validation_losses      the mean loss of the validation part after the epoch; empty without one
    validation_accuracies  the share of the validation part that is answered rightly
    best_epoch             after which epoch the validation loss was least: early stopping restores
                           the weights of then; None without it
    ended                  why training ended before its last epoch; "" if it didn't
    interrupted            whether that was by Ctrl-C
    reason                 why the objects took the steps; "" where these were unrolled
    ====================== =====================================================================

    >>> History([0.5, 0.25, 0.125])
    History(3 epochs, loss 0.5 → 0.125)
    """

    def __init__(self, losses: Sequence[float] = (), reason: str = "") -> None:
        self.losses = list(losses)
        self.accuracies: List[float] = []
        self.validation_losses: List[float] = []
        self.validation_accuracies: List[float] = []
        self.best_epoch: Optional[int] = None
        self.ended = ""
        self.interrupted = False
        self.reason = reason

    def measured(self) -> Dict[str, List[float]]:
        """What was measured, by its name: lists with a number for each epoch."""
        return {name: getattr(self, name) for name in MEASURED if getattr(self, name)}

    def continue_from(self, measured: Dict[str, Any]) -> None:
        """Begin with what was measured before, as ``measured`` returns it."""
        for name in MEASURED:
            setattr(self, name, list(measured.get(name, ())))

    def keep_whole_epochs(self) -> None:
        """Forget the epoch of which not everything was measured."""
        for name in self.measured():
            setattr(self, name, getattr(self, name)[:min(map(len, self.measured().values()))])

    def __repr__(self) -> str:
        count = len(self.losses)
        if not count:
            return "History(no epoch)"
        parts = [f"{count} epoch{'s' * (count != 1)}"]
        parts += [f"{name} {_course(numbers)}" for name, numbers in (
            ("loss", self.losses), ("accuracy", self.accuracies),
            ("validation loss", self.validation_losses),
            ("validation accuracy", self.validation_accuracies)) if numbers]
        return f"History({', '.join(parts)}{'; ' * bool(self.ended)}{self.ended})"


def _course(numbers: Sequence[float]) -> str:
    return " → ".join(f"{number:.4g}" for number in [*numbers[:1], *numbers[1:][-1:]])
