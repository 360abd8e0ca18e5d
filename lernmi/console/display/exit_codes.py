"""How a program ends after an error: a sentence instead of a traceback, and an exit status."""

from __future__ import annotations

import os
import sys
from typing import Optional

from ...support.errors import LernmiError
from .escape_control_chars import escape_control_chars, escape_missing_chars

WRONG_USE, INTERRUPTED, PIPE_CLOSED = 2, 130, 141       # 128 + the signal's number, as in shells


def report_error(error: BaseException) -> Optional[int]:
    """Print the error in a sentence and return the exit status; None for a bug, which isn't printed."""
    if isinstance(error, LernmiError):
        return _print_error(str(error))
    if isinstance(error, (KeyboardInterrupt, EOFError)):         # Ctrl-C or Ctrl-D
        print("\nlernmi: interrupted.", file=sys.stderr)
        return INTERRUPTED
    if isinstance(error, BrokenPipeError):
        _discard_output()
        return PIPE_CLOSED
    if isinstance(error, OSError):
        _discard_output()
        return _print_error(f"the output can't be written: {error.strerror or error}.")
    return None


def ensure_streams() -> None:
    """Replace a standard stream that was closed from the start by the null device."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w"))       # noqa: SIM115 -- open to the end


def _print_error(sentence: str) -> int:
    line = escape_missing_chars(escape_control_chars(sentence), sys.stderr.encoding or "ascii")
    print("lernmi: " + line.replace("\n", "\\n"), file=sys.stderr)
    return WRONG_USE


def _discard_output() -> None:
    """Redirect stdout to the null device, so that Python's own flush at exit succeeds."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
