"""The form of a move: what all links do alike when they move, so that only their numbers are recorded."""

from __future__ import annotations

from operator import attrgetter
from typing import Any, Callable, Iterator, List, NamedTuple, Optional, Set, Tuple

from ..link import Link
from .latest_numbers import LatestNumbers
from .moves import Move
from .operand_tracer import OperandTracer
from .operations import OPERATIONS
from .traced_number import Place, TracedNumber, in_order, make_number

Numbers = Tuple[float, ...]


class _Operand(NamedTuple):
    """A number that is read, or was there before another was written: whose it is, and its attribute."""

    owner: int                      # 0 the link itself, then its source, its weight, its target
    attribute: str


class _Step(NamedTuple):
    """left sign right; the numbers count the operands, and after them the results of the steps."""

    sign: str
    left: int
    right: int
    old: Optional[int]              # the operand in whose place the result is written; None if in none


class MoveForm:
    """Which numbers a link reads, and by which operations it computes those that it writes.

    It is read off the traced move of one link. Of another link, ``before`` reads the operands
    before its move, and ``after`` reads what it has written; ``move`` makes its move of both.
    """

    def __init__(self, phase: str, link: Link, traced: OperandTracer) -> None:
        self._phase = phase
        owners = list(map(id, _owners(link)))
        needed = {id(number) for _, value in traced.written for number in _with_operands(value)}
        needed |= {id(traced.operands[index]) for index, _ in traced.written}
        operands = [(place, id(number)) for place, number in zip(traced.places, traced.operands)
                    if id(number) in needed]
        self._operands = [_Operand(owners.index(id(thing)), name) for (thing, name), _ in operands]
        self._steps: List[_Step] = []
        self._add_steps(traced, [number for _, number in operands])
        self.before = _reader(self._operands)
        self.after = _reader([self._operands[step.old] for step in self._steps if step.old is not None])

    def _add_steps(self, traced: OperandTracer, known: List[int]) -> None:
        """Each operation once, in their order. ``known``: the ids of the operands."""
        for index, value in traced.written:
            old = known.index(id(traced.operands[index]))
            for number in _with_operands(value, set(known)):
                is_written = number is value
                self._steps.append(_Step(number.sign, known.index(id(number.left)),
                                         known.index(id(number.right)), old if is_written else None))
                known.append(id(number))

    def move(self, latest: LatestNumbers, link: Link, recorded: Iterator[float]) -> Move:
        """The move of a link, from the numbers before it and after it."""
        owners = _owners(link)
        numbers = [latest.number(owners[owner], name, next(recorded)) for owner, name in self._operands]
        changes: List[float] = []
        for sign, left, right, old in self._steps:
            operands = numbers[left], numbers[right]
            if old is None:
                number = make_number(OPERATIONS[sign](*operands), sign, *operands)
            else:
                before = numbers[old]
                number = make_number(next(recorded), sign, *operands, before.place)
                latest.write(number)
                changes += (before if left == old else float(before), number)
            numbers.append(number)
        return Move.of_numbers(self._phase, link, tuple(changes))


    def operations(self, link: Link) -> List[Tuple[Any, str, Any, Any]]:
        """The operations of a link's move: left, sign, right, result.

        Each number is its Place, or, if it is stored nowhere, which of these it is: 1, 2 …
        """
        owners, count = _owners(link), 0
        known: List[Any] = [Place(owners[owner], name) for owner, name in self._operands]
        operations = []
        for sign, left, right, old in self._steps:
            count += old is None
            known.append(count if old is None else known[old])
            operations.append((known[left], sign, known[right], known[-1]))
        return operations


def _owners(link: Link) -> Tuple[Any, ...]:
    return link, link.source, link.weight, link.target


def _with_operands(value: Any, done: Optional[Set[int]] = None) -> Iterator[TracedNumber]:
    """A number after all from which it was computed; without those whose ids are in ``done``."""
    return in_order(value, lambda operand: True, set() if done is None else done)


def _reader(operands: List[_Operand]) -> Callable[[Link], Numbers]:
    """What reads these numbers of a link, as a tuple: there must be two at least."""
    owners = ("", "source.", "weight.", "target.")
    return attrgetter(*(owners[owner] + name for owner, name in operands))
