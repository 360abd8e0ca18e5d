"""The loss in the course of training."""

from __future__ import annotations

from typing import Sequence


class History:
    """The loss in the course of training: ``losses`` holds each epoch's mean, before the updates.

    ``reason``: why the objects took the steps, or "" where these were unrolled (see fit).

    >>> History([0.5, 0.25, 0.125])
    History(3 epochs, loss 0.5 → 0.125)
    """

    def __init__(self, losses: Sequence[float], reason: str = "") -> None:
        self.losses = list(losses)
        self.reason = reason

    def __repr__(self) -> str:
        count = len(self.losses)
        course = " → ".join(f"{loss:.4g}" for loss in self.losses[:1] + self.losses[1:][-1:])
        return f"History({count} epoch{'s' * (count != 1)}, loss {course})"
