"""Formulas packed: thousands of weights are changed by the same one, which is kept once.

An optimizer like Adam takes some thirty operations for each weight. Kept as TracedNumbers they would
make most of a trace. So a recipe says which operations there were, and each weight keeps only
the numbers that went in; when somebody looks, the operations are done once more.
"""

from __future__ import annotations

from typing import Any, Dict, List, NamedTuple, Optional, Sequence, Set, Tuple

from .moves import Change
from .operations import OPERATIONS, recomputed
from .traced_number import NEGATIVE, TracedNumber, in_order, make_number


class Operation(NamedTuple):
    """A sign and its operands: from 0 up the earlier results, from −1 down the numbers that went in."""

    sign: str
    left: int
    right: Optional[int]


class Recipe(NamedTuple):
    """A formula without its numbers; the last operation is the formula's own."""

    operations: Tuple[Operation, ...]

    def unpack(self, number: TracedNumber, ends: Sequence[Any]) -> None:
        """Tell the number what it was made of, by doing it once more."""
        results: List[Any] = []
        for sign, left, right in self.operations:
            operands = [results[place] if place >= 0 else ends[-1 - place]
                        for place in (left, right) if place is not None]
            if len(results) == len(self.operations) - 1:
                number.remember(sign, *operands)
            else:
                results.append(make_number(recomputed(sign, *operands), sign, *operands))


Recipes = Dict[Recipe, Recipe]


def pack(changes: Sequence[Change], recipes: Recipes) -> None:
    """Pack the new numbers of one move; ``recipes`` are those that were needed before."""
    shared = _shared(changes)

    def is_own(number: TracedNumber) -> bool:
        return _is_part(number) and id(number) not in shared

    for change in changes:
        inside = list(in_order(change.new, is_own, set()))
        if len(inside) > 1:
            _pack(inside, recipes)


def _is_part(number: TracedNumber) -> bool:
    """Whether it is an operation in a formula, and nothing that is kept anywhere."""
    return number.place is None and (number.sign in OPERATIONS or number.sign == NEGATIVE)


def _shared(changes: Sequence[Change]) -> Set[int]:
    """The ids of the operations that several of the changes are made of."""
    met: Set[int] = set()
    shared: Set[int] = set()
    for change in changes:
        own = {id(number) for number in in_order(change.new, _is_part, set())}
        shared |= met & own
        met |= own
    return shared


def _pack(inside: Sequence[TracedNumber], recipes: Recipes) -> None:
    """Replace what a number, the last, was made of by a recipe and what went in."""
    ends: List[Any] = []
    places: Dict[int, int] = {}

    def place_of(operand: Any) -> int:
        if id(operand) not in places:
            ends.append(operand)
            places[id(operand)] = -len(ends)
        return places[id(operand)]

    operations = []
    for number in inside:
        right = None if number.right is None else place_of(number.right)
        operations.append(Operation(number.sign, place_of(number.left), right))
        places[id(number)] = len(operations) - 1
    recipe = Recipe(tuple(operations))
    inside[-1].pack(recipes.setdefault(recipe, recipe), tuple(ends))
