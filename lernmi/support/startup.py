"""Ctrl-C while the command is starting: it ends as quietly as later, and not with a traceback of imports.

The package imports this first. Where it is imported by the command ``lernmi``, and only there, Ctrl-C
ends the program from then on, until ``begin`` makes it the KeyboardInterrupt that the command deals with.
"""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType
from typing import NoReturn, Optional

INTERRUPTED = 130
INTERRUPTION = "\nlernmi: interrupted."
COMMANDS = ("-m", "lernmi", "lernmi.exe", "lernmi-script.py")       # "-m" while a package is imported for it


def _end(number: int, frame: Optional[FrameType]) -> NoReturn:
    print(INTERRUPTION, file=sys.stderr)
    sys.exit(INTERRUPTED)


def begin() -> None:
    """The command has started: from here on, Ctrl-C is a KeyboardInterrupt."""
    if signal.getsignal(signal.SIGINT) is _end:
        signal.signal(signal.SIGINT, signal.default_int_handler)


if os.path.basename((sys.argv or [""])[0]) in COMMANDS \
        and signal.getsignal(signal.SIGINT) is signal.default_int_handler:      # not where it is ignored
    signal.signal(signal.SIGINT, _end)
