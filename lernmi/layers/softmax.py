"""Softmax: shares that add up to 1."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Sequence

from ..network.network import Network
from ..network.shapes import Neurons, shaped
from ..neuron import Neuron
from .terms import Index, LayerBuilder, last_dimension


class Softmax:
    """value[i] = e^source[i] / Σ_j e^source[j], along the last dimension, as torch.nn.Softmax.

    The largest source is subtracted from all of them first, which changes no share and keeps
    every power at 1 or below; so none overflows.
    """

    kind = "softmax"
    gives_shares = True

    def __init__(self, name: Optional[str] = None) -> None:
        self.name = name

    def __call__(self, network: Network, sources: List[Neuron]) -> Neurons:
        """Build the neurons and links after ``sources``. Returns the new neurons."""
        neurons, builder = shaped(sources), LayerBuilder(network)
        return Neurons([share for index, row in last_dimension(neurons)
                        for share in shares(builder, row, "", index)], neurons.shape)

    def options(self) -> Dict[str, Any]:
        """The constructor's arguments that build it again."""
        return {"name": self.name}

    def __repr__(self) -> str:
        return "Softmax()"


def shares(builder: LayerBuilder, sources: Sequence[Neuron], what: str, row: Index = ()) -> List[Neuron]:
    """A neuron for each source: its share, e^source / Σ e^source."""
    dot = f"{what}." if what else ""
    largest = builder.neuron(f"{dot}largest", row, builder.largest(sources, row, dot))
    powers = [builder.neuron(f"{dot}power", (*row, index), builder.difference(source, largest), "exp")
              for index, source in enumerate(sources)]
    one_over = builder.neuron(f"{dot}one_over_sum", row, builder.weighted_sum(powers), "reciprocal")
    return [builder.neuron(what, (*row, index), [(power, one_over)])
            for index, power in enumerate(powers)]
