"""What everything in a network is called, to look it up and to complete what somebody types."""

from __future__ import annotations

import re
from typing import Any, Dict, List

from ..link import Link
from ..support.errors import UnknownName
from .network import Network
from .snapshot import NUMERIC_ATTRIBUTES

ATTRIBUTES = {**NUMERIC_ATTRIBUTES, Link: (*NUMERIC_ATTRIBUTES[Link], "weight")}     # what can be asked for
VALUE = ".value"
NUMBER = r"(?:\d+[.,]?\d*|[.,]\d+)(?:[eE][+-]?\d+)?"       # many a country has a comma in it
ARROW = re.compile(r"(?<!\s)\s*(?:->|→)\s*")     # from the first blank, so that none is tried twice


class NameTable:
    """Every neuron, weight and link of a network by its name; a second link is called "a->b#2".

    ``things`` leaves out names that read as a number (a fixed weight is called by its value): in
    an expression they are that number. ``everything`` has those too, but not what is added later.
    """

    def __init__(self, network: Network) -> None:
        self.everything: Dict[str, Any] = {neuron.name: neuron for neuron in network.neurons}
        self.everything.update(
            (weight.name, weight) for weight in network.weights + network.fixed_weights)
        called = link_names(network)
        self.everything.update((called[id(link)], link) for link in network.links)
        self.things = {name: thing for name, thing in self.everything.items()
                       if not _is_number(name)}
        self.longest = max(map(len, self.things))

    def add(self, things: Dict[str, Any]) -> None:
        """Give names to more things; those that are in use stay."""
        self.things.update((name, thing) for name, thing in things.items() if name not in self.things)
        self.longest = max(map(len, self.things))

    def find(self, name: str) -> Any:
        """The thing of that name; UnknownName suggests the nearest."""
        name = plain_arrows(name)
        if name not in self.things:
            raise UnknownName("neuron, weight or link", name, self.things)
        return self.things[name]

    def leading(self, text: str) -> str:
        """The longest name that a text begins with, up to a blank or an =; or nothing. It may have .value."""
        for end in range(min(len(text), self.longest + len(VALUE)), 0, -1):
            if text[end:end + 1] in ("", " ", "\t", "=") and without_value(text[:end]) in self.things:
                return text[:end]
        return ""

    def completions(self, start: str) -> List[str]:
        """What a name may go on with; after a whole name and a dot, its attributes."""
        name, dot, attribute = start.rpartition(".")
        found = [full for full in self.things if full.startswith(start)]
        if dot and name in self.things:
            found += [f"{name}.{known}" for known in attributes_of(self.things[name])
                      if known.startswith(attribute)]
        return found


def link_names(network: Network) -> Dict[int, str]:
    """What each link is called, by its id: the second one from a to b is "a->b#2"."""
    called: Dict[int, str] = {}
    for neuron in network.neurons:
        count: Dict[str, int] = {}
        for link in neuron.incoming:
            count[link.name] = count.get(link.name, 0) + 1
            number = f"#{count[link.name]}" if count[link.name] > 1 else ""
            called[id(link)] = link.name + number
    return called


def without_value(name: str) -> str:
    """The name of a thing, whose value has that name: "w5" for "w5.value"."""
    return name[:-len(VALUE)] if name.endswith(VALUE) else name


def in_parentheses(name: str) -> str:
    """The name of a link in brackets, so that its arrow isn't taken for part of what is around it."""
    return f"({name})" if "->" in name else name


def plain_arrows(text: str) -> str:
    """The names of links as they are kept: "a->b" for "a → b"."""
    return ARROW.sub("->", text)


def attributes_of(thing: Any) -> List[str]:
    """The attributes of a thing that can be asked for."""
    if hasattr(type(thing), "link"):            # the link that moves
        return list(ATTRIBUTES[Link])
    return [name for kind, names in ATTRIBUTES.items() if isinstance(thing, kind)
            for name in names]


def _is_number(name: str) -> bool:
    """Whether an expression takes it for a number, perhaps a negative one."""
    return re.fullmatch(rf"-?(?:{NUMBER})", name) is not None
