"""A command on a pseudo-terminal that draws all the time: its screen is read while keys are pressed."""

import os
import re
import select
import signal
import sys
import time
from typing import List, Tuple

from tests.support.processes import ROOT, environment, resize, without_escapes

PATIENCE = 30.0         # seconds


class Live:
    """``lernmi`` on a pseudo-terminal of so many columns and rows."""

    def __init__(self, *words: str, columns: int = 80, rows: int = 24) -> None:
        import pty
        import termios
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            os.chdir(ROOT)
            os.execve(sys.executable, [sys.executable, "-m", "lernmi", *words],
                      environment(TERM="xterm-256color", COLORTERM="truecolor"))
        resize(self.master, rows, columns)
        self.settings = termios.tcgetattr(self.master)
        self.written = b""

    def wait_for(self, pattern: str) -> str:
        """Read until what was written since the last call matches; that text, without escapes."""
        end = time.monotonic() + PATIENCE
        while not re.search(pattern, text := without_escapes(self.written.decode("utf-8", "replace"))):
            assert time.monotonic() < end, f"{pattern!r} never came: {text[-2000:]!r}"
            self._read(0.1)
        self.written = b""
        return text

    def press(self, keys: str) -> None:
        """Type these keys."""
        os.write(self.master, keys.encode())

    def resize(self, rows: int, columns: int) -> None:
        """Change the size of the terminal."""
        resize(self.master, rows, columns)
        os.kill(self.pid, signal.SIGWINCH)

    def settings_now(self) -> List[object]:
        """How the terminal treats what is typed."""
        import termios
        return termios.tcgetattr(self.master)

    def end(self) -> Tuple[str, int]:
        """Read to the end; what was written since the last wait, with escapes, and the exit status."""
        while self._read(0.1):
            pass
        _, status = os.waitpid(self.pid, 0)
        return self.written.decode("utf-8", "replace"), os.waitstatus_to_exitcode(status)

    def close(self) -> int:
        """Close the terminal, as somebody does who closes the window; the exit status."""
        os.close(self.master)
        _, status = os.waitpid(self.pid, 0)
        return os.waitstatus_to_exitcode(status)

    def _read(self, seconds: float) -> bool:
        """Read what is there; whether the other end is open."""
        if not select.select([self.master], [], [], seconds)[0]:
            return True
        try:
            data = os.read(self.master, 65536)
        except OSError:         # Linux says so when the other end is closed
            data = b""
        self.written += data
        return bool(data)
