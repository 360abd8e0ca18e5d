"""Long output: as much as a screen holds, and the command more for the rest."""

from __future__ import annotations

from typing import Callable, Sequence, Union

from rich.cells import cell_len
from rich.text import Text

from ...support.errors import BadInput
from ..network.move_view import printed_lines
from .command_prompt import OTHER_ROWS
from .session_prompt import SessionPrompt

MOST_LINES = 20             # of a list on a pipe; more shows the rest

Line = Union[str, Text]     # a text that may have to be wrapped, or a row as it was laid out


class Paging(SessionPrompt):
    """A prompt that never prints more than a screen at once."""

    short = {"m": "more"}
    _rest: Sequence[Line] = ()      # the lines that the latest output left out

    def do_more(self, arg: str) -> None:
        """more: the rest of a long list

        As much of it as fits the screen; from a pipe twenty lines at a time.
        """
        if not self._rest:
            raise BadInput("no list has left anything out: diff, find, list, sample, why, network and help "
                           "make lists.")
        self.show_list(self._rest)

    def show_list(self, lines: Sequence[Line]) -> None:
        """Print as many of the lines as have room; more shows the rest."""
        most = self._most(lines)
        for line in lines[:most]:
            self._show_line(line)
        self.leave_out(lines[most:])

    def leave_out(self, lines: Sequence[Line]) -> None:
        """Keep for more what had no room."""
        self._rest = lines
        if lines:
            self.page.line(f"… and {len(lines):,} more: more shows them.")

    def show_lines(self, lines: Sequence[str]) -> None:
        """Texts one below the other; from a pipe all of them."""
        if self.page.laid_out:
            self.show_list(lines)
        else:
            super().show_lines(lines)

    def show_page(self, print_it: Callable[[], None]) -> None:
        """What a function prints; from a pipe all of it."""
        if self.page.laid_out:
            self.show_list(printed_lines(self.page, print_it))
        else:
            print_it()

    def _show_line(self, line: Line) -> None:
        if isinstance(line, Text):
            self.page.show(line)
        else:
            self.page.line(line if self.page.plain else "  " + line)

    def _most(self, lines: Sequence[Line]) -> int:
        """How many of the lines to print."""
        if not self.page.laid_out:
            return MOST_LINES
        room = self.page.console.height - OTHER_ROWS
        for number, line in enumerate(lines):
            indented = str(line) if isinstance(line, Text) else "  " + line
            room -= max(1, -(-cell_len(indented) // self.page.width))
            if room < 0:
                return max(number, 1)
        return len(lines)
