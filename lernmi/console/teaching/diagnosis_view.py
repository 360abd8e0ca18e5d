"""A diagnosis on a page: the numbers beside the right ones, and what is wrong in sentences."""

from __future__ import annotations

from ...support.formatting import count_of
from ...teaching.diagnosis import Diagnosis
from ..display.page import Page

MOST_ROWS = 12


def print_diagnosis(page: Page, diagnosis: Diagnosis) -> None:
    """The numbers, the wrong ones first where they are many, and the sentences."""
    rows = diagnosis.rows
    if len(rows) > MOST_ROWS:
        rows = sorted(rows, key=lambda row: row.is_right)[:MOST_ROWS]
    marks = ["" if row.is_right else "wrong" for row in rows]
    page.table((diagnosis.what + " of" * (diagnosis.what == "gradient"), "yours", "right", ""),
               [(row.name, page.signed(row.value), page.signed(row.should_be), mark)
                for row, mark in zip(rows, marks)],
               [f"{row.name}: yours {page.number(row.value)}, right {page.number(row.should_be)}"
                f"{', wrong' if mark else ''}" for row, mark in zip(rows, marks)])
    if len(rows) < len(diagnosis.rows):
        wrong = sum(not row.is_right for row in diagnosis.rows) - sum(not row.is_right for row in rows)
        page.line(f"… and {count_of(len(diagnosis.rows) - len(rows), 'other')}, {wrong or 'none'} of them wrong.")
    for sentence in diagnosis.sentences(page.digits):
        page.line(sentence)
