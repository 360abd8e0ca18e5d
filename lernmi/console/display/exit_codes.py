"""How a program ends after an error: a sentence instead of a traceback, and an exit status."""

from __future__ import annotations

import os
import sys
import textwrap
from typing import Optional, TextIO

from ...support.errors import LernmiError
from ...support.formatting import escape_control_chars, escape_missing_chars
from ...support.startup import INTERRUPTED, INTERRUPTION

WRONG_USE, PIPE_CLOSED = 2, 141         # 128 + the signal's number, as in shells


def report_error(error: BaseException) -> Optional[int]:
    """Print the error in a sentence and return the exit status; None for a bug, which isn't printed.

    The status is the same where the sentence can't be written.
    """
    if isinstance(error, LernmiError):
        return _print_error(str(error))
    if isinstance(error, (KeyboardInterrupt, EOFError)):         # Ctrl-C or Ctrl-D
        _print(INTERRUPTION)
        return INTERRUPTED
    if isinstance(error, BrokenPipeError):
        _discard(sys.stdout)
        return PIPE_CLOSED
    if isinstance(error, UnicodeEncodeError):       # a file for other programs, in which nothing is replaced
        return _print_error(f"the output can't be written: its encoding, {error.encoding}, lacks the "
                            f"character {error.object[error.start]!r}. Set PYTHONIOENCODING=utf-8, or save "
                            "it in a file.")
    if isinstance(error, OSError):
        _discard(sys.stdout)
        return _print_error(f"the output can't be written: {error.strerror or error}.")
    return None


def ensure_streams() -> None:
    """Replace a standard stream that was closed from the start by the null device."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w"))       # noqa: SIM115 -- open to the end


def _print_error(sentence: str) -> int:
    line = escape_missing_chars(escape_control_chars(sentence), sys.stderr.encoding or "ascii")
    _print("lernmi: " + line)
    return WRONG_USE


def _print(text: str) -> None:
    """To stderr; on a terminal no word is cut at its edge."""
    try:
        width = os.get_terminal_size(sys.stderr.fileno()).columns if sys.stderr.isatty() else 0
        if 0 < width < len(text):
            text = textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False)
        print(text, file=sys.stderr, flush=True)
    except OSError:
        _discard(sys.stderr)


def _discard(stream: TextIO) -> None:
    """Redirect the stream to the null device, so that Python's own flush at exit succeeds."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
