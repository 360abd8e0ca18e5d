"""What fit reports while it runs."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import Iterator

from .history import History


class Display:
    """Is called by fit as training goes on; a subclass shows it. This one says only when Ctrl-C ended it."""

    def begin(self, epochs: int, samples: int, history: History) -> None:
        """So many epochs of so many samples; the history holds those that were done before."""

    @contextmanager
    def shown(self, epochs: int, samples: int, history: History) -> Iterator[None]:
        """The block in which the training is."""
        self.begin(epochs, samples, history)
        try:
            yield
        finally:
            self.stop()

    def unrolling(self) -> None:
        """The learning step is being written as straight-line Python, which takes a while."""

    def learned(self, samples: int) -> None:
        """So many samples of this epoch were learned from."""

    def epoch(self, history: History) -> None:
        """An epoch is done, and measured."""

    def stop(self) -> None:
        """Training has stopped, perhaps by an error: what is shown must go away."""

    def end(self, history: History) -> None:
        """Training has ended; history.ended says why, if it was before the last epoch."""
        if history.interrupted:
            print(f"Training was {history.ended}; the network keeps what it has learned.", file=sys.stderr)
