"""The view of a moment in the stepper: the diagram, the move, what changed, and the position."""

from __future__ import annotations

import math
from typing import Callable, List, Optional, Sequence

from rich.padding import Padding
from rich.text import Text

from ...stepping.move_text import effective_changes as effective_changes
from ...stepping.move_text import old_to_new_sentence
from ...stepping.session import Session
from ...stepping.timeline import Position
from ...support.errors import LernmiError
from ...tracing.moves import Change, Move
from ..display.page import Page
from ..display.trace_view import INDENT, PHASE_TITLES, MoveWriter, legend, mover_text
from .move_view import print_move, printed_lines

MOST_CHANGES = 8            # in the line that says what changed; diff shows all
PROMPT_ROWS = 1
HEADING_ROWS = 1            # the blank line before it may scroll away
FORMULA_ROWS = 4            # at least, below the picture of a move of many neurons
MORE_ROWS = 1               # for the line about what is left out


class MomentView:
    """Shows the moment of a session on a page, in full or compact.

    On a terminal it fits the screen: the picture shrinks or gives way, then the line that says what
    changed, and then the last of many numbers. ``pictures``: whether the network is drawn; unless
    it is said, only where a page is laid out.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.compact = False
        self.pictures = page.laid_out

    def show(self, session: Session, latest: bool = False, reserved: int = 0) -> List[Text]:
        """The latest move and what it did; or only the ``latest`` number that was written.

        ``reserved``: the rows of the screen that the caller needs. Returns the lines that had no room.
        """
        move, timeline = session.move, session.timeline
        rows = self.page.console.height - PROMPT_ROWS - reserved
        if move is None:
            self._show_start(session, rows)
            return []
        writes = timeline.writes or (len(move) if latest else 0)
        changes = move.changes[writes - 1:writes] if writes else None
        writer = MoveWriter(self.page, session.trace, move, position_text(timeline.position))
        at_the_end = printed_lines(self.page, lambda: self._say_how_it_ends(session))
        rows -= len(at_the_end)
        if self.compact:
            left_out = self._print_fitting(rows, lambda: self._show_briefly(writer, changes))
        elif self.page.laid_out:
            left_out = self._show_fitting(session, writer, changes, rows)
        else:
            if self.pictures:
                print_move(self.page, session.trace.network, move)
            writer.write(changes)
            self._say_what_changed(move, changes)
            left_out = []
        self._print(at_the_end)
        return left_out

    def _show_start(self, session: Session, rows: int) -> None:
        below = printed_lines(self.page, lambda: self._explain_start(session))
        if self.pictures and not self.compact:
            print_move(self.page, session.trace.network, None,
                       rows - len(below) if self.page.laid_out else math.inf)
        self._print(below)

    def _explain_start(self, session: Session) -> None:
        self.page.explain(legend(session.trace.network)[:1 if self.page.plain or self.compact else 2])
        self.page.line(f"At the start: nothing has moved yet, {session.timeline.last:,} moves to go.")
        if any(neuron.value for neuron in session.trace.network.outputs):
            self.page.line("What the neurons hold is left from before; the next sample comes with move 1.")

    # ---- what fits a screen

    def _show_fitting(self, session: Session, writer: MoveWriter, changes: Optional[Sequence[Change]],
                      rows: int) -> List[Text]:
        """The heading, the picture, the formulas and what changed, or what there is room for of these."""
        self.page.heading(PHASE_TITLES[writer.move.phase])
        rows -= HEADING_ROWS
        formulas = printed_lines(self.page, lambda: writer.write(changes))
        writer.sums_below = False       # since what changed says the same
        whole = [*printed_lines(self.page, lambda: writer.write(changes)),
                 *printed_lines(self.page, lambda: self._say_what_changed(writer.move, changes))]
        for below in (whole, formulas):
            if self.pictures and print_move(self.page, session.trace.network, writer.move, rows - len(below)):
                self._print(below)
                return []
        if self.pictures and writer.move.mover is None:         # it says the same as many formulas
            picture = printed_lines(self.page, lambda: self._print_picture(session, writer.move, rows))
            self._print(picture)
            rows -= len(picture)
        return self._print_fitting(rows, lambda: self._print(
            whole if len(whole) <= rows else formulas))

    def _print_picture(self, session: Session, move: Move, rows: int) -> None:
        print_move(self.page, session.trace.network, move, rows - FORMULA_ROWS)

    def _print_fitting(self, rows: int, print_it: Callable[[], None]) -> List[Text]:
        """Print it, on a terminal at most so many rows; the lines that had no room."""
        if not self.page.laid_out:
            print_it()
            return []
        lines = printed_lines(self.page, print_it)
        most = len(lines) if len(lines) <= rows else max(rows - MORE_ROWS, 1)
        self._print(lines[:most])
        return lines[most:]

    def _print(self, lines: Sequence[Text]) -> None:
        for line in lines:
            self.page.show(line)

    # ---- what is said

    def _say_how_it_ends(self, session: Session) -> None:
        """At the end of a step that has learned: the loss of the same sample now."""
        move = session.move
        if session.timeline.done < session.timeline.last or move is None or move.phase != "update":
            return
        how = how_it_ends(self.page, session)
        if how:
            self.page.line(how)

    def _show_briefly(self, writer: MoveWriter, changes: Optional[Sequence[Change]]) -> None:
        """A line for each write: old → new, and how."""
        move = writer.move
        self.page.line(f"{writer.position}/{writer.last} {mover_text(move, ': ')}")
        for change in effective_changes(move) if changes is None else changes:
            explained = writer.explain(change)
            how = f", {'by' if explained.added else 'from'} {explained.in_numbers}"
            if explained.in_numbers == explained.total:
                how = ""
            self.page.line("" if self.page.plain else "    ", self._old_to_new(change, move), how)

    def _say_what_changed(self, move: Move, changes: Optional[Sequence[Change]]) -> None:
        """Every number that was written: what it was, and what it is."""
        changes = effective_changes(move) if changes is None else changes
        if not changes:
            return
        if self.page.plain:
            for change in changes[:MOST_CHANGES]:
                self.page.line(self._old_to_new(change, move))
            return
        text = "; ".join(self._old_to_new(change, move) for change in changes[:MOST_CHANGES])
        more = len(changes) - MOST_CHANGES
        rest = f"; and {more:,} more (diff shows them)" if more > 0 else ""
        if self.page.laid_out:
            dim = self.page.as_text(f"changed: {text}{rest}")
            dim.stylize("dim")
            self.page.show(Padding(dim, (0, 0, 0, INDENT), expand=False))
        else:
            self.page.line("changed: ", text + rest)

    def _old_to_new(self, change: Change, move: Move) -> str:
        return old_to_new(self.page, change.place.words(move.mover), change.old, change.new)


def how_it_ends(page: Page, session: Session) -> str:
    """The loss of the same sample before and after a step, in a sentence; nothing of a recording."""
    before = page.number(session.trace.loss)
    try:
        after = session.loss_after()
    except LernmiError as error:
        return f"The loss of this sample was {before}; now it can't be computed: {error}"
    if after is None:
        return ""
    return f"The loss of this sample was {before}; with the new weights it is {page.number(after)}."


def old_to_new(page: Page, name: str, old: float, new: float) -> str:
    """ "value of w5 0.4 → 0.3589"."""
    if page.plain:
        return old_to_new_sentence(name, page.number(old), page.number(new))
    return f"{name} {page.number(old)} → {page.number(new)}"


def position_text(position: Position) -> str:
    """A position as it is shown: "3", or "3.1" for one number more."""
    return f"{position[0]}.{position[1]}" if position[1] else f"{position[0]}"
