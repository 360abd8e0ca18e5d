"""A gradient check on a page: the rows with the largest errors, and the verdict."""

from __future__ import annotations

from rich.text import Text

from ...training.gradient_check import GradientReport
from .page import Page

MOST_ROWS = 12


def print_report(page: Page, report: GradientReport) -> None:
    """The sensitivities with the largest errors, computed in both ways, and the verdict."""
    rows = sorted(report.rows, key=lambda row: row.error, reverse=True)[:MOST_ROWS]
    page.table(
        ("sensitivity of", "backpropagation", "difference", "relative error"),
        [(row.name, page.signed(row.backpropagation), page.signed(row.difference), Text(f"{row.error:.1e}"))
         for row in rows],
        [f"sensitivity of {row.name}: backpropagation {page.number(row.backpropagation)}, central difference "
         f"{page.number(row.difference)}, relative error {row.error:.1e}" for row in rows])
    if len(rows) < len(report.rows):
        page.line(f"The {len(report.rows) - len(rows):,} others agree better.")
    verdict = "agree" if report.passed else "DISAGREE"
    page.line(f"Backpropagation and central differences {verdict}: "
              f"{len(report.rows):,} sensitivities, largest relative error "
              f"{report.largest_error:.1e}, allowed {report.tolerance:.0e}.")
