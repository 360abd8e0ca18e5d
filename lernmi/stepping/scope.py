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
from .timeline import Walk


class Given(NamedTuple):
    """A number that was given: "output[0].target", "rate"."""

    name: str
    value: float


class KnownLoss:
    """The loss as a walk's moment knows it."""

    name = "loss"

    def __init__(self, walk: Walk) -> None:
        self._walk = walk

    @property
    def value(self) -> float:
        """The loss; OutOfOrder before it was worked out."""
        if not self._walk.knows_the_loss:
            raise OutOfOrder("the loss is not known yet: it comes with "
                             f"move {self._walk.trace.first('loss')}.")
        return self._walk.trace.loss

    def __repr__(self) -> str:
        return f"KnownLoss({self.value:.4g})" if self._walk.knows_the_loss else "KnownLoss(not known yet)"


class MovingLink:
    """The link that moves, or moved last, at a walk's moment: "link"."""

    name = "link"

    def __init__(self, walk: Walk) -> None:
        self._walk = walk

    @property
    def link(self) -> Link:
        """The link itself; OutOfOrder where something else moves."""
        move = self._walk.move
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
        return f"MovingLink({self._walk.move})"


def given_in(walk: Walk) -> Dict[str, Any]:
    """The loss, the link that moves, targets, what the optimizer was set to, and Euler's number e."""
    numbers = {**_set_in(walk.trace), **_targets(walk.trace)}
    given: Dict[str, Any] = {name: Given(name, number) for name, number in numbers.items()}
    return {**given, "loss": KnownLoss(walk), "link": MovingLink(walk), "e": Given("e", math.e)}


def _targets(trace: Trace) -> Dict[str, float]:
    """The targets by their names; in a recording, those that its loss read."""
    if trace.targets is not None:
        pairs = validation.with_targets(trace.network.outputs, trace.targets, trace.network.loss)
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
