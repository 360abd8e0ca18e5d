"""Ctrl-C at the right moment: what has begun is completed first."""

from __future__ import annotations

import math
import signal
import threading
from contextlib import contextmanager
from types import FrameType
from typing import Any, Iterator, List, Optional, Tuple


class _DeferringHandler:
    """A handler of Ctrl-C: as many as its ``patience`` wait, the next one is delivered at once.

    The patience is 1 while Ctrl-C is deferred, 0 while it is allowed, and endless at the end.
    """

    def __init__(self, previous: Any) -> None:
        self.previous = previous
        self.patience: float = 1
        self.waiting: List[Tuple[int, Optional[FrameType]]] = []

    def __call__(self, number: int, frame: Optional[FrameType]) -> None:
        self.waiting.append((number, frame))
        if len(self.waiting) > self.patience:
            self.deliver()

    def deliver(self) -> None:
        """Give what waits to the previous handler, which as a rule raises KeyboardInterrupt."""
        waiting, self.waiting = self.waiting, []
        if waiting:
            self.patience = 1       # while the KeyboardInterrupt is being dealt with
            self.previous(*waiting[-1])


@contextmanager
def deferring_sigint() -> Iterator[None]:
    """While this lasts, a Ctrl-C waits until it is over; a second one doesn't.

    So no one sees a network in the middle of a move. Nothing changes within another deferral, nor
    outside the main thread, where Python interrupts nothing.
    """
    previous = _handler()
    if not callable(previous) or (isinstance(previous, _DeferringHandler) and previous.patience):
        yield
        return
    handler = _DeferringHandler(previous)
    try:
        signal.signal(signal.SIGINT, handler)
        yield
    finally:
        handler.patience = math.inf
        signal.signal(signal.SIGINT, previous)
        handler.deliver()


@contextmanager
def allowing_sigint() -> Iterator[None]:
    """Within a deferral, what a Ctrl-C interrupts at once; one that waits does so at the start."""
    handler = _handler()
    if not isinstance(handler, _DeferringHandler):
        yield
        return
    try:
        handler.patience = 0
        handler.deliver()
        yield
    finally:
        handler.patience = 1


def _handler() -> Any:
    """The handler of Ctrl-C in the main thread; None in the others."""
    in_main_thread = threading.current_thread() is threading.main_thread()
    return signal.getsignal(signal.SIGINT) if in_main_thread else None
