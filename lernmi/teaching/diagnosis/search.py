"""The search for the mistakes that give exactly a user's numbers: each bug, then each pair."""

from __future__ import annotations

from itertools import combinations
from typing import Callable, Dict, List, NamedTuple, Optional, Sequence, Set, Tuple

from ...support.progress import Progress
from ..bugs import BUGS, Bug
from .answers import ENOUGH, Answers
from .trials import Trials

MOST_WORK = 1_500_000       # moves of links in all trials of pairs: some seconds
USUAL_RATES = (1.0, 0.5, 0.1, 0.05, 0.01, 0.001)

Mistake = Tuple[Bug, ...]
Numbers = List[float]


class SearchResult(NamedTuple):
    """The result of a search.

    =========== ==================================================================
    answers     the user's numbers, read in the way that fits best
    right       the numbers of the right step
    is_right    whether the user's are these
    is_rounded  whether they are these, or those of the mistakes, but for the last digit
    mistakes    what gives the user's numbers: equals, which can't be distinguished here; () where they
                are right
    numbers     those of the first of them
    bugs        how many of the catalogue change something here, and were tried
    pairs       how many pairs of them were tried, of ``all_pairs``
    explained   the mistakes that give exactly those of the first wrong layer on the way back
    alike       where the user's are right, and few digits are known of them: the bugs that would give
                the same
    by_rate     where none gives the user's, the bugs whose numbers depend on the learning rate: these
                were tried at all usual ones
    rate        at which the mistakes give the user's numbers, if it is another than the step's
    =========== ==================================================================
    """

    answers: Answers
    right: Numbers
    is_right: bool = False
    is_rounded: bool = False
    mistakes: Sequence[Mistake] = ()
    numbers: Sequence[float] = ()
    bugs: int = 0
    pairs: int = 0
    all_pairs: int = 0
    explained: Sequence[Mistake] = ()
    alike: Sequence[Mistake] = ()
    by_rate: Sequence[Mistake] = ()
    rate: Optional[float] = None


class Search:
    """A search for one step and all the ways in which a user's numbers can be read."""

    def __init__(self, trials: Trials, ways: Sequence[Answers], progress: Progress) -> None:
        self._trials = trials
        self._ways = ways
        self._progress = progress
        self._right = trials.numbers() or []

    def run(self) -> SearchResult:
        """Whether the numbers are right; if not, which bug gives them; if none does, which two.

        At last, whether it is the last digit alone that they aren't right by, or aren't those of a bug.
        """
        right: Dict[Mistake, Numbers] = {(): self._right}
        result = self._matching(right, Answers.fit)
        if result is not None and not self._is_coarse(result.answers):
            return result
        singles = self._tried([(bug,) for bug in BUGS.values()])
        if result is not None:
            return result._replace(alike=[mistake for mistake, numbers in singles.items()
                                          if result.answers.fit(numbers)])
        result = self._matching(singles, Answers.fit)
        if result is not None:
            return result._replace(bugs=len(singles))
        nearest = min(self._ways, key=lambda way: len(way.wrong(self._right)))
        pairs = self._promising_pairs(singles, nearest)
        some = pairs[:MOST_WORK // self._trials.step.work]
        both = self._tried(some)
        result = self._matching(both, Answers.fit) or self._nearly(right) or self._nearly(singles)
        if result is None:
            result = self._at_other_rates(singles, nearest)
        if not result.mistakes and not result.is_right:
            result = result._replace(explained=self._explained([singles, both], nearest))
        return result._replace(bugs=len(singles), pairs=len(some), all_pairs=len(pairs))

    def _is_coarse(self, way: Answers) -> bool:
        """Whether so few digits are known that wrong numbers may be the same."""
        return 0 < way.digits < ENOUGH or bool(way.without_digits(self._right))

    def _nearly(self, tried: Dict[Mistake, Numbers]) -> Optional[SearchResult]:
        result = self._matching(tried, Answers.nearly_fit)
        return result._replace(is_rounded=True) if result is not None else None

    def _at_other_rates(self, singles: Dict[Mistake, Numbers], nearest: Answers) -> SearchResult:
        """The bugs whose gradients depend on the learning rate, at the usual rates: does one give these?"""
        step, mistakes = self._trials.step, list(singles)
        if step.optimizer is not None or step.steps > 1:        # there, the right numbers depend on it too
            return SearchResult(nearest, self._right)
        for rate in USUAL_RATES:
            if rate != step.rate:
                trials = Trials(step._replace(rate=rate))
                pairs = [(mistake, trials.numbers(*mistake)) for mistake in mistakes]
                tried = {mistake: numbers for mistake, numbers in pairs
                         if numbers is not None and numbers != singles[mistake]}
                mistakes = list(tried)
                result = self._matching(tried, Answers.fit)
                if result is not None:
                    return result._replace(rate=rate)
        return SearchResult(nearest, self._right, by_rate=mistakes)

    def _tried(self, mistakes: Sequence[Mistake]) -> Dict[Mistake, Numbers]:
        """The numbers of those mistakes that change some here."""
        tried: Dict[Mistake, Numbers] = {}
        for done, mistake in enumerate(mistakes):
            self._progress(done, len(mistakes))
            numbers = self._trials.numbers(*mistake)
            if numbers is not None and numbers != self._right:
                tried[mistake] = numbers
        return tried

    def _matching(self, tried: Dict[Mistake, Numbers],
                  fit: Callable[[Answers, Numbers], bool]) -> Optional[SearchResult]:
        """The mistakes that give the user's numbers, in the first way of reading in which one does."""
        for way in self._ways:
            mistakes = [mistake for mistake, numbers in tried.items() if fit(way, numbers)
                        and not (mistake and way.are_zeros and way.without_digits(numbers))]
            if mistakes:
                return SearchResult(way, self._right, mistakes == [()], mistakes=list(filter(None, mistakes)),
                             numbers=tried[mistakes[0]])
        return None

    def _explained(self, tried: Sequence[Dict[Mistake, Numbers]], way: Answers) -> List[Mistake]:
        """The bugs that give exactly the numbers of the first wrong layer, or else the pairs."""
        layer = way.first_wrong_layer(self._right)
        explained = ([mistake for mistake, numbers in some.items() if way.shows(layer, numbers)]
                     for some in tried)
        return next(filter(None, explained), [])

    def _promising_pairs(self, singles: Dict[Mistake, Numbers], way: Answers) -> List[Mistake]:
        """All pairs, those first that can explain the numbers of each layer."""
        effects = {mistake: way.changed_layers(numbers, self._right) for mistake, numbers in singles.items()}
        unlike = {mistake: way.unlike_layers(numbers) for mistake, numbers in singles.items()}
        wrong = way.unlike_layers(self._right)

        def unexplained(pair: Tuple[Mistake, Mistake]) -> int:
            """Of how many layers neither explains the numbers, although one of them alone acts there."""
            first, second = pair
            layers: Set[str] = wrong - effects[first] - effects[second]
            layers |= (effects[first] - effects[second]) & unlike[first]
            layers |= (effects[second] - effects[first]) & unlike[second]
            return len(layers)
        return [(*first, *second) for first, second in sorted(combinations(singles, 2), key=unexplained)]
