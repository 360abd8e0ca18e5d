"""What an exercise asks for, as a program that marks answers needs it: ranges of right numbers."""

from __future__ import annotations

from typing import Dict, List, NamedTuple, Tuple

from ...support.formatting import significant
from ...tracing.traced_number import RATE, TARGET
from ..accepted import Interval, accepted_answers
from ..questions import UPDATED
from ..worksheets.exercise import Exercise
from ..worksheets.items import Item
from ..worksheets.naming import weights_of
from ..worksheets.solution import Solution, solution_of
from .operation import Known, Operation

FEWEST_DIGITS = 3           # to which a class rounds on the way
KINDS = ("Neuron", TARGET, "Weight", RATE)      # of what is given, by its attribute or its type


class Gap(NamedTuple):
    """A number that is asked for.

    ============ =====================================================================
    item         what the exercise says of it
    accepted     the numbers that are right
    solution     how it is computed, in symbols and numbers
    operation    the same, on operands that are given or were asked for before
    ============ =====================================================================
    """

    item: Item
    accepted: List[Interval]
    solution: Solution
    operation: Operation


def gaps_of(exercise: Exercise) -> List[Gap]:
    """The gaps of an exercise, in the order of computing.

    Right is what teaching.grading.agrees with: the result; what the operands give when they are
    rounded as the sheet says, or to 3 digits; and what they give when all results before were
    computed from rounded ones.
    """
    carried: Dict[int, Dict[int, float]] = {digits: {} for digits in
                                            (exercise.conventions.digits, FEWEST_DIGITS)}
    gaps = []
    for item in exercise.items:
        operation = Operation(exercise, item)
        results = [item.result, *_rounded_results(operation, carried)]
        old = item.change.old if item.kind == UPDATED else None
        gaps.append(Gap(item, accepted_answers(results, old), solution_of(exercise, item), operation))
    return gaps


def _rounded_results(operation: Operation, carried: Dict[int, Dict[int, float]]) -> List[float]:
    """The results with operands rounded to so many digits; ``carried``: what that gave for earlier items."""
    results = []
    for digits, values in carried.items():
        def exact(known: Known, digits: int = digits) -> float:
            return float(significant(known.value, digits))

        def chained(known: Known, digits: int = digits, values: Dict[int, float] = values) -> float:
            value = known.value if known.item is None else values[known.item.number]
            return float(significant(value, digits))

        values[operation.item.number] = operation.result(chained)
        results += [operation.result(exact), values[operation.item.number]]
    return results


def givens_of(exercise: Exercise, gaps: List[Gap]) -> List[Known]:
    """The numbers from which all is computed: inputs, targets, weights and biases, the rate."""
    weights = list(map(id, weights_of(exercise.single)))

    def order(known: Known) -> Tuple[int, int]:
        thing, attribute = known.place
        kind = KINDS.index(attribute if attribute in KINDS else type(thing).__name__)
        return kind, weights.index(id(thing)) if id(thing) in weights else 0

    given = [known for gap in gaps for known in gap.operation.known if known.item is None]
    return sorted(dict.fromkeys(given), key=order)
