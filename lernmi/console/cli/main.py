"""The command line."""

from __future__ import annotations

import argparse
import sys
from typing import Any, List, NoReturn, Optional, Sequence

from ..._version import __version__
from ...examples import EXAMPLES
from ...support import startup
from ...support.errors import BadInput, UnknownName
from ...unrolling.script import PHASES
from ..display.exit_codes import ensure_streams, report_error
from ..display.page import Page
from .commands import COMMANDS, OK
from .example_options import SEED

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

Examples: {examples}.
More: lernmi help (the manual), lernmi --help, lernmi trace --help
"""

LONGEST = 200           # characters of a sentence about wrong use: it quotes what was typed
ROUNDED = "its numbers are rounded to N significant digits (default: not rounded)"


class _Parser(argparse.ArgumentParser):
    """Errors are raised, so that all of them look alike."""

    def error(self, message: str) -> NoReturn:
        message = message if len(message) <= LONGEST else message[:LONGEST] + "…"
        raise BadInput(f"{message}. Try {self.prog} --help")

    def print_help(self, file: Any = None) -> None:
        """Unlike argparse's own, it raises where the help can't be written."""
        print(self.format_help(), end="", file=file)


class _Version(argparse.Action):
    """Prints which lernmi this is."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> NoReturn:
        print(f"lernmi {__version__}")
        parser.exit()


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
        options = _parser().parse_args(argv)
    except SystemExit:          # --help or --version, which has been printed
        return OK
    return COMMANDS[options.command](options)


def _parser() -> _Parser:
    parser = _Parser(prog="lernmi", description="A neural network that you can take apart. "
                     "lernmi help lists the chapters of the manual.")
    parser.add_argument("--version", action=_Version, nargs=0, help="say which lernmi this is")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, function in COMMANDS.items():
        command = commands.add_parser(name, help=function.__doc__, description=function.__doc__)
        if name == "verify":
            command.add_argument("file", metavar="FILE", help="a trace as step's save writes it")
            command.add_argument("--digits", type=int, metavar="N", help=ROUNDED)
        elif name == "bench":
            _add_benchmark(command)
        elif name == "help":
            command.add_argument("chapter", nargs="?", metavar="CHAPTER", help="a chapter, or its beginning")
        else:
            _add_example(command, name)
        command.add_argument("--plain", action="store_true",
                             help="one ASCII sentence a fact: no colours, boxes or tables")
    return parser


def _add_benchmark(command: argparse.ArgumentParser) -> None:
    """What to measure, and how long."""
    command.add_argument("--layers", default="64-16-10", metavar="SIZES",
                         help="the sizes of the layers, the inputs first (default 64-16-10)")
    command.add_argument("--rounds", type=int, default=15, metavar="N",
                         help="how often everything is measured, in turn (default 15); less often what "
                              "takes many seconds")
    command.add_argument("--zeros", type=float, default=0.0, metavar="SHARE",
                         help="the share of the inputs that are 0, from 0 to 1 (default 0); above 0, the "
                              "unrolled step that skips zeros is measured as well")
    command.add_argument("--up-to", type=int, default=100_000, metavar="LINKS",
                         help="how large the networks become on which growth is measured (default 100000)")
    command.add_argument("--json", action="store_true", help="all figures as one JSON object")


def _add_example(command: argparse.ArgumentParser, name: str) -> None:
    """What to show, and how."""
    command.add_argument("example", metavar="EXAMPLE|FILE" if name == "step" else "EXAMPLE",
                         help=", ".join(EXAMPLES))
    if name == "why":
        command.add_argument("name", metavar="NAME",
                             help="a neuron, weight or link: w5, in quotes 'hidden[0]', "
                                  "'input[0]->hidden[1]'")
        command.add_argument("--all", action="store_true",
                             help="the whole tree and every path, even where they fill many screens")
    command.add_argument("--sample", type=int, metavar="N",
                         help="which of the example's samples, from 0 (default: the example's own)")
    command.add_argument("--seed", type=int, default=SEED, metavar="N",
                         help=f"draws the initial weights (default {SEED})")
    if name == "trace":
        command.add_argument("--only", action="append", metavar="NAME",
                             help="only this neuron, weight, link, layer or phase "
                                  "(input, forward, loss, backward, update); may be repeated; "
                                  "in quotes where it has brackets: 'hidden[0]'")
    if name in ("trace", "step", "unroll"):
        command.add_argument("--rate", type=float, metavar="R",
                             help="the learning rate (default: the example's own)")
    if name == "unroll":
        command.add_argument("--phase", choices=PHASES, metavar="PHASE",
                             help=f"only the lines of this phase: {', '.join(PHASES)}")
        return
    command.add_argument("--digits", type=int, default=4, metavar="N",
                         help="significant digits of every number (default 4)")
    if name != "step":
        command.add_argument("--save", metavar="FILE",
                             help="also save what is shown, as .html, .svg or .txt")
        command.add_argument("--force", action="store_true",
                             help="with --save: replace a file even if lernmi hasn't saved it")
