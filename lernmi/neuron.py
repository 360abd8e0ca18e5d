"""A neuron: it adds up what its incoming links deliver, and answers with one value."""

from __future__ import annotations

from typing import TYPE_CHECKING, List, Union

from .activations import ACTIVATIONS, Activation
from .support import validation
from .support.formatting import brief

if TYPE_CHECKING:
    from .link import Link


class Neuron:
    """One value that goes forward, and one sensitivity that comes back.

    ============ ================================================================
    total        the sum of what the incoming links delivered
    value        activation(total)
    slope        the derivative of the activation at this total: ∂value/∂total
    sensitivity  ∂loss/∂value (the field says *gradient*), summed over every link
                 that leaves the neuron: high sensitivity, large share in the error
    incoming     the links that lead here, in the order in which they deliver
    ============ ================================================================

    ``activation`` is a name ("sigmoid", "relu", …) or a user-defined Activation.
    Raises UnknownName for a name that is not among the activations, BadInput for a name that
    is no text.

    >>> neuron = Neuron("hidden[0]", "sigmoid")
    >>> neuron.total = 0.3775
    >>> neuron.forward()
    >>> neuron
    Neuron(hidden[0]: 0.593 = sigmoid(0.378), sensitivity 0.000)
    """

    __slots__ = ("name", "activation", "total", "value", "slope", "sensitivity", "incoming")

    def __init__(self, name: str = "", activation: Union[str, Activation] = "identity") -> None:
        self.name = validation.name(name, "a neuron")
        self.activation = validation.choice(activation, ACTIVATIONS, "activation")
        self.total = 0.0
        self.value = 0.0
        self.slope = 0.0
        self.sensitivity = 0.0
        self.incoming: List[Link] = []

    def forward(self) -> None:
        """Turn the total into a value, and note how steep the activation is there."""
        self.value = self.activation.function(self.total)
        self.slope = self.activation.slope(self.total, self.value)

    def set_value(self, value: float) -> None:
        """Take a value from outside, as inputs do."""
        self.total = self.value = value

    def reset(self) -> None:
        """Be ready for the next sample: links add to these two."""
        self.total = 0.0
        self.sensitivity = 0.0

    def __repr__(self) -> str:
        return (f"Neuron({self.name or 'unnamed'}: {brief(self.value)} = "
                f"{self.activation.name}({brief(self.total)}), "
                f"sensitivity {brief(self.sensitivity)})")
