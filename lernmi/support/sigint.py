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

    The patience is 1 while Ctrl-C is deferred, 0 while it is allowed, and endless between regions
    of either kind: while a KeyboardInterrupt is being handled, and at the end.
    """

    def __init__(self, previous: Any, patience: float) -> None:
        self.previous = previous
        self.patience = patience
        self.waiting: List[Tuple[int, Optional[FrameType]]] = []

    def __call__(self, number: int, frame: Optional[FrameType]) -> None:
        self.waiting.append((number, frame))
        if len(self.waiting) > self.patience:
            self.deliver()

    def deliver(self) -> None:
        """Give what waits to the previous handler, which as a rule raises KeyboardInterrupt."""
        waiting, self.waiting = self.waiting, []
        if waiting:
            self.patience = math.inf        # until the region that it interrupts is left
            self.previous(*waiting[-1])

    @contextmanager
    def region(self, patience: float) -> Iterator[None]:
        """While this lasts, another patience."""
        before = self.patience
        try:
            self.patience = patience
            if len(self.waiting) > patience:
                self.deliver()
            yield
        finally:
            self.patience = before


@contextmanager
def deferring_sigint(patience: float = 1) -> Iterator[None]:
    """While this lasts, a Ctrl-C waits until it is over; a second one doesn't.

    So no one sees a network in the middle of a move. With an endless ``patience`` none interrupts,
    but in a region within, which allows it or defers the first one only. Nothing changes within
    another deferral of the first one, nor outside the main thread, where Python interrupts nothing.
    """
    previous = _handler()
    if isinstance(previous, _DeferringHandler) and previous.patience:
        with previous.region(min(previous.patience, patience)):
            yield
        return
    if not callable(previous):
        yield
        return
    handler = _DeferringHandler(previous, patience)
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
    with handler.region(0):
        yield


def _handler() -> Any:
    """The handler of Ctrl-C in the main thread; None in the others."""
    in_main_thread = threading.current_thread() is threading.main_thread()
    return signal.getsignal(signal.SIGINT) if in_main_thread else None
