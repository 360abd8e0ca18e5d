"""Ctrl-C at the right moment: what has begun is brought to its end first."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from types import FrameType
from typing import Any, Iterator, List, Optional, Tuple


class _Hold:
    """Holds a Ctrl-C back until it is asked for; a second one is handed on at once, but at the end."""

    def __init__(self, handler: Any) -> None:
        self.handler = handler
        self.ends = False
        self.waiting: Optional[Tuple[int, Optional[FrameType]]] = None

    def wait(self, number: int, frame: Optional[FrameType]) -> None:
        """What Python calls when Ctrl-C is pressed."""
        if not self.ends:
            self.hand_on()
        self.waiting = (number, frame)

    def hand_on(self) -> None:
        """Let a Ctrl-C that waits do what it does."""
        waiting, self.waiting = self.waiting, None
        if waiting is not None:
            self.handler(*waiting)


_holds: List[_Hold] = []        # what holds Ctrl-C back at present: one, or none


@contextmanager
def uninterrupted() -> Iterator[None]:
    """While this lasts, Ctrl-C waits until it is over; pressed once more, it doesn't.

    So no one sees a network with half of a move done. Elsewhere than in the main thread, where
    Python interrupts nothing, this does nothing.
    """
    handler = signal.getsignal(signal.SIGINT)
    if _holds or not callable(handler) or not _in_main_thread():
        yield
        return
    hold = _Hold(handler)
    try:
        with _handled_by(hold):
            yield
    finally:
        hold.hand_on()


@contextmanager
def interruptible() -> Iterator[None]:
    """Within something uninterrupted, what may be interrupted all the same, also by a Ctrl-C that waits."""
    if not _holds or not _in_main_thread():
        yield
        return
    hold = _holds.pop()
    signal.signal(signal.SIGINT, hold.handler)
    try:
        hold.hand_on()
        yield
    finally:
        signal.signal(signal.SIGINT, hold.wait)
        _holds.append(hold)


@contextmanager
def _handled_by(hold: _Hold) -> Iterator[None]:
    signal.signal(signal.SIGINT, hold.wait)
    _holds.append(hold)
    try:
        yield
    finally:
        hold.ends = True
        signal.signal(signal.SIGINT, hold.handler)
        _holds.remove(hold)


def _in_main_thread() -> bool:
    """Whether this is the thread in which Python interrupts."""
    return threading.current_thread() is threading.main_thread()
