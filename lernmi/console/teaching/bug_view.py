"""Bugs on a page: the list, and one of them with the first number that differs and what learning becomes."""

from __future__ import annotations

import textwrap
from typing import List, Sequence, Tuple

from rich.text import Text

from ...figures.series.plot import Plot
from ...support.formatting import count_of
from ...teaching.bugs import BUGS, Bug
from ...teaching.bugs.catalogue import THEMES
from ...teaching.bugs.demonstration import Course, Demonstration
from ...tracing.comparison import Difference
from ...tracing.explanation import explain_change
from ..charts.drawing import print_figure
from ..display.page import Page
from ..display.side_by_side import beside

RIGHT, WRONG = "right", "wrong"
LABEL = 9                   # columns of "  right  "
PLOT_ROWS = 10
MOST_POINTS = 200           # of a curve
WIDE = 100.0                # from this ratio of losses on, the axis is logarithmic
AS_WELL = 1.25              # times the right engine's loss
HARDLY = 0.1                # of its loss, less than which an engine hardly learns
HALF = 0.5                  # of what the right engine's falls by, less than which it doesn't learn the task


def print_bugs(page: Page) -> None:
    """Every bug by its theme: its name and what is wrong."""
    page.line("lernmi bugs NAME shows a bug: its line, the first number that differs, what becomes of "
              "learning. With --bug NAME, step, trace, check, why and show take the wrong engine.")
    for theme, bugs in THEMES.items():
        for number, bug in enumerate(bugs):
            with page.block():
                if not number and not page.plain:
                    page.heading(theme[0].upper() + theme[1:])
                _print_entry(page, bug)


def _print_entry(page: Page, bug: Bug) -> None:
    """The name, and beside it the sentence, on as many lines as it needs."""
    if not page.laid_out:
        page.line(f"{bug.name}: {bug.sentence}")
        return
    column = max(map(len, BUGS)) + 2
    for label, line in beside(bug.name.ljust(column), page.text(bug.sentence), page.width):
        page.show(Text.assemble((label, "bold"), line))


def print_bug(page: Page, shown: Demonstration) -> None:
    """One bug on an example."""
    bug = shown.bug
    with page.block():
        page.line(f"{bug.name}: {bug.sentence}", style="bold" if page.laid_out else "")
        page.line(f"Who had it: {bug.source}.")
        page.blank()
        page.line(f"In {bug.method}:")
        for label, code in ((RIGHT, bug.right), (WRONG, bug.wrong or "(the line is missing)")):
            _print_labelled(page, label, list(map(page.as_it_is, code.split("\n"))))
    with page.block():
        page.blank()
        _print_difference(page, shown)
    with page.block():
        page.blank()
        _print_learning(page, shown)
        _print_advice(page, shown)


def _print_labelled(page: Page, label: str, lines: Sequence[str]) -> None:
    """The lines beside what they are; on a terminal, what is too long goes on below."""
    if page.laid_out:
        lines = [part for line in lines for part in textwrap.wrap(
            line, page.width - LABEL, subsequent_indent="    ", drop_whitespace=False)]
    style = {RIGHT: page.colours.positive, WRONG: page.colours.negative}[label] if page.laid_out else ""
    for number, line in enumerate(lines):
        page.show(Text.assemble("" if number else f"  {label}".ljust(LABEL), " " * LABEL * (number > 0),
                                (line, style)))


# ---- the first number that differs ---------------------------------------------------------------

def _print_difference(page: Page, shown: Demonstration) -> None:
    """Where the two steps part: the same number, computed right and wrong."""
    parting = shown.parting
    example, position = shown.example, next(filter(None, parting.positions))
    where = f"{example.name} ({example.title})" + (f", {shown.samples} samples at once" * (shown.samples > 1))
    page.line(f"On {where}, the first number that differs is the {parting.name}, in move {position:,} of "
              + (f"learning step {shown.step}:" if shown.step > 1 else "the learning step:"))
    for label, lines in zip((RIGHT, WRONG), _computed(page, parting)):
        _print_labelled(page, label, list(map(page.text, lines)))
    bias = shown.right.network.bias.name
    before = "" if parting is shown.comparison.parting else (
        f" Before it the sensitivity of {bias} differs, which nothing uses.")
    page.line(f"Of the numbers of this step, {shown.comparison.equal:,} are right and "
              f"{len(shown.comparison.differences):,} wrong.{before}")


def _computed(page: Page, parting: Difference) -> List[List[str]]:
    """How the number was computed, in both steps; in words, and below that in numbers where it is long."""
    texts = []
    for move, change in zip(parting.moves, parting.changes):
        if change is None or move is None:
            texts.append(["nothing is added to it"])
            continue
        explained = explain_change(change, move.mover, page.number, brief=True)
        equation = " = ".join(explained.sides) if explained.begins_sum else explained.equation
        words, _, numbers = equation.partition(" = ")
        is_long = page.laid_out and len(equation) > page.width - LABEL
        texts.append([words, f"= {numbers}"] if is_long and numbers else [equation])
    return texts


# ---- what becomes of learning --------------------------------------------------------------------

def _print_learning(page: Page, shown: Demonstration) -> None:
    """The losses of both engines, in words and as curves."""
    right, wrong = shown.courses
    until = len(wrong.losses) if wrong.ended and len(wrong.losses) > 1 else None
    curves = {label: _thinned(course.losses[:until]) for label, course in ((RIGHT, right), (WRONG, wrong))}
    losses = [loss for curve in curves.values() for _, loss in curve]
    if losses and not page.plain:
        is_wide = min(losses) > 0.0 and max(losses) > WIDE * min(losses)
        with page.limited_to(PLOT_ROWS):
            print_figure(page, Plot(curves, x="epoch", y="loss", logarithmic=is_wide))
    early = f" after {len(wrong.losses):,}" if len(wrong.losses) < len(right.losses) else ""
    page.line(f"Mean loss after {count_of(len(right.losses), 'epoch')}: {_end(page, right)} right, "
              f"{_end(page, wrong)}{early} with the bug. {verdict(page, right, wrong)}")
    if wrong.ended:
        page.line(f"With the bug it ended early, and so do both curves: {wrong.ended}" if until else
                  f"With the bug it ended early: {wrong.ended}")


def _end(page: Page, course: Course) -> str:
    return page.number(course.losses[-1]) if course.losses else "none"


def verdict(page: Page, right: Course, wrong: Course) -> str:
    """What the losses alone say of the wrong engine, by how much they fall."""
    if wrong.ended or not wrong.losses:
        return "The wrong engine doesn't learn: it diverges."
    first, last = wrong.losses[0], wrong.losses[-1]
    if last > first:
        return "The wrong engine doesn't learn: its loss rises."
    if right.fall < HARDLY:
        return "In so few epochs the right engine hardly learns either."
    if last <= AS_WELL * right.losses[-1]:
        return "The loss alone doesn't show the bug."
    if wrong.fall < HALF * right.fall:
        return (f"The wrong engine doesn't learn the task: its loss falls by {_percent(page, wrong.fall)}, "
                f"the right one's by {_percent(page, right.fall)}.")
    return ("It learns all the same, but not as well: the loss that remains is "
            f"{page.number(last / right.losses[-1])} times the right one's.")


def _percent(page: Page, share: float) -> str:
    return f"{page.number(round(100.0 * share, 1))} %"


def _thinned(losses: Sequence[float]) -> List[Tuple[float, float]]:
    """The losses by their epochs, not more of them than can be seen."""
    every = -(-len(losses) // MOST_POINTS) or 1
    return [(float(epoch), loss) for epoch, loss in enumerate(losses, start=1) if epoch % every == 1 % every]


def _print_advice(page: Page, shown: Demonstration) -> None:
    if shown.samples == 1 or shown.example.network(shown.seed).needs_batch:
        page.line(f"Step through it: lernmi step {shown.example.name} --bug {shown.bug.name}")
