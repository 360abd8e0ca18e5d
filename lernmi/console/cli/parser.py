"""What can be written on the command line: each command with its arguments and options."""

from __future__ import annotations

import argparse
from typing import Any, Callable, Dict, NoReturn, Sequence

from ..._version import __version__
from ...examples import EXAMPLES
from ...unrolling.script import PHASES
from ..display.argument_parser import ArgumentParser
from .commands import COMMANDS
from .figure_options import add_figures
from .learning_options import add_digits, add_saved, add_start, add_train
from .teaching_commands import TEACHING_ARGUMENTS

ROUNDED = "its numbers are rounded to N significant digits (default: not rounded)"


class _Version(argparse.Action):
    """Prints which lernmi this is."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> NoReturn:
        print(f"lernmi {__version__}")
        parser.exit()


def parsed(argv: Sequence[str]) -> argparse.Namespace:
    """The command and its options; SystemExit after --help and --version, BadInput for wrong use.

    Arguments and options may be mixed in any order: lernmi why net.json iris --sample 7 w1.
    """
    if argv[0] not in COMMANDS:
        _overview().parse_args(argv)        # --help, --version, or an option that there isn't
    return _parser_of(argv[0]).parse_intermixed_args(argv[1:])


def _overview() -> ArgumentParser:
    """The parser of what comes without a command."""
    parser = ArgumentParser(prog="lernmi", description="A neural network that you can take apart. "
                     "lernmi help lists the chapters of the manual.")
    parser.add_argument("--version", action=_Version, nargs=0, help="say which lernmi this is")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, function in COMMANDS.items():
        commands.add_parser(name, help=function.__doc__)
    return parser


def _parser_of(name: str) -> ArgumentParser:
    command = ArgumentParser(prog=f"lernmi {name}", description=COMMANDS[name].__doc__,
                             add_help=name != "demo")
    command.set_defaults(command=name)
    _ARGUMENTS.get(name, _add_example)(command, name)
    command.add_argument("--plain", action="store_true",
                         help="one ASCII sentence a fact: no colours, boxes or tables")
    return command


def _add_verify(command: argparse.ArgumentParser, name: str) -> None:
    command.add_argument("file", metavar="FILE", help="a trace as step's save writes it")
    command.add_argument("--digits", type=int, metavar="N", help=ROUNDED)


def _add_help(command: argparse.ArgumentParser, name: str) -> None:
    command.add_argument("chapter", nargs="?", metavar="CHAPTER", help="a chapter, or its beginning")


def _add_nothing(command: argparse.ArgumentParser, name: str) -> None:
    """No arguments."""


def _add_play(command: argparse.ArgumentParser, name: str) -> None:
    from .play_command import add_play  # with what only the playground needs
    add_play(command, name)


def _add_demo(command: argparse.ArgumentParser, name: str) -> None:
    from .demo_command import add_demo  # with what only demos need
    add_demo(command, name)


def _add_benchmark(command: argparse.ArgumentParser, name: str) -> None:
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
    command.add_argument("example", metavar="EXAMPLE|NET.JSON" + "|FILE" * (name == "step"),
                         help=f"{', '.join(EXAMPLES)}; a network that train has saved"
                              + "; a recording" * (name == "step"))
    command.add_argument("data", nargs="?", metavar="DATA",
                         help="of a saved network: a data set or a file (default: the set it was trained on)")
    if name == "why":
        command.add_argument("name", metavar="NAME",
                             help="a neuron, weight or link: w5, in quotes 'hidden[0]', "
                                  "'input[0]->hidden[1]'")
        command.add_argument("--all", action="store_true",
                             help="the whole tree and every path, even where they fill many screens")
    command.add_argument("--sample", type=int, metavar="N",
                         help="which of the example's samples, from 0 (default: the example's own)")
    add_start(command)
    if name == "trace":
        command.add_argument("--only", action="append", metavar="NAME",
                             help="only this neuron, weight, link, layer or phase "
                                  "(input, forward, loss, backward, update); may be repeated; "
                                  "in quotes where it has brackets: 'hidden[0]'")
    if name in ("trace", "step", "unroll"):
        command.add_argument("--rate", type=float, metavar="R",
                             help="the learning rate (default: the example's own)")
    if name != "unroll":
        command.add_argument("--bug", action="append", metavar="NAME",
                             help="take a wrong engine, with this bug of those that lernmi bugs lists; "
                                  "may be repeated")
    if name == "unroll":
        command.add_argument("--phase", choices=PHASES, metavar="PHASE",
                             help=f"only the lines of this phase: {', '.join(PHASES)}")
        return
    if name == "show":
        add_figures(command)
    add_digits(command)
    command.add_argument("--save", metavar="FILE", help=(
        "save a page to step through in a browser, as .html, and end" if name == "step"
        else "also save what is shown, as .html, .svg or .txt"))
    command.add_argument("--force", action="store_true",
                         help="with --save: replace a file even if lernmi hasn't saved it")


_ARGUMENTS: Dict[str, Callable[[argparse.ArgumentParser, str], None]] = {
    "verify": _add_verify, "bench": _add_benchmark, "help": _add_help, "train": add_train,
    "predict": add_saved, "evaluate": add_saved, "export": add_saved, "play": _add_play,
    "demos": _add_nothing, "demo": _add_demo, **TEACHING_ARGUMENTS}
