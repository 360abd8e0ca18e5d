"""The course of training on a page: curves and sentences; and the latest epoch in a line."""

from __future__ import annotations

from functools import partial
from typing import List, Optional

from ...figures.curves import history_curves
from ...support.formatting import percent, significant
from ...training import History
from ..charts.drawing import print_figure
from ..display.page import Page


def print_history(page: Page, history: History) -> None:
    """The curves of the loss and of the accuracy, what they began and ended with, and how training ended."""
    print_figure(page, history_curves(history))


def one_line(page: Page, history: History, epochs: Optional[int] = None) -> str:
    """The latest epoch in one line."""
    of = f" of {epochs:,}" if epochs else ""
    return f"Epoch {len(history.losses):,}{of}: {', '.join(latest(page.digits, history))}"


def latest(digits: int, history: History) -> List[str]:
    """What was measured after the latest epoch, each with its name; [] before the first."""
    number = partial(significant, digits=digits)
    measured = (("loss", history.losses, number), ("accuracy", history.accuracies, percent),
                ("validation loss", history.validation_losses, number),
                ("validation accuracy", history.validation_accuracies, percent))
    return [f"{name} {written(numbers[-1])}" for name, numbers, written in measured if numbers]
