"""The command mark: pupils' answers from a CSV file, or typed in."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from typing import Callable, List, Optional

from ... import storage
from ...support import validation
from ...support.atomic_file import check_replaceable
from ...support.errors import BadInput
from ...teaching.marking import ClassMarks, MarkedSheet, Marker, mark_class, read_answers
from ...teaching.marking.answers_file import answers_text, is_answers_file, save_answers
from ...teaching.marking.feedback import Feedback
from ...teaching.marking.marks_file import check_marks_file, save_marks
from ...teaching.published import exercise_of
from ...teaching.worksheets import Exercise
from ...web.worksheets.feedback import feedback_page
from ..display.page import Page
from ..display.page_export import check_saving, write_page
from ..progress_line import ProgressLine
from .mark_prompt import MarkPrompt, TypedSheet
from .mark_view import print_class, print_sheet

OK, NOT_ALL = 0, 1
TABLE, PAGE = ".csv", ".html"


def add_arguments(command: argparse.ArgumentParser) -> None:
    """What the command takes."""
    command.add_argument("answers", nargs="?", metavar="ANSWERS.CSV",
                         help="a line for each sheet: its code, perhaps a name, the answers in the order of "
                              "the blanks; or with a line of headings. Without a file they are typed in")
    command.add_argument("--network", metavar="NET.JSON", help="the saved network that the sheets are about")
    command.add_argument("--pupil", metavar="NAME", help="print this pupil's sheet alone (or the code's)")
    command.add_argument("--each", action="store_true", help="print every pupil's sheet, not only the class")
    command.add_argument("--language", metavar="LANGUAGE",
                         help="of the sheets, where it is a table of words in a JSON file, or another one")
    command.add_argument("--digits", type=int, metavar="N",
                         help="significant digits of the right numbers (default: those of the sheets)")
    command.add_argument("--save", metavar="FILE",
                         help="save the marks: as .csv, or as .html with a page to hand back to each pupil")
    command.add_argument("--answers", dest="typed", metavar="FILE",
                         help="save what is typed in, as a CSV file that can be marked again")
    command.add_argument("--force", action="store_true",
                         help="with --save and --answers: replace a file even if lernmi hasn't saved it")


def run(options: argparse.Namespace) -> int:
    """Run the command; returns the exit status: 1 where something couldn't be marked."""
    digits = None if options.digits is None else validation.digits(options.digits)
    _check(options)
    network = None if options.network is None else storage.load(options.network)
    find = partial(exercise_of, network=network, language=options.language)
    page = Page(plain=options.plain, by_screens=options.answers is not None)
    if options.answers is None:
        marks = _typed(page, options, find, digits)
    else:
        with ProgressLine("Marking", options.plain) as progress:
            marks = mark_class(read_answers(Path(options.answers)), find, progress)
        _print(page, marks, options, digits)
    for problem in marks.problems:
        page.line(f"Not marked: {problem}")
    if options.save:
        _save(marks, options, digits)
        page.line(f"Saved as {options.save}.")
    return NOT_ALL if marks.problems else OK


def _check(options: argparse.Namespace) -> None:
    """BadInput before anything is read or typed in vain."""
    if options.save:
        path = Path(options.save)
        if path.suffix.lower() == TABLE:
            check_marks_file(path, options.force)
        else:
            check_saving(path, options.force, (PAGE, TABLE))
    if options.typed:
        if options.answers is not None:
            raise BadInput("--answers saves what is typed in: leave it out, or the file.")
        check_replaceable(Path(options.typed), is_answers_file, options.force)


def _typed(page: Page, options: argparse.Namespace, find: Callable[[str], Exercise],
           digits: Optional[int]) -> ClassMarks:
    """Ask for codes and answers; each sheet's marks are printed when it is done."""
    sheets: List[MarkedSheet] = []

    def mark(typed: TypedSheet) -> None:
        sheets.append(Marker(typed.exercise).mark(typed.answers, typed.pupil))
        print_sheet(page, Feedback(sheets[-1], digits))

    prompt = MarkPrompt(page, find, mark)
    prompt.run()
    if options.typed:
        text = answers_text((sheet.exercise.code, sheet.pupil, sheet.answers) for sheet in prompt.sheets)
        save_answers(Path(options.typed), text, options.force)
        page.line(f"Saved the answers as {options.typed}.")
    marks = ClassMarks(sheets, [])
    if len(sheets) > 1:
        page.blank()
        print_class(page, marks)
    return marks


def _print(page: Page, marks: ClassMarks, options: argparse.Namespace, digits: Optional[int]) -> None:
    """The class; or one sheet, or each."""
    chosen = marks.sheets
    if options.pupil is not None:
        chosen = [sheet for sheet in marks.sheets if options.pupil in (sheet.pupil, sheet.exercise.code)]
        if not chosen:
            raise BadInput(f"no sheet is {options.pupil}'s: there are "
                           f"{', '.join(sheet.name for sheet in marks.sheets) or 'none'}.")
    if options.pupil is not None or options.each or len(chosen) == 1:
        for sheet in chosen:
            print_sheet(page, Feedback(sheet, digits))
            page.blank()
    if options.pupil is None and len(marks.sheets) != 1:
        print_class(page, marks)


def _save(marks: ClassMarks, options: argparse.Namespace, digits: Optional[int]) -> None:
    path = Path(options.save)
    if path.suffix.lower() == TABLE:
        save_marks(marks, path, options.force)
    else:
        write_page(path, feedback_page(marks, digits), options.force)
