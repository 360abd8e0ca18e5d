"""The command line."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Callable, List, NoReturn, Optional, Sequence, Tuple

from .. import __version__
from ..errors import BadInput, UnknownName
from ..moment import Moment
from ..network import Network
from ..tracing import trace
from ..training import GradientDescent, check_gradients
from ..training.example import Example
from ..training.examples import EXAMPLES, example_called
from .blame import print_why
from .leaving import ensure_streams, leave
from .page import Page
from .picture import print_network
from .report import print_report
from .saving import check_ending, save_page
from .steps import print_trace

OK, MISMATCH = 0, 1

MENU = """\
lernmi {version}: a neural network that you can take apart with your hands.

Watch one learning step, every multiplication of it:
    lernmi trace mazur
Ask whose fault an error is:
    lernmi why mazur w1
See a network with its values and sensitivities:
    lernmi show xor
Check backpropagation against central differences:
    lernmi check xor

Examples: {examples}. More: lernmi --help, lernmi trace --help
"""


class _Parser(argparse.ArgumentParser):
    """Errors are raised, so that all of them look alike."""

    def error(self, message: str) -> NoReturn:
        raise BadInput(f"{message}. Try {self.prog} --help")


def main(argv: Optional[Sequence[str]] = None) -> int:
    """Run the command line; the exit status is 0, 1 for a failed check, or 2 for wrong use."""
    ensure_streams()
    try:
        status = _run(sys.argv[1:] if argv is None else list(argv))
        sys.stdout.flush()
        return status
    except (Exception, KeyboardInterrupt) as error:
        ending = leave(error)
        if ending is None:
            raise
        return ending


def _run(argv: List[str]) -> int:
    if not argv:
        print(MENU.format(version=__version__, examples=", ".join(EXAMPLES)), end="")
        return OK
    if not argv[0].startswith("-") and argv[0] not in COMMANDS:
        raise UnknownName("command", argv[0], COMMANDS)
    options = _parser().parse_args(argv)
    if options.save:
        check_ending(Path(options.save))
    example = example_called(options.example)
    page = Page(digits=options.digits, plain=options.plain)
    status, draw = COMMANDS[options.command](example, options)
    draw(page)
    if options.save:
        kept = Page(digits=options.digits, plain=options.plain, width=100, record=True)
        draw(kept)
        save_page(kept, options.save, title=f"lernmi {options.command} {example.name}")
        page.line(f"Saved as {options.save}.")
    return status


# ---- the commands: each works something out, and returns the exit status and how to draw it

Answer = Tuple[int, Callable[[Page], None]]


def _trace(example: Example, options: argparse.Namespace) -> Answer:
    """Watch one learning step, every multiplication of it."""
    network, inputs, targets = _prepared(example, options)
    step = trace(network, inputs, targets, GradientDescent(_rate(example, options)))
    step.only(options.only)         # a wrong name is told before anything is printed
    moment = Moment(network)
    after = network.evaluate(inputs, targets)
    moment.restore()            # what is drawn are the numbers of the step

    def draw(page: Page) -> None:
        _introduce(page, example, options)
        print_trace(page, step, options.only)
        page.line(f"The same sample again: the loss was {page.number(step.loss)}, "
                  f"it is now {page.number(after)}.")
    return OK, draw


def _why(example: Example, options: argparse.Namespace) -> Answer:
    """Tell whose fault it is: how one sensitivity came about, down from the loss."""
    network, inputs, targets = _prepared(example, options)
    answer = trace(network, inputs, targets).why(options.name)

    def draw(page: Page) -> None:
        _introduce(page, example, options)
        print_why(page, answer)
    return OK, draw


def _check(example: Example, options: argparse.Namespace) -> Answer:
    """Compare backpropagation with central differences; exit status 1 on a mismatch."""
    network, inputs, targets = _prepared(example, options)
    report = check_gradients(network, inputs, targets)

    def draw(page: Page) -> None:
        _introduce(page, example, options)
        print_report(page, report)
    return OK if report.passed else MISMATCH, draw


def _show(example: Example, options: argparse.Namespace) -> Answer:
    """Draw a network with its values and sensitivities, after one sample."""
    network, inputs, targets = _prepared(example, options)
    network.forward(inputs)
    network.backward(targets)

    def draw(page: Page) -> None:
        _introduce(page, example, options)
        print_network(page, network)
    return OK, draw


COMMANDS = {"trace": _trace, "why": _why, "check": _check, "show": _show}


def _prepared(example: Example, options: argparse.Namespace
              ) -> Tuple[Network, List[float], List[float]]:
    if not 0 <= options.sample < len(example.samples):
        raise BadInput(f"{example.name} has no sample {options.sample}: "
                       f"try --sample 0 to {len(example.samples) - 1}.")
    network, (inputs, targets) = example.shown(example.network(options.seed), options.sample)
    return network, inputs, targets


def _rate(example: Example, options: argparse.Namespace) -> float:
    return example.rate if options.rate is None else options.rate


def _introduce(page: Page, example: Example, options: argparse.Namespace) -> None:
    inputs, targets = example.samples[options.sample]
    page.line(f"{example.name}: {example.title}. Source: {example.source}.",
              style="bold" if page.laid_out else "")
    page.line(f"Sample {options.sample}: inputs {_listed(page, inputs)}, "
              f"targets {_listed(page, targets)}.")


def _listed(page: Page, numbers: Sequence[float]) -> str:
    return " ".join(page.number(number) for number in numbers)


def _parser() -> _Parser:
    parser = _Parser(prog="lernmi", description="A neural network that you can take apart.")
    parser.add_argument("--version", action="version", version=f"lernmi {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, function in COMMANDS.items():
        command = commands.add_parser(name, help=function.__doc__, description=function.__doc__)
        command.add_argument("example", metavar="EXAMPLE", help=", ".join(EXAMPLES))
        if name == "why":
            command.add_argument("name", metavar="NAME",
                                 help="a neuron, weight or link: hidden[0], w5, "
                                      "input[0]->hidden[1]")
        _add_options(command, name)
    return parser


def _add_options(command: argparse.ArgumentParser, name: str) -> None:
    command.add_argument("--sample", type=int, default=0, metavar="N",
                         help="which of the example's samples, from 0 (default 0)")
    command.add_argument("--seed", type=int, default=1, metavar="N",
                         help="draws the initial weights (default 1)")
    if name == "trace":
        command.add_argument("--only", action="append", metavar="NAME",
                             help="only this neuron, weight, link, layer or phase "
                                  "(input, forward, loss, backward, update); may be repeated")
        command.add_argument("--rate", type=float, metavar="R",
                             help="the learning rate (default: the example's own)")
    command.add_argument("--digits", type=int, default=4, metavar="N",
                         help="significant digits of every number (default 4)")
    command.add_argument("--plain", action="store_true",
                         help="one ASCII sentence a fact: no colours, boxes or tables")
    command.add_argument("--save", metavar="FILE",
                         help="also save what is shown, as .html, .svg or .txt")
