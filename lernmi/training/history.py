"""What became of the loss while a network learned."""

from __future__ import annotations

from typing import Sequence


class History:
    """What became of the loss: ``losses`` holds the mean loss of each epoch, as it was learned.

    >>> History([0.5, 0.25, 0.125])
    History(3 epochs, loss 0.5 → 0.125)
    """

    def __init__(self, losses: Sequence[float]) -> None:
        self.losses = list(losses)

    def __repr__(self) -> str:
        count = len(self.losses)
        way = " → ".join(f"{loss:.4g}" for loss in self.losses[:1] + self.losses[1:][-1:])
        return f"History({count} epoch{'s' * (count != 1)}, loss {way})"
