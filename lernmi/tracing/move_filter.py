"""Narrowing a trace to the moves about some neurons, links, weights, layers or phases."""

from __future__ import annotations

from typing import Any, List, Sequence, Set, Union

from ..link import Link
from ..network.network import Network
from ..support.arrays import reading
from ..support.errors import BadInput, UnknownName
from ..support.formatting import quoted
from .moves import PHASES, Move


class MoveFilter:
    """Selects the moves of the named phases, about the named neurons, links, weights, layers."""

    def __init__(self, network: Network, names: Union[None, str, Sequence[str]]) -> None:
        listed = [names] if isinstance(names, str) else [] if names is None else names
        with reading("the list of names"):
            if not isinstance(listed, (list, tuple)) or not all(isinstance(name, str) for name in listed):
                raise BadInput(f"only takes a name or a list of names, not {quoted(names)}.")
        self.phases = {name for name in listed if name in PHASES}
        self.things: List[Set[int]] = [_named(network, name) for name in listed if name not in PHASES]

    def includes(self, move: Move) -> bool:
        """Whether the move is in one of the phases, and about one of the things."""
        if self.phases and move.phase not in self.phases:
            return False
        return not self.things or any(_is_about(move, things) for things in self.things)


def _named(network: Network, name: str) -> Set[int]:
    """The ids of the neurons of a layer, or of the one thing of that name."""
    if name in network.groups:
        return {id(neuron) for neuron in network.groups[name]}
    try:
        return {id(network.find(name))}
    except UnknownName:
        known = [*PHASES, *network.groups, *network.names.neurons, *network.names.weights]
        raise UnknownName("phase, layer, neuron, weight or link", name, known) from None


def _is_about(move: Move, things: Set[int]) -> bool:
    if move.mover is None:
        return any(id(change.place.thing) in things for change in move.changes
                   if move.phase == "loss" or change.place.attribute == "value")
    return any(id(thing) in things for thing in _involved(move.mover))


def _involved(mover: Any) -> Sequence[Any]:
    if isinstance(mover, Link):
        return mover, mover.source, mover.weight, mover.target
    return (mover,)
