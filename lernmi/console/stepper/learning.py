"""The stepper's commands about samples and learning: sample, learn, reset."""

from __future__ import annotations

import time
from typing import List, Sequence

from rich.control import Control
from rich.segment import ControlType
from rich.text import Text

from ...stepping.training_plan import Answer
from ..display.page import Page, count_of
from .command_prompt import count
from .navigation import ROWS_BELOW
from .paging import Paging

SECONDS = 0.2           # between two lines about the progress of learning
SHORTEST = 12           # characters of a column of the list of samples


class LearningCommands(Paging):
    """Commands that go to another sample, learn on, and go back to the beginning."""

    short = {"sm": "sample", "le": "learn", "rt": "reset"}

    def do_sample(self, arg: str) -> None:
        """sample [N]: all samples, or go to N

        sample       every sample, with the answer that the network gives as it is now, and the loss
        sample 2     a new step, on sample 2: at the end of a step with what was learned, elsewhere
                     with the same weights
        """
        session = self.what_if_session("be run on other samples")
        if not arg:
            present = session.sample_number
            self.show_lines(_listed(self.page, session.answers(), present))
            return
        number = count(arg, "the number of a sample", least=0)
        goes_on = session.take_sample(number)
        self.show(reserved=ROWS_BELOW)
        inputs = _numbers(self.page, session.inputs, self.page.width // 2)
        targets = _numbers(self.page, session.targets, self.page.width // 4)
        weights = "with what was learned" if goes_on else "with the same weights"
        self.page.line(f"Sample {number}: inputs {inputs}, targets {targets}, {weights}.")

    def do_learn(self, arg: str) -> None:
        """learn [N]: learn on for N epochs

        Ends this step, learns from all samples N times, and begins a new step. Ctrl-C ends the
        learning; what was learned stays learned.
        """
        epochs = count(arg, "the number of epochs")
        session = self.what_if_session("learn")
        progress = Progress(self.page, epochs)
        try:
            learned = session.learn(epochs, progress)
        finally:
            progress.end()
        if learned.was_interrupted:
            self.end_line()         # of the ^C
        self.show(reserved=ROWS_BELOW)
        done = count_of(len(learned.losses), "epoch")
        self.page.line(f"Interrupted after {done} of {epochs:,}; what was learned stays learned"
                       f"{self._course(learned.losses)}. This is a new step." if learned.was_interrupted else
                       f"After that step, learned for {done}{self._course(learned.losses)}. "
                       "This is a new step.")

    def _course(self, losses: Sequence[float]) -> str:
        """The mean loss of the first epoch and of the last."""
        if not losses:
            return ""
        first, last = (self.page.number(losses[index]) for index in (0, -1))
        return f"; the mean loss {f'went from {first} to {last}' if len(losses) > 1 else f'was {first}'}"

    def do_reset(self, arg: str) -> None:
        """reset: back to the beginning

        As when the stepper began: of what was set and learned since then nothing is left. Stops stay.
        """
        self.what_if_session("go back to other numbers").reset()
        self.show(reserved=ROWS_BELOW)
        self.page.line("This is the beginning again: the first weights, and the first sample.")


class Progress:
    """A line on a terminal that says how far the learning is; elsewhere nothing."""

    def __init__(self, page: Page, epochs: int) -> None:
        self._page = page
        self._epochs = epochs
        self._shown = time.monotonic()
        self._is_visible = False

    def __call__(self, done: int, loss: float) -> None:
        """So many epochs are done, the latest with this mean loss."""
        if self._page.laid_out and time.monotonic() - self._shown >= SECONDS:
            self.end()
            text = f"Epoch {done:,} of {self._epochs:,}, mean loss {self._page.number(loss)}; Ctrl-C ends it."
            self._page.console.print(Text(text[:self._page.width - 1], style="dim"), end="")
            self._is_visible, self._shown = True, time.monotonic()

    def end(self) -> None:
        """Take the line away."""
        if self._is_visible:
            self._page.console.control(Control((ControlType.ERASE_IN_LINE, 2), ControlType.CARRIAGE_RETURN))
            self._is_visible = False


def _listed(page: Page, answers: Sequence[Answer], present: object) -> List[str]:
    """A line for each sample, the mean loss in the last; an arrow at the present one."""
    mean = f"The mean loss is {page.number(sum(answer.loss for answer in answers) / len(answers))}."
    if page.plain:
        return [f"Sample {number}: the inputs are {_numbers(page, answer.inputs, page.width)}, the targets "
                f"{_numbers(page, answer.targets, page.width)}; the answer is "
                f"{_numbers(page, answer.outputs, page.width)}, the loss {page.number(answer.loss)}"
                for number, answer in enumerate(answers)] + [mean]
    room = max((page.width - SHORTEST * 2) // 3, SHORTEST)
    rows = [["sample", "inputs", "targets", "answer", "loss"]]
    for number, (*lists, loss) in enumerate(answers):
        rows.append([str(number), *(_numbers(page, numbers, room) for numbers in lists), page.number(loss)])
    widths = [max(map(len, column)) for column in zip(*rows)]
    marks = ["", *("→" if number == present else "" for number in range(len(answers)))]
    lines = [f"{mark:<2}" + "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths)).rstrip()
             for mark, row in zip(marks, rows)]
    return [*lines, mean]


def _numbers(page: Page, numbers: Sequence[float], room: int) -> str:
    """The numbers, as many as have room."""
    texts = [page.number(number) for number in numbers]
    if len(" ".join(texts)) <= room:
        return " ".join(texts)
    rest = f" … ({len(texts)})"
    while texts and len(" ".join(texts)) + len(rest) > room:
        texts.pop()
    return " ".join(texts) + rest
