"""What has a name in a step beside the network's own things: loss, link, targets, the rate, e."""

from __future__ import annotations

import math
from typing import Any, Dict, NamedTuple, Union

from ..errors import OutOfOrder
from ..link import Link
from ..neuron import Neuron
from ..training.memory import Memory
from ..weight import Weight
from .number import TARGET
from .trace import Trace
from .walk import Walk


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
    found: Dict[str, Any] = {"loss": KnownLoss(walk), "link": MovingLink(walk), "e": Given("e", math.e)}
    for phase in ("loss", "update"):
        for place, number in _read_in_the_first(phase, walk.trace).items():
            found[place] = Given(place, number)
    return found


def _read_in_the_first(phase: str, trace: Trace) -> Dict[str, float]:
    """The targets, and the optimizer's own numbers, that the first move of a phase read."""
    move = next((move for move in trace if move.phase == phase), None)
    leaves = [leaf for change in move.changes for leaf in change.leaves] if move else []
    found: Dict[str, float] = {}
    for leaf in leaves:
        assert leaf.place is not None
        thing, attribute = leaf.place
        if attribute == TARGET:
            found[f"{thing.name}.{TARGET}"] = float(leaf)
        elif thing is not None and not isinstance(thing, (Neuron, Link, Weight, Memory)):
            found[attribute] = float(leaf)
    return found
