"""Dropout: in training, the values of random neurons are set to 0, chosen anew for each sample."""

from __future__ import annotations

from functools import partial
from typing import List, Optional

from ..network.network import Network
from ..network.shapes import Neurons, shaped
from ..neuron import Neuron
from ..support import validation
from .terms import LayerBuilder


class Dropout:
    """value[i] = source[i] × mask[i]; in training the mask is 0, or else 1 / (1 − rate).

    Each mask is a neuron, drawn anew by the network's generator in every forward pass of
    training: 0 with the probability ``rate``. In predict every mask is 1 (inverted dropout, as
    torch.nn.Dropout). A trace shows the masks among the inputs.

    Raises BadInput for a rate outside 0 ≤ rate < 1.
    Source: Srivastava and others, Dropout, 2014.
    """

    kind = "dropout"

    def __init__(self, rate: float = 0.5, name: Optional[str] = None) -> None:
        self.rate = validation.number(rate, "the rate of Dropout", at_least=0.0, below=1.0)
        self.name = name

    def __call__(self, network: Network, sources: List[Neuron]) -> Neurons:
        """Build the neurons and links after ``sources``. Returns the new neurons."""
        builder = LayerBuilder(network)
        masks = [builder.neuron("mask", index, []) for index in range(len(sources))]

        network.before_each_sample(partial(self._draw, network, masks))
        return Neurons([builder.neuron("", index, [pair]) for index, pair in enumerate(zip(sources, masks))],
                       shaped(sources).shape)

    def _draw(self, network: Network, masks: List[Neuron], training: bool) -> None:
        for mask in masks:
            mask.set_value(self._mask(network) if training else 1.0)

    def _mask(self, network: Network) -> float:
        return 0.0 if network.random.random() < self.rate else 1.0 / (1.0 - self.rate)

    def __repr__(self) -> str:
        return f"Dropout({self.rate:g})"
