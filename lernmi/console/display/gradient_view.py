"""A gradient check on a page: the worst rows, and the verdict."""

from __future__ import annotations

from rich import box
from rich.table import Table

from ...training.gradient_check import GradientReport
from .page import Page

MOST_ROWS = 12


def print_report(page: Page, report: GradientReport) -> None:
    """The sensitivities with the largest errors, found in both ways, and the verdict."""
    rows = sorted(report.rows, key=lambda row: row.error, reverse=True)[:MOST_ROWS]
    if page.laid_out:
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
        table.add_column("sensitivity of")
        for heading in ("backpropagation", "difference", "relative error"):
            table.add_column(heading, justify="right")
        for row in rows:
            table.add_row(page.text(row.name), page.signed(row.backpropagation),
                          page.signed(row.difference), f"{row.error:.1e}")
        page.show(table)
    else:
        for row in rows:
            page.line(f"sensitivity of {row.name}: backpropagation "
                      f"{page.number(row.backpropagation)}, central difference "
                      f"{page.number(row.difference)}, relative error {row.error:.1e}")
    if len(rows) < len(report.rows):
        page.line(f"The {len(report.rows) - len(rows):,} others agree better.")
    verdict = "agree" if report.passed else "DISAGREE"
    page.line(f"Backpropagation and central differences {verdict}: "
              f"{len(report.rows):,} sensitivities, largest relative error "
              f"{report.largest_error:.1e}, allowed {report.tolerance:.0e}.")
