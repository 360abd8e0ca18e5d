"""Softmax: shares that add up to 1."""

from __future__ import annotations

from typing import TYPE_CHECKING, List, Optional, Sequence

from ..network.shapes import Neurons, shaped
from ..neuron import Neuron
from .terms import LayerBuilder

if TYPE_CHECKING:
    from ..network.network import Network


class Softmax:
    """value[i] = e^source[i] / Σ_j e^source[j], along the last dimension, as torch.nn.Softmax.

    The largest source is taken from all of them first, which changes no share and keeps
    every power at 1 or below; so no source is too large.
    """

    kind = "softmax"
    gives_shares = True

    def __init__(self, name: Optional[str] = None) -> None:
        self.name = name

    def __call__(self, network: Network, sources: List[Neuron]) -> Neurons:
        """Build the neurons and links behind ``sources``; the new neurons are handed back."""
        neurons, builder = shaped(sources), LayerBuilder(network)
        if len(neurons.shape) == 1:
            return Neurons(shares(builder, neurons, "", ""))
        size = neurons.shape[-1]
        found: List[Neuron] = []
        for start in range(0, len(neurons), size):
            found += shares(builder, neurons[start:start + size], "", str(start // size))
        return Neurons(found, neurons.shape)

    def __repr__(self) -> str:
        return "Softmax()"


def shares(builder: LayerBuilder, sources: Sequence[Neuron], what: str, row: str) -> List[Neuron]:
    """A neuron for each source: its share, e^source / Σ e^source."""
    def place(index: int) -> str:
        return f"{row},{index}" if row else str(index)

    dot = f"{what}." if what else ""
    largest = builder.largest(sources, f"{dot}largest", row)
    powers = [builder.neuron(f"{dot}power", place(index),
                          [*builder.weighted_sum([source]), *builder.weighted_sum([largest], -1.0)], "exp")
              for index, source in enumerate(sources)]
    one_over = builder.neuron(f"{dot}one_over_sum", row, builder.weighted_sum(powers), "reciprocal")
    return [builder.neuron(what, place(index), [(power, one_over)])
            for index, power in enumerate(powers)]
