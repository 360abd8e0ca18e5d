"""A lesson: a narrated script for the classroom, which waits for Enter on a terminal."""

from __future__ import annotations

import sys
import textwrap
from types import TracebackType
from typing import Any, Optional, Sequence, Type

from rich import box
from rich.table import Table
from rich.text import Text

from . import print_on
from .display.exit_codes import ensure_streams, report_error
from .display.page import Page

READABLE = 80       # characters a line of prose


class Lesson:
    """Tells a story on the terminal, part by part.

    >>> with Lesson("Nothing to learn") as lesson:
    ...     lesson.say("Less than nothing.")
    Nothing to learn
    ================
    <BLANKLINE>
    Less than nothing.
    <BLANKLINE>

    On a terminal it waits for Enter at the end of each part; elsewhere it runs through.
    Ctrl-C and a closed pipe end it quietly.
    """

    def __init__(self, title: str, *, digits: int = 4, plain: bool = False) -> None:
        ensure_streams()
        self.title = title
        self.page = Page(digits=digits, plain=plain)
        self._parts = 0

    def part(self, title: str) -> None:
        """Begin the next part; on a terminal, once Enter has been pressed."""
        if self._parts:
            self.pause()
        self._parts += 1
        self.page.heading(f"{self._parts}. {title}")

    def say(self, prose: str) -> None:
        """A paragraph; line breaks in it don't matter."""
        width = min(self.page.width, READABLE)
        for line in textwrap.wrap(" ".join(self.page.text(prose).split()), width):
            self.page.line(line)
        self.page.blank()

    def show(self, thing: Any, **options: Any) -> None:
        """A network, a trace, a why or a report; options as in its print method."""
        self.page.blank()
        print_on(self.page, thing, **options)
        self.page.blank()

    def numbers(self, headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """A table; floats are shown with the page's digits."""
        cells = [[self._cell(value) for value in row] for row in rows]
        if self.page.plain:
            for row in cells:
                self.page.line("; ".join(f"{heading}: {cell.plain}" for heading, cell in
                                         zip(headings, row)) + ".")
            return
        table = Table(box=box.SIMPLE_HEAD if self.page.laid_out else None, pad_edge=False)
        for heading, value in zip(headings, rows[0]):
            table.add_column(self.page.text(heading),
                             justify="left" if isinstance(value, str) else "right")
        for row in cells:
            table.add_row(*row)
        self.page.blank()
        self.page.show(table)
        self.page.blank()

    def _cell(self, value: Any) -> Text:
        if isinstance(value, float):
            return self.page.signed(value)
        return Text(self.page.text(str(value)))

    def pause(self) -> None:
        """Wait for Enter, if somebody is there to press it."""
        if sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty():
            input("\nEnter goes on, Ctrl-C ends. ")

    def __enter__(self) -> Lesson:
        try:
            self.page.line(self.title, style="bold" if self.page.laid_out else "")
            self.page.line("=" * len(self.title))
            self.page.blank()
        except OSError as error:
            sys.exit(report_error(error))
        return self

    def __exit__(self, kind: Optional[Type[BaseException]], error: Optional[BaseException],
                 traceback: Optional[TracebackType]) -> None:
        if isinstance(error, EOFError):
            error = KeyboardInterrupt()
        try:
            sys.stdout.flush()
        except OSError as unwritten:
            error = error or unwritten
        status = None if error is None else report_error(error)
        if status is not None:
            sys.exit(status)
