"""Which moves of two steps belong together, and which of their changes."""

from __future__ import annotations

from typing import Any, Dict, Iterator, List, NamedTuple, Optional, Sequence, Tuple

from ..learning_trace import Trace
from ..moves import Change, Move
from .formula_shape import Key, PlaceKeys

Changes = Tuple[Optional[Change], Optional[Change]]


class Pair(NamedTuple):
    """Two moves that belong together, with their positions; one is None where only one step has it."""

    positions: Tuple[Optional[int], Optional[int]]
    moves: Tuple[Optional[Move], Optional[Move]]

    @property
    def phase(self) -> str:
        """The phase of both, or of the one that there is."""
        move = self.moves[0] or self.moves[1]
        return move.phase if move else ""


def paired_moves(traces: Sequence[Trace], keys: Sequence[PlaceKeys]) -> Iterator[Pair]:
    """The moves of both steps by their phases and names, in the first one's order.

    A move that only the second has comes before the next one that both have.
    """
    first, second = traces
    names = [[(move.phase, *one.of_thing(move.mover)) for move in trace] for trace, one in zip(traces, keys)]
    waiting: Dict[Any, List[int]] = {}
    for position, name in reversed(list(enumerate(names[1]))):
        waiting.setdefault(name, []).append(position)
    partners = [waiting[name].pop() if waiting.get(name) else None for name in names[0]]
    alone = sorted(position for some in waiting.values() for position in some)
    for position, partner in enumerate(partners):
        while partner is not None and alone and alone[0] < partner:
            yield _alone(second, alone.pop(0))
        both = (position + 1, None if partner is None else partner + 1)
        yield Pair(both, (first[position], None if partner is None else second[partner]))
    yield from (_alone(second, position) for position in alone)


def _alone(second: Trace, position: int) -> Pair:
    return Pair((None, position + 1), (None, second[position]))


def paired_changes(first: Move, second: Move, keys: Sequence[PlaceKeys]) -> Iterator[Changes]:
    """The changes of two moves by their places; None where one of the moves has no such change."""
    waiting: Dict[Key, List[Change]] = {}
    for change in second.changes:
        waiting.setdefault(keys[1].of(change.place), []).append(change)
    for change in first.changes:
        same = waiting.get(keys[0].of(change.place))
        yield change, same.pop(0) if same else None
    for left in waiting.values():
        yield from ((None, change) for change in left)
