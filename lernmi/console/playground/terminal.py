"""The terminal of the playground: frames on the alternate screen, and keys."""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, Iterator, List, Optional, Sequence, TextIO, Tuple

from ...support.held_signals import HeldSignals, holding_signals
from ..display.keyboard import HANG_UP, Keyboard

ENTER = "\x1b[?1049h\x1b[?25l\x1b[?7l"          # alternate screen, no cursor, lines don't wrap
LEAVE = "\x1b[?7h\x1b[?25h\x1b[?1049l"
BEGIN, END = "\x1b[?2026h", "\x1b[?2026l"       # a terminal that knows them draws what is between at once
CLEAR, REST_OF_LINE = "\x1b[2J", "\x1b[K"
STOP: Any = getattr(signal, "SIGTSTP", None)    # Ctrl-Z; not on Windows


class Terminal:
    """A screen and a keyboard, from ``opened`` on; on every way out, the terminal is as it was before.

    Signals that end a program, and Ctrl-C, wait for ``attend``.
    """

    def __init__(self, stream: TextIO, keyboard: Keyboard) -> None:
        self._stream = stream
        self._keyboard = keyboard
        self._shown: List[str] = []
        self._is_suspended = False
        self._signals = HeldSignals()

    @contextmanager
    def opened(self) -> Iterator[None]:
        """In this block, frames are shown."""
        with holding_signals() as self._signals, self._noting_ctrl_z():
            try:
                self._enter()
                yield
            finally:
                self._leave()

    @contextmanager
    def left(self) -> Iterator[None]:
        """In this block, the terminal is as it was before: text and lines; signals have their effect."""
        self._leave()
        try:
            with self._signals.released():
                yield
        finally:
            self._enter()

    def attend(self) -> None:
        """Let signals that have come have their effect: KeyboardInterrupt or SystemExit; Ctrl-Z suspends."""
        self._signals.deliver()
        if self._is_suspended:
            self._is_suspended = False
            with self.left(), self._obeying_ctrl_z():
                os.kill(os.getpid(), STOP)

    def size(self) -> Tuple[int, int]:
        """Columns and rows."""
        try:
            return tuple(os.get_terminal_size(self._stream.fileno()))       # type: ignore[return-value]
        except OSError:
            raise SystemExit(HANG_UP) from None

    def keys(self, seconds: float) -> List[str]:
        """The keys pressed, after waiting for the first one for so long."""
        return self._keyboard.read(seconds)

    def show(self, lines: Sequence[str]) -> None:
        """Show these lines: those that have changed are written, at once."""
        changed = [f"\x1b[{number};1H{line}{REST_OF_LINE}" for number, line in enumerate(lines, start=1)
                   if number > len(self._shown) or line != self._shown[number - 1]]
        if changed:
            self._write(BEGIN + CLEAR * (len(lines) != len(self._shown)) + "".join(changed) + END)
            self._shown = list(lines)

    def clear(self) -> None:
        """Let the next frame be written whole, as after a change of the size."""
        self._shown = []

    def _enter(self) -> None:
        self._keyboard.open()
        self._write(ENTER)
        self.clear()

    def _leave(self) -> None:
        with suppress(OSError, ValueError):         # the terminal was closed
            self._write(LEAVE)
        self._keyboard.close()

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()

    # ---- Ctrl-Z ------------------------------------------------------------------------------------

    @contextmanager
    def _noting_ctrl_z(self) -> Iterator[None]:
        """In this block, a Ctrl-Z waits for ``attend``."""
        if STOP is None:
            yield
            return
        before = signal.signal(STOP, self._note)
        try:
            yield
        finally:
            signal.signal(STOP, before)

    def _note(self, number: int, frame: Optional[FrameType]) -> None:
        self._is_suspended = True

    @contextmanager
    def _obeying_ctrl_z(self) -> Iterator[None]:
        """In this block, a Ctrl-Z stops the program."""
        signal.signal(STOP, signal.SIG_DFL)
        try:
            yield
        finally:
            signal.signal(STOP, self._note)
