"""Marks as a CSV file, a line for each sheet, for a spreadsheet or a program of a school."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import List

from ...support.atomic_file import check_replaceable, write_atomically
from .class_marks import ClassMarks
from .feedback import feedback_words, name_of
from .marks import MarkedSheet

HEADINGS = ("code", "name", "points", "of")         # what such a file is recognised by


def marks_text(marks: ClassMarks) -> str:
    """The lines: code, name, points, of how many; the points of each answer; the slips in words."""
    count = max((len(sheet.marks) for sheet in marks.sheets), default=0)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*HEADINGS, *range(1, count + 1), "slips"])
    for sheet in marks.sheets:
        points = [str(mark.points) for mark in sheet.marks]
        writer.writerow([sheet.exercise.code, sheet.pupil, sheet.points, sheet.most_points,
                         *points, *[""] * (count - len(points)), "; ".join(_slips(sheet))])
    return text.getvalue()


def _slips(sheet: MarkedSheet) -> List[str]:
    """ "14: The sign is the wrong one.": what explains each wrong answer best."""
    words = feedback_words(sheet.exercise.conventions.language)
    return [f"{mark.item.number}: {name_of(mark.slips[0], words)}" for mark in sheet.marks if mark.slips]


def check_marks_file(path: Path, force: bool = False) -> None:
    """BadInput where such a file can't be written, or would replace another one."""
    check_replaceable(path, _is_marks_file, force)


def save_marks(marks: ClassMarks, path: Path, force: bool = False) -> None:
    """Write the marks to a CSV file; BadInput where it can't be written."""
    write_atomically(path, [marks_text(marks)], _is_marks_file, force)


def _is_marks_file(path: Path) -> bool:
    with path.open(encoding="utf-8", errors="replace") as file:
        return file.read(100).startswith(",".join(HEADINGS))
