"""The command line."""

from __future__ import annotations

import sys
from typing import List, Optional, Sequence

from ..._version import __version__
from ...examples import EXAMPLES
from ...support import startup
from ...support.errors import UnknownName
from ..display.exit_codes import ensure_streams, report_error
from ..display.page import Page
from .commands import COMMANDS
from .parser import parsed
from .results import OK

MENU = """\
lernmi {version}: a neural network that you can take apart with your hands.

Step through one learning step, forwards and backwards:
    lernmi step mazur
Print every multiplication of it:
    lernmi trace mazur
Ask whose fault an error is:
    lernmi why mazur w1
See a network with its values and sensitivities:
    lernmi show xor
Check backpropagation against central differences:
    lernmi check xor
Learn real data, a shipped set or a file of yours, and keep what was learned:
    lernmi train iris
Watch a network learn, on a live screen:
    lernmi play
Show a demo to a class, scene by scene; lernmi demos lists them:
    lernmi demo worked_example

Examples: {examples}.
More: lernmi help (the manual), lernmi --help, lernmi trace --help
"""


def main(argv: Optional[Sequence[str]] = None) -> int:
    """Run the command line; the exit status is 0, 1 for a failed check, or 2 for wrong use."""
    ensure_streams()
    try:
        startup.begin()
        status = _run(sys.argv[1:] if argv is None else list(argv))
        sys.stdout.flush()
        return status
    except (Exception, KeyboardInterrupt) as error:
        ending = report_error(error)
        if ending is None:
            raise
        return ending


def _run(argv: List[str]) -> int:
    if not argv:
        page = Page()
        for line in MENU.format(version=__version__, examples=", ".join(EXAMPLES)).splitlines():
            page.line(line)
        return OK
    if not argv[0].startswith("-") and argv[0] not in COMMANDS:
        raise UnknownName("command", argv[0], COMMANDS)
    try:
        options = parsed(argv)
    except SystemExit:          # --help or --version, which has been printed
        return OK
    return COMMANDS[options.command](options)
