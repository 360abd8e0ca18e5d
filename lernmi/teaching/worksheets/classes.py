"""A class: an exercise for each pupil, no two alike."""

from __future__ import annotations

import random
from functools import partial
from typing import Callable, Dict, List, Optional, Sequence, Set, Tuple, Union

from ...network.network import Network
from ...support import validation
from ...support.errors import BadInput
from .conventions import Conventions
from .exercise import DRAWS, USUAL, Exercise
from .subject import subject_of

MOST_PUPILS = 1000
ENOUGH, MOST = 12, 200      # draws for one pupil: for other results; if need be for other numbers


def worksheets(network: Union[str, Network], pupils: Union[int, Sequence[str]] = 1, *, seed: int = 1,
               level: str = "step", conventions: Conventions = USUAL) -> List[Exercise]:
    """An exercise for each pupil, in their order; ``pupils``: how many, or their names.

    The numbers of a pupil depend on the seed and on the position alone. No two pupils have the same numbers,
    nor, unless the network is too small for that, the same results. Raises BadInput for what an Exercise
    can't be made from, or where there are fewer different ones.

    >>> [exercise.code for exercise in worksheets("mazur", ["Anna", "Ben"])]
    ['33R-9LC-E93', '33R-KNP-9AR']
    """
    names = pupils if not isinstance(pupils, int) else [""] * validation.integer(
        pupils, "the number of pupils", 1, MOST_PUPILS)
    validation.integer(len(names), "the number of pupils", 1, MOST_PUPILS)
    subject, draw = subject_of(network), random.Random(validation.integer(seed, "the seed", 0)).random
    makers = [partial(Exercise, subject, level=level, conventions=conventions, pupil=str(name))
              for name in names]
    results: Set[Tuple[str, ...]] = set()
    numbers: Set[str] = set()
    exercises: List[Exercise] = []
    for make in makers:
        exercise = _different(make, draw, results, numbers)
        if exercise is None:
            raise BadInput(f"only {len(exercises)} sheets with different numbers are found: try fewer pupils "
                           "or another network.")
        results.add(results_of(exercise))
        numbers.add(numbers_of(exercise))
        exercises.append(exercise)
    return exercises


def _different(make: Callable[[int], Exercise], draw: Callable[[], float], results: Set[Tuple[str, ...]],
               numbers: Set[str]) -> Optional[Exercise]:
    """An exercise with results that aren't among these or, if none is found, with other numbers."""
    spare: Optional[Exercise] = None
    for count in range(MOST):
        if spare is not None and count >= ENOUGH:
            break
        exercise = make(int(draw() * DRAWS))
        if results_of(exercise) not in results:
            return exercise
        if spare is None and numbers_of(exercise) not in numbers:
            spare = exercise
    return spare


def without_repetitions(exercises: Sequence[Exercise]) -> Dict[int, Exercise]:
    """The exercises that differ, by their positions from 1: a published one is the same for all pupils."""
    first: Dict[str, int] = {}
    for number, exercise in enumerate(exercises, start=1):
        first.setdefault(exercise.code, number)
    return {number: exercises[number - 1] for number in first.values()}


def results_of(exercise: Exercise) -> Tuple[str, ...]:
    """What is to be written into the blanks."""
    return tuple(exercise.conventions.written(item.result) for item in exercise.items)


def numbers_of(exercise: Exercise) -> str:
    """What the sheet states: weights, samples and rate."""
    values = [weight.value for weight in [*exercise.single.weights, *exercise.single.fixed_weights]]
    return repr([values, exercise.samples, exercise.rate])
