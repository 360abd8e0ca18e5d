"""Adaptive optimizers: an effective rate for each weight.

Each divides by the typical size of a weight's sensitivities, so that weights with small
sensitivities and weights with large ones move about equally far.
"""

from __future__ import annotations

from typing import Optional

from ..support import validation
from .optimizer_memory import Memory, RememberingOptimizer


class RMSProp(RememberingOptimizer):
    """Divides by the root of a running average of the squares.

    squares ← alpha × squares + (1 − alpha) × sensitivity²;
    weight ← weight − rate × sensitivity ÷ (√squares + epsilon).

    Raises BadInput for an alpha below 0, or of 1 and more, or an epsilon not above 0.
    Other options: see Optimizer. Source: the conventions of torch.optim.RMSprop; G. Hinton, lecture 6e, 2012.
    """

    remembers = ("squares",)

    def __init__(self, rate: float = 0.01, *, alpha: float = 0.99, epsilon: float = 1e-8,
                 l1: float = 0.0, l2: float = 0.0, limit: Optional[float] = None) -> None:
        super().__init__(rate, l1=l1, l2=l2, limit=limit)
        self.alpha = validation.number(alpha, "alpha", at_least=0.0, below=1.0)
        self.epsilon = validation.number(epsilon, "epsilon", above=0.0)

    def new_value(self, value: float, sensitivity: float, memory: Memory) -> float:
        """The squares first, then a change divided by their root."""
        memory.squares = (self.alpha * memory.squares
                          + (1.0 - self.alpha) * sensitivity * sensitivity)
        root: float = memory.squares ** 0.5 + self.epsilon
        return value - self.rate * sensitivity / root


class Adagrad(RememberingOptimizer):
    """Divides by the root of the sum of all squares: updates become smaller and smaller.

    squares ← squares + sensitivity²;
    weight ← weight − rate × sensitivity ÷ (√squares + epsilon).

    Raises BadInput for an epsilon not above 0.
    Other options: see Optimizer. Source: the conventions of torch.optim.Adagrad; J. Duchi and others, 2011.
    """

    remembers = ("squares",)

    def __init__(self, rate: float = 0.01, *, epsilon: float = 1e-10, l1: float = 0.0,
                 l2: float = 0.0, limit: Optional[float] = None) -> None:
        super().__init__(rate, l1=l1, l2=l2, limit=limit)
        self.epsilon = validation.number(epsilon, "epsilon", above=0.0)

    def new_value(self, value: float, sensitivity: float, memory: Memory) -> float:
        """The squares first, then a change divided by their root."""
        memory.squares = memory.squares + sensitivity * sensitivity
        root: float = memory.squares ** 0.5 + self.epsilon
        return value - self.rate * sensitivity / root


class Adam(RememberingOptimizer):
    """Momentum and RMSProp in one, both corrected for their bias towards the initial 0.

    steps ← steps + 1;
    mean ← mean + (1 − beta1) × (sensitivity − mean);
    squares ← beta2 × squares + (1 − beta2) × sensitivity²;
    weight ← weight − rate ÷ (1 − beta1^steps) × mean
    ÷ (√squares ÷ √(1 − beta2^steps) + epsilon).

    The corrections divide; so the first update moves each weight by about the rate.
    Raises BadInput for a beta below 0, or of 1 and more, or an epsilon not above 0.
    Other options: see Optimizer. Source: the conventions of torch.optim.Adam; D. Kingma and J. Ba, 2015.

    >>> Adam()
    Adam(rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-08)
    """

    remembers = ("steps", "mean", "squares")

    def __init__(self, rate: float = 0.001, *, beta1: float = 0.9, beta2: float = 0.999,
                 epsilon: float = 1e-8, l1: float = 0.0, l2: float = 0.0,
                 limit: Optional[float] = None) -> None:
        super().__init__(rate, l1=l1, l2=l2, limit=limit)
        self.beta1 = validation.number(beta1, "beta1", at_least=0.0, below=1.0)
        self.beta2 = validation.number(beta2, "beta2", at_least=0.0, below=1.0)
        self.epsilon = validation.number(epsilon, "epsilon", above=0.0)

    def new_value(self, value: float, sensitivity: float, memory: Memory) -> float:
        """Mean and squares first, then a change by the mean divided by the root of the squares."""
        memory.steps = memory.steps + 1.0
        memory.mean = memory.mean + (1.0 - self.beta1) * (sensitivity - memory.mean)
        memory.squares = (self.beta2 * memory.squares
                          + (1.0 - self.beta2) * sensitivity * sensitivity)
        rate: float = self.rate / (1.0 - self.beta1 ** memory.steps)
        root: float = memory.squares ** 0.5 / (1.0 - self.beta2 ** memory.steps) ** 0.5
        return value - rate * memory.mean / (root + self.epsilon)


class AdamW(Adam):
    """Adam, after weight ← weight × (1 − rate × weight_decay).

    So the decay isn't divided by anything, as l2 is in Adam. Raises BadInput as Adam does,
    and for a weight_decay below 0.
    Source: the conventions of torch.optim.AdamW; I. Loshchilov and F. Hutter, 2019.
    """

    def __init__(self, rate: float = 0.001, *, beta1: float = 0.9, beta2: float = 0.999,
                 epsilon: float = 1e-8, weight_decay: float = 0.01, l1: float = 0.0,
                 l2: float = 0.0, limit: Optional[float] = None) -> None:
        super().__init__(rate, beta1=beta1, beta2=beta2, epsilon=epsilon, l1=l1, l2=l2,
                         limit=limit)
        self.weight_decay = validation.number(weight_decay, "the weight decay", at_least=0.0)

    def new_value(self, value: float, sensitivity: float, memory: Memory) -> float:
        """The decay first, then Adam's change."""
        decayed = value * (1.0 - self.rate * self.weight_decay)
        return super().new_value(decayed, sensitivity, memory)
