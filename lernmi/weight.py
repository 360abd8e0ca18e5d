"""A weight: the number that learning changes."""

from __future__ import annotations

from .support import validation
from .support.formatting import brief


class Weight:
    """A number on a link, shared by as many links as refer to it.

    ================ ============================================================
    value            the number itself
    sensitivity      ∂loss/∂value (the field says *gradient*), summed over every
                     link that uses the weight and every sample since the last
                     update, which uses it up: high sensitivity, large adjustment
                     (if it is fixed, so that no update comes: of the latest sample)
    last_sensitivity the sensitivity that the last update used up
    trainable        False for a number that no optimizer may change
    ================ ============================================================

    Raises BadInput when the value is not a finite number, or the name is no text.

    >>> Weight(0.4, "w5")
    Weight(w5: 0.400, sensitivity 0.000)
    """

    __slots__ = ("name", "value", "sensitivity", "last_sensitivity", "trainable")

    def __init__(self, value: float, name: str = "", trainable: bool = True) -> None:
        self.name = validation.name(name, "a weight")
        self.value = validation.number(value, f"the value of weight {name}".strip())
        self.sensitivity = 0.0
        self.last_sensitivity = 0.0
        self.trainable = trainable

    def reset(self) -> None:
        """Forget the sensitivity."""
        self.sensitivity = 0.0

    def __repr__(self) -> str:
        is_used_up = self.last_sensitivity and not self.sensitivity
        used = f", last {brief(self.last_sensitivity)}" if is_used_up else ""
        fixed = "" if self.trainable else ", fixed"
        return (f"Weight({self.name or 'unnamed'}: {brief(self.value)}, "
                f"sensitivity {brief(self.sensitivity)}{used}{fixed})")
