"""The reports of a gradient check and of a verification on a page."""

from __future__ import annotations

from itertools import islice
from typing import Sequence

from rich.text import Text

from ...recording.rounded_numbers import seems_rounded
from ...recording.verifier import Verification
from ...support.json_text import one_line
from ...training.gradient_report import CheckedSlope, GradientReport
from .page import Page, count_of

MOST_ROWS = 12
MOST_ALIKE = 5
MOST_PROBLEMS = 20
MOST_NAMES = 10


def print_report(page: Page, report: GradientReport) -> None:
    """The sensitivities with the largest errors, wrong slopes, ties, and the verdict."""
    page.explain(["A sensitivity is how much the loss changes, for each unit, when that number is nudged."])
    _print_sensitivities(page, report)
    wrong = [slope for slope in report.slopes if slope.error > report.tolerance]
    _print_first(page, [_wrong(page, slope) for slope in wrong])
    _print_first(page, [_tie(page, slope) for slope in report.ties if slope not in wrong])
    _print_first(page, [f"There the sensitivity of {row.name} is not defined either: it is "
                        f"{page.number(row.nudged_down)} by nudging down and {page.number(row.nudged_up)} "
                        f"by nudging up; backpropagation answers {page.number(row.backpropagation)}."
                        for row in report.rows if row.nudged_down is not None and row.nudged_up is not None])
    beyond = report.beyond_measuring
    if beyond:
        page.line(f"Beyond measuring, since rounding hides it: {', '.join(beyond[:MOST_NAMES])}"
                  f"{', …' if len(beyond) > MOST_NAMES else ''}.")
    verdict = "agree" if report.passed else "DISAGREE"
    page.line(f"Backpropagation and central differences {verdict}: "
              f"{len(report.rows):,} sensitivities and {count_of(len(report.slopes), 'slope')}, "
              f"largest relative error {report.largest_error:.1e}, allowed {report.tolerance:.0e}.")


def _print_sensitivities(page: Page, report: GradientReport) -> None:
    rows = sorted(report.rows, key=lambda row: row.error, reverse=True)[:MOST_ROWS]
    page.table(
        ("sensitivity of", "backpropagation", "by nudging", "relative error"),
        [(row.name, page.signed(row.backpropagation), page.signed(row.difference), Text(f"{row.error:.1e}"))
         for row in rows],
        [f"sensitivity of {row.name}: backpropagation {page.number(row.backpropagation)}, by nudging "
         f"{page.number(row.difference)}, relative error {row.error:.1e}" for row in rows])
    if len(rows) < len(report.rows):
        page.line(f"The {len(report.rows) - len(rows):,} others agree better.")


def _print_first(page: Page, lines: Sequence[str]) -> None:
    """The first of many lines of a kind, and how many more there are."""
    for line in lines[:MOST_ALIKE]:
        page.line(line)
    if len(lines) > MOST_ALIKE:
        page.line(f"… and {len(lines) - MOST_ALIKE:,} more like this.")


def _wrong(page: Page, slope: CheckedSlope) -> str:
    return (f"The slope of {slope.name} ({slope.function} at {page.number(slope.at)}) is "
            f"{page.number(slope.slope)}, but {page.number(slope.measured.nearest(slope.slope))} by central "
            f"differences, relative error {slope.error:.1e}.")


def _tie(page: Page, slope: CheckedSlope) -> str:
    low, high = map(page.number, slope.sides)
    tie = f"At a tie of {slope.name} ({slope.function} at {page.number(slope.at)}) the slope is not defined: "
    if slope.measured.jumps:
        tie += (f"the value jumps from {page.number(slope.measured.below)} "
                f"to {page.number(slope.measured.above)}; ")
    return tie + f"the answer {page.number(slope.slope)} lies between {low} and {high}."


def print_verification(page: Page, file: str, verification: Verification) -> None:
    """What is wrong, line by line, and the verdict."""
    for problem in verification.problems[:MOST_PROBLEMS]:
        page.line(str(problem))
    more = len(verification.problems) - MOST_PROBLEMS
    if more > 0:
        page.line(f"… and {more:,} more.")
    verdict = ("everything is right" if verification.passed else
               count_of(len(verification.problems), "mistake"))
    to_digits = f", to {count_of(verification.digits, 'digit')}" if verification.digits else ""
    page.line(f"{one_line(file, len(file))}: {count_of(verification.moves, 'move')}, "
              f"{count_of(verification.products, 'multiplication')} recomputed{to_digits}: {verdict}.")
    if verification.given:
        page.line(f"{count_of(verification.given, 'value')} of user-defined functions taken as given.")
    if verification.assumed:
        names = [f"{one_line(name)} (line {line})" for name, line in
                 islice(verification.assumed.items(), MOST_NAMES + 1)]
        listed = ", ".join(names[:MOST_NAMES]) + (", …" if len(names) > MOST_NAMES else "")
        page.line(f"Taken as given, since no earlier line computes them: {listed}")
    for name, meant, either in verification.misspelt[:MOST_NAMES]:
        pair = one_line(name), one_line(meant)
        page.line(f"Perhaps misspelt: {' or '.join(pair)}." if either else
                  f"Perhaps misspelt: {pair[0]}. Is {pair[1]} meant?")
    for neuron, line in islice(verification.forgotten.items(), MOST_NAMES):
        name = one_line(neuron)
        page.line(f"Perhaps forgotten in line {line}: the factor {name}.slope, by which {name}.sensitivity "
                  "is multiplied before it is passed back.")
    rounded = None if verification.passed or verification.digits else seems_rounded(verification.recording)
    if rounded:
        page.line(f"Rounded to {rounded} digits, everything would be right: try --digits {rounded}")
