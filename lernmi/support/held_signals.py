"""Signals that end a program, held back to the moments at which they do no harm."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from types import FrameType
from typing import Any, Dict, Iterator, List, Optional

ENDING = [getattr(signal, name) for name in ("SIGHUP", "SIGTERM", "SIGINT") if hasattr(signal, name)]


class HeldSignals:
    """The signals that have come and wait, and the handlers that they wait for."""

    def __init__(self) -> None:
        self.handlers: Dict[int, Any] = {}
        self._waiting: List[int] = []

    def note(self, number: int, frame: Optional[FrameType]) -> None:
        """The handler while signals are held back."""
        self._waiting.append(number)

    def deliver(self) -> None:
        """Pass what waits to its handler: a Ctrl-C as a rule raises KeyboardInterrupt.

        Where there was no handler, SystemExit with the status that shells give such an end.
        """
        while self._waiting:
            number = self._waiting.pop(0)
            if not callable(self.handlers[number]):
                raise SystemExit(128 + number)
            self.handlers[number](number, None)


@contextmanager
def holding_signals() -> Iterator[HeldSignals]:
    """In this block, Ctrl-C, SIGTERM and SIGHUP wait for its end, or for ``deliver``.

    A signal that is ignored stays so. Nothing changes outside the main thread, where Python
    interrupts nothing.
    """
    held = HeldSignals()
    if threading.current_thread() is threading.main_thread():
        found = {number: signal.getsignal(number) for number in reversed(ENDING)}
        held.handlers = {number: handler for number, handler in found.items()
                         if callable(handler) or handler == signal.SIG_DFL}
    try:
        for number in held.handlers:                # Ctrl-C first: the others raise nothing
            signal.signal(number, held.note)
        yield held
    finally:
        for number in reversed(list(held.handlers)):        # Ctrl-C last
            signal.signal(number, held.handlers[number])
        held.deliver()
