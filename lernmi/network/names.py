"""The name table of a network: every neuron, weight and link by its display name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Dict, Pattern, Union

from ..link import Link
from ..neuron import Neuron
from ..support import validation
from ..support.errors import BadInput, UnknownName
from ..support.formatting import quoted
from ..weight import Weight

if TYPE_CHECKING:
    from .builder import Builder

ARROW = re.compile(r"(?<!\s)\s*(?:->|→)\s*")        # from the first blank, so that none is tried twice
NUMBERED = re.compile(r"(.+)#(\d{1,18})", re.DOTALL)    # "a->b#2" is the second link from a to b

SECOND_LINK = re.compile(r".*#\d+", re.DOTALL)         # what the second link from a to b is called: "a->b#2"
SIGN = re.compile(r"[-+−×·÷/*^x]|\*\*|slope of .*", re.DOTALL)        # of an operation, or a slope


class NameTable:
    """Finds neurons, weights and links by their names, and names links.

    A neuron and a weight have their own names. A link is named after its ends, "a->b"; the second
    one from a to b is "a->b#2".
    """

    def __init__(self, network: Builder) -> None:
        self._network = network
        self.neurons: Dict[str, Neuron] = {}

    def add(self, neuron: Neuron) -> None:
        """Enter a neuron; BadInput when its name is in use, or would be taken for something else's."""
        check_neuron_names(neuron)
        if "->" in neuron.name or "→" in neuron.name:
            raise BadInput(f"the name {neuron.name!r} can't be used: arrows are for links.")
        if neuron.name in self.neurons:
            raise BadInput(f"two neurons are called {neuron.name!r}: give one another name.")
        self.neurons[neuron.name] = neuron

    def neuron(self, name: str) -> Neuron:
        """The neuron of that name; UnknownName suggests the nearest."""
        if not self._has_neuron(name):
            raise UnknownName("neuron", name, self.neurons)
        return self.neurons[name]

    def _has_neuron(self, name: str) -> bool:
        """Whether there is a neuron of that name, perhaps a new one that it got later."""
        neuron = self.neurons.get(name) if isinstance(name, str) else None
        if neuron is None or neuron.name != name:
            self.neurons = {neuron.name: neuron for neuron in self._network.neurons}
        return isinstance(name, str) and name in self.neurons

    @property
    def weights(self) -> Dict[str, Weight]:
        """The weights by their names, trainable and fixed."""
        return {weight.name: weight for weight in self._network.weights + self._network.fixed_weights}

    def weight(self, name: str) -> Weight:
        """The weight of that name, trainable or fixed; UnknownName suggests the nearest."""
        weights = self.weights
        if not isinstance(name, str) or name not in weights:
            raise UnknownName("weight", name, weights)
        return weights[name]

    def link(self, source: str, target: str, number: int = 1) -> Link:
        """The link between two neurons; ``number`` distinguishes several between the same two."""
        origin, incoming = self.neuron(source), self.neuron(target).incoming
        between = [link for link in incoming if link.source is origin]
        number = validation.integer(number, "the number of a link", None)
        if not 1 <= number <= len(between):
            suffix = f"#{number}" if number != 1 else ""
            raise UnknownName(f"link into {target}", f"{source}->{target}{suffix}",
                              [link.name for link in incoming])
        return between[number - 1]

    def find(self, name: str) -> Union[Neuron, Weight, Link]:
        """The neuron, weight or link of that name; UnknownName suggests the nearest."""
        if not isinstance(name, str):
            raise BadInput(f"a name must be text such as 'hidden[0]', not {quoted(name)}.")
        weights = self.weights
        if name in weights:
            return weights[name]
        name = plain_arrows(name)
        source, _, target = name.partition("->")
        if source and target:
            numbered = NUMBERED.fullmatch(target)
            return self.link(source, numbered[1], int(numbered[2])) if numbered else self.link(source, target)
        if self._has_neuron(name):
            return self.neurons[name]
        raise UnknownName("neuron, weight or link", name, [*self.neurons, *weights])

    def all(self) -> Dict[str, Union[Neuron, Weight, Link]]:
        """Every neuron, weight and link by its name, in this order."""
        links, neurons = self.of_links(), {neuron.name: neuron for neuron in self._network.neurons}
        return {**neurons, **self.weights, **{links[id(link)]: link for link in self._network.links}}

    def of_links(self) -> Dict[int, str]:
        """The name of each link, by its id."""
        names: Dict[int, str] = {}
        for neuron in self._network.neurons:
            count: Dict[str, int] = {}
            for link in neuron.incoming:
                count[link.name] = count.get(link.name, 0) + 1
                number = f"#{count[link.name]}" if count[link.name] > 1 else ""
                names[id(link)] = link.name + number
        return names


def check_neuron_names(neuron: Neuron) -> None:
    """BadInput when the name of a neuron, or of its activation, means something else in a recording."""
    _check_name(neuron.name, "a neuron", SECOND_LINK)
    _check_name(neuron.activation.name, "an activation", SIGN)


def _check_name(name: str, what: str, reserved: Pattern[str]) -> None:
    if reserved.fullmatch(validation.name(name, what)):
        raise BadInput(f"the name of {what} can't be {quoted(name)}: in a recording it means something else.")


def in_parentheses(name: str) -> str:
    """The name of a link in parentheses, so that its arrow isn't read together with the text around it."""
    return f"({name})" if "->" in name else name


def plain_arrows(text: str) -> str:
    """The names of links in a text as they are stored: "a->b" for "a → b"."""
    return ARROW.sub("->", text)
