"""Progress: how far long work is, as a function that is called with what is done and what there is to do."""

from __future__ import annotations

from typing import Callable

Progress = Callable[[int, int], None]           # done, of how many


def unreported(done: int, total: int) -> None:
    """For work of which nobody watches the progress."""
