"""Layers that contain layers: the same ones for each time step, and residual connections."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, Dict, List, Optional

from ..network.network import Network
from ..network.ordering import needs_batch
from ..network.shapes import Neurons, shaped
from ..neuron import Neuron
from ..support import validation
from ..support.errors import BadInput
from .terms import LayerBuilder, require_sequence


class Container(ABC):
    """A layer that contains layers; one network is the simplest case of several copies of it."""

    def __init__(self, *layers: Any, name: Optional[str] = None) -> None:
        kind = type(self).__name__
        validation.layers(layers, f"{kind} needs", f"{kind}(Dense(4))")
        self.layers = list(layers)
        self.needs_batch = any(map(needs_batch, self.layers))
        self.name = name

    def __call__(self, network: Network, sources: List[Neuron]) -> Neurons:
        """Build the neurons and links after ``sources``. Returns the new neurons."""
        return self.together(network, {"": shaped(sources)})[""]

    @abstractmethod
    def together(self, network: Network, copies: Dict[str, Neurons]) -> Dict[str, Neurons]:
        """The same for several copies of the network at once, each known by the suffix of its names."""

    def options(self) -> Dict[str, Any]:
        """The constructor's arguments that build it again; ``layers`` are those without a name."""
        return {"layers": self.layers, "name": self.name}

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(map(repr, self.layers))})"


class EachStep(Container):
    """The same layers for every time step of a sequence, (steps, features), with shared weights."""

    kind = "step"

    @property
    def gives_shares(self) -> bool:
        """Whether each time step's outputs add up to 1, as a Softmax's do."""
        return bool(getattr(self.layers[-1], "gives_shares", False))

    def together(self, network: Network, copies: Dict[str, Neurons]) -> Dict[str, Neurons]:
        """Every time step of every copy is a copy for the layers inside."""
        time_steps = {f"@t{number}{suffix}": features for suffix, sources in copies.items()
                 for number, features in enumerate(require_sequence(network, sources).rows(), start=1)}
        for layer in self.layers[:-1]:
            with network.sublayer(layer):
                time_steps = network.call_on_copies(layer, time_steps)
        time_steps = network.call_on_copies(self.layers[-1], time_steps)      # under the name of this layer
        return {suffix: _sequence([time_steps[f"@t{number}{suffix}"]
                                   for number in range(1, sources.shape[0] + 1)])
                for suffix, sources in copies.items()}


class Residual(Container):
    """value = source + layers(source): the layers need to learn only the difference.

    Raises BadInput when the outputs of the layers have another shape than the sources.
    Source: He and others, Deep Residual Learning, 2015.
    """

    kind = "residual"

    def together(self, network: Network, copies: Dict[str, Neurons]) -> Dict[str, Neurons]:
        """All copies through the layers; then a sum in each of them."""
        outputs = copies
        for layer in self.layers:
            with network.sublayer(layer):
                outputs = network.call_on_copies(layer, outputs)
        sums: Dict[str, Neurons] = {}
        for suffix, sources in copies.items():
            with network.suffixed(suffix):
                sums[suffix] = self._sum(network, sources, outputs[suffix])
        return sums

    def _sum(self, network: Network, before: Neurons, after: Neurons) -> Neurons:
        if after.shape != before.shape:
            raise BadInput(f"the layer {network.group_name} adds what comes out, of shape "
                           f"{after.shape}, to what goes in, of shape {before.shape}: "
                           "they must be the same.")
        builder = LayerBuilder(network)
        return Neurons([builder.neuron("", index, builder.weighted_sum(pair))
                        for index, pair in enumerate(zip(before, after))], before.shape)


def _sequence(time_steps: List[Neurons]) -> Neurons:
    return Neurons([neuron for features in time_steps for neuron in features],
                   (len(time_steps), len(time_steps[0])))
