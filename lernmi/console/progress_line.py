"""A line that says how far long work is: only on a terminal, and only after a while."""

from __future__ import annotations

import sys
import time
from typing import Any

from .display.page import Page

AFTER, EVERY = 1.0, 0.1         # seconds: until it is shown, and between two changes of it


class ProgressLine:
    """Shows a bar on the terminal of the error stream while a block runs, and takes it away at the end.

    It is called with what is done and what there is to do. Work that takes less than a second shows
    nothing; nor does what is plain, and what goes into a file or a pipe.
    """

    def __init__(self, what: str = "", plain: bool = False) -> None:
        self.what = what
        self._page = Page(sys.stderr, plain=plain)
        self._bar: Any = None
        self.restart()

    def restart(self) -> None:
        """Take the bar away; the next one is shown a second from now at the earliest."""
        if self._bar is not None:
            self._bar.stop()
        self._bar = None
        self._next = time.monotonic() + AFTER

    def show(self, done: int, total: int) -> None:
        """Show the bar now, before work that can't be interrupted."""
        self._next = 0.0
        self(done, total)

    def __call__(self, done: int, total: int) -> None:
        """So many are done, of so many."""
        if not self._page.laid_out or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + EVERY
        if self._bar is None:
            self._bar = self._started()
        self._bar.update(0, description=self._page.text(self.what), completed=done, total=total, refresh=True)

    def _started(self) -> Any:
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn  # late: seldom needed
        bar = Progress(TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(),
                       console=self._page.console, transient=True, auto_refresh=False)
        bar.add_task("")
        bar.start()
        return bar

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(self, *_: object) -> None:
        self.restart()
