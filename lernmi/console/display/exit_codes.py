"""How a program for people ends when something went wrong: in a sentence, not a traceback."""

from __future__ import annotations

import os
import sys
from typing import Optional

from ...support.errors import LernmiError
from .escape_control_chars import escape_control_chars

WRONG_USE, INTERRUPTED, PIPE_CLOSED = 2, 130, 141       # 128 + the signal's number, as in shells


def report_error(error: BaseException) -> Optional[int]:
    """Say what is to be said about an error, and return the exit status; None for a bug."""
    if isinstance(error, LernmiError):
        return _complain(str(error))
    if isinstance(error, KeyboardInterrupt):
        print("\nlernmi: interrupted.", file=sys.stderr)
        return INTERRUPTED
    if isinstance(error, BrokenPipeError):
        _silence()
        return PIPE_CLOSED
    if isinstance(error, OSError):
        _silence()
        return _complain(f"the output can't be written: {error.strerror or error}.")
    return None


def ensure_streams() -> None:
    """Where a stream was closed from the start, write into the void."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w"))       # noqa: SIM115 -- open to the end


def _complain(sentence: str) -> int:
    encoding = sys.stderr.encoding or "ascii"
    line = escape_control_chars(sentence).replace("\n", "\\n")
    careful = line.encode(encoding, "backslashreplace").decode(encoding)
    print(f"lernmi: {careful}", file=sys.stderr)
    return WRONG_USE


def _silence() -> None:
    """Let Python's own flush at exit find an open door."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
