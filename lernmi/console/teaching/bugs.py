"""The command bugs."""

from __future__ import annotations

import argparse

from ..cli.learning_options import add_digits
from ..display.page import Page


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Which bug, and on which example."""
    command.add_argument("name", nargs="?", metavar="NAME", help="a bug (default: list them all)")
    command.add_argument("example", nargs="?", metavar="EXAMPLE",
                         help="the example that it is shown on (default: one on which it shows well)")
    add_digits(command)


def run(options: argparse.Namespace) -> int:
    """List the bugs, or show one; the exit status."""
    from ...teaching.bugs import find_bug  # with what no other command needs
    from ...teaching.bugs.demonstration import Demonstration
    from ...teaching.bugs.examples import find
    from .bug_view import print_bug, print_bugs
    page = Page(digits=options.digits, plain=options.plain, by_screens=True)
    if options.name is None:
        print_bugs(page)
        return 0
    bug = find_bug(options.name)
    print_bug(page, Demonstration(bug, find(options.example or bug.example)))
    return 0
