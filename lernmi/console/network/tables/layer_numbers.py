"""The numbers of one layer: its neurons by their roles, indices and time steps, and what is to be shown."""

from __future__ import annotations

import re
from typing import Any, Iterator, List, NamedTuple, Optional, Sequence, Tuple

from ....network.network import Network
from ....network.shapes import shaped
from ....network.whose_numbers import has_sensitivities, targets_of
from ....neuron import Neuron
from ....weight import Weight
from .number_table import Numbers

# Which numbers of a neuron and of a weight come first and which second, by what is to be shown.
OF_NEURONS = {"values": ("value", "sensitivity"), "sensitivities": ("sensitivity", "value"),
              "slopes": ("slope", "value")}
OF_WEIGHTS = {"values": ("value", "sensitivity"), "sensitivities": ("sensitivity", "value"),
              "slopes": ("value", "sensitivity")}
SHORT = {"sensitivity": "sens."}         # in a label
INDEX_AND_COPY = r"(?:\[(?P<index>\d+(?:,\d+)*)\])?(?P<copy>[@#].*)?"
MEMBER = re.compile(r"(?:\.(?P<role>[^\[\]@#]+))?" + INDEX_AND_COPY)
FREE_NAME = re.compile(r"(?P<role>[^\[\]@#]+)" + INDEX_AND_COPY)
COPY = re.compile(r"[@#]([^\d@#]*)(\d+)")           # "@t3", "#sample2"


class Member(NamedTuple):
    """A neuron of a layer by its name: "lstm.input[2]@t3" has the role input, the index 2, the copy @t3.

    ``first``: of an input, words for the indices that are its copy: input[t,0]. ``is_free``: its name
    doesn't begin with that of its layer.
    """

    neuron: Neuron
    role: str
    indices: Tuple[int, ...]
    copy: str
    first: Tuple[str, ...] = ()
    is_free: bool = False

    def unit(self, group: str) -> str:
        """Its name without the copy."""
        words = [*self.first, *map(str, self.indices)]
        index = f"[{','.join(words)}]" if words else ""
        if self.is_free:
            return self.role + index
        return f"{group}{'.' if self.role else ''}{self.role}{index}"


def member_of(group: str, neuron: Neuron) -> Member:
    """The neuron by its name; where that has no such form, the whole name is its role."""
    match = MEMBER.fullmatch(neuron.name[len(group):]) if neuron.name.startswith(group) else None
    is_free = match is None
    match = match or FREE_NAME.fullmatch(neuron.name)
    if match is None:
        return Member(neuron, neuron.name, (), "", is_free=True)
    index = tuple(map(int, match["index"].split(","))) if match["index"] else ()
    return Member(neuron, match["role"] or "", index, match["copy"] or "", is_free=is_free)


def copy_numbers(copy: str) -> List[int]:
    """ "@t3#sample1" is time step 3 of sample 1: the indices [0, 2], the outermost first."""
    return [int(number) - 1 for _, number in COPY.findall(copy)][::-1]


def copy_words(copy: str) -> List[str]:
    """What the copies are of, the outermost first: ["sample", "t"]."""
    return [word for word, _ in COPY.findall(copy)][::-1]


class LayerNumbers:
    """One layer of a network. ``what``: values, sensitivities or slopes come first."""

    def __init__(self, network: Network, group: str, what: str) -> None:
        self.network, self.group, self.what = network, group, what
        self.neurons = network.groups[group]
        self.has_sensitivities = has_sensitivities(network)
        self.members = self._members()
        self.targets = targets_of(network)
        self.layer = self._layer()

    def _members(self) -> List[Member]:
        """The neurons by their names; where a flat layer has a shape, with the indices of that shape."""
        members = [member_of(self.group, neuron) for neuron in self.neurons]
        outputs = self._outputs()
        if len(outputs.shape) < 2:
            return members
        flat = {id(neuron): number for number, neuron in enumerate(outputs)}
        return [member._replace(indices=divmod(flat[id(member.neuron)], outputs.shape[-1]))
                if len(member.indices) == 1 and not member.copy and id(member.neuron) in flat
                and len(outputs.shape) == 2 else member for member in members]

    def _outputs(self) -> Any:
        return shaped(self.network.layer_outputs.get(self.group, []))

    @property
    def shape(self) -> Tuple[int, ...]:
        """The shape of what it returns; (0,) if that isn't known."""
        shape: Tuple[int, ...] = (self.network.shape if self.group == "input" else self._outputs().shape)
        return shape

    def _layer(self) -> Optional[Any]:
        """The layer object, perhaps one that others contain."""
        names, layers = list(self.network.layer_outputs), self.network.layers
        if self.group in names and len(names) == len(layers):       # a recording has no layers
            return layers[names.index(self.group)]
        weights = {id(link.weight) for neuron in self.neurons for link in neuron.incoming}
        for layer in _all_layers(self.network.layers):
            if any(id(weight) in weights for weight in weights_in(getattr(layer, "weights", []))):
                return layer
        return None

    # ---- numbers

    def of_neuron(self, neuron: Neuron) -> Numbers:
        """The two numbers of a neuron that are to be shown; one, where its sensitivity isn't known."""
        return self._known(neuron, OF_NEURONS[self.what])

    def of_weight(self, weight: Any) -> Numbers:
        """The two numbers of a weight that are to be shown."""
        return self._known(weight, OF_WEIGHTS[self.what])

    def _known(self, thing: Any, attributes: Sequence[str]) -> Numbers:
        return tuple(getattr(thing, attribute) for attribute in self.known(attributes))

    def known(self, attributes: Sequence[str]) -> List[str]:
        """Those of the attributes that are known: not the sensitivity, before the loss."""
        return [attribute for attribute in attributes
                if attribute != "sensitivity" or self.has_sensitivities]

    def words_of_neurons(self) -> List[str]:
        """Which number of a neuron is shown first, and which second."""
        return self.known(OF_NEURONS[self.what])

    def words_of_weights(self) -> List[str]:
        """Which number of a weight is shown first, and which second."""
        return self.known(OF_WEIGHTS[self.what])

    def blame(self, thing: Any) -> float:
        """How much a neuron or a weight matters."""
        return abs(thing.sensitivity) if self.has_sensitivities else 0.0

    def target_of(self, neuron: Neuron) -> Optional[float]:
        """What an output should have been; None where that isn't known."""
        return self.targets.get(id(neuron))


def weights_in(nested: Any) -> Iterator[Weight]:
    """The Weights in nested lists."""
    if isinstance(nested, Weight):
        yield nested
    elif isinstance(nested, (list, tuple)):
        for entry in nested:
            yield from weights_in(entry)


def _all_layers(layers: Sequence[Any]) -> Iterator[Any]:
    """The layers, and those that they contain."""
    for layer in layers:
        inside = getattr(layer, "layers", None)
        if isinstance(inside, list):
            yield from _all_layers(inside)
        yield layer
