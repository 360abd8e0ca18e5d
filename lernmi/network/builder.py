"""The construction of a network: neurons and links are added in order, each with a name."""

from __future__ import annotations

import random
from contextlib import contextmanager
from typing import Any, Callable, Dict, Iterator, List, Optional, Sequence, Tuple, Union

from ..link import Link
from ..neuron import Neuron
from ..support.errors import BadInput, UnknownName
from ..weight import Weight
from . import ordering
from .shapes import Neurons, shaped


class Builder:
    """What layers build on, and how everything is found again by its name.

    A layer is called with the network and the neurons before it. It adds its own with ``add``
    and joins them with Links; upstream comes first, so a cycle can't be built.
    """

    def __init__(self, shape: Tuple[int, ...], layers: Sequence[Any], seed: Optional[int]) -> None:
        self.shape = shape
        self.layers = list(layers)
        self.random = random.Random(seed)
        self.neurons: List[Neuron] = []
        self.groups: Dict[str, List[Neuron]] = {}
        self.preparations: List[Callable[[bool], None]] = []
        self.finishing: List[Callable[[], None]] = []
        self._named: Dict[str, Neuron] = {}
        self._suffix = ""
        self._constants: Dict[float, Weight] = {}
        self._build()
        self.rewire()

    def _build(self) -> None:
        self.begin_group("input")
        self.inputs = Neurons([self.add(Neuron(f"input[{place}]"))
                               for place in ordering.indices(self.shape)], self.shape)
        self.begin_group("bias")
        self.bias = self.add(Neuron("bias", "one"))
        self.bias.forward()
        self.outputs = self._call_layers()
        self.groups = ordering.sorted_groups(self.groups, self.neurons)

    def _call_layers(self) -> List[Neuron]:
        neurons: List[Neuron] = self.inputs
        for name, layer in zip(ordering.layer_names(self.layers), self.layers):
            self.begin_group(name)
            neurons = layer(self, neurons)
            ordering.check_outputs(name, neurons, self.neurons)
        return neurons

    def call_on_copies(self, layer: Any, copies: Dict[str, Neurons]) -> Dict[str, Neurons]:
        """Call a layer on each of several copies; a copy is known by what its names end in."""
        found = {}
        for suffix, neurons in copies.items():
            with self.suffixed(suffix):
                found[suffix] = shaped(layer(self, neurons))
        return found

    def rewire(self) -> None:
        """Work out the order anew; needed only after adding links or neurons by hand."""
        self.schedule = ordering.forward_order(self.neurons)
        self.links = [part for part in self.schedule if isinstance(part, Link)]
        self.weights, self.fixed_weights = ordering.weights_of(self.links, self._named)

    # ---- what layers use -------------------------------------------------------------------

    def begin_group(self, name: str) -> None:
        """From here on, the neurons that are added belong to the layer ``name``."""
        if name in self.groups:
            raise BadInput(f"two layers are called {name!r}: give one of them another name.")
        self.groups[name] = []
        self.group_name = name

    def add(self, neuron: Neuron) -> Neuron:
        """Take a neuron in, after all that it depends on; one without a name gets one."""
        if not isinstance(neuron, Neuron):
            raise BadInput(f"only a Neuron can be added to a network, not {neuron!r}.")
        group = self.groups[self.group_name]
        neuron.name = (neuron.name or f"{self.group_name}[{len(group)}]") + self._suffix
        if "->" in neuron.name or "→" in neuron.name:
            raise BadInput(f"the name {neuron.name!r} can't be used: arrows are for links.")
        if neuron.name in self._named:
            raise BadInput(f"two neurons are called {neuron.name!r}: give one another name.")
        self._named[neuron.name] = neuron
        self.neurons.append(neuron)
        group.append(neuron)
        return neuron

    @contextmanager
    def sublayer(self, layer: Any) -> Iterator[None]:
        """While this lasts, neurons belong to that layer, which is a part of another."""
        outer, base = self.group_name, getattr(layer, "name", None) or ordering.kind_of(layer)
        self.begin_group(ordering.unused_name(base, self.groups))
        yield
        self.group_name = outer

    def time_steps(self, steps: Neurons) -> Iterator[Neurons]:
        """The steps of a sequence; meanwhile names end in @t1, @t2 …"""
        for number, step in enumerate(steps.rows(), start=1):
            with self.suffixed(f"@t{number}"):
                yield step

    @contextmanager
    def suffixed(self, suffix: str) -> Iterator[None]:
        """While this lasts, the names of the neurons that are added end like that."""
        outer, self._suffix = self._suffix, suffix + self._suffix
        try:
            yield
        finally:
            self._suffix = outer

    def constant(self, value: float) -> Weight:
        """The fixed weight of that value; all links that need it share it."""
        if value not in self._constants:
            names = (f"{value:.{digits}g}" for digits in range(4, 18))
            taken = {weight.name for weight in self._constants.values()}
            name = next(name for name in names if name not in taken)
            self._constants[value] = Weight(value, name, trainable=False)
        return self._constants[value]

    @property
    def constants(self) -> List[Weight]:
        """The fixed weights that belong to the wiring, such as the −1 of a difference."""
        return list(self._constants.values())

    def after_each_batch(self, finish: Callable[[], None]) -> None:
        """Let ``finish()`` be called after each batch has been learned."""
        self.finishing.append(finish)

    def before_each_sample(self, prepare: Callable[[bool], None]) -> None:
        """Let ``prepare(training)`` be called before each forward pass."""
        self.preparations.append(prepare)

    # ---- names -----------------------------------------------------------------------------

    def __getitem__(self, name: str) -> Neuron:
        """The neuron of that name; UnknownName suggests the nearest."""
        if not isinstance(name, str) or name not in self._named:
            raise UnknownName("neuron", name, self._named)
        return self._named[name]

    def link(self, source: str, target: str, number: int = 1) -> Link:
        """The link between two neurons; ``number`` tells apart several between the same two."""
        origin, found = self[source], []
        for link in self[target].incoming:
            if link.source is origin:
                found.append(link)
        if not 1 <= number <= len(found):
            number_told = f"#{number}" if number != 1 else ""
            raise UnknownName(f"link into {target}", f"{source}->{target}{number_told}",
                              [link.name for link in self[target].incoming])
        return found[number - 1]

    def weight(self, name: str) -> Weight:
        """The weight of that name, trainable or fixed."""
        named = {weight.name: weight for weight in self.weights + self.fixed_weights}
        if name not in named:
            raise UnknownName("weight", name, named)
        return named[name]

    def find(self, name: str) -> Union[Neuron, Weight, Link]:
        """Whatever has that name: "hidden[0]", "w5", "input[0]->hidden[1]"."""
        return ordering.find_named(self, name)
