"""Where commands come from: a terminal, a pipe, a notebook, or nowhere."""

from __future__ import annotations

import io
import os
import sys
from contextlib import contextmanager, suppress
from types import BuiltinFunctionType
from typing import Iterator, Optional, TextIO

from ...support.errors import BadInput

WHITE_SPACE = " \t\n"       # the ends of a word that Tab completes: names contain [, ] and ->
LONGEST_LINE = 1_000_000    # characters; a file with a longer one holds no commands


class BoundedLines:
    """Reads lines of a stream, however long the stream is."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def readline(self) -> str:
        """The next line; BadInput if it has more than LONGEST_LINE characters."""
        line = self._stream.readline(LONGEST_LINE + 1)
        if len(line) > LONGEST_LINE:
            raise BadInput(f"the commands can't be read: a line has more than {LONGEST_LINE:,} characters.")
        return line


def comes_from_a_pipe() -> bool:
    """Whether commands are piped in; a notebook or an IDE echoes them by itself."""
    on_terminal = sys.stdin is not None and sys.stdin.isatty()
    in_notebook_or_ide = not isinstance(input, BuiltinFunctionType) or "PYCHARM_HOSTED" in os.environ
    return not on_terminal and not in_notebook_or_ide


def is_closed(stream: Optional[TextIO]) -> bool:
    """Whether nothing can be read; a stream closed before the program began may look open."""
    if stream is None or getattr(stream, "closed", False):
        return True
    try:
        os.fstat(stream.fileno())
    except (AttributeError, ValueError):        # a stream without a file, such as a notebook's
        return False
    except OSError:
        return True
    return False


@contextmanager
def tab_completing() -> Iterator[None]:
    """While this lasts, Tab completes whole words such as hidden[0]->out."""
    try:
        import readline
    except ImportError:         # Windows: Tab does nothing
        yield
        return
    if "libedit" in (readline.__doc__ or ""):       # macOS: its command for Tab is another than cmd's
        readline.parse_and_bind("bind ^I rl_complete")
    before = readline.get_completer_delims()
    readline.set_completer_delims(WHITE_SPACE)
    try:
        yield
    finally:
        readline.set_completer_delims(before)


def escape_undecodable_input() -> None:
    """Read bytes that are no text in the input's encoding as escapes such as \\xff."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        with suppress(io.UnsupportedOperation):         # it has been read from already
            sys.stdin.reconfigure(errors="backslashreplace")
