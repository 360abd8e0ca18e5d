"""What fit reports while it runs."""

from __future__ import annotations

import sys

from .history import History


class Display:
    """Is called by fit as training goes on; a subclass shows it. This one says only when Ctrl-C ended it."""

    def begin(self, epochs: int, samples: int, history: History) -> None:
        """So many epochs of so many samples; the history holds those that were done before."""

    def unrolling(self) -> None:
        """The learning step is being written as straight-line Python, which takes a while."""

    def learned(self, samples: int) -> None:
        """So many samples of this epoch were learned from."""

    def epoch(self, history: History) -> None:
        """An epoch is done, and measured."""

    def end(self, history: History) -> None:
        """Training has ended; history.ended says why, if it was before the last epoch."""
        if history.interrupted:
            print(f"Training was {history.ended}; the network keeps what it has learned.", file=sys.stderr)
