"""Layers made of layers: the same for each step, and past them what they began with."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, Dict, List, Optional

from ..network.ordering import needs_batch
from ..network.shapes import Neurons, shaped
from ..neuron import Neuron
from ..support.errors import BadInput
from .terms import LayerBuilder, require_shape

if TYPE_CHECKING:
    from ..network.network import Network


class Container(ABC):
    """A layer made of layers: one copy of it is the simplest case of several at once."""

    def __init__(self, *layers: Any, name: Optional[str] = None) -> None:
        if not layers:
            kind = type(self).__name__
            raise BadInput(f"{kind} needs at least one layer: try {kind}(Dense(4)).")
        self.layers = list(layers)
        self.needs_batch = any(map(needs_batch, self.layers))
        self.name = name

    def __call__(self, network: Network, sources: List[Neuron]) -> Neurons:
        """Build the neurons and links behind ``sources``; the new neurons are handed back."""
        return self.together(network, {"": shaped(sources)})[""]

    @abstractmethod
    def together(self, network: Network, copies: Dict[str, Neurons]) -> Dict[str, Neurons]:
        """The same for several copies of the network at once."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(map(repr, self.layers))})"


class EachStep(Container):
    """The same layers for every step of a sequence, (steps, features), with shared weights."""

    kind = "step"

    def together(self, network: Network, copies: Dict[str, Neurons]) -> Dict[str, Neurons]:
        """The same for several copies of the network at once."""
        steps: Dict[str, Neurons] = {}
        for suffix, neurons in copies.items():
            require_shape(network, neurons.shape, (2,), "a sequence, (steps, features)")
            for number, step in enumerate(neurons.rows(), start=1):
                steps[f"@t{number}{suffix}"] = step
        for layer in self.layers[:-1]:
            with network.sublayer(layer):
                steps = network.call_on_copies(layer, steps)
        steps = network.call_on_copies(self.layers[-1], steps)      # under the name of this layer
        return {suffix: _sequence([steps[f"@t{number}{suffix}"]
                                   for number in range(1, neurons.shape[0] + 1)])
                for suffix, neurons in copies.items()}


class Residual(Container):
    """value = source + what the layers make of it: they need to learn only the difference.

    Raises BadInput when what comes out of the layers has another shape than what went in.
    Source: He and others, Deep Residual Learning, 2015.
    """

    kind = "residual"

    def together(self, network: Network, copies: Dict[str, Neurons]) -> Dict[str, Neurons]:
        """The same for several copies of the network at once."""
        after = copies
        for layer in self.layers:
            with network.sublayer(layer):
                after = network.call_on_copies(layer, after)
        found: Dict[str, Neurons] = {}
        for suffix, before in copies.items():
            with network.suffixed(suffix):
                found[suffix] = self._added(network, before, after[suffix])
        return found

    def _added(self, network: Network, before: Neurons, after: Neurons) -> Neurons:
        if after.shape != before.shape:
            raise BadInput(f"the layer {network.group_name} adds what comes out, of shape "
                           f"{after.shape}, to what goes in, of shape {before.shape}: "
                           "they must be the same.")
        builder = LayerBuilder(network)
        return Neurons([builder.neuron("", index, builder.weighted_sum(pair))
                        for index, pair in enumerate(zip(before, after))], before.shape)


def _sequence(steps: List[Neurons]) -> Neurons:
    return Neurons([neuron for step in steps for neuron in step], (len(steps), len(steps[0])))
