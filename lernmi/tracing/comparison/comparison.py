"""The comparison of two steps."""

from __future__ import annotations

from functools import cached_property
from typing import Dict, Hashable, Iterable, List, Optional, Set, Tuple

from ...support import validation
from ...support.errors import BadInput
from ...support.formatting import quoted
from ...support.garbage import no_search_for_garbage
from ...support.late_imports import Displayable
from ...support.progress import Progress, unreported
from ..learning_trace import Trace
from ..moves import PHASES
from .difference import ONLY, Cause, Difference
from .walk import Walk


class Comparison(Displayable):
    """Where two steps part, from what causes, and what follows from each.

    ============= =================================================================
    first, second the two traces
    digits        significant digits to which numbers are compared; None: every bit
    differences   every number that isn't the same, in the order of the step
    causes        what is behind them: independent of one another
    equal         how many numbers are the same in both
    covered       differences that end: numbers that are the same although they were
                  computed from different ones
    only          the positions of the moves that only the first step has, and of
                  those that only the second has
    ============= =================================================================

    A number is a cause if it was different from the start (a weight, an input, the rate), if it was
    computed otherwise, or if only one of the steps has it; all others follow from causes.

    >>> from lernmi import Dense, GradientDescent, Network, trace
    >>> def step(rate):
    ...     network = Network(1, Dense(1, weights=2.0, biases=0.0), seed=1)
    ...     return trace(network, [1.0], [0.5], GradientDescent(rate))
    >>> comparison = compare(step(0.5), step(0.1))
    >>> comparison.causes[0].first
    Difference(rate: 0.5 and 0.1, start)
    >>> [difference.name for difference in comparison.follow(comparison.causes[0])]
    ['value of output.weight[0,0]', 'value of output.bias[0]']
    """

    def __init__(self, first: Trace, second: Trace, digits: Optional[int] = None,
                 progress: Progress = unreported) -> None:
        self.first, self.second = first, second
        self.digits = digits
        walk = Walk(first, second, digits)
        with no_search_for_garbage():
            walk.run(progress)
        self.differences = walk.differences
        self.equal = walk.equal
        self.covered = walk.covered
        self.only = walk.only
        self._moves = walk.moves
        self.causes = _causes([*walk.started.values(), *walk.only_moves, *walk.differences])

    @property
    def is_equal(self) -> bool:
        """Whether no number differs, and both steps have the same moves."""
        return not self.causes

    @property
    def parting(self) -> Optional[Difference]:
        """The first number that differs: where the steps part; None where none does."""
        return next(iter(self.differences), None)

    @cached_property
    def _followers(self) -> Dict[int, List[Difference]]:
        """What was computed from each difference, by its id."""
        followers: Dict[int, List[Difference]] = {}
        for difference in self.differences:
            for operand in difference.operands:
                followers.setdefault(id(operand), []).append(difference)
        return followers

    def follow(self, cause: Cause) -> List[Difference]:
        """What was computed from it, directly or by way of others, in the order of the step."""
        waiting: List[Difference] = list(cause.differences)
        reached: Set[int] = set()
        while waiting:
            for follower in self._followers.get(id(waiting.pop()), ()):
                if id(follower) not in reached:
                    reached.add(id(follower))
                    waiting.append(follower)
        return [difference for difference in self.differences if id(difference) in reached]

    def moves(self, phase: str) -> Tuple[int, int]:
        """How many moves of a phase both steps have, and in how many of these no number differs."""
        if phase not in PHASES:
            raise BadInput(f"a phase is one of {', '.join(PHASES)}, not {quoted(phase)}.")
        return self._moves.get(phase, (0, 0))

    def __repr__(self) -> str:
        if self.is_equal:
            return f"Comparison(equal: {self.equal} numbers)"
        return (f"Comparison({len(self.differences)} numbers differ, {self.equal} are equal, "
                f"{len(self.causes)} causes)")


def compare(first: Trace, second: Trace, digits: Optional[int] = None,
            progress: Progress = unreported) -> Comparison:
    """Compare two steps, number by number; names that both have are compared with each other.

    ``digits``: to how many significant digits, for recordings that are rounded; a number may then be
    off by 1.5 × 10^(1 − digits) of its size. By default every bit counts. ``progress(done, total)`` is
    called for each move.
    Raises BadInput for what is no trace.
    """
    for step in (first, second):
        if not isinstance(step, Trace):
            raise BadInput(f"compare takes two traces, not {quoted(step)}: try trace(network, inputs, "
                           "targets), or Trace.load(path).")
    return Comparison(first, second, None if digits is None else validation.digits(digits), progress)


def _causes(differences: Iterable[Difference]) -> List[Cause]:
    """Those that are causes, together where they are of the same kind; in the order of the step."""
    groups: Dict[Hashable, List[Difference]] = {}
    for difference in differences:
        if difference.is_cause:
            groups.setdefault((difference.kind, difference.group), []).append(difference)
    causes = [Cause(some[0].kind, sorted(some, key=lambda one: one.order)) for some in groups.values()]
    return sorted(causes, key=lambda cause: (cause.first.order, cause.kind == ONLY))
