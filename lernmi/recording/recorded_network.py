"""The network of a recording: its neurons, links and weights, without the functions to run it."""

from __future__ import annotations

import math
from typing import Any, Dict, Iterator, List, NoReturn

from ..activations import ACTIVATIONS, Activation
from ..link import Link
from ..losses import Loss
from ..network.network import Network
from ..network.shapes import Neurons
from ..neuron import Neuron
from ..support.errors import BadInput, LernmiError
from ..support.json_text import one_line
from ..weight import Weight
from .reader import InitialNumbers, Recording

LONGEST = 300               # characters of a reason


def recorded_network(recording: Recording) -> RecordedNetwork:
    """The network of the header; a RecordingError about line 1 where that can't be one."""
    try:
        return RecordedNetwork(recording.header, recording.initial_numbers)
    except LernmiError as error:
        raise recording.error(1, f"this network can't be built: {one_line(str(error), LONGEST)}") from None
    except (AttributeError, LookupError, TypeError, ValueError):
        raise recording.error(1, "this is not what a recording's header looks like.") from None


class RecordedNetwork(Network):
    """A network as recorded: its neurons, links and weights, but no functions to run it."""

    def __init__(self, header: Dict[str, Any], initial: InitialNumbers) -> None:
        self._header = header
        self._own = set(header.get("own", []))
        self._weights = {
            **{name: Weight(value, name) for name, value in initial.weights.items()},
            **{name: Weight(value, name, trainable=False) for name, value in initial.fixed.items()}}
        loss = Loss(_text(header["loss"]["name"]), refuse, refuse, _text(header["loss"]["formula"]))
        super().__init__(_shape(header["shape"]), _identity, loss=loss)

    def _build(self) -> None:
        for name, layer, activation in self._texts("neurons"):
            if layer not in self.groups:
                self.begin_group(layer)
            self.group_name = layer
            self.add(Neuron(name, self._activation(activation)))
        for source, target, weight in self._texts("links"):
            Link(self[source], self[target],
                 self._weights[weight] if weight in self._weights else self[weight])
        self.include(self._weights.values())
        self.layer_outputs = {name: neurons for name, neurons in self.groups.items()
                              if name not in ("input", "bias")}
        self.inputs = Neurons(self.groups["input"], self.shape)
        self.bias = self["bias"]
        self.outputs = [self[_text(name)] for name in self._header["outputs"]]
        if not self.outputs or self.groups["bias"] != [self.bias]:
            raise ValueError("there must be an output, and the bias in a layer of its own")
        if len(self.inputs) != math.prod(self.shape):
            raise ValueError("the inputs must fit the shape")

    def _texts(self, kind: str) -> Iterator[List[str]]:
        """Each entry of a list of the header: a list of texts."""
        return (list(map(_text, entry)) for entry in self._header[kind])

    def _activation(self, name: str) -> Activation:
        known = None if name in self._own else ACTIVATIONS.get(name)
        return known or Activation(name, refuse, refuse)


def _text(value: Any) -> str:
    """The value if it is text; TypeError for anything else."""
    if not isinstance(value, str):
        raise TypeError("there must be a text")
    return value


def _shape(value: Any) -> Any:
    """The value if it may be a shape; TypeError for anything else."""
    if not isinstance(value, int) and not all(isinstance(size, int) for size in value):
        raise TypeError("there must be whole numbers")
    return value


def _identity(_: Network, neurons: List[Neuron]) -> List[Neuron]:
    return neurons


def refuse(*_: Any) -> NoReturn:
    """Stands for each function of a recorded network: BadInput, since none of them is recorded."""
    raise BadInput("a recording can't be run again: it holds numbers, not the functions.")
