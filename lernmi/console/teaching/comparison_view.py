"""The comparison of two steps on a page: where they part, the causes, what follows, what is equal."""

from __future__ import annotations

from typing import Dict, List, Sequence, Union

from rich.cells import cell_len
from rich.text import Text

from ...neuron import Neuron
from ...support.formatting import significant
from ...tracing.comparison import Cause, Comparison, Difference
from ...tracing.comparison.difference import OPERATION, RESULT
from ...tracing.explanation import explain_change
from ...tracing.moves import PHASES
from ...weight import Weight
from ..display.page import Page, count_of
from ..display.trace_view import mover_text
from .comparison_words import both_numbers, cause_sentence, digits_of, first_letter, what_follows

MOST_CAUSES = 6
MOST_ROWS, MOST_ROWS_SMALL = 10, 6          # of the table, on a screen with fewer rows than SMALL
SMALL = 28


def print_comparison(page: Page, comparison: Comparison, names: Sequence[str] = ("first", "second"),
                     everything: bool = False, more: str = "print(everything=True)") -> None:
    """What differs and why; ``everything``: each number that differs, in the order of the step.

    ``names``: of the two steps; ``more``: what lists all, where something is left out.
    """
    for letter, name, step in zip("AB", names, (comparison.first, comparison.second)):
        page.line(f"{letter}: {name}, {count_of(len(step), 'move')}, loss {page.number(step.loss)}")
    if comparison.is_equal:
        page.line(f"Both steps are equal{_precision(comparison)}: all {comparison.equal:,} numbers.")
        return
    page.blank()
    _print_parting(page, comparison)
    shown = comparison.causes[:MOST_CAUSES]
    for number, cause in enumerate(shown, start=1):
        _print_cause(page, comparison, cause, f"{number}. " if len(comparison.causes) > 1 else "")
    left_out = len(comparison.causes) - len(shown)
    if left_out:
        page.line(f"… and {count_of(left_out, 'more cause')}.")
    _print_table(page, comparison, shown, more if not everything else "")
    _print_equal(page, comparison)


def _precision(comparison: Comparison) -> str:
    return f", to {count_of(comparison.digits, 'digit')}" if comparison.digits else ", bit for bit"


# ---- where they part

def _print_parting(page: Page, comparison: Comparison) -> None:
    """The first number that differs, as both steps computed it."""
    parting, last = comparison.parting, len(comparison.first)
    if parting is None:
        page.line("Every number that both have is equal, but one of them has more moves.")
        return
    position = (f"move {parting.positions[0]:,} of {last:,}" if parting.positions[0]
                else f"move {parting.positions[1]:,} of B")
    other = (f" (move {parting.positions[1]:,} of B)"
             if parting.positions[0] and parting.positions[1] not in (parting.positions[0], None) else "")
    page.line(f"They part in {position}{other}, {mover_text(parting.move, ': ')}. "
              f"{first_letter(parting.name)}:", style="bold" if page.laid_out else "")
    _print_sides(page, comparison, parting)


def _print_sides(page: Page, comparison: Comparison, difference: Difference) -> None:
    """How the number was computed in A, and in B; in two lines where one is too long for a terminal."""
    steps = comparison.first, comparison.second
    digits = digits_of(page, difference)
    for letter, step, move, change in zip("AB", steps, difference.moves, difference.changes):
        if change is None or move is None:
            page.line(f"  {letter}: it is not written")
            continue
        explained = explain_change(change, move.mover, lambda value: significant(value, digits), step.network)
        total = f" ({explained.sum})" if explained.added and not explained.begins_sum else ""
        words, *numbers = explained.sides
        before, rest = f"  {letter}: {'+' * explained.added}= {words}", " = ".join(["", *numbers]) + total
        if page.laid_out and cell_len(page.text(before + rest)) > page.width:
            page.line(before)
            page.line("    " + rest)
        else:
            page.line(before + rest)


def _print_cause(page: Page, comparison: Comparison, cause: Cause, number: str) -> None:
    """What the cause is, and how much follows from it."""
    page.line(f"{number}{cause_sentence(page, comparison, cause)} {what_follows(comparison, cause)}")
    if cause.kind in (OPERATION, RESULT) and cause.first is not comparison.parting:
        _print_sides(page, comparison, cause.first)


# ---- what differs in the end

def _print_table(page: Page, comparison: Comparison, causes: Sequence[Cause], more: str) -> None:
    rows = _important(page, comparison) if more else comparison.differences
    if not rows:
        return
    from_causes: Dict[int, List[str]] = {}
    for number, cause in enumerate(causes, start=1):
        for difference in {id(one): one for one in (*cause.differences, *comparison.follow(cause))}.values():
            from_causes.setdefault(id(difference), []).append(str(number))
    several = len(comparison.causes) > 1
    cells: List[List[Union[str, Text]]] = []
    for difference in rows:
        cells.append([difference.name, *both_numbers(page, difference), Text(f"{difference.order:,}")])
        if several:
            cells[-1].append(Text(", ".join(from_causes.get(id(difference), ["…"]))))
    headings = ("what differs", "A", "B", "move", *(["from"] if several else []))
    page.blank()
    page.table(headings, cells, [_row_text(cell) for cell in cells], spaced=False)
    left_out = len(comparison.differences) - len(rows)
    if left_out:
        page.line(f"… and {left_out:,} of the {count_of(len(comparison.differences), 'number')} that differ; "
                  f"{more} lists them.")


def _row_text(cells: Sequence[object]) -> str:
    name, first, second, move, *cause = map(str, cells)
    return f"{name}: {first} and {second}, move {move}{f', from {cause[0]}' if cause else ''}"


def _important(page: Page, comparison: Comparison) -> List[Difference]:
    """The last number of each place: those that matter and differ most, as many as a screen has room for."""
    last = {difference.name: difference for difference in comparison.differences}
    most = MOST_ROWS_SMALL if page.rows is not None and page.rows < SMALL else MOST_ROWS
    ranked = sorted(last.values(), key=lambda one: (_rank(comparison, one), -_distance(one)))
    return sorted(ranked[:most], key=lambda difference: difference.order)


def _distance(difference: Difference) -> float:
    first, second = difference.numbers
    return 0.0 if first is None or second is None else abs(first - second)


def _rank(comparison: Comparison, difference: Difference) -> int:
    """How much it matters: the loss, outputs, new weights, their sensitivities, neurons, links."""
    change = difference.changes[0] or difference.changes[1]
    if change is None or change.place.is_the_loss:
        return 0
    thing, attribute = change.place
    network = comparison.first.network if difference.changes[0] else comparison.second.network
    if thing in network.outputs and attribute == "value":
        return 1
    if None in difference.numbers:
        return 6
    if isinstance(thing, Weight):
        return 2 if attribute == "value" else 3
    return 4 if isinstance(thing, Neuron) and attribute in ("value", "sensitivity") else 5


def _print_equal(page: Page, comparison: Comparison) -> None:
    """What doesn't follow: all that is the same."""
    total = comparison.equal + sum(None not in difference.numbers for difference in comparison.differences)
    moves = {phase: comparison.moves(phase) for phase in PHASES}
    whole = [phase for phase, (count, equal) in moves.items() if count and equal == count]
    some = [f"{equal:,} of {count_of(count, 'move')} of {phase}" for phase, (count, equal) in moves.items()
            if 0 < equal < count]
    parts = ([f"all of {', '.join(whole)}"] if whole else []) + some
    page.line(f"Equal{_precision(comparison)}: {comparison.equal:,} of {count_of(total, 'number')}"
              f"{': ' if parts else ''}{'; '.join(parts)}.")
    if comparison.covered:
        name, number = comparison.covered[0]
        are = "is" if len(comparison.covered) == 1 else "are"
        page.line(f"Where differences end: {count_of(len(comparison.covered), 'number')} {are} equal though "
                  f"computed from different ones, such as {name}, {page.number(number)}.")
