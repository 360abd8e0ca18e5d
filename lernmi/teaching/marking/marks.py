"""Marks: what a pupil answered, compared with what is right and with what follows from earlier slips."""

from __future__ import annotations

from collections import defaultdict
from typing import DefaultDict, Dict, List, Mapping, NamedTuple, Optional, Tuple, Union

from ..grading import agrees, is_rounded
from ..questions import UPDATES
from ..worksheets import Exercise, Item
from .answers import Answer, answer_of
from .recalculation import Calculation, Written
from .slips import GUESSES, Moment, Slip, Slips, other_answer
from .ways import WAYS, Doubt, Row

RIGHT, CARRIED, WRONG, MISSING = "right", "right from an earlier slip", "wrong", "missing"
MOST_OFF = 1000.0           # times: what is farther off is nonsense
FEWEST_REPEATED, REPEATED = 4, 0.8      # answers, and the share, from which a step's are those of another
SHOWN = 3                   # digits of an answer that may hide a small change


class Mark(NamedTuple):
    """One answer, marked.

    ========== =====================================================================
    item       what was asked
    text       the answer as it was typed, "" if there is none
    outcome    RIGHT, CARRIED (right from an earlier slip), WRONG or MISSING
    expected   what follows from the pupil's own numbers before; the right result if
               these are right
    slips      what explains a wrong answer, the likeliest first; none if nothing does
    ========== =====================================================================
    """

    item: Item
    text: str
    outcome: str
    expected: float
    slips: Tuple[Slip, ...] = ()

    @property
    def points(self) -> int:
        """The item's, for what is right or follows correctly from an earlier slip."""
        return self.item.points if self.outcome in (RIGHT, CARRIED) else 0


class MarkedSheet(NamedTuple):
    """A pupil's sheet with its marks, in the order of the items."""

    exercise: Exercise
    pupil: str
    marks: List[Mark]

    @property
    def name(self) -> str:
        """The pupil's name; of a sheet without one, its code."""
        return self.pupil or self.exercise.code

    @property
    def points(self) -> int:
        """What it got."""
        return sum(mark.points for mark in self.marks)

    @property
    def most_points(self) -> int:
        """What it could get."""
        return sum(mark.item.points for mark in self.marks)

    def count(self, outcome: str) -> int:
        """How many answers have an outcome."""
        return sum(mark.outcome == outcome for mark in self.marks)


def mark(exercise: Exercise, answers: Mapping[int, Union[str, float]], pupil: str = "") -> MarkedSheet:
    """Mark the answers to a worksheet: numbers or texts, by the numbers of the items.

    What follows correctly from an earlier slip is right. An answer is right if it agrees (see
    grading.agrees) with the right result, with what follows from the pupil's own answers before,
    rounded or not on the way, or with what follows from the slips among them. What follows from a
    missing answer, or from nonsense (see is_carried), is marked against the right number, and against
    what would have followed. Raises BadInput for an answer that is no number.

    >>> exercise = Exercise("mazur", 7)
    >>> sheet = mark(exercise, {item.number: f"{item.result:.4g}" for item in exercise.items})
    >>> sheet.points == sheet.most_points == len(exercise.items)
    True
    """
    return Marker(exercise).mark({number: answer_of(answer) for number, answer in answers.items()}, pupil)


class Marker:
    """Marks answers to one exercise."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self.calculation = Calculation(exercise.steps)
        written: Dict[int, Written] = {id(one.change.new): one for one in self.calculation.written.values()}
        self._written = {item.number: written[id(item.change.new)] for item in exercise.items}
        self._asked: DefaultDict[int, List[Item]] = defaultdict(list)
        for item in exercise.items:
            self._asked[self._written[item.number].new].append(item)
        nodes = {number: one.new for number, one in self._written.items()}
        self._slips = Slips(exercise, self.calculation, nodes)

    def node_of(self, item: Item) -> int:
        """Where an item's number is in the calculation."""
        return self._written[item.number].new

    def mark(self, answers: Mapping[int, Answer], pupil: str = "") -> MarkedSheet:
        """The sheet with its marks."""
        rows: List[Row] = [Row(way) for way in WAYS]
        doubt, marks = Doubt(), []
        follows: List[bool] = []                # whether a number was computed from a slip
        for index, node in enumerate(self.calculation.nodes):
            for row in (*rows, doubt):
                row.compute(node)
            follows.append(any(follows[operand] for operand in node.operands))
            for item in reversed(self._asked.get(index, ())):           # of equal ones the first one counts
                one = self._mark(item, answers, rows, doubt, follows[index])
                marks.append(one)
                answer = answers.get(item.number) if is_carried(one) else None
                is_slip = one.outcome == WRONG and answer is not None
                for row in (*rows, doubt):
                    row.replace(answer, is_slip, node.value)
                follows[index] = follows[index] and one.outcome != RIGHT or is_slip
        marks.sort(key=lambda one: one.item.number)
        marks = self._without_repetitions(marks, answers)
        return MarkedSheet(self.exercise, pupil or self.exercise.pupil, marks)

    def _without_repetitions(self, marks: List[Mark], answers: Mapping[int, Answer]) -> List[Mark]:
        """Where nearly all answers of the second step are those of the first again, they are wrong.

        The numbers of two steps are so near to each other that many would be right.
        """
        written = self.exercise.conventions.written
        first = {(item.kind, id(item.thing)): item for item in self.exercise.items if item.step == 1}
        pairs = [(one, first[one.item.kind, id(one.item.thing)]) for one in marks if one.item.step > 1]
        asked = [(one, item) for one, item in pairs if one.text and item.number in answers
                 and written(one.item.result) != written(item.result)]
        repeated = {one.item.number: item for one, item in asked
                    if answers[one.item.number].value == answers[item.number].value}
        if len(repeated) < max(FEWEST_REPEATED, REPEATED * len(asked)):
            return marks
        return [one if one.item.number not in repeated else one._replace(
            outcome=WRONG, slips=(other_answer(repeated[one.item.number]),)) for one in marks]

    def _mark(self, item: Item, answers: Mapping[int, Answer], rows: List[Row], doubt: Doubt,
              follows: bool) -> Mark:
        own, answer = rows[0].result, answers.get(item.number)
        if answer is None:
            return Mark(item, "", MISSING, own)
        written = self._written[item.number]
        right_old = self.calculation.nodes[written.old].value if item.kind in UPDATES else None
        if is_right(answer, item.result, right_old):
            return Mark(item, answer.text, RIGHT, own)
        for row in rows:
            old = None if right_old is None else row.values[written.old]
            if is_right(answer, row.result, old):
                return Mark(item, answer.text, CARRIED if follows else RIGHT, own)
        if right_old is None and doubt.allows(answer):
            return Mark(item, answer.text, CARRIED if follows else RIGHT, own)
        moment = Moment(item, answer, written, answers, rows[:2])
        return Mark(item, answer.text, WRONG, own, tuple(self._slips.of(moment)))


def is_carried(one: Mark) -> bool:
    """Whether a pupil can go on from an answer: not from nonsense, as 0 everywhere, from which 0 follows.

    That is a wrong answer which no slip explains, and which is 0 or off by a factor of 1,000.
    """
    if one.outcome != WRONG or any(slip.key not in GUESSES for slip in one.slips):
        return True
    value, expected = abs(answer_of(one.text).value), abs(one.expected)
    return expected / MOST_OFF <= value <= MOST_OFF * expected and value != 0.0


def is_right(answer: Answer, result: float, old: Optional[float]) -> bool:
    """Whether an answer agrees with a result; one that an update changes too little to show is as good
    as the old number, if it has three digits."""
    return agrees(*answer, result, old) or old is not None and is_rounded(answer.text, result, SHOWN)
