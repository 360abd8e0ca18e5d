"""Why a number is infinite, or none: the first operation of the step that made it so."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Iterator, List, NamedTuple, Optional, Set

from ..explanation import explain
from ..traced_number import NumberText, TracedNumber, in_order

if TYPE_CHECKING:
    from ..learning_trace import Trace


class Origin(NamedTuple):
    """An operation, and the number of the move in which it took place, or in which its number was first read.

    ``number`` was there before the step if it has no operation.
    """

    number: TracedNumber
    position: int


def origins(trace: Trace, number: TracedNumber) -> List[Origin]:
    """Where a number that isn't finite comes from: its first operation with operands that are.

    Of NaN also the first operation that made one of numbers which were none: inf × 0, inf − inf.
    [] for a finite number.
    """
    behind = _behind(number)
    first: Optional[Origin] = None
    no_number: Optional[Origin] = None
    for position, one in _in_order_of_the_step(trace, behind):
        operands = [operand for operand in (one.left, one.right) if operand is not None]
        if first is None and all(map(math.isfinite, operands)):
            first = Origin(one, position)
        if no_number is None and math.isnan(one) and not any(map(math.isnan, operands)):
            no_number = Origin(one, position)
    return list({id(origin.number): origin for origin in (first, no_number) if origin is not None}.values())


def _behind(number: TracedNumber) -> Set[int]:
    """The ids of the numbers that aren't finite from which it was computed, and its own."""
    behind: Set[int] = set()
    waiting: List[Any] = [number]
    while waiting:
        current = waiting.pop()
        if isinstance(current, TracedNumber) and not math.isfinite(current) and id(current) not in behind:
            behind.add(id(current))
            waiting += [current.left, current.right]
    return behind


def _in_order_of_the_step(trace: Trace, behind: Set[int]) -> Iterator[Any]:
    """These numbers with the positions of the moves that computed them, or read them first."""
    done: Set[int] = set()
    for position, move in enumerate(trace, start=1):
        for _, new in move.writes:
            for number in in_order(new, lambda operand: id(operand) in behind, done):
                if id(number) in behind:
                    yield position, number


def origins_sentence(some: List[Origin], text: NumberText) -> str:
    """ "It began in move 12: value of hidden[0] × value of w5 = 1e+200 × 1e+200 = inf."."""
    sentences: List[str] = []
    for origin in some:
        number, position = origin
        begins = "It began" if not sentences else f"It became {text(number)}"
        if not number.sign:
            sentences.append(f"{begins} with the {number.name}, which was {text(number)} from the start.")
        else:
            sides = " = ".join(explain(number, text).sides)
            sentences.append(f"{begins} in move {position:,}: {sides}.")
    return " ".join(sentences)
