"""A lesson: a script with explanations for the classroom, which waits for Enter on a terminal."""

from __future__ import annotations

import sys
import textwrap
from types import TracebackType
from typing import Any, Optional, Sequence, Type, Union

from rich.text import Text

from .display.exit_codes import ensure_streams, report_error
from .display.page import Page
from .display.printing import print_on

READABLE = 80       # characters a line of prose


class Lesson:
    """Prints explanations, networks and traces, part by part.

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
        for line in textwrap.wrap(self.page.text(" ".join(prose.split())), width):
            self.page.line(line)
        self.page.blank()

    def show(self, thing: Any, **options: Any) -> None:
        """A network, a trace, a why or a report; options as in its print method."""
        self.page.blank()
        print_on(self.page, thing, **options)
        self.page.blank()

    def numbers(self, headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """A table; floats are shown with the page's digits."""
        self.page.blank()
        self.page.table(headings, [[self._cell(value) for value in row] for row in rows])
        self.page.blank()

    def _cell(self, value: Any) -> Union[str, Text]:
        if isinstance(value, float):
            return self.page.signed(value)
        return value if isinstance(value, str) else Text(str(value))

    def pause(self) -> None:
        """Wait for Enter, if input and output are a terminal."""
        self.page.pause()

    def __enter__(self) -> Lesson:
        try:
            self.page.line(self.title, style="bold" if self.page.laid_out else "")
            self.page.line("=" * min(len(self.title), self.page.width))
            self.page.blank()
        except OSError as error:
            sys.exit(report_error(error))
        return self

    def __exit__(self, kind: Optional[Type[BaseException]], error: Optional[BaseException],
                 traceback: Optional[TracebackType]) -> None:
        try:
            sys.stdout.flush()
        except OSError as flush_error:
            error = error or flush_error
        status = None if error is None else report_error(error)
        if status is not None:
            sys.exit(status)
