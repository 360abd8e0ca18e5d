"""A line that says what is measured now, on a terminal alone."""

from __future__ import annotations

from typing import TextIO

from ..display.terminal import is_tty
from .rounds import Progress


class ProgressLine:
    """One line of a stream, written over and over; nothing where the stream is no terminal."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._is_shown = is_tty(stream)
        self._length = 0

    def section(self, what: str) -> Progress:
        """From now on, this is measured; what is returned is called with the rounds done, and of how many."""
        self._show(f"measuring {what} ...")
        return lambda done, total: self._show(f"measuring {what}: round {done} of {total}")

    def end(self) -> None:
        """Leave the line empty."""
        self._show("")

    def _show(self, text: str) -> None:
        if self._is_shown:
            self._stream.write("\r" + text.ljust(self._length) + ("" if text else "\r"))
            self._stream.flush()
            self._length = len(text)
