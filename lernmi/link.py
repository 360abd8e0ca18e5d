"""A link: it carries a value forward to one neuron, and a sensitivity back from it.

The two methods of this file are all the arithmetic of propagation in the package.
Whatever the network, every multiplication of the chain rule happens in Link.backward.
"""

from __future__ import annotations

import copy
from typing import Union

from .neuron import Neuron
from .support.errors import BadInput
from .support.formatting import brief, quoted
from .weight import Weight


class Link:
    """From a source neuron through a weight to a target neuron.

    ============ ================================================================
    value        source.value × weight.value: what the link delivers
    sensitivity  ∂loss/∂value (the field says *gradient*); the value is one term
                 of the target's total, so it is ∂loss/∂total of the target too
    ============ ================================================================

    The weight may be another neuron: then the link is a *gate*, the product of two
    neurons. A bias is a link as well, from a neuron whose value is always 1.

    Raises BadInput when an end is not a neuron, when source and target are the
    same, or when the weight is neither a Weight nor a Neuron.

    >>> source, target = Neuron("hidden[0]"), Neuron("output[1]")
    >>> link = Link(source, target, Weight(0.45))
    >>> source.value = 0.6
    >>> link.forward()
    >>> link
    Link(hidden[0] → output[1]: 0.270 = 0.600 × 0.450, sensitivity 0.000)
    """

    __slots__ = ("source", "target", "weight", "value", "sensitivity")

    def __init__(self, source: Neuron, target: Neuron, weight: Union[Weight, Neuron]) -> None:
        check_ends(source, target, weight)
        self.source = source
        self.target = target
        self.weight = weight
        self.value = 0.0
        self.sensitivity = 0.0
        target.incoming.append(self)

    def forward(self) -> None:
        """Deliver the source's value, times the weight, to the target."""
        self.value = self.source.value * self.weight.value
        self.target.total += self.value

    def backward(self) -> None:
        """Hand the target's sensitivity back: the chain rule, one product at a time."""
        self.sensitivity = self.target.sensitivity * self.target.slope    # through the activation
        self.source.sensitivity += self.sensitivity * self.weight.value   # to whom it came from
        self.weight.sensitivity += self.sensitivity * self.source.value   # to what it came through

    @property
    def is_current(self) -> bool:
        """Whether it would deliver the same value again: not after an update of the weight."""
        again = copy.copy(self)
        again.target = Neuron()
        again.forward()
        return again.value == self.value

    @property
    def name(self) -> str:
        """Where it leads: "hidden[0]->output[1]", as one types it."""
        return f"{self.source.name}->{self.target.name}"

    def __repr__(self) -> str:
        product = f"{brief(self.source.value)} × {brief(self.weight.value)}"
        formula = f" = {product}" if self.is_current else f"; now {product}"
        return (f"Link({self.source.name} → {self.target.name}: {brief(self.value)}{formula}, "
                f"sensitivity {brief(self.sensitivity)})")


def check_ends(source: object, target: object, weight: object) -> None:
    """BadInput unless a link may join these."""
    for role, end in (("source", source), ("target", target)):
        if not isinstance(end, Neuron):
            raise BadInput(f"the {role} of a link must be a Neuron, not {quoted(end)}.")
    if source is target:
        raise BadInput(f"a link can't lead from {source!r} to itself: "
                       "repeat the neuron, one copy for each time step.")
    if not isinstance(weight, (Weight, Neuron)):
        raise BadInput(f"the weight of a link must be a Weight or a Neuron, not {quoted(weight)}: "
                       "try Weight(0.5).")
