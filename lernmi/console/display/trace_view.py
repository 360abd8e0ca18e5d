"""A trace on a page: every multiplication in words, in symbols and in numbers."""

from __future__ import annotations

import re
import shlex
from typing import Dict, List, Optional, Sequence, Tuple, Union

from rich.padding import Padding
from rich.text import Text

from ...stepping.move_text import PHASE_TITLES as PHASE_TITLES
from ...stepping.move_text import legend as legend
from ...stepping.move_text import mover_text as mover_text
from ...stepping.move_text import notable_changes as notable_changes
from ...stepping.move_text import sentence
from ...stepping.move_text import title as title
from ...tracing.explanation import Explanation, explain_change
from ...tracing.learning_trace import Trace
from ...tracing.moves import Change, Move
from ...weight import Weight
from .page import Page, count_of

MOST_PRODUCTS = 3000        # a longer trace is summarised: nobody reads it
HIGHEST = 10                # sensitivities in a summary

MOST_NAMES = 10             # of fixed weights
WIRING = re.compile(r"fixed\(.*\)|-?[\d.]+(e[-+]\d+)?")       # a fixed weight's name, now and in 0.1.0

INDENT = 6                  # of the rows under the line that says who moves


def print_trace(page: Page, trace: Trace, only: Union[None, str, Sequence[str]] = None, *,
                command: str = "") -> None:
    """Print the moves of a trace, or those that ``only`` names.

    ``command``: on the command line, what was typed, for advice on a long trace.
    """
    moves = trace.only(only)
    products = sum(len(move.products) for move in moves)
    if products > MOST_PRODUCTS:
        _print_summary(page, trace, moves, products, command)
        return
    with page.block():
        page.explain(legend(trace.network)[:1 if page.plain else 2])
    phase = None
    positions = {id(move): str(position) for position, move in enumerate(trace, start=1)}
    for move in moves:
        with page.block():
            if move.phase != phase and not page.plain:
                page.heading(PHASE_TITLES[move.phase])
            phase = move.phase
            MoveWriter(page, trace, move, positions[id(move)]).write()
    with page.block():
        _say_what_is_fixed(page, trace, moves)
        page.blank()
        page.line(f"{len(moves):,} of {len(trace):,} moves, {count_of(products, 'multiplication')}, "
                  f"loss {page.number(trace.loss)}.")


def _say_what_is_fixed(page: Page, trace: Trace, moves: Sequence[Move]) -> None:
    """Below the updates of all weights, which others got none."""
    names = [weight.name for weight in trace.network.fixed_weights if not WIRING.fullmatch(weight.name)]
    updates = sum(move.phase == "update" for move in moves)
    if not names or not updates or updates < sum(move.phase == "update" for move in trace):
        return
    if len(names) > MOST_NAMES:
        listed = f"{', '.join(names[:MOST_NAMES])} and {len(names) - MOST_NAMES:,} more"
    else:
        listed = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    page.line(f"No update for {listed}: {'they are' if len(names) > 1 else 'it is'} fixed.")


def _print_summary(page: Page, trace: Trace, moves: List[Move], products: int, command: str) -> None:
    page.line("The highest sensitivities of weights:")
    for name, sensitivity in strongest_weights(trace)[:HIGHEST]:
        page.line(f"  {name}: ", page.signed(sensitivity))
    page.line(f"Loss {page.number(trace.loss)}. Left out: {products:,} multiplications in "
              f"{len(moves):,} moves, more than anybody reads.")
    first, last = trace.network.outputs[0].name, trace.network.outputs[-1].name
    one, several = f'only="{first}"', f'only=["backward", "{last}"]'
    if command:
        one = f"{command} --only {shlex.quote(first)}"
        several = f"--only backward --only {shlex.quote(last)}"
    page.line(f"Narrow it: {one}, or a weight, a link, a layer, a phase; or several, such as {several}.")


def strongest_weights(trace: Trace) -> List[Tuple[str, float]]:
    """The weights that learning may change with the sensitivities before the update, the highest first."""
    return sorted(_sensitivities(trace).items(), key=lambda pair: -abs(pair[1]))


def _sensitivities(trace: Trace) -> Dict[str, float]:
    return {change.place.thing.name: change.new for move in trace if move.phase == "backward"
            for change in move.changes if change.place.attribute == "sensitivity"
            and isinstance(change.place.thing, Weight) and change.place.thing.trainable}


class MoveWriter:
    """Writes one move on a page; ``position`` says where in the trace it is: "17"."""

    def __init__(self, page: Page, trace: Trace, move: Move, position: str) -> None:
        self.page = page
        self.network = trace.network
        self.move = move
        self.position = position
        self.last = len(trace)
        self.sums_below = True      # whether a sum may take a row of its own

    def write(self, changes: Optional[Sequence[Change]] = None) -> None:
        """The changes, or else the notable ones, in the manner of the page."""
        if self.page.laid_out:
            self.page.line(Text(f"{self.position:>3}/{self.last}  ", style="dim"),
                           Text(self.page.text(mover_text(self.move, ": ")), style="bold"))
        for change in notable_changes(self.move) if changes is None else changes:
            if self.page.laid_out:
                self._columns(change)
            else:
                self.page.line(self._line(self.explain(change)))

    def explain(self, change: Change, brief: bool = False) -> Explanation:
        """The explanation of a change of this move, in the page's numbers."""
        return explain_change(change, self.move.mover, self.page.number, self.network, brief)

    def _line(self, explained: Explanation) -> str:
        """One line on a pipe, one sentence on a plain page."""
        if self.page.plain:
            return sentence(self.position, self.last, self.move, explained)
        return (f"{self.position}/{self.last} {mover_text(self.move, ' ')}: {explained.name} "
                f"{explained.sign} {explained.equation}  "
                f"[{explained.symbol} {explained.sign} {' '.join(explained.symbols)}]")

    def _columns(self, change: Change) -> None:
        """Words over symbols over numbers, each operand in a column of its own.

        Where the names are too long for that, the weight is not named; and where this doesn't
        help, each row is wrapped for itself.
        """
        explained = self.explain(change)
        rows = self._rows(explained, change)
        if _width(rows) > self.page.width:
            rows = self._rows(self.explain(change, brief=True), change)
        widths = [max(map(len, column)) for column in zip(*rows)]
        if _width(rows) > self.page.width:
            widths = [0] * len(widths)
        for row, style in zip(rows, ("", "dim", "") if len(rows) == 3 else ("", "")):
            line = Text(style=style)
            for cell, width in zip(row, widths):
                line.append(cell.ljust(width) + " ", style=self._style(cell))
            line.rstrip()
            if row is rows[-1] and explained.added and not explained.begins_sum:
                line = self._with_sum(line, self.page.text(f"({explained.sum})"))
            self._show(line)

    def _with_sum(self, line: Text, whole_sum: str) -> Text:
        """The row with the whole sum behind it; or, where there is no room, printed before the sum."""
        if INDENT + len(line) + 2 + len(whole_sum) <= self.page.width:
            return line.append(f"  {whole_sum}", style="dim")
        if not self.sums_below:
            return line
        self._show(line)
        return Text(whole_sum, style="dim")

    def _show(self, line: Text) -> None:
        self.page.show(Padding(line, (0, 0, 0, INDENT), expand=False))

    def _rows(self, explained: Explanation, change: Change) -> List[List[str]]:
        name, symbol, sign, result = explained.name, explained.symbol, explained.sign, explained.result
        rows = [[name, sign, *explained.words]]
        if change.place.is_the_loss:            # its formula is words and symbols at once
            rows.append([result if explained.is_computed else symbol, "=", explained.in_numbers])
        elif explained.is_computed:
            rows += [[symbol, sign, *explained.symbols], [result, "=", *explained.numbers]]
        elif explained.added:
            rows.append([symbol, sign, result])
        return [[self.page.text(cell) for cell in row] for row in rows]

    def _style(self, cell: str) -> str:
        try:
            return self.page.colour(float(cell))
        except ValueError:
            return ""


def _width(rows: List[List[str]]) -> int:
    """How wide the rows are in columns, with the indent and the blanks between."""
    widths = [max(map(len, column)) for column in zip(*rows)]
    return INDENT + sum(widths) + len(widths) - 1
