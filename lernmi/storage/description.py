"""Describes a network as JSON values: its layers, its weights, and what its user has chosen."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any, Dict, List

from .._version import __version__
from ..activations import Activation, is_built_in
from ..datasets import Encoding
from ..link import Link
from ..network.network import Network
from ..neuron import Neuron
from ..support import validation
from ..support.errors import BadInput, LernmiError
from ..support.user_defined import described
from ..weight import Weight
from . import random_state
from .construction import FORMAT, REQUIRED, VERSION, Construction, wiring_of
from .layer_reader import LAYERS, walk
from .loss_names import is_built_in as is_built_in_loss

ADVICE = "Python's pickle may store it: pickle.dump(network, file)."


def describe(network: Network) -> Dict[str, Any]:
    """The content of the network's file.

    A second network is built from it and compared, so that what is saved can be loaded, and is the
    same. Raises BadInput, saying what it is, for what can't be saved: what is user-defined, or was
    changed by hand after it was built.
    """
    try:
        _check_type(network)
        network.refresh()
        layers = LayerWriter()
        content = _content(network, layers)
        twin = Construction(content)
        names = _names(network, layers, twin)
        if names:
            content.update(names, random=content.pop("random"))          # which is long, and so the last
            twin = Construction(content)
        _check_same(network, twin.network)
    except (LernmiError, RecursionError) as error:
        raise BadInput(f"the network can't be saved: {str(error).rstrip('.')}. {ADVICE}") from None
    return content


def _check_type(network: Network) -> None:
    if type(network) is not Network:
        raise BadInput(f"it is of the type {type(network).__name__}, and only a Network can be")
    if not is_built_in_loss(network.loss):
        raise BadInput(f"its loss, {network.loss.name}, is user-defined")


def _content(network: Network, layers: LayerWriter) -> Dict[str, Any]:
    """All but the names that users have given to neurons and weights."""
    listed = [layers.layer(layer, f"layers[{index}]") for index, layer in enumerate(network.layers)]
    return _without_empty({
        "format": FORMAT, "version": VERSION, "by": f"lernmi {__version__}",
        "shape": list(network.shape), "loss": network.loss.name, "classes": list(network.classes),
        "encoding": _encoded(network.encoding), "trained": network.trained, "layers": listed,
        "fixed": layers.fixed(), "random": random_state.to_json(network.random)})


def _encoded(encoding: Any) -> Any:
    """The encoding as JSON values, if there is one."""
    if encoding is not None and type(encoding) is not Encoding:
        raise BadInput(f"its encoding, {described(encoding)}, is user-defined")
    return encoding and encoding.to_json()


def _names(network: Network, layers: LayerWriter, twin: Construction) -> Dict[str, Any]:
    """The names that differ from those that the layers give."""
    weights = {where: weight.name for name, entries in layers.weights.items()
               for (where, weight), (_, other) in zip(walk(entries, name), walk(twin.weights[name], name))
               if weight.name != other.name and where in layers.first}
    neurons = {other.name: neuron.name for neuron, other in zip(network.neurons, twin.network.neurons)
               if neuron.name != other.name}
    return _without_empty({"weight_names": weights, "neuron_names": neurons})


def _without_empty(content: Dict[str, Any]) -> Dict[str, Any]:
    return {key: value for key, value in content.items() if key in REQUIRED or value not in (None, [], {})}


def _check_same(network: Network, twin: Network) -> None:
    """BadInput unless the network is the one that its layers build."""
    for one, other in zip(wiring_of(network), wiring_of(twin)):
        for expected, built in zip_longest(one, other):
            if expected != built:
                raise BadInput("it was changed by hand after it was built: its layers alone would build "
                               f"{built or 'nothing'} in place of {expected or 'nothing'}")
    _check_kinds(network)


def _check_kinds(network: Network) -> None:
    """BadInput for a user-defined neuron, link or weight, and for another slope of an activation."""
    weights = network.weights + network.fixed_weights
    for kind, things in ((Neuron, network.neurons), (Link, network.links), (Weight, weights)):
        for thing in things:
            if type(thing) is not kind:
                raise BadInput(f"{thing.name} is of the type {type(thing).__name__}, and only a "
                               f"{kind.__name__} can be")
    for neuron in network.neurons:
        if not is_built_in(neuron.activation):
            raise BadInput(f"the activation of {neuron.name}, {neuron.activation.name}, is user-defined")


class LayerWriter:
    """Layers as JSON values: the type of each with its options, which are its constructor's arguments."""

    def __init__(self) -> None:
        self.weights: Dict[str, Any] = {}       # nested lists of Weights, by where they are
        self.first: Dict[str, Weight] = {}      # each Weight, by where it is first
        self._where: Dict[int, str] = {}       # where each layer and Weight is first, by its id

    def layer(self, layer: Any, where: str) -> Any:
        """A layer; one that was there before by where that was."""
        if id(layer) in self._where:
            return self._where[id(layer)]
        kind = type(layer)
        if LAYERS.get(kind.__name__) is not kind:
            raise BadInput(f"{where}, {described(layer)}, is user-defined")
        options = {name: self._value(value, f"{where}.{name}") for name, value in layer.options().items()
                   if value is not None}
        self._where[id(layer)] = where
        return {"type": kind.__name__, **options}

    def _value(self, value: Any, where: str) -> Any:
        """An option as a JSON value."""
        if isinstance(value, Weight):
            return self._weight(value, where)
        if isinstance(value, Activation):
            if not is_built_in(value):
                raise BadInput(f"{where}, {value.name}, is user-defined")
            return value.name
        if isinstance(value, dict):
            return {name: self._value(entry, f"{where}.{name}") for name, entry in value.items()}
        if not isinstance(value, (list, tuple)):
            return value
        if where.endswith(".layers"):
            return [self.layer(entry, f"{where}[{index}]") for index, entry in enumerate(value)]
        entries = [self._value(entry, f"{where}[{index}]") for index, entry in enumerate(value)]
        if not where.endswith("]") and self._has_weights(value):
            self.weights[where] = value
        return entries

    def _has_weights(self, entries: Any) -> bool:
        while isinstance(entries, (list, tuple)) and entries:
            entries = entries[0]
        return isinstance(entries, Weight)

    def _weight(self, weight: Weight, where: str) -> Any:
        if id(weight) in self._where:
            return self._where[id(weight)]
        self._where[id(weight)] = where
        self.first[where] = weight
        return validation.number(weight.value, f"the value of {weight.name}")

    def fixed(self) -> List[str]:
        """Where the Weights are that aren't trainable; a list of which all aren't stands for them."""
        names: List[str] = []
        for name, weights in self.weights.items():
            fixed = [where for where, weight in walk(weights, name) if not weight.trainable]
            is_all = len(fixed) == sum(1 for _ in walk(weights, name))
            names += [name] if is_all else [where for where in fixed if where in self.first]
        return names
