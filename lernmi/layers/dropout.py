"""Dropout: in training, the values of random neurons are set to 0, chosen anew for each sample."""

from __future__ import annotations

from functools import partial
from typing import Any, Dict, List, Optional

from ..network.network import Network
from ..network.shapes import Neurons, shaped
from ..neuron import Neuron
from ..support import validation
from ..support.errors import BadInput
from .terms import LayerBuilder


class Dropout:
    """value[i] = source[i] × mask[i]; in training the mask is 0, or else 1 / (1 − rate).

    Each mask is a neuron, drawn anew by the network's generator in every forward pass of
    training: 0 with the probability ``rate``. In predict every mask is 1 (inverted dropout, as
    torch.nn.Dropout). A trace shows the masks among the inputs.

    ``mask``: by hand, a list with 1 for each source that stays and 0 for each that doesn't, instead of
    what would be drawn. It may be set between samples; None, the default, draws.

    Raises BadInput for a rate outside 0 ≤ rate < 1, for a mask of anything but 0 and 1, and, in
    building and in training, for one of another length than the sources.
    Source: Srivastava and others, Dropout, 2014.
    """

    kind = "dropout"

    def __init__(self, rate: float = 0.5, name: Optional[str] = None, *, mask: Any = None) -> None:
        self.rate = validation.number(rate, "the rate of Dropout", at_least=0.0, below=1.0)
        self.name = name
        self.mask = mask

    @property
    def mask(self) -> Optional[List[float]]:
        """Which sources stay, if that is not drawn."""
        return self._mask

    @mask.setter
    def mask(self, mask: Any) -> None:
        self._mask: Optional[List[float]] = None if mask is None else _zeros_and_ones(mask)

    def __call__(self, network: Network, sources: List[Neuron]) -> Neurons:
        """Build the neurons and links after ``sources``. Returns the new neurons."""
        self._check_length(len(sources))
        builder = LayerBuilder(network)
        masks = [builder.neuron("mask", index, []) for index in range(len(sources))]
        network.before_each_sample(partial(self._set_masks, network, masks))
        return Neurons([builder.neuron("", index, [pair]) for index, pair in enumerate(zip(sources, masks))],
                       shaped(sources).shape)

    def _check_length(self, count: int) -> None:
        if self.mask is not None:
            validation.sequence(self.mask, count, f"the mask of {self!r}")

    def _set_masks(self, network: Network, masks: List[Neuron], training: bool) -> None:
        values = self._values(network, len(masks)) if training else [1.0] * len(masks)
        for mask, value in zip(masks, values):
            mask.set_value(value)

    def _values(self, network: Network, count: int) -> List[float]:
        """0 or 1 / (1 − rate) for each source, by hand or drawn."""
        self._check_length(count)
        stays = self.mask or [network.random.random() >= self.rate for _ in range(count)]
        return [1.0 / (1.0 - self.rate) if stay else 0.0 for stay in stays]

    def options(self) -> Dict[str, Any]:
        """The constructor's arguments that build it again."""
        return {"rate": self.rate, "mask": self.mask, "name": self.name}

    def __repr__(self) -> str:
        return f"Dropout({self.rate:g})"


def _zeros_and_ones(mask: Any) -> List[float]:
    count = len(mask) if hasattr(mask, "__len__") else 0
    what = "an entry of the mask of Dropout"
    entries = [validation.number(entry, what)
               for entry in validation.sequence(mask, count, "the mask of Dropout")]
    for entry in entries:
        if entry not in (0.0, 1.0):
            raise BadInput(f"{what} must be 0 or 1, not {entry:g}.")
    return entries
