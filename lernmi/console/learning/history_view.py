"""The course of training on a page: curves on a terminal, a sentence for each number elsewhere."""

from __future__ import annotations

from functools import partial
from typing import List, Optional

from ...support.formatting import significant
from ...training import History
from ..display.page import Page, count_of
from .curves import print_curves

FEWEST = 3          # epochs that make a curve


def print_history(page: Page, history: History) -> None:
    """The curves of the loss and of the accuracy, what they began and ended with, and how training ended."""
    losses = {"training": history.losses, "validation": history.validation_losses}
    accuracies = {"training": history.accuracies, "validation": history.validation_accuracies}
    for title, curves in (("Mean loss after each epoch", losses),
                          ("Share of right answers after each epoch", accuracies)):
        shown = {label: curve for label, curve in curves.items() if curve}
        if shown and not page.plain and len(history.losses) >= FEWEST:
            print_curves(page, title, shown, "epoch")
            page.blank()
    for line in summary(page, history):
        page.line(line)


def summary(page: Page, history: History) -> List[str]:
    """What was measured, and how training ended, in sentences."""
    count = len(history.losses)
    lines = [f"{count_of(count, 'epoch')}: the mean loss {_course(page, history.losses)}." if count else
             "No epoch was completed."]
    if history.validation_losses:
        lines.append(f"On the validation part it {_course(page, history.validation_losses)}.")
    shares = [(history.accuracies, ""), (history.validation_accuracies, " of the validation part")]
    lines += [f"Right answers{part}: {percent(share[-1])}." for share, part in shares if share]
    if history.ended:
        lines.append(f"Training ended early: {history.ended}.")
    if history.best_epoch is not None:
        lines.append(f"The weights are those after epoch {history.best_epoch}, when the validation loss was "
                     "least.")
    return lines


def _course(page: Page, numbers: List[float]) -> str:
    if len(numbers) == 1:
        return f"was {page.number(numbers[0])}"
    return f"went from {page.number(numbers[0])} to {page.number(numbers[-1])}"


def percent(share: float) -> str:
    """A share as a percentage: never 100 % unless it is all."""
    text = f"{100.0 * share:.1f} %"
    return "99.9 %" if text == "100.0 %" and share < 1.0 else text


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
