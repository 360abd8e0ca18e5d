"""An exercise as a spreadsheet: a pupil's numbers are marked by formulas that compute the step."""

from __future__ import annotations

import csv
import io
from textwrap import wrap
from typing import Dict, List, Sequence

from ...translate.formats import MARK
from ...translate.spreadsheet.sheet import BYTE_ORDER_MARK, as_text
from ..grading import FEWEST_DIGITS, NEXT_TO_NOTHING, TOLERANCE
from ..questions import UPDATED
from ..worksheets.exercise import Exercise
from ..worksheets.tasks import task_of
from .cell_formula import cell_formula
from .gaps import Gap, gaps_of, givens_of
from .operation import Known
from .phases import phases_of

WIDTH = 44              # characters of a line of text: it makes the first column as wide
EMPTY = 15              # rows before the solution, so that it isn't on the screen at once


def spreadsheet(exercises: Sequence[Exercise], _: object = None) -> str:
    """The sheet of an exercise as CSV with formulas; there is one, since each pupil gets a sheet.

    Above are the numbers that are given and a cell for each answer, with its mark beside it; the solution is
    computed below. All formulas are live: change an input, and other answers are right. Right is what
    grading.agrees with, for the result and for what the results before it give when each is rounded.
    """
    [exercise] = exercises
    return BYTE_ORDER_MARK + AnswerSheet(exercise).text()


class AnswerSheet:
    """The rows of a sheet, and the cells of its numbers.

    Column A has the labels. An answer is in column B, its mark in C. Of its solution, B is the exact result,
    C computed from rounded results, D that rounded, E how far an answer may be off, F the exact result with
    the fewest digits.
    """

    def __init__(self, exercise: Exercise) -> None:
        self._exercise, self._words = exercise, exercise.words
        self._gaps = gaps_of(exercise)
        self._rows: List[List[str]] = []
        self._given: Dict[Known, str] = {}              # the cells of what is given
        self._first = 0                                 # the row of the first item's solution
        self._add_given()
        self._add_answers()
        self._add_solution()

    def text(self) -> str:
        """The sheet as CSV."""
        output = io.StringIO()
        csv.writer(output, lineterminator="\n").writerows(self._rows)
        return output.getvalue()

    def _add(self, *cells: str) -> int:
        """Add a row; its number."""
        self._rows.append(list(cells))
        return len(self._rows)

    def _say(self, key: str) -> str:
        return as_text(self._words[key])

    # ---- above

    def _add_given(self) -> None:
        exercise = self._exercise
        self._add(as_text(exercise.title), "", "", "", "", "", MARK)
        self._add(as_text(exercise.heading))
        for text in (*task_of(exercise), self._words["export cells"]):
            for line in wrap(text, WIDTH):
                self._add(as_text(line))
        self._add("")
        self._add(self._say("given"))
        for known in givens_of(exercise, self._gaps):
            self._given[known] = f"B{self._add(as_text(known.label), _number(known.value))}"

    def _add_answers(self) -> None:
        """A row for each answer; the marks refer to the solution, of which only the rows are known by now."""
        phases = list(phases_of(self._exercise, self._gaps))
        rows = sum(len(phase.gaps) + 2 for phase in phases)
        self._first = len(self._rows) + rows + EMPTY + 3
        for phase in phases:
            self._add("")
            self._add(as_text(phase.title), self._say("export answer"))
            for gap in phase.gaps:
                self._add(_label(gap), "", self._mark(gap, len(self._rows) + 1))

    def _mark(self, gap: Gap, row: int) -> str:
        """The formula that says whether the answer in a row is right."""
        own, there = f"B{row}", self._row(gap.item.number)
        near = [f"ABS({own}-{column}{there})<=E{there}" for column in "BC"]
        right = f"OR({','.join(near)},ABS({own}-F{there})<{_number(NEXT_TO_NOTHING)})"
        if gap.item.kind == UPDATED:
            right = f"AND({right},ABS({own}-B{there})<=ABS({own}-{self._old(gap)}))"
        texts = [_quoted(self._words[f"export {key}"]) for key in ("right", "wrong", "unclear")]
        return f'=IF({own}="","",IF(ISNUMBER({own}),IF({right},{texts[0]},{texts[1]}),{texts[2]}))'

    # ---- below

    def _add_solution(self) -> None:
        for _ in range(EMPTY):
            self._add("")
        self._add(self._say("key"))
        self._add("", *(self._say(f"export {column}") for column in
                        ("exact", "from rounded", "rounded", "tolerance", "two digits")))
        for gap in self._gaps:
            row, digits = self._row(gap.item.number), self._exercise.conventions.digits
            self._add(_label(gap), cell_formula(gap.operation, self._exact),
                      cell_formula(gap.operation, self._rounded), _rounded(f"C{row}", digits),
                      self._tolerance(gap, row), _rounded(f"B{row}", FEWEST_DIGITS))

    def _tolerance(self, gap: Gap, row: int) -> str:
        """The formula of grading.tolerance_of."""
        share = f"{TOLERANCE}*ABS(B{row})"
        if gap.item.kind != UPDATED:
            return f"=MAX({share},{_number(NEXT_TO_NOTHING)})"
        old = self._old(gap)
        return f"=IF(B{row}={old},{share},MIN({share},ABS(B{row}-{old})/2))"

    def _old(self, gap: Gap) -> str:
        """The cell of the number that an update replaces."""
        [old] = [known for known in gap.operation.known if known.place == gap.item.change.place]
        return self._exact(old)

    def _row(self, number: int) -> int:
        """The row of an item's solution."""
        return self._first + number - 1

    def _exact(self, known: Known) -> str:
        return self._given[known] if known.item is None else f"B{self._row(known.item.number)}"

    def _rounded(self, known: Known) -> str:
        return self._given[known] if known.item is None else f"D{self._row(known.item.number)}"


def _label(gap: Gap) -> str:
    return as_text(f"{gap.item.number}. {gap.item.label}")


def _rounded(cell: str, digits: int) -> str:
    """The formula that rounds a cell to so many significant digits."""
    return f"=IF({cell}=0,0,ROUND({cell},{digits - 1}-INT(LOG10(ABS({cell})))))"


def _number(value: float) -> str:
    return f"{value:.15g}".replace("e", "E")


def _quoted(text: str) -> str:
    """A text within a formula."""
    return '"' + text.replace('"', '""') + '"'
