"""A diagnosis on a page: the numbers beside the right ones, and what is wrong."""

from __future__ import annotations

from typing import List

from ...teaching.bugs import BUGS
from ...teaching.diagnosis import Diagnosis, sentences
from ...teaching.diagnosis.diagnosis import Row
from ..display.page import Page, count_of
from ..display.side_by_side import beside

MOST_ROWS, LEAST_ROWS = 12, 3
ROWS_OF_THE_REST = 19       # of a screen
ROOMY = 26                  # rows of a screen with blank lines around the table
INDENT = 13                 # of the numbers below "The first wrong product"


def print_diagnosis(page: Page, diagnosis: Diagnosis) -> None:
    """The numbers, as many as fit, the first wrong product, and the mistake."""
    with page.block():
        _print_rows(page, diagnosis)
        if page.plain:
            for sentence in diagnosis.sentences(page.digits):
                page.line(sentence)
            return
        page.line(sentences.verdict(diagnosis), style="bold" if page.laid_out else "")
        _print_first_wrong(page, diagnosis)
        if diagnosis.mistakes:
            _print_mistake(page, diagnosis)
        elif not diagnosis.is_right:
            page.blank()
            page.line(sentences.none_sentence(diagnosis))
        for hint in diagnosis.hints:
            page.line(hint)


def _print_rows(page: Page, diagnosis: Diagnosis) -> None:
    """The numbers beside the right ones; of many, the wrong ones that are nearest to the loss."""
    rows = _chosen(page, diagnosis.rows)
    marks = ["" if row.is_right else "wrong" for row in rows]
    page.table(("gradient of" if diagnosis.what == "gradient" else diagnosis.what, "yours", "right", ""),
               [(row.name, page.signed(row.value), page.signed(row.should_be), mark)
                for row, mark in zip(rows, marks)],
               [f"{row.name}: yours {page.number(row.value)}, right {page.number(row.should_be)}"
                f"{', wrong' if mark else ''}" for row, mark in zip(rows, marks)],
               spaced=page.rows is None or page.rows >= ROOMY)
    others = len(diagnosis.rows) - len(rows)
    if others:
        wrong = sum(not row.is_right for row in diagnosis.rows) - sum(map(bool, marks))
        how_many = "all" if wrong == others else str(wrong or "none")
        page.line(f"… and {count_of(others, 'other')}, {how_many} of them wrong.")


def _chosen(page: Page, rows: List[Row]) -> List[Row]:
    most = MOST_ROWS if page.rows is None else min(max(page.rows - ROWS_OF_THE_REST, LEAST_ROWS), MOST_ROWS)
    order = sorted(range(len(rows)), key=lambda index: (rows[index].is_right, -index))
    return [rows[index] for index in sorted(order[:most])]


def _print_first_wrong(page: Page, diagnosis: Diagnosis) -> None:
    if diagnosis.first_wrong is None:
        return
    page.blank()
    heading, *sides = sentences.compared(diagnosis.first_wrong, page.digits, diagnosis.samples)
    page.line(heading)
    numbers = max(len(page.text(side.numbers)) for side in sides)
    fits = not page.laid_out or all(INDENT + numbers + 3 + len(page.text(side.words)) <= page.width
                                    for side in sides)
    for label, side in zip(("  should be", "  is"), sides):
        if fits:
            page.line(f"{label:{INDENT}}{page.text(side.numbers):{numbers + 3}}{side.words}".rstrip())
            continue
        for text in filter(None, side):
            for parts in beside(f"{label:{INDENT}}", page.text(text), page.width):
                page.line(*parts)
            label = ""


def _print_mistake(page: Page, diagnosis: Diagnosis) -> None:
    page.blank()
    page.line(f"{sentences.mistake_heading(diagnosis)}:")
    width = max(map(len, diagnosis.mistakes[0]))
    for name in diagnosis.mistakes[0]:
        label, sentence = f"  {name:{width + 3}}", page.text(BUGS[name].sentence)
        for parts in beside(label, sentence, page.width) if page.laid_out else [(label, sentence)]:
            page.line(*parts)
    page.line(sentences.certainty(diagnosis))
