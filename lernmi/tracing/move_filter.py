"""Narrowing a trace to what one wants to see."""

from __future__ import annotations

from typing import Any, List, Sequence, Set, Union

from ..link import Link
from ..network.network import Network
from ..support.errors import BadInput, UnknownName
from .moves import PHASES, Move


class MoveFilter:
    """Which moves to show: those of the phases named, about the neurons, links, weights, layers."""

    def __init__(self, network: Network, names: Union[None, str, Sequence[str]]) -> None:
        wanted = [names] if isinstance(names, str) else names or []
        if not isinstance(wanted, (list, tuple)) or not all(isinstance(n, str) for n in wanted):
            raise BadInput(f"only takes a name or a list of names, not {names!r}.")
        self.phases = {name for name in wanted if name in PHASES}
        self.things: List[Set[int]] = [
            _things_called(network, name) for name in wanted if name not in PHASES]

    def includes(self, move: Move) -> bool:
        """Whether the move is in a phase wanted, and about a thing wanted."""
        if self.phases and move.phase not in self.phases:
            return False
        return not self.things or any(_is_about(move, things) for things in self.things)


def _things_called(network: Network, name: str) -> Set[int]:
    """The ids of the neurons of a layer, or of the one thing of that name."""
    if name in network.groups:
        return {id(neuron) for neuron in network.groups[name]}
    try:
        return {id(network.find(name))}
    except UnknownName:
        known = [*PHASES, *network.groups, *(neuron.name for neuron in network.neurons),
                 *(weight.name for weight in network.weights + network.fixed_weights)]
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
