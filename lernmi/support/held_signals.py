"""Signals that end a program, held back to the moments at which they do no harm."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from types import FrameType
from typing import Any, Dict, Iterator, List, Optional

ENDING = [getattr(signal, name) for name in ("SIGHUP", "SIGTERM", "SIGINT") if hasattr(signal, name)]


class HeldSignals:
    """The signals that have come and wait, and the handlers that they wait for.

    Between ``hold`` and ``release``, a signal waits while ``is_holding``; else it has its effect at once.
    """

    def __init__(self) -> None:
        self.is_holding = True
        self.handlers: Dict[int, Any] = {}
        self._waiting: List[int] = []

    @property
    def is_waiting(self) -> bool:
        """Whether a signal has come."""
        return bool(self._waiting)

    def hold(self) -> None:
        """From here on, signals wait. Nothing changes outside the main thread."""
        if threading.current_thread() is threading.main_thread():
            found = {number: signal.getsignal(number) for number in reversed(ENDING)}
            self.handlers = {number: handler for number, handler in found.items()
                             if callable(handler) or handler == signal.SIG_DFL}
        for number in self.handlers:                # Ctrl-C first: the others raise nothing
            signal.signal(number, self.note)

    def release(self) -> None:
        """From here on, they have their effect at once, and those that wait have it now."""
        for number in reversed(list(self.handlers)):        # Ctrl-C last
            signal.signal(number, self.handlers[number])
        self.deliver()

    @contextmanager
    def released(self) -> Iterator[None]:
        """In this block, they have their effect at once."""
        self.release()
        try:
            yield
        finally:
            self.hold()

    def note(self, number: int, frame: Optional[FrameType]) -> None:
        """The handler while signals are held back."""
        self._waiting.append(number)
        if not self.is_holding:
            self.deliver()

    @contextmanager
    def holding(self) -> Iterator[None]:
        """In this block, signals wait for its end."""
        self.is_holding = True
        try:
            yield
        finally:
            self.is_holding = False
            self.deliver()

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
    try:
        held.hold()
        yield held
    finally:
        held.release()
