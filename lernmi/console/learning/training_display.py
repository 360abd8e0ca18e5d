"""Training as it goes on: a progress bar on a terminal, one line for each epoch elsewhere."""

from __future__ import annotations

import time
from itertools import chain, repeat
from typing import Any, Optional

from ...support.progress import Progress
from ...training.fitting.display import Display
from ...training.fitting.history import History
from ..display.page import Page
from .history_view import latest, one_line

DIGITS = 3          # of a loss in the bar
EVERY = 0.1         # seconds between two changes of the bar
BAR, SPEED, TIME = 8, 18, 8        # columns of the bar, of "12,345 samples/s" and of "59:59", with gaps


class TrainingDisplay(Display):
    """Shows on a page how far the training is: epoch, loss, accuracy, samples per second, time left."""

    def __init__(self, page: Optional[Page] = None) -> None:
        self._page = page or Page()
        self._bar: Any = None
        self._next = 0.0

    def begin(self, epochs: int, samples: int, history: History) -> None:
        """Start the bar, on a terminal."""
        self._epochs, self._samples, self._history = epochs, samples, history
        if self._page.laid_out:
            self._bar = self._started(len(history.losses) * samples)

    def _started(self, done: int) -> Any:
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn  # late: seldom needed
        bar = Progress(TextColumn("{task.description}"), BarColumn(bar_width=BAR),
                       TextColumn("{task.fields[speed]}"), TimeRemainingColumn(compact=True),
                       console=self._page.console, transient=True, auto_refresh=False)
        bar.add_task(self._described(), total=self._epochs * self._samples, completed=done, speed="")
        bar.start()
        return bar

    def unrolling(self) -> None:
        """The description of the bar says it."""
        if self._bar is not None:
            self._bar.update(0, description="Writing a step as Python", refresh=True)

    def learned(self, samples: int) -> None:
        """Move the bar, ten times a second at most."""
        if self._bar is None or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + EVERY
        done = len(self._history.losses)
        speed = self._bar.tasks[0].speed
        self._bar.update(0, completed=done * self._samples + samples, description=self._described(),
                         speed=f"{speed:,.0f} samples/s" if speed else "", refresh=True)

    def _described(self) -> str:
        """The present epoch, and as much of what was measured after the latest as there is room for."""
        text = f"Epoch {len(self._history.losses) + 1:,}/{self._epochs:,}"
        room = self._page.width - BAR - SPEED - TIME
        for separator, part in zip(chain([": "], repeat(", ")), latest(DIGITS, self._history)):
            if len(text + separator + part) > room:
                break
            text += separator + part
        return text

    def epoch(self, history: History) -> None:
        """A line, where there is no bar."""
        if self._bar is None:
            self._page.line(one_line(self._page, history, self._epochs))

    def stop(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def end(self, history: History) -> None:
        """Say whether it was interrupted."""
        if history.interrupted:
            self._page.line(f"Training was {history.ended}; the network keeps what it has learned.")


class Waiting(Display):
    """Training that is only a preparation: a line says how far it is, on a terminal and after a while."""

    def __init__(self, progress: Progress, epochs: int) -> None:
        self._progress = progress
        self._epochs = epochs

    def begin(self, epochs: int, samples: int, history: History) -> None:
        """Remember how much there is to do."""
        self._samples, self._history = samples, history

    def learned(self, samples: int) -> None:
        """Report it."""
        self._progress(len(self._history.losses) * self._samples + samples, self._epochs * self._samples)

    def end(self, history: History) -> None:
        """Who waits for it, goes on."""
