"""How surely mistakes are named: measured on random networks, with numbers rounded to four digits."""

import random
from itertools import combinations
from typing import Counter, Dict, List, Optional, Sequence, Tuple

import pytest

from lernmi.support.progress import unreported
from lernmi.teaching.bugs import BUGS, Bug
from lernmi.teaching.diagnosis.answers import Answers, owners_of
from lernmi.teaching.diagnosis.array_fit import Reading
from lernmi.teaching.diagnosis.search import Search, SearchResult
from lernmi.teaching.diagnosis.trials import Step, Trials
from tests.support.wrong_numbers import KINDS, gradients, random_network, rounded

CASES = [(kind, seed) for seed in range(10) for kind in KINDS]          # 40 networks


class RememberingTrials(Trials):
    """Trials of which each is made once for many diagnoses."""

    def __init__(self, step: Step) -> None:
        super().__init__(step)
        self.known: Dict[Tuple[str, ...], Optional[List[float]]] = {}

    def numbers(self, *bugs: Bug) -> Optional[List[float]]:
        key = tuple(bug.name for bug in bugs)
        if key not in self.known:
            self.known[key] = super().numbers(*bugs)
        return self.known[key]


class Case:
    """One network with its samples, diagnosed again and again."""

    def __init__(self, kind: str, seed: int) -> None:
        self.network, self.samples = random_network(kind, seed)
        self.trials = RememberingTrials(Step(self.network, self.samples, None, 0.1, 1))
        self.owners = owners_of(self.network)
        self.right = self.wrong_gradients()
        numbers = {name: gradients(self.network, self.samples, bug) for name, bug in BUGS.items()}
        self.singles = {name: some for name, some in numbers.items() if some and some != self.right}

    def wrong_gradients(self, *names: str) -> List[float]:
        """The gradients of a program with these bugs; [] where they can't go together."""
        return gradients(self.network, self.samples, *(BUGS[name] for name in names)) or []

    def diagnosed(self, numbers: Sequence[float]) -> SearchResult:
        reading = Reading((), list(range(len(numbers))), list(numbers))
        return Search(self.trials, [Answers(reading, self.owners, None)], unreported).run()

    def named(self, numbers: Sequence[float]) -> List[Tuple[str, ...]]:
        return [tuple(bug.name for bug in mistake) for mistake in self.diagnosed(rounded(numbers)).mistakes]


def measured_singles(case: Case, count: Counter[str]) -> None:
    """Each bug that shows in four digits."""
    for name, numbers in case.singles.items():
        if rounded(numbers) != rounded(case.right):
            count["single"] += 1
            named = case.named(numbers)
            same = [(other,) for other, others in case.singles.items()
                    if other != name and others == pytest.approx(numbers, rel=1e-9, abs=0.0)]
            count["single alone"] += named == [(name,)]
            count["single beside equals"] += bool(same) and set(named) == {(name,), *same}


def measured_pairs(case: Case, count: Counter[str], pairs: Sequence[Tuple[str, str]]) -> None:
    """Pairs of which both show."""
    for pair in pairs:
        numbers = case.wrong_gradients(*pair)
        if numbers and rounded(numbers) != rounded(case.right) and all(
                rounded(numbers) != rounded(case.singles[name]) for name in pair):
            named = case.named(numbers)
            count["pair"] += 1
            count["pair alone"] += named == [pair]
            count["pair named"] += pair in named


def measured_others(case: Case, count: Counter[str], draw: random.Random) -> None:
    """Three bugs together, a slip in one number, numbers at random: a true equal, or none."""
    for triple in (draw.sample(list(case.singles), 3) for _ in range(3)):
        numbers = case.wrong_gradients(*triple)
        result = case.diagnosed(rounded(numbers)) if numbers else None
        if result is not None:
            count["triple"] += 1
            count["triple none"] += not (result.is_right or result.mistakes)
            same = result.right if result.is_right else result.numbers
            count["triple equal"] += list(same[:len(numbers)]) == pytest.approx(numbers, rel=1e-3, abs=1e-12)
    slip = rounded(case.right)
    index = max(range(len(slip)), key=lambda number: abs(slip[number]))
    slip[index] *= draw.choice([2.0, -1.0, 0.5, 1.1])
    at_random = rounded([draw.gauss(0.0, 0.1) for _ in case.right])
    for numbers in (slip, at_random):
        result = case.diagnosed(numbers)
        count["other"] += 1
        count["other none"] += not (result.is_right or result.mistakes)


def right_programs(case: Case) -> List[Sequence[float]]:
    """What right programs give: rounded to digits or decimals, in single precision, in full."""
    signs = [1.0, -1.0] * len(case.right)
    single = [number * (1.0 + sign * 2.0 ** -22) for number, sign in zip(case.right, signs)]
    return [*(rounded(case.right, digits) for digits in (3, 4, 5, 6)),
            *([round(number, decimals) for number in case.right] for decimals in (4, 5, 6)),
            single, case.right, [-number if number == 0.0 else number for number in case.right]]


def test_each_bug_is_named_on_a_network_of_each_kind_and_no_right_program_is_wrong() -> None:
    count: Counter[str] = Counter()
    for kind in KINDS:
        case = Case(kind, 101)
        measured_singles(case, count)
        for numbers in right_programs(case):
            assert case.diagnosed(numbers).is_right
    assert count["single"] > 60
    assert count["single alone"] + count["single beside equals"] == count["single"]
    assert count["single alone"] > 0.7 * count["single"]


@pytest.mark.slow
def test_bugs_pairs_and_triples_on_forty_networks() -> None:
    count: Counter[str] = Counter()
    draw = random.Random(1)
    for kind, seed in CASES:
        case = Case(kind, seed)
        measured_singles(case, count)
        if seed < 2:
            measured_pairs(case, count, draw.sample(list(combinations(case.singles, 2)), 25))
            measured_others(case, count, draw)
        for numbers in right_programs(case):
            assert case.diagnosed(numbers).is_right, (kind, seed)
    print(dict(count))
    assert count["single"] > 800 and count["pair"] > 150
    assert count["single alone"] + count["single beside equals"] >= 0.99 * count["single"]
    assert count["pair named"] >= 0.95 * count["pair"]
    assert count["triple none"] + count["triple equal"] == count["triple"] > 20
    assert count["other none"] == count["other"]
