"""Slips: what explains a wrong answer."""

from __future__ import annotations

from typing import Any, Dict, Iterator, List, Mapping, NamedTuple, Tuple

from ..grading import FEWEST_DIGITS, is_near, is_rounded
from ..questions import LOSS_ITSELF, UPDATES
from ..worksheets import Exercise, Item
from .answers import Answer
from .edits import Edits
from .recalculation import Calculation, Written
from .ways import Row
from .wrong_engines import WrongEngines

CLOSE = 0.002               # relative: how near an answer with many digits is to a number that explains it
MANY_TRIED = 3              # digits that an answer needs where many numbers are compared with it
GUESSES = ("instead", "other answer")      # only where nothing else explains an answer
ROUNDED = ("digits", "digits of update")    # what explains an answer better than anything else
POWERS = (1, -1, 2, -2, 3, -3)
SAME = 1e-9                 # relative: two explanations that are one


class Slip(NamedTuple):
    """An explanation of a wrong answer.

    ``key``: which kind it is, a key of the tables of words, or "bug" for one of the catalogue.
    ``details``: what is put into the words: the name of the bug, a number, what was left out.
    """

    key: str
    details: Tuple[Tuple[str, Any], ...] = ()

    @property
    def name(self) -> str:
        """The name of the bug of the catalogue, or of the kind of slip."""
        return str(dict(self.details)["bug"]) if self.key == "bug" else self.key


class Candidate(NamedTuple):
    """A slip, the number that it gives, and how many digits an answer must have to be explained by it."""

    slip: Slip
    number: float
    digits: int = FEWEST_DIGITS


class Moment(NamedTuple):
    """A wrong answer, with the pupil's numbers before: ``rows``, from the answers and from the slips."""

    item: Item
    answer: Answer
    written: Written
    answers: Mapping[int, Answer]
    rows: List[Row]


class Slips:
    """Explains wrong answers to one exercise. ``nodes``: those of the items, by their numbers."""

    def __init__(self, exercise: Exercise, calculation: Calculation, nodes: Mapping[int, int]) -> None:
        self.exercise = exercise
        self.nodes = nodes
        labels = {node: exercise.items[number - 1].label for number, node in reversed(list(nodes.items()))}
        self._edits = Edits(calculation, labels)
        self._engines = WrongEngines(exercise, calculation, nodes)

    def of(self, moment: Moment) -> List[Slip]:
        """What explains the answer: first what gives all its digits, bugs of the catalogue before others."""
        found: Dict[Slip, float] = {}
        candidates = list(self._candidates(moment))
        for fits in (_exactly, _nearly):
            for candidate in candidates:
                if fits(candidate, moment):
                    found.setdefault(candidate.slip, candidate.number)
        return _different(found)

    def _candidates(self, moment: Moment) -> Iterator[Candidate]:
        answered = {node for number, node in self.nodes.items() if number in moment.answers}
        for row in moment.rows:
            yield from _simple(moment, row, self.exercise)
        for row in moment.rows:
            for bug, number in self._engines.results(moment.item, row.values, moment.answers):
                yield Candidate(Slip("bug", (("bug", bug.name),)), number)
        for row in moment.rows:
            for edit in self._edits.of(self.nodes[moment.item.number], row.values, answered):
                yield Candidate(Slip(edit.key, edit.details), edit.number, edit.digits)
        for other in self.exercise.items:
            if other.number != moment.item.number:
                yield Candidate(other_answer(other), other.result, MANY_TRIED)


def other_answer(item: Item) -> Slip:
    """An answer that is that of another item."""
    return Slip("other answer", (("number", item.number), ("what", item.label)))


def _simple(moment: Moment, row: Row, exercise: Exercise) -> Iterator[Candidate]:
    """What doesn't depend on the operation: the sign, the decimal point, too few digits, an old number."""
    result = row.result
    if moment.item.kind not in UPDATES:
        yield Candidate(Slip("digits"), result, 1)
    else:
        old = row.values[moment.written.old]
        yield Candidate(Slip("digits of update", (("digits", exercise.conventions.digits),)), result, 1)
        yield Candidate(Slip("old"), old, MANY_TRIED)
        yield Candidate(Slip("change"), result - old)
        yield Candidate(Slip("change"), old - result)
    if moment.item.kind == LOSS_ITSELF:
        yield from _half(exercise.single.loss.formula, result)
    yield Candidate(Slip("sign"), -result)
    for power in POWERS:
        slip = Slip("large" if power > 0 else "small", (("times", 10 ** abs(power)),))
        yield Candidate(slip, result * 10.0 ** power)
    for swapped in _swapped(moment.answer.text):
        if is_rounded(swapped, result, 3):
            yield Candidate(Slip("swapped"), moment.answer.value)


def _half(formula: str, result: float) -> Iterator[Candidate]:
    """The factor ½ of a squared error, where it is and where it isn't."""
    if formula.startswith("½"):
        yield Candidate(Slip("half left out"), 2.0 * result)
    elif "²" in formula:
        yield Candidate(Slip("half added"), result / 2.0)


def _swapped(text: str) -> Iterator[str]:
    """The number with two neighbouring digits in each other's place."""
    for index, (one, other) in enumerate(zip(text, text[1:])):
        if one.isdigit() and other.isdigit() and one != other:
            yield text[:index] + other + one + text[index + 2:]


def _exactly(candidate: Candidate, moment: Moment) -> bool:
    """Whether the answer is the candidate's number, rounded."""
    answer = moment.answer
    return is_rounded(answer.text, candidate.number, candidate.digits) or answer.value == candidate.number


def _nearly(candidate: Candidate, moment: Moment) -> bool:
    """Whether it is nearly that number, as when it was computed with numbers that were rounded.

    What an update gives is near to the old number in any case.
    """
    if moment.item.kind in UPDATES or candidate.digits != FEWEST_DIGITS:
        return False
    return is_near(moment.answer.value, candidate.number, CLOSE)


def _different(found: Mapping[Slip, float]) -> List[Slip]:
    """Each once; of those that give the same number only bugs of the catalogue, if there are any.

    Where the right number is only rounded, nothing else is meant.
    """
    rounded = [slip for slip in found if slip.key in ROUNDED]
    if rounded:
        return rounded
    of_bugs = [number for slip, number in found.items() if slip.key == "bug"]
    slips = [slip for slip, number in found.items()
             if slip.key == "bug" or not any(is_near(number, other, SAME) for other in of_bugs)]
    likely = [slip for slip in slips if slip.key not in GUESSES]
    return likely or slips
