"""Optimizers with momentum: their updates gather speed."""

from __future__ import annotations

from typing import Optional

from .optimizer_memory import Memory, RememberingOptimizer
from .optimizer_options import number_option
from .optimizers import Optimizer


class Momentum(RememberingOptimizer):
    """velocity ← momentum × velocity + sensitivity; weight ← weight − rate × velocity.

    A ball that rolls downhill: the share ``momentum`` of its velocity remains in the next
    update, so with a constant sensitivity it becomes 1/(1 − momentum) times as fast. Other
    options: see Optimizer.

    Raises BadInput for a momentum below 0, or of 1 and more.
    Source: the conventions of torch.optim.SGD; B. Polyak, 1964.

    >>> Momentum(0.1, 0.9)
    Momentum(rate=0.1, momentum=0.9)
    """

    option_checks = {**Optimizer.option_checks,
                     "momentum": number_option("the momentum", at_least=0.0, below=1.0)}
    remembers = ("velocity",)

    def __init__(self, rate: float = 0.1, momentum: float = 0.9, *, l1: float = 0.0, l2: float = 0.0,
                 limit: Optional[float] = None, clip: Optional[float] = None) -> None:
        super().__init__(rate, l1=l1, l2=l2, limit=limit, clip=clip)
        self.momentum = momentum

    def new_value(self, value: float, sensitivity: float, memory: Memory) -> float:
        """The velocity first, then the weight moves by it."""
        memory.velocity = self.momentum * memory.velocity + sensitivity
        return value - self.rate * memory.velocity


class Nesterov(Momentum):
    """Momentum that looks ahead: by the velocity that will remain in the next update.

    velocity ← momentum × velocity + sensitivity;
    weight ← weight − rate × (sensitivity + momentum × velocity).

    Source: the conventions of torch.optim.SGD(nesterov=True); Y. Nesterov, 1983.
    """

    def new_value(self, value: float, sensitivity: float, memory: Memory) -> float:
        """The velocity first, then the weight moves by what will remain of it."""
        memory.velocity = self.momentum * memory.velocity + sensitivity
        return value - self.rate * (sensitivity + self.momentum * memory.velocity)
