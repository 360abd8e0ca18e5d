"""What a step is about: its neurons, links and weights by number, and the places of their numbers."""

from __future__ import annotations

import math
from typing import Any, Dict, List, Optional, Tuple

from ...link import Link
from ...network.network import Network
from ...network.snapshot import numeric_attributes
from ...neuron import Neuron
from ...tracing.learning_trace import Trace
from ...tracing.traced_number import Place
from ...weight import Weight
from .interned import Interned

NEURON, LINK, WEIGHT, OTHER = range(4)
LOSS_THING = -1         # whose number is the loss
LAYER = 3               # in a neuron's entry: the number of its layer


class Things:
    """The neurons, links and weights of a network, and what else has numbers in a step.

    ``list``: for the page, an entry for each: a neuron's kind, name, activation and layer; a link's
    kind, name, source, target and weight; a weight's kind, name and whether it learns.
    """

    def __init__(self, network: Network) -> None:
        self.network = network
        self.layers: List[str] = list(network.groups)
        layer_of = {id(neuron): number for number, name in enumerate(self.layers)
                    for neuron in network.groups[name]}
        weights = [*network.weights, *network.fixed_weights]
        self._things: List[Any] = [*network.neurons, *network.links, *weights]
        self._numbers = {id(thing): number for number, thing in enumerate(self._things)}
        self.list: List[List[Any]] = [
            *([NEURON, one.name, one.activation.name, layer_of.get(id(one), 0)] for one in network.neurons),
            *([LINK, one.name, *(self.number(end) for end in (one.source, one.target, one.weight))]
              for one in network.links),
            *([WEIGHT, one.name, int(one.trainable)] for one in weights)]

    def number(self, thing: Any) -> int:
        """The number of a neuron, link or weight; others, such as an optimizer, get the next one."""
        if thing is None:
            return LOSS_THING
        number = self._numbers.setdefault(id(thing), len(self._things))
        if number == len(self._things):
            self._things.append(thing)
            self.list.append([OTHER, getattr(thing, "name", "")])
        return number

    def key_of(self, thing: Any) -> Optional[str]:
        """The key of a neuron, link or weight in the picture; None for anything else."""
        return str(self._numbers[id(thing)]) if id(thing) in self._numbers else None

    @property
    def of_the_network(self) -> List[Any]:
        """Its neurons, links and weights."""
        return [thing for thing in self._things if isinstance(thing, (Neuron, Link, Weight))]


class Places:
    """Where a step writes its numbers, and reads others: each place has a number."""

    def __init__(self, things: Things) -> None:
        self._things = things
        self._places: Interned[Tuple[int, str]] = Interned()
        self.initial: Dict[int, float] = {}        # what a place held at first

    def number(self, place: Place) -> int:
        """The number of a place."""
        return self._places.index((self._things.number(place.thing), place.attribute))

    def note(self, place: Place, number: float) -> None:
        """What a place held when it was first read or written."""
        self.initial.setdefault(self.number(place), float(number))

    def note_the_others(self) -> None:
        """The weights that the step neither reads nor writes hold what they hold now."""
        for thing in self._things.of_the_network:
            for attribute in numeric_attributes(thing):
                if isinstance(thing, Weight) and attribute == "value":
                    self.note(Place(thing, attribute), thing.value)
                else:
                    self.number(Place(thing, attribute))

    @property
    def list(self) -> List[Tuple[int, str]]:
        """For the page: the number of the thing and the attribute, of each place."""
        return self._places.items


def largest_numbers(trace: Trace, things: Things) -> Dict[str, float]:
    """What is full colour, by group: values of each layer and of weights; all sensitivities of a kind."""
    largest: Dict[str, float] = {}

    def note(group: str, number: float) -> None:
        if abs(float(number)) < math.inf:
            largest[group] = max(largest.get(group, 0.0), abs(float(number)))

    for thing in things.of_the_network:
        if isinstance(thing, Weight):
            note("weights", thing.value)
    for move in trace:
        for _, new in move.writes:
            thing, attribute = new.place.thing, new.place.attribute
            if isinstance(thing, Neuron) and attribute == "value":
                note(f"layer {things.list[things.number(thing)][LAYER]}", new)
            elif isinstance(thing, Weight) and attribute == "value":
                note("weights", new)
            elif isinstance(thing, (Neuron, Weight)) and attribute == "sensitivity":
                note("sensitivities" if isinstance(thing, Neuron) else "sensitivities of weights", new)
    return {group: float(f"{number:.6g}") for group, number in largest.items()}
