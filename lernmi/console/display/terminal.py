"""The terminal: what it is, which colours suit it, and text screen by screen."""

from __future__ import annotations

import os
from typing import Any, Callable, Dict, Optional, TextIO

from ...figures.palette import DARK, LIGHT, Palette

# Where the background is unknown: a grey with a contrast of at least 4.5 to 1 (WCAG AA) on white and black.
UNKNOWN = DARK._replace(dim="#767676")
MOST_COLUMNS = 9999     # that anybody's terminal has


class Screens:
    """Writes to a stream; before a text that the screen has no room for, it calls ``pause``.

    Text that is written at once stays together on a screen, unless it is higher than that or would
    leave more than half of the screen before it empty. Where a screen is full, empty rows are dropped: no
    other screen begins with them. ``room``: how many rows a screen has for text;
    ``rows``: how many of them the present one has so far.
    """

    def __init__(self, stream: TextIO, room: int, pause: Callable[[], None]) -> None:
        self._stream = stream
        self._pause = pause
        self.begin_anew(room)

    def write(self, text: str) -> int:
        """Write it, as many rows at a time as there is room for."""
        rows = text.splitlines(keepends=True)
        if 2 * self.rows >= self._room and self.rows + len(text.rstrip().splitlines()) > self._room:
            self._turn()
        while rows:
            if self.rows >= self._room:
                if not rows[0].strip():
                    del rows[0]
                    continue
                self._turn()
            space = self._room - self.rows
            self._stream.write("".join(rows[:space]))
            self.rows += len(rows[:space])
            rows = rows[space:]
        return len(text)

    def begin_anew(self, room: int) -> None:
        """The screen is empty, and has room for so many rows."""
        self._room, self.rows = max(room, 1), 0

    def _turn(self) -> None:
        self._stream.flush()
        self.rows = 0
        self._pause()

    def __getattr__(self, name: str) -> Any:
        """All else is the stream's: its encoding, flush, whether it is a terminal."""
        return getattr(self._stream, name)


def environment() -> Dict[str, str]:
    """The environment, without a width or a height that no terminal has."""
    return {name: value for name, value in os.environ.items()
            if name not in ("COLUMNS", "LINES") or _is_size(value)}


def _is_size(text: str) -> bool:
    return text.isdecimal() and len(text) <= len(str(MOST_COLUMNS)) and int(text) > 0


def is_terminal(stream: TextIO) -> bool:
    """Whether text can be laid out there: a terminal that knows escapes."""
    return is_tty(stream) and os.environ.get("TERM") not in ("dumb", "unknown")


def is_tty(stream: Optional[TextIO]) -> bool:
    """Whether somebody sits there, whatever the terminal knows."""
    try:
        return stream is not None and stream.isatty()
    except (AttributeError, ValueError):
        return False


def can_write_symbols(stream: TextIO) -> bool:
    """Whether its encoding has the symbols of formulas and drawings."""
    try:
        "→×−Σ∂′½²…─│╭╮╰╯├└╱╲╳╔═║▶◀•".encode(getattr(stream, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def colours_of_terminal() -> Palette:
    """Those for the background that COLORFGBG names, which some terminals set: "0;15" is black on white."""
    background = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    if not background.isdecimal():
        return UNKNOWN
    return LIGHT if background in ("7", "15") else DARK
