"""Ctrl-C at the right moment: what has begun is brought to its end first."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from types import FrameType
from typing import Any, Iterator, List, Optional, Tuple


class _Hold:
    """Holds a Ctrl-C back until it is asked for; a second one is handed on at once.

    ``opens``: the next one is handed on at once. ``ends``: none is, whatever comes.
    """

    def __init__(self, handler: Any) -> None:
        self.handler = handler
        self.opens = self.ends = False
        self.waiting: Optional[Tuple[int, Optional[FrameType]]] = None

    def press(self, number: int, frame: Optional[FrameType]) -> None:
        """What Python calls when Ctrl-C is pressed."""
        at_once = (self.opens or self.waiting is not None) and not self.ends
        self.waiting = (number, frame)
        if at_once:
            self.hand_on()

    def hand_on(self) -> None:
        """Let a Ctrl-C that waits do what it does."""
        waiting, self.waiting = self.waiting, None
        if waiting is not None:
            self.opens = False
            self.handler(*waiting)


_holds: List[_Hold] = []        # what holds Ctrl-C back, and within something that opens, the next


@contextmanager
def deferring_sigint() -> Iterator[None]:
    """While this lasts, Ctrl-C waits until it is over; pressed once more, it doesn't.

    So no one sees a network with half of a move done. Elsewhere than in the main thread, where
    Python interrupts nothing, this does nothing.
    """
    handler = signal.getsignal(signal.SIGINT)
    held = bool(_holds) and not _holds[-1].opens
    if held or not callable(handler) or not _in_main_thread():
        yield
        return
    hold = _Hold(handler)
    try:
        _holds.append(hold)
        signal.signal(signal.SIGINT, hold.press)
        yield
    finally:
        hold.ends = True
        if hold in _holds:
            _holds.remove(hold)
        signal.signal(signal.SIGINT, handler)
        hold.hand_on()


@contextmanager
def allowing_sigint() -> Iterator[None]:
    """Within deferring_sigint, what may be interrupted all the same, also by a Ctrl-C that waits."""
    if not _holds or not _in_main_thread():
        yield
        return
    hold = _holds[-1]
    try:
        hold.opens = True
        hold.hand_on()
        yield
    finally:
        hold.opens = False


def _in_main_thread() -> bool:
    """Whether this is the thread in which Python interrupts."""
    return threading.current_thread() is threading.main_thread()
