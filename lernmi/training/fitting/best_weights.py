"""Early stopping: the weights of the epoch after which the validation loss was least."""

from __future__ import annotations

import math
from typing import Any, Dict, List, Optional

from ...network.network import Network
from ...support.formatting import count_of


class BestWeights:
    """Remembers the weights of the best epoch so far; says when it is too long ago.

    ``patience``: how many epochs may pass without a smaller validation loss; then training stops.
    Fixed weights, such as the running statistics of BatchNorm, are remembered as well.
    """

    def __init__(self, network: Network, patience: int) -> None:
        self._weights = network.weights + network.fixed_weights
        self._patience = patience
        self.epoch: Optional[int] = None
        self._loss = math.inf
        self._values: List[float] = []

    def note(self, epoch: int, loss: float) -> str:
        """Remember the weights if they are the best so far; why training should stop, or ""."""
        if loss < self._loss:
            self.epoch, self._loss = epoch, loss
            self._values = [weight.value for weight in self._weights]
        if self.epoch is not None and epoch - self.epoch >= self._patience:
            return (f"the validation loss was least after epoch {self.epoch}, "
                    f"{count_of(self._patience, 'epoch')} ago")
        return ""

    def restore(self) -> None:
        """Let the network have the best weights."""
        for weight, value in zip(self._weights, self._values):
            weight.value = value

    def state(self) -> Dict[str, Any]:
        """What ``continue_from`` needs, as plain numbers."""
        return {"epoch": self.epoch, "loss": self._loss, "values": self._values}

    def continue_from(self, state: Dict[str, Any]) -> None:
        """Begin with what was remembered before."""
        self.epoch, self._loss, self._values = state["epoch"], state["loss"], list(state["values"])
