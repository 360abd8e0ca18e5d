"""The scope of expressions: the network's names, and loss, link, targets, the rate, e."""

from __future__ import annotations

import math
import re
from typing import Any, Dict, Iterator, List, Mapping, NamedTuple, Tuple

from ..link import Link
from ..network.names import plain_arrows
from ..network.snapshot import NUMERIC_ATTRIBUTES
from ..neuron import Neuron
from ..support.errors import OutOfOrder, UnknownName
from ..tracing.learning_trace import Trace
from ..tracing.traced_number import TARGET, Place
from ..training.optimizer_memory import Memory
from ..weight import Weight
from .timeline import Timeline

READABLE = {**NUMERIC_ATTRIBUTES, Link: (*NUMERIC_ATTRIBUTES[Link], "weight")}
VALUE = ".value"
NUMBER = r"(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d+)?"       # many a country has a comma in it


class Scope:
    """What the names in an expression mean: ``things`` by their names.

    ``names`` are a network's own; those that read as a number (as those of fixed weights in recordings
    of 0.1.0) are left out: they mean that number. ``special`` names count where no own one is the same.
    """

    def __init__(self, names: Mapping[str, Any], special: Mapping[str, Any]) -> None:
        own = {name: thing for name, thing in names.items() if not re.fullmatch(rf"-?(?:{NUMBER})", name)}
        self.things: Dict[str, Any] = {**own, **special, **own}
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
        """What a name may continue with; after a whole name and a dot, its attributes."""
        name, dot, attribute = start.rpartition(".")
        full_names = [full for full in self.things if full.startswith(start)]
        if dot and name in self.things:
            full_names += [f"{name}.{known}" for known in attributes_of(self.things[name])
                           if known.startswith(attribute)]
        return full_names


def without_value(name: str) -> str:
    """The name of a thing, whose value has that name: "w5" for "w5.value"."""
    return name[:-len(VALUE)] if name.endswith(VALUE) else name


def attributes_of(thing: Any) -> List[str]:
    """The attributes of a thing that an expression may read."""
    if isinstance(thing, CurrentLink):
        return list(READABLE[Link])
    return [name for kind, names in READABLE.items() if isinstance(thing, kind) for name in names]


# ---- special names -------------------------------------------------------------------------

class NamedNumber(NamedTuple):
    """A number with a name: "output[0].target", "rate"."""

    name: str
    value: float


class CurrentLoss:
    """The loss, as far as it is known at a moment: "loss"."""

    name = "loss"

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline

    @property
    def value(self) -> float:
        """The loss; OutOfOrder before it is computed."""
        if not self._timeline.loss_is_known:
            raise OutOfOrder("the loss is not known yet: it comes with "
                             f"move {self._timeline.trace.first('loss')}.")
        return self._timeline.trace.loss

    def __repr__(self) -> str:
        known = f"{self.value:.4g}" if self._timeline.loss_is_known else "not known yet"
        return f"CurrentLoss({known})"


class CurrentLink:
    """The link that moves, or moved last, at a moment: "link"."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline

    @property
    def link(self) -> Link:
        """The link itself; OutOfOrder where something else moves."""
        move = self._timeline.move
        if move is None or not isinstance(move.mover, Link):
            raise OutOfOrder("it is no link that moves here.")
        return move.mover

    def __repr__(self) -> str:
        return f"CurrentLink({self._timeline.move})"


def special_names(timeline: Timeline) -> Dict[str, Any]:
    """Targets, the optimizer's numbers, the loss, the link that moves, and Euler's number e."""
    numbers = {**_optimizer_numbers(timeline.trace), **_targets(timeline.trace)}
    named = {name: NamedNumber(name, number) for name, number in numbers.items()}
    return {**named, "loss": CurrentLoss(timeline), "link": CurrentLink(timeline),
            "e": NamedNumber("e", math.e)}


def _targets(trace: Trace) -> Dict[str, float]:
    """The targets by their names; in a recording, those that its loss read."""
    if trace.targets is not None:
        pairs = trace.network.loss.pairs(trace.network.outputs, trace.targets)
        return {f"{neuron.name}.{TARGET}": target for neuron, target in pairs}
    return {f"{place.thing.name}.{TARGET}": number for place, number in _read_in_the_first("loss", trace)
            if place.attribute == TARGET}


def _optimizer_numbers(trace: Trace) -> Dict[str, float]:
    """The optimizer's attributes by their names, as far as the first update reads them."""
    return {place.attribute: number for place, number in _read_in_the_first("update", trace)
            if not isinstance(place.thing, (Neuron, Link, Weight, Memory))}


def _read_in_the_first(phase: str, trace: Trace) -> Iterator[Tuple[Place, float]]:
    """The numbers that the first move of a phase read."""
    move = next((move for move in trace if move.phase == phase), None)
    for change in move.changes if move else []:
        for leaf in change.leaves:
            if leaf.place is not None and not leaf.place.is_the_loss:
                yield leaf.place, float(leaf)
