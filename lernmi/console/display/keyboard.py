"""Single keys, without Enter: from a Unix terminal, or a console of Windows."""

from __future__ import annotations

import os
import re
import select
import sys
import time
from contextlib import suppress
from typing import Any, Dict, List, Optional, Union

from .terminal import is_terminal, is_tty

NAMES: Dict[str, str] = {
    " ": "space", "\r": "enter", "\n": "enter", "\t": "tab", "\x7f": "backspace", "\b": "backspace",
    "\x1b": "escape", "\x1b[A": "up", "\x1b[B": "down", "\x1b[C": "right", "\x1b[D": "left",
    "\x1bOA": "up", "\x1bOB": "down", "\x1bOC": "right", "\x1bOD": "left", "\x1b[Z": "back tab",
    "\x1b[5~": "page up", "\x1b[6~": "page down", "\xe0I": "page up", "\xe0Q": "page down",
    "\x04": "ctrl-d", "\x0c": "ctrl-l", "\xe0H": "up", "\xe0P": "down", "\xe0M": "right", "\xe0K": "left"}
KEY = re.compile("\x1b\\[[0-9;]*[A-Za-z~]|\x1bO[A-Za-z]|[\0\xe0].|.", re.DOTALL)
UNFINISHED = re.compile(rb"\x1b([\[O][0-9;]*)?\Z")      # of a key that is several characters
REST = 0.05                 # seconds until these have all arrived, also over a slow line
MOST_BYTES = 1024           # that are read at once
POLLING = 0.02              # seconds, on Windows
HANG_UP = 128 + 1           # the exit status where the terminal was closed, as after the signal SIGHUP


class UnixKeyboard:
    """Keys of a terminal: while it is ``open``, each arrives at once, and isn't echoed."""

    def __init__(self, file: int) -> None:
        import termios
        self._termios: Any = termios
        self._file = file
        self._before: Any = None

    def open(self) -> None:
        """Let keys arrive without Enter; Ctrl-C and Ctrl-Z stay signals."""
        termios = self._termios
        self._before = termios.tcgetattr(self._file)
        settings = termios.tcgetattr(self._file)
        settings[3] &= ~(termios.ICANON | termios.ECHO)
        settings[6][termios.VMIN], settings[6][termios.VTIME] = 1, 0
        termios.tcsetattr(self._file, termios.TCSANOW, settings)

    def close(self) -> None:
        """Restore the settings; nothing happens where the terminal isn't there any more."""
        with suppress(self._termios.error):
            self._termios.tcsetattr(self._file, self._termios.TCSANOW, self._before)

    def read(self, seconds: float) -> List[str]:
        """The names of the keys that were pressed, after waiting for the first one for so long.

        SystemExit where the terminal was closed.
        """
        if not select.select([self._file], [], [], seconds)[0]:
            return []
        try:
            data = os.read(self._file, MOST_BYTES)
        except OSError:         # Linux says so where the other end is closed
            data = b""
        if not data:
            raise SystemExit(HANG_UP)
        if UNFINISHED.search(data) and select.select([self._file], [], [], REST)[0]:
            data += os.read(self._file, MOST_BYTES)
        return names_of(data.decode("utf-8", "ignore"))


class WindowsKeyboard:
    """Keys of a console of Windows."""

    def __init__(self) -> None:
        import msvcrt
        self._msvcrt: Any = msvcrt

    def open(self) -> None:
        """Let the console obey escapes, which it does from the first command on."""
        os.system("")

    def close(self) -> None:
        """Nothing was changed."""

    def read(self, seconds: float) -> List[str]:
        """The names of the keys that were pressed, after waiting for the first one for so long."""
        end = time.monotonic() + seconds
        while not self._msvcrt.kbhit() and time.monotonic() < end:
            time.sleep(POLLING)
        keys = ""
        while self._msvcrt.kbhit():
            keys += self._msvcrt.getwch()
        return names_of(keys)


Keyboard = Union[UnixKeyboard, WindowsKeyboard]


def names_of(typed: str) -> List[str]:
    """The names of the keys typed: a letter or a sign is its own name.

    >>> names_of("n+ \\x1b[A")
    ['n', '+', 'space', 'up']
    """
    return [NAMES.get(key, key) for key in KEY.findall(typed)]


def find_keyboard() -> Optional[Keyboard]:
    """The keyboard before the screen; None where single keys can't be read, or no screen can be drawn."""
    if not (is_tty(sys.stdin) and is_terminal(sys.stdout)):
        return None
    try:
        return UnixKeyboard(sys.stdin.fileno())
    except ImportError:         # Windows
        return _windows_keyboard()


def _windows_keyboard() -> Optional[Keyboard]:
    try:
        return WindowsKeyboard()
    except ImportError:         # a terminal of another system
        return None
