"""The command demo: its options, and what it runs."""

from __future__ import annotations

import argparse

from ...support.errors import BadInput
from ..display.page import Page
from ..lesson.catalogue import find_demo, print_demos, run_demo
from ..lesson.options import LessonOptions, add_lesson_options, lesson_options

OK = 0


def add_demo(command: argparse.ArgumentParser, name: str) -> None:
    """Which demo, and how it is shown."""
    command.add_argument("name", nargs="?", metavar="NAME",
                         help="a demo that lernmi demos lists, or the beginning of its name")
    add_lesson_options(command)
    command.add_argument("-h", "--help", action="store_true",
                         help="show this help; after NAME, that of the demo")
    command.set_defaults(print_help=command.print_help)


def demo(options: argparse.Namespace) -> int:
    """See commands."""
    if options.help and not options.name:
        options.print_help()
    elif not options.name:
        if lesson_options(options) != LessonOptions(plain=options.plain):
            raise BadInput("which demo? lernmi demos lists them. Try lernmi demo worked_example")
        print_demos(Page(plain=options.plain, by_screens=True))
    else:
        run_demo(find_demo(options.name), ["--help"] if options.help else lesson_options(options).words)
    return OK
