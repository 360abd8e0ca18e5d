"""Ctrl-C at the right moment: what has begun is completed first."""

from __future__ import annotations

import math
import signal
import threading
from contextlib import contextmanager, nullcontext
from types import FrameType
from typing import Any, ContextManager, Iterator, List, Optional, Tuple


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
            self.deliver(math.inf)      # until the region that it interrupts is left

    def deliver(self, patience: float) -> None:
        """Give what waits to the previous handler, which as a rule raises KeyboardInterrupt."""
        waiting, self.waiting = self.waiting, []
        if waiting:
            self.patience = patience
            self.previous(*waiting[-1])


class _Region:
    """A context in which a handler has another patience.

    No generator: one that is interrupted between its yield and the block would end at some later
    time, and change the patience of another region.
    """

    def __init__(self, handler: _DeferringHandler, patience: float) -> None:
        self._handler = handler
        self._patience = patience
        self._before = handler.patience

    def __enter__(self) -> None:
        self._handler.patience = self._patience
        if len(self._handler.waiting) > self._patience:
            self._handler.deliver(self._before)

    def __exit__(self, *_: object) -> None:
        self._handler.patience = self._before
        if len(self._handler.waiting) > self._before:
            self._handler.deliver(math.inf)


def deferring_sigint(patience: float = 1) -> ContextManager[None]:
    """While this lasts, a Ctrl-C waits until it is over; a second one doesn't.

    So no one sees a network in the middle of a move. With an endless ``patience`` none interrupts,
    but in a region within, which allows it or defers the first one only. Nothing changes within
    another deferral of the first one, nor outside the main thread, where Python interrupts nothing.
    """
    previous = _handler()
    if isinstance(previous, _DeferringHandler):
        return _Region(previous, min(previous.patience or math.inf, patience))
    return _installed(_DeferringHandler(previous, patience)) if callable(previous) else nullcontext()


@contextmanager
def _installed(handler: _DeferringHandler) -> Iterator[None]:
    """While this lasts, the handler is that of Ctrl-C."""
    try:
        signal.signal(signal.SIGINT, handler)
        yield
    finally:
        handler.patience = math.inf
        signal.signal(signal.SIGINT, handler.previous)
        handler.deliver(math.inf)


def allowing_sigint() -> ContextManager[None]:
    """Within a deferral, what a Ctrl-C interrupts at once; one that waits does so at the start."""
    handler = _handler()
    return _Region(handler, 0) if isinstance(handler, _DeferringHandler) else nullcontext()


def _handler() -> Any:
    """The handler of Ctrl-C in the main thread; None in the others."""
    in_main_thread = threading.current_thread() is threading.main_thread()
    return signal.getsignal(signal.SIGINT) if in_main_thread else None
