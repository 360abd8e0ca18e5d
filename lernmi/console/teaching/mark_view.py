"""What the command mark prints: a sheet with its marks, and a class."""

from __future__ import annotations

from typing import List, Sequence, Union

from rich.text import Text

from ...support.formatting import count_of
from ...teaching.marking import CARRIED, MISSING, RIGHT, WRONG, ClassMarks
from ...teaching.marking.feedback import Comment, Feedback, feedback_words, kind_in_words, name_of
from ...teaching.published import PublishedExercise, beside, figures, is_rounded, reason, remarks
from ...teaching.published.figures import NOT_RIGHT
from ..display.page import Page

MOST_LISTED = 8             # slips, and kinds of results
MOST_NAMES = 6
SHORT = {RIGHT: "right", CARRIED: "carried", WRONG: "wrong", MISSING: "missing"}


def print_sheet(page: Page, feedback: Feedback) -> None:
    """A pupil's sheet: the points, what went wrong and why."""
    sheet = feedback.sheet
    counts = ", ".join(feedback.counted(outcome) for outcome in (RIGHT, CARRIED, WRONG, MISSING)
                       if sheet.count(outcome))
    page.line(f"{sheet.name}: {feedback.points} ({counts}).", style="bold" if page.laid_out else "")
    for sentence in feedback.summary:
        page.line(sentence)
    for comment in feedback.explained:
        for line in explained(comment, feedback):
            page.line(line)
    if feedback.unexplained:
        page.line(feedback.on_unexplained)


def explained(comment: Comment, feedback: Feedback) -> List[str]:
    """A wrong answer, in a line, and why, in others."""
    mark, words = comment.mark, feedback.words
    own = f"; {words['from yours']} {comment.from_yours}" if comment.from_yours else ""
    first, *others = comment.why
    lines = [f"({mark.item.number}) {mark.item.label} = {feedback.typed(comment)}: {words['right number']} "
             f"{comment.right}{own}.", f"    {first}"]
    return [*lines, *(f"    {words['could also be']} {other}" for other in others)]


def print_figures(page: Page, exercise: PublishedExercise) -> None:
    """What a source prints beside what is right, and why the source is wrong."""
    words, compared = feedback_words(exercise.conventions.language), figures(exercise)
    page.heading(words["published"])
    headings = [words[key] for key in ("number", "asked", "prints", "right number", "why")]
    rows: List[List[Union[str, Text]]] = []
    lines: List[str] = []
    for figure in compared:
        why = reason(figure, exercise.conventions.language)
        printed, right = beside(figure, exercise)
        number, label = str(figure.item.number), figure.item.label
        rows.append([number, label, Text(printed), Text(right), "✗" if figure.state == NOT_RIGHT else ""])
        lines.append(f"({number}) {label}: {words['prints']} {printed}, {words['right number']} {right}. "
                     f"{why}".strip())
    page.table([*headings[:-1], ""], rows, lines)
    if page.laid_out:
        for figure in compared:
            if figure.state == NOT_RIGHT:
                page.line(f"({figure.item.number}) {reason(figure, exercise.conventions.language)}")
        rounded = [figure for figure in compared if is_rounded(figure)]
        if rounded:
            numbers = ", ".join(f"({figure.item.number})" for figure in rounded)
            page.line(f"{numbers} {words['rounded figure']}")
    for sentence in remarks(exercise, compared):
        page.line(sentence)


def print_class(page: Page, marks: ClassMarks) -> None:
    """A line for each sheet, then what the class missed most, and its slips."""
    if not marks.sheets:
        page.line("No sheet was marked.")
        return
    page.line(f"{count_of(len(marks.sheets), 'sheet')}: {100.0 * marks.mean_points:.0f} % of the points on "
              "average.", style="bold" if page.laid_out else "")
    page.table(["name", "code", "points", "of", "right", "carried", "wrong", "missing"],
               [[sheet.name, sheet.exercise.code,
                 *map(Text, map(str, (sheet.points, sheet.most_points, sheet.count(RIGHT),
                                      sheet.count(CARRIED), sheet.count(WRONG), sheet.count(MISSING))))]
                for sheet in marks.sheets],
               [f"{sheet.name}: {sheet.points} of {sheet.most_points} points; {sheet.count(RIGHT)} right, "
                f"{sheet.count(CARRIED)} right from an earlier slip, {sheet.count(WRONG)} wrong, "
                f"{sheet.count(MISSING)} missing" for sheet in marks.sheets])
    _print_distribution(page, marks)
    _print_kinds(page, marks)
    _print_slips(page, marks)


def _print_distribution(page: Page, marks: ClassMarks) -> None:
    counts = [f"{low} to {high} %: {count_of(count, 'sheet')}"
              for low, high, count in marks.distribution() if count]
    page.line(f"Of the points, {', '.join(counts)}.")


def _print_kinds(page: Page, marks: ClassMarks) -> None:
    words = feedback_words("en")
    missed = [one for one in marks.kinds() if one.missed][:MOST_LISTED]
    if missed:
        page.heading("Missed most")
        for one in missed:
            page.line(f"{one.missed} of {one.asked}: {kind_in_words(one.kind, words)}")


def _print_slips(page: Page, marks: ClassMarks) -> None:
    words = feedback_words("en")
    slips = marks.slips()
    if slips or marks.unexplained:
        page.heading("Slips")
    for one in slips[:MOST_LISTED]:
        page.line(f"{_names(one.pupils)}: {name_of(one.slip, words)}")
    if len(slips) > MOST_LISTED:
        page.line(f"… and {count_of(len(slips) - MOST_LISTED, 'other')}.")
    if marks.unexplained:
        page.line(f"{count_of(marks.unexplained, 'wrong answer')} no known slip explains.")


def _names(pupils: Sequence[str]) -> str:
    shown = ", ".join(pupils[:MOST_NAMES])
    more = f" and {len(pupils) - MOST_NAMES} more" if len(pupils) > MOST_NAMES else ""
    return f"{shown}{more}"
