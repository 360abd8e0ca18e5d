"""What has a name in a step beside the network's own things: loss, link, targets, the rate, e."""

from __future__ import annotations

import math
from typing import Any, Dict, Iterator, NamedTuple, Tuple, Union

from ..link import Link
from ..neuron import Neuron
from ..support import validation
from ..support.errors import OutOfOrder
from ..tracing.learning_trace import Trace
from ..tracing.traced_number import TARGET, Place
from ..training.optimizer_memory import Memory
from ..weight import Weight
from .timeline import Timeline


class NamedNumber(NamedTuple):
    """A number that was given: "output[0].target", "rate"."""

    name: str
    value: float


class CurrentLoss:
    """The loss as a walk's moment knows it."""

    name = "loss"

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline

    @property
    def value(self) -> float:
        """The loss; OutOfOrder before it was worked out."""
        if not self._timeline.loss_is_known:
            raise OutOfOrder("the loss is not known yet: it comes with "
                             f"move {self._timeline.trace.first('loss')}.")
        return self._timeline.trace.loss

    def __repr__(self) -> str:
        known = f"{self.value:.4g}" if self._timeline.loss_is_known else "not known yet"
        return f"CurrentLoss({known})"


class CurrentLink:
    """The link that moves, or moved last, at a walk's moment: "link"."""

    name = "link"

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline

    @property
    def link(self) -> Link:
        """The link itself; OutOfOrder where something else moves."""
        move = self._timeline.move
        if move is None or not isinstance(move.mover, Link):
            raise OutOfOrder("it is no link that moves here.")
        return move.mover

    @property
    def value(self) -> float:
        """What it delivers."""
        return self.link.value

    @property
    def sensitivity(self) -> float:
        """∂loss/∂value."""
        return self.link.sensitivity

    @property
    def weight(self) -> Union[Weight, Neuron]:
        """What it multiplies by."""
        return self.link.weight

    def __repr__(self) -> str:
        return f"CurrentLink({self._timeline.move})"


def special_names(timeline: Timeline) -> Dict[str, Any]:
    """The loss, the link that moves, targets, what the optimizer was set to, and Euler's number e."""
    numbers = {**_set_in(timeline.trace), **_targets(timeline.trace)}
    given: Dict[str, Any] = {name: NamedNumber(name, number) for name, number in numbers.items()}
    return {**given, "loss": CurrentLoss(timeline), "link": CurrentLink(timeline),
            "e": NamedNumber("e", math.e)}


def _targets(trace: Trace) -> Dict[str, float]:
    """The targets by their names; in a recording, those that its loss read."""
    if trace.targets is not None:
        pairs = trace.network.loss.pairs(trace.network.outputs, trace.targets)
        return {f"{neuron.name}.{TARGET}": target for neuron, target in pairs}
    return {f"{place.thing.name}.{TARGET}": number for place, number in _read_in_the_first("loss", trace)
            if place.attribute == TARGET}


def _set_in(trace: Trace) -> Dict[str, float]:
    """What the optimizer is set to, by its names, as far as the first update reads it."""
    return {place.attribute: number for place, number in _read_in_the_first("update", trace)
            if not isinstance(place.thing, (Neuron, Link, Weight, Memory))}


def _read_in_the_first(phase: str, trace: Trace) -> Iterator[Tuple[Place, float]]:
    """The numbers that the first move of a phase read."""
    move = next((move for move in trace if move.phase == phase), None)
    for change in move.changes if move else []:
        for leaf in change.leaves:
            if leaf.place is not None and not leaf.place.is_the_loss:
                yield leaf.place, float(leaf)
