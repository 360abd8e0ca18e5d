"""The builder of a network: neurons and links are added in order, each with a name."""

from __future__ import annotations

import random
import sys
from contextlib import contextmanager
from typing import Any, Callable, Dict, Iterator, List, Optional, Sequence, Tuple, Union

from ..activations import ACTIVATIONS, Activation
from ..link import Link
from ..neuron import Neuron
from ..support import validation
from ..support.errors import BadInput
from ..support.formatting import quoted
from ..weight import Weight
from . import ordering
from .names import NameTable
from .shapes import Neurons, shaped

COMPARES_LISTS_FAST = sys.implementation.name == "cpython"      # PyPy: 20 ns per link, in a loop 4


class Builder:
    """What layers build on, and where everything is found by its name.

    A layer is called with the network and the neurons before it. It adds its own with ``add``
    and joins them with Links; upstream comes first, so a cycle can't be built.
    """

    def __init__(self, shape: Tuple[int, ...], layers: Sequence[Any], seed: Optional[int]) -> None:
        self.shape = shape
        self.layers = list(layers)
        self.random = random.Random(validation.seed(seed))
        self.neurons: List[Neuron] = []
        self.groups: Dict[str, List[Neuron]] = {}
        self.names = NameTable(self)
        self.layer_outputs: Dict[str, List[Neuron]] = {}
        self.preparations: List[Callable[[bool], None]] = []
        self.finishing: List[Callable[[], None]] = []
        self._included: List[Weight] = []
        self._suffix = ""
        self._constants: Dict[float, Weight] = {}
        self.links: List[Link] = []
        self._build()
        self.rewire()
        self._built = list(self.neurons), self._wired

    def _build(self) -> None:
        self.begin_group("input")
        self.inputs = Neurons([self.add(Neuron(f"input[{index}]"))
                               for index in ordering.indices(self.shape)], self.shape)
        self.begin_group("bias")
        self.bias = self.add(Neuron("bias", "one"))
        self.bias.forward()
        self._reserved = ordering.layer_names(self.layers)
        self.outputs = self._call_layers()
        self.groups = ordering.sorted_groups(self.groups, self.neurons)
        self.group_name = ordering.unused_name("added", self.groups)

    def _call_layers(self) -> List[Neuron]:
        neurons: List[Neuron] = self.inputs
        for name, layer in zip(self._reserved, self.layers):
            self.begin_group(name)
            self.layer_outputs[name] = []
            neurons = layer(self, neurons)
            ordering.check_outputs(name, neurons, self.neurons)
            self.layer_outputs[name] = neurons
        return neurons

    def call_on_copies(self, layer: Any, copies: Dict[str, Neurons]) -> Dict[str, Neurons]:
        """Call a layer on each of several copies, by the suffix of the copy's names."""
        outputs = {}
        for suffix, neurons in copies.items():
            with self.suffixed(suffix):
                outputs[suffix] = shaped(layer(self, neurons))
        return outputs

    # ---- what was changed by hand ------------------------------------------------------------

    def refresh(self) -> List[Weight]:
        """Obey what was changed by hand: neurons and links, their activations and weights.

        Each forward pass and each learning step begins with it. Returns the trainable weights that hold
        a sensitivity; none after an update. Raises what rewire raises.
        """
        gathered = [weight for weight in self.weights if weight.sensitivity or not weight.trainable]
        if (self._is_as_wired() and all(weight.trainable for weight in gathered)
                and not [weight for weight in self.fixed_weights if weight.trainable]):
            return gathered
        self.rewire()
        return [weight for weight in self.weights if weight.sensitivity]

    def _is_as_wired(self) -> bool:
        """Whether the wiring is still that of the last rewire."""
        if COMPARES_LISTS_FAST:
            return self.wiring() == self._wired
        activations, links, weights = self._wired
        count = 0
        try:
            for neuron, activation in zip(self.neurons, activations):
                if neuron.activation is not activation:
                    return False
                for link in neuron.incoming:
                    if link is not links[count] or link.weight is not weights[count]:
                        return False
                    count += 1
        except IndexError:              # there are more links
            return False
        return (len(self.neurons), count) == (len(activations), len(links))

    def wiring(self) -> Tuple[List[Any], ...]:
        """What can be changed by hand, to be compared: activations, links, and their weights."""
        links: List[Link] = []
        for neuron in self.neurons:
            links += neuron.incoming
        return [neuron.activation for neuron in self.neurons], links, [link.weight for link in links]

    def built(self) -> Dict[Neuron, Tuple[Activation, List[Any]]]:
        """Of each neuron, the activation and the weights of its links when the network was built."""
        neurons, (activations, links, weights) = self._built
        built: Dict[Neuron, Tuple[Activation, List[Any]]] = {
            neuron: (activation, []) for neuron, activation in zip(neurons, activations)}
        for link, weight in zip(links, weights):
            built[link.target][1].append(weight)
        return built

    def rewire(self) -> None:
        """Compute the order and the lists of links and weights from the neurons.

        Raises BadInput for links against the order, which are then taken off their targets, for
        two weights of one name, UnknownName for an unknown activation.
        """
        for neuron in self.neurons:
            neuron.activation = validation.choice(neuron.activation, ACTIVATIONS, "activation")
        try:
            schedule = ordering.forward_order(self.neurons, self.bias)
            links = [scheduled for scheduled in schedule if isinstance(scheduled, Link)]
            weights = ordering.weights_of(links, self.names.neurons, self._included)
        except BadInput:
            ordering.keep_only(self.links, self.neurons)
            raise
        for link in self.links:
            if not link.target.incoming:            # its links were removed
                link.target.set_value(0.0)
        self.schedule, (self.weights, self.fixed_weights) = schedule, weights
        activations, self.links, linked = self.wiring()
        self._wired = activations, self.links, self.weights if linked == self.weights else linked
        on_links = set(map(id, linked))                     # one that a link leaves later is not learned
        self._included = [weight for weight in self._included if id(weight) not in on_links]

    # ---- what layers use -------------------------------------------------------------------

    def begin_group(self, name: str) -> None:
        """From here on, the neurons that are added belong to the layer ``name``."""
        if validation.name(name, "a layer") in self.groups:
            raise BadInput(f"two layers are called {name!r}: give one of them another name.")
        self.groups[name] = []
        self.group_name = name

    def add(self, neuron: Neuron, before: Optional[str] = None) -> Neuron:
        """Add a neuron, after all that it depends on; one without a name gets one.

        ``before``: the name of a neuron that depends on it; by default it is the last.
        """
        if not isinstance(neuron, Neuron):
            raise BadInput(f"only a Neuron can be added to a network, not {quoted(neuron)}.")
        validation.name(neuron.name, "a neuron")
        position = len(self.neurons) if before is None else self.neurons.index(self.names.neuron(before))
        group = self.groups.setdefault(self.group_name, [])
        neuron.name = (neuron.name or f"{self.group_name}[{len(group)}]") + self._suffix
        self.names.add(neuron)
        self.neurons.insert(position, neuron)
        group.append(neuron)
        return neuron

    def include(self, weights: Any) -> None:
        """Let learning see these Weights, in nested lists, even if no link uses them: l2 shrinks them."""
        for weight in weights:
            if isinstance(weight, Weight):
                self._included.append(weight)
            else:
                self.include(weight)

    @contextmanager
    def sublayer(self, layer: Any) -> Iterator[None]:
        """In this block, neurons belong to that layer, which another contains."""
        outer, base = self.group_name, getattr(layer, "name", None) or ordering.kind_of(layer)
        self.begin_group(ordering.unused_name(base, [*self.groups, *self._reserved]))
        yield
        self.group_name = outer

    def time_steps(self, sequence: Neurons) -> Iterator[Neurons]:
        """The time steps of a sequence; meanwhile names end in @t1, @t2 …"""
        for number, features in enumerate(sequence.rows(), start=1):
            with self.suffixed(f"@t{number}"):
                yield features

    @contextmanager
    def suffixed(self, suffix: str) -> Iterator[None]:
        """In this block, the names of the neurons that are added end in ``suffix``."""
        outer, self._suffix = self._suffix, suffix + self._suffix
        try:
            yield
        finally:
            self._suffix = outer

    def constant(self, value: float) -> Weight:
        """The fixed weight of that value, named "fixed(-1)"; all links that need it share it."""
        if value not in self._constants:
            names = (f"fixed({value:.{digits}g})" for digits in range(4, 18))
            used = {weight.name for weight in self._constants.values()}
            name = next(name for name in names if name not in used)
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
        return self.names.neuron(name)

    def link(self, source: str, target: str, number: int = 1) -> Link:
        """The link between two neurons; ``number`` distinguishes several between the same two."""
        return self.names.link(source, target, number)

    def weight(self, name: str) -> Weight:
        """The weight of that name, trainable or fixed."""
        return self.names.weight(name)

    def find(self, name: str) -> Union[Neuron, Weight, Link]:
        """The neuron, weight or link of that name: "hidden[0]", "w5", "input[0]->hidden[1]"."""
        return self.names.find(name)
