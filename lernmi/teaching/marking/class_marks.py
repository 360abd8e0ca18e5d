"""A class: its sheets marked, and what they say together."""

from __future__ import annotations

from collections import Counter
from typing import Callable, Dict, Iterable, List, Mapping, NamedTuple, Optional, Sequence, Tuple

from ...support.errors import LernmiError
from ..grading import agrees
from ..worksheets import Exercise
from .answers import Answer
from .answers_file import Lines, answers_in
from .marks import MISSING, WRONG, MarkedSheet, Marker
from .slips import Slip

FEW_OWN, MOST_OTHER = 0.5, 0.8      # shares of answers that are right: on a pupil's own sheet, on another one
FEWEST_ANSWERS = 4      # that can be compared with another sheet
BINS = 5                # of the distribution of points


class KindCount(NamedTuple):
    """A kind of result (see teaching.questions), how often it was asked and how often missed."""

    kind: str
    asked: int
    missed: int


class SlipCount(NamedTuple):
    """A slip, how often it explains an answer best, and who made it."""

    slip: Slip
    answers: int
    pupils: List[str]


class ClassMarks:
    """The marked sheets of a class, and sentences on what couldn't be marked.

    >>> from lernmi.teaching.marking.answers_file import lines_in
    >>> lines = lines_in("code,1,2\\nno code,0.5,0.6")
    >>> mark_class(lines).problems
    ["line 2: the code 'no code' has a typo: no code has the character 'O'."]
    """

    def __init__(self, sheets: Sequence[MarkedSheet], problems: Sequence[str]) -> None:
        self.sheets = list(sheets)
        self.problems = list(problems)

    @property
    def mean_points(self) -> float:
        """The mean share of the points, from 0 to 1; 0 of no sheets."""
        shares = self.shares
        return sum(shares) / len(shares) if shares else 0.0

    @property
    def shares(self) -> List[float]:
        """For each sheet, how many of its points it got, from 0 to 1."""
        return [sheet.points / sheet.most_points if sheet.most_points else 0.0 for sheet in self.sheets]

    def count(self, outcome: str) -> int:
        """How many answers of all sheets have an outcome."""
        return sum(sheet.count(outcome) for sheet in self.sheets)

    def distribution(self) -> List[Tuple[int, int, int]]:
        """How many sheets got which share of their points: from, up to (percent), how many."""
        counts = [0] * BINS
        for share in self.shares:
            counts[min(int(share * BINS), BINS - 1)] += 1
        width = 100 // BINS
        return [(index * width, (index + 1) * width, count) for index, count in enumerate(counts)]

    def kinds(self) -> List[KindCount]:
        """The kinds of results, the one first that was missed most: a larger share of its answers."""
        asked: Counter[str] = Counter()
        missed: Counter[str] = Counter()
        for sheet in self.sheets:
            for mark in sheet.marks:
                asked[mark.item.kind] += 1
                missed[mark.item.kind] += mark.outcome in (WRONG, MISSING)
        counts = [KindCount(kind, asked[kind], missed[kind]) for kind in asked]
        return sorted(counts, key=lambda count: (-count.missed / count.asked, -count.missed))

    def slips(self) -> List[SlipCount]:
        """The slips by what explains each answer best, the most frequent first; of bugs and of kinds."""
        found: Dict[str, List[Tuple[Slip, str]]] = {}
        for sheet in self.sheets:
            for mark in sheet.marks:
                if mark.slips:
                    found.setdefault(mark.slips[0].name, []).append((mark.slips[0], sheet.name))
        counts = [SlipCount(some[0][0], len(some), list(dict.fromkeys(name for _, name in some)))
                  for some in found.values()]
        return sorted(counts, key=lambda count: (-len(count.pupils), -count.answers))

    @property
    def unexplained(self) -> int:
        """How many wrong answers no known slip explains."""
        return sum(mark.outcome == WRONG and not mark.slips for sheet in self.sheets for mark in sheet.marks)


def mark_class(lines: Lines, exercise_of: Callable[[str], Exercise] = Exercise.from_code,
               progress: Optional[Callable[[int, int], None]] = None) -> ClassMarks:
    """Mark the sheets of a file; ``exercise_of`` makes the exercise of a code.

    ``progress`` is called with how many lines are done, and how many there are. What can't be read, or
    answers another sheet of the file, is a sentence of ``problems``, and the other lines are marked.
    """
    markers: Dict[str, Marker] = {}
    sheets: Dict[Tuple[str, str], MarkedSheet] = {}
    where: Dict[Tuple[str, str], int] = {}
    problems = list(lines.problems)
    for line in lines.lines:
        try:
            if line.code not in markers:
                markers[line.code] = Marker(exercise_of(line.code))
        except LernmiError as error:
            problems.append(f"line {line.number}: {error}")
    exercises = [marker.exercise for marker in markers.values()]
    for done, line in enumerate(lines.lines):
        if progress is not None:
            progress(done, len(lines.lines))
        if line.code not in markers:
            continue
        marker = markers[line.code]
        answers, unread = answers_in(line, marker.exercise)
        problems += unread
        other = other_sheet(answers, marker.exercise, exercises)
        if other is not None:
            problems.append(f"line {line.number}: these are the answers of sheet {other.code}, not of "
                            f"{line.code}: which sheet is it? Correct the code, or delete the line.")
            continue
        key = (marker.exercise.code, line.pupil)
        if key in sheets:
            problems.append(f"line {line.number}: the code {line.code} was in line {where[key]} too; "
                            "the later line counts.")
        sheets[key], where[key] = marker.mark(answers, line.pupil), line.number
    return ClassMarks(list(sheets.values()), sorted(problems, key=_number_of))


def other_sheet(answers: Mapping[int, Answer], exercise: Exercise,
                exercises: Iterable[Exercise]) -> Optional[Exercise]:
    """Which other sheet it is whose results these answers are, if they aren't those of their own sheet."""
    if len(answers) < FEWEST_ANSWERS or _share(answers, exercise) >= FEW_OWN:
        return None
    return next((other for other in exercises if other.code != exercise.code
                 and _share(answers, other) >= MOST_OTHER), None)


def _share(answers: Mapping[int, Answer], exercise: Exercise) -> float:
    """The share of the answers that are right on a sheet."""
    right = [agrees(*answers[item.number], item.result) for item in exercise.items if item.number in answers]
    return sum(right) / len(answers)


def _number_of(problem: str) -> int:
    return int(problem.split()[1].rstrip(":,"))
