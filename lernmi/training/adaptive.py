"""Adaptive optimizers: an effective rate for each weight.

Each divides by the typical size of a weight's sensitivities, so that weights with small
sensitivities and weights with large ones move about equally far.
"""

from __future__ import annotations

from typing import Any, Optional, Tuple

from ..support.errors import BadInput
from .optimizer_memory import Memory, RememberingOptimizer
from .optimizer_options import OF, number_option
from .optimizers import Optimizer

EPSILON = number_option("epsilon", at_least=0.0)
BELOW_ONE = {"at_least": 0.0, "below": 1.0}


class RMSProp(RememberingOptimizer):
    """Divides by the root of a running average of the squares.

    squares ← alpha × squares + (1 − alpha) × sensitivity²;
    weight ← weight − rate × sensitivity ÷ (√squares + epsilon).

    ``centered`` divides by the root of their variance, √(squares − mean²), at least 0, with
    mean ← mean + (1 − alpha) × (sensitivity − mean). With a ``momentum``,
    velocity ← momentum × velocity + sensitivity ÷ (root + epsilon); weight ← weight − rate × velocity.

    Raises BadInput for an alpha or a momentum below 0, or of 1 and more, or an epsilon below 0,
    NumericError where an epsilon of 0 leaves a division by 0.
    Other options: see Optimizer. Source: the conventions of torch.optim.RMSprop; G. Hinton, lecture 6e, 2012.

    >>> RMSProp(0.1, momentum=0.5)
    RMSProp(rate=0.1, alpha=0.99, epsilon=1e-08, momentum=0.5)
    """

    option_checks = {**Optimizer.option_checks, "alpha": number_option("alpha", **BELOW_ONE),
                     "momentum": number_option("the momentum", **BELOW_ONE), "epsilon": EPSILON}
    off_at_zero = (*Optimizer.off_at_zero, "momentum")
    remembers = ("squares",)

    def __init__(self, rate: float = 0.01, *, alpha: float = 0.99, epsilon: float = 1e-8,
                 centered: bool = False, momentum: float = 0.0, l1: float = 0.0, l2: float = 0.0,
                 limit: Optional[float] = None, clip: Optional[float] = None) -> None:
        super().__init__(rate, l1=l1, l2=l2, limit=limit, clip=clip)
        self.alpha = alpha
        self.epsilon = epsilon
        self.centered = centered
        self.momentum = momentum

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "centered" and not isinstance(value, bool):
            raise BadInput(f"centered must be True or False, not {value!r}.")
        super().__setattr__(name, value)
        if value and name == "centered":
            self.remember("mean")
        if value and name.partition(OF)[0] == "momentum":
            self.remember("velocity")

    def new_value(self, value: float, sensitivity: float, memory: Memory) -> float:
        """The squares first, then a change divided by their root."""
        memory.squares = (self.alpha * memory.squares
                          + (1.0 - self.alpha) * sensitivity * sensitivity)
        spread = memory.squares
        if self.centered:
            memory.mean = memory.mean + (1.0 - self.alpha) * (sensitivity - memory.mean)
            spread = max(memory.squares - memory.mean * memory.mean, 0.0)       # rounding may go below 0
        root: float = spread ** 0.5 + self.epsilon
        if not self.momentum:
            return value - self.rate * sensitivity / root
        memory.velocity = self.momentum * memory.velocity + sensitivity / root
        return value - self.rate * memory.velocity


class Adagrad(RememberingOptimizer):
    """Divides by the root of the sum of all squares: updates become smaller and smaller.

    squares ← squares + sensitivity²;
    weight ← weight − rate × sensitivity ÷ (√squares + epsilon).

    Raises BadInput for an epsilon below 0, NumericError where an epsilon of 0 leaves a division by 0.
    Other options: see Optimizer. Source: the conventions of torch.optim.Adagrad; J. Duchi and others, 2011.
    """

    option_checks = {**Optimizer.option_checks, "epsilon": EPSILON}
    remembers = ("squares",)

    def __init__(self, rate: float = 0.01, *, epsilon: float = 1e-10, l1: float = 0.0, l2: float = 0.0,
                 limit: Optional[float] = None, clip: Optional[float] = None) -> None:
        super().__init__(rate, l1=l1, l2=l2, limit=limit, clip=clip)
        self.epsilon = epsilon

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
    Raises BadInput for a beta below 0, or of 1 and more, or an epsilon below 0, NumericError where
    an epsilon of 0 leaves a division by 0.
    Other options: see Optimizer. Source: the conventions of torch.optim.Adam; D. Kingma and J. Ba, 2015.

    >>> Adam()
    Adam(rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-08)
    """

    option_checks = {**Optimizer.option_checks, "beta1": number_option("beta1", **BELOW_ONE),
                     "beta2": number_option("beta2", **BELOW_ONE), "epsilon": EPSILON}
    remembers = ("steps", "mean", "squares")

    def __init__(self, rate: float = 0.001, *, beta1: float = 0.9, beta2: float = 0.999,
                 epsilon: float = 1e-8, l1: float = 0.0, l2: float = 0.0,
                 limit: Optional[float] = None, clip: Optional[float] = None) -> None:
        super().__init__(rate, l1=l1, l2=l2, limit=limit, clip=clip)
        self.beta1 = beta1
        self.beta2 = beta2
        self.epsilon = epsilon

    def new_value(self, value: float, sensitivity: float, memory: Memory) -> float:
        """Mean and squares first, then a change by the mean divided by the root of the squares."""
        memory.steps = memory.steps + 1.0
        memory.mean = memory.mean + (1.0 - self.beta1) * (sensitivity - memory.mean)
        memory.squares = (self.beta2 * memory.squares
                          + (1.0 - self.beta2) * sensitivity * sensitivity)
        rate, root = self.corrected(self.rate, memory.squares ** 0.5, memory.steps)
        return value - rate * memory.mean / (root + self.epsilon)

    def corrected(self, rate: float, root: float, steps: float) -> Tuple[float, float]:
        """The rate, in place of the mean, and the root, divided by how far their averages are from 0."""
        return rate / (1.0 - self.beta1 ** steps), root / (1.0 - self.beta2 ** steps) ** 0.5


class AdamW(Adam):
    """Adam, after weight ← weight × (1 − rate × weight_decay).

    So the decay isn't divided by anything, as l2 is in Adam. Raises BadInput as Adam does,
    and for a weight_decay below 0.
    Source: the conventions of torch.optim.AdamW; I. Loshchilov and F. Hutter, 2019.
    """

    option_checks = {**Adam.option_checks, "weight_decay": number_option("the weight decay", at_least=0.0)}

    def __init__(self, rate: float = 0.001, *, beta1: float = 0.9, beta2: float = 0.999,
                 epsilon: float = 1e-8, weight_decay: float = 0.01, l1: float = 0.0, l2: float = 0.0,
                 limit: Optional[float] = None, clip: Optional[float] = None) -> None:
        super().__init__(rate, beta1=beta1, beta2=beta2, epsilon=epsilon, l1=l1, l2=l2,
                         limit=limit, clip=clip)
        self.weight_decay = weight_decay

    def new_value(self, value: float, sensitivity: float, memory: Memory) -> float:
        """The decay first, then Adam's change."""
        decayed = value * (1.0 - self.rate * self.weight_decay)
        return super().new_value(decayed, sensitivity, memory)
