"""Answers of a class, from a CSV file: a line for each sheet."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Dict, Iterable, List, Mapping, NamedTuple, Sequence, Tuple

from ...datasets.files.csv_text import decoded
from ...support import validation
from ...support.atomic_file import write_atomically
from ...support.errors import BadInput
from ...support.formatting import quoted
from ...support.json_text import one_line, refuse_no_file
from ..worksheets import Exercise, Item
from .answers import Answer, answer_of

LARGEST = 2 ** 24                   # bytes of a file
LONGEST_NAME = 60
CODE_WORDS = ("code", "the code", "kode", "sheet", "blatt")
NAME_WORDS = ("name", "pupil", "student", "schüler", "schueler", "schülerin", "vorname")
NUMBERED = re.compile(r"[(\[]?\s*(?:no\.?|nr\.?|q|a|#)?\s*(\d{1,4})\s*[)\].]?", re.IGNORECASE)
DELIMITERS = (";", "\t", ",")


class Line(NamedTuple):
    """A line of the file: its number, the sheet's code, the pupil's name or "", and the answers.

    ``cells``: the answers by the headings of their columns, or by their numbers where there are none.
    """

    number: int
    code: str
    pupil: str
    cells: Dict[str, str]


class Lines(NamedTuple):
    """The lines of a file, and sentences on what couldn't be read."""

    lines: List[Line]
    problems: List[str]


def read_answers(path: Path) -> Lines:
    """The lines of a CSV file; BadInput where there is no such file, or no text in it."""
    path = validation.path(path)
    try:
        refuse_no_file(path)
        content = path.read_bytes() if path.stat().st_size <= LARGEST else None
    except OSError as error:
        raise BadInput(f"{path} can't be read: {error.strerror or error}.") from None
    if content is None:
        raise BadInput(f"{path} is too large for the answers of a class.")
    return lines_in(decoded(content, str(path)).text)


def lines_in(text: str) -> Lines:
    """The lines of such a text: the code, perhaps a name, and the answers in the order of the blanks.

    The cells are separated by semicolons, tabs or commas. A line of headings may name the columns: code,
    name, and the numbers or labels of the items, in any order.

    >>> lines_in("code;name;1;3\\n22F-3K7-R2P;Ada;0,25;-1\\n").lines[0].cells
    {'1': '0,25', '3': '-1'}
    """
    read, problems = [], []
    delimiter = _delimiter(text)
    headings: List[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            cells = _cells(line, delimiter)
            if not any(cells):
                continue
            if _are_headings(cells):
                headings = cells
            else:
                read.append(_with_headings(number, cells, headings) if headings else _without(number, cells))
        except BadInput as error:
            problems.append(f"line {number}: {error}")
    return Lines(read, problems)


def answers_text(sheets: Iterable[Tuple[str, str, Mapping[int, Answer]]]) -> str:
    """Codes, names and answers as the text of such a file, with headings."""
    rows = [(code, pupil, dict(answers)) for code, pupil, answers in sheets]
    count = max((number for _, _, answers in rows for number in answers), default=0)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([CODE_WORDS[0], NAME_WORDS[0], *range(1, count + 1)])
    for code, pupil, answers in rows:
        writer.writerow([code, pupil, *(answers[number].text if number in answers else ""
                                        for number in range(1, count + 1))])
    return text.getvalue()


def save_answers(path: Path, text: str, force: bool = False) -> None:
    """Write such a text to a file; BadInput where it can't be written, or would replace another one."""
    write_atomically(path, [text], is_answers_file, force)


def is_answers_file(path: Path) -> bool:
    """Whether a file begins as answers_text does."""
    with path.open(encoding="utf-8", errors="replace") as file:
        return file.read(100).startswith(f"{CODE_WORDS[0]},{NAME_WORDS[0]},1")


def answers_in(line: Line, exercise: Exercise) -> Tuple[Dict[int, Answer], List[str]]:
    """The answers of a line by the numbers of the items, and sentences on those that can't be read."""
    answers: Dict[int, Answer] = {}
    problems: List[str] = []
    for heading, cell in line.cells.items():
        if not cell:
            continue
        try:
            item = _item(heading, exercise.items)
            answers[item.number] = answer_of(cell)
        except BadInput as error:
            problems.append(f"line {line.number}, answer {heading}: {error} It counts as missing.")
    return answers, problems


def _item(heading: str, items: Sequence[Item]) -> Item:
    """The item of a column."""
    number = NUMBERED.fullmatch(heading.strip())
    for item in items:
        is_named = "".join(item.label.split()) == "".join(heading.split())
        if is_named or number and int(number[1]) == item.number:
            return item
    raise BadInput(f"this sheet has no blank {quoted(heading)}: there are {len(items)}.")


# ---- lines and cells -----------------------------------------------------------------------

def _delimiter(text: str) -> str:
    """The separator of the first line that has one; a comma in it may be one of a decimal number."""
    for line in text.splitlines():
        for delimiter in DELIMITERS:
            if delimiter in line:
                return delimiter
    return ","


def _cells(line: str, delimiter: str) -> List[str]:
    try:
        rows = list(csv.reader([line], delimiter=delimiter, skipinitialspace=True, strict=True))
    except csv.Error:
        raise BadInput("a quote is missing, or one too many.") from None
    return [cell.strip() for cell in rows[0]] if rows else []


def _are_headings(cells: Sequence[str]) -> bool:
    """Whether a line names the columns: one of them is the code."""
    return any(cell.lower() in CODE_WORDS for cell in cells)


def _with_headings(number: int, cells: Sequence[str], headings: Sequence[str]) -> Line:
    code = pupil = ""
    answers: Dict[str, str] = {}
    for heading, cell in zip(headings, cells):
        if heading.lower() in CODE_WORDS:
            code = cell
        elif heading.lower() in NAME_WORDS:
            pupil = cell
        elif heading:
            answers[heading] = cell
    if any(cells[len(headings):]):
        raise BadInput(f"it has {len(cells)} cells, but there are {len(headings)} headings.")
    return _line(number, code, pupil, answers)


def _without(number: int, cells: Sequence[str]) -> Line:
    code, answers = cells[0], list(cells[1:])
    pupil = answers.pop(0) if answers and answers[0] and not _is_number(answers[0]) else ""
    while answers and not answers[-1]:
        answers.pop()
    return _line(number, code, pupil, {str(index): cell for index, cell in enumerate(answers, start=1)})


def _line(number: int, code: str, pupil: str, answers: Dict[str, str]) -> Line:
    if not code:
        raise BadInput("there is no code.")
    return Line(number, code, one_line(pupil, LONGEST_NAME), answers)


def _is_number(cell: str) -> bool:
    try:
        answer_of(cell)
    except BadInput:
        return False
    return True
