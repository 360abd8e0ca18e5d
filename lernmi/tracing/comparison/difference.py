"""What differs between two steps: a number, and the cause that several such numbers have in common."""

from __future__ import annotations

from typing import Any, List, NamedTuple, Optional, Sequence, Tuple

from ..moves import Change, Move

START, OPERATION, RESULT, ONLY, FOLLOWS = "start", "operation", "result", "only", "follows"


class Difference:
    """A number that isn't the same in two steps.

    ========= =====================================================================
    name      of the number: "sensitivity of hidden[0]"; of a move that only one step has, its name
    numbers   what it is in the first step and in the second; None where nothing was written
    positions in which move of each step it was written, from 1; what differs from the
              start was not: its positions are those of the moves that read it first
    moves     these moves
    changes   what was written in them; None for what differs from the start
    kind      "start": it was there before the step, or came from outside;
              "operation": it is computed otherwise;
              "result": the operation and its operands agree, but not its result;
              "only": it was written in one of the steps only;
              "follows": it was computed from others that differ
    operands  those others
    group     what differences with the same cause have in common
    ========= =====================================================================
    """

    __slots__ = ("name", "numbers", "positions", "moves", "changes", "kind", "operands", "group")

    def __init__(self, name: str, numbers: Tuple[Optional[float], Optional[float]],
                 positions: Tuple[Optional[int], Optional[int]], moves: Tuple[Optional[Move], Optional[Move]],
                 changes: Tuple[Optional[Change], Optional[Change]] = (None, None), kind: str = FOLLOWS,
                 operands: Sequence[Difference] = (), group: Tuple[Any, ...] = ()) -> None:
        self.name = name
        self.numbers = numbers
        self.positions = positions
        self.moves = moves
        self.changes = changes
        self.kind = kind
        self.operands = list(operands)
        self.group = group

    @property
    def is_cause(self) -> bool:
        """Whether more is behind it than that its operands differ."""
        return self.kind != FOLLOWS

    @property
    def move(self) -> Move:
        """The move of the first step; of a number that only the second has, that of the second."""
        move = self.moves[0] or self.moves[1]
        assert move is not None
        return move

    @property
    def order(self) -> int:
        """The position, to sort by."""
        return self.positions[0] or self.positions[1] or 0

    def __repr__(self) -> str:
        first, second = ("nothing" if number is None else f"{float(number):g}" for number in self.numbers)
        return f"Difference({self.name}: {first} and {second}, {self.kind})"


class Cause(NamedTuple):
    """Differences that have the same reason: all weights from the start, the same other operation."""

    kind: str
    differences: List[Difference]

    @property
    def first(self) -> Difference:
        """The first of them, in the order of the step."""
        return self.differences[0]
