"""The command diagnose."""

from __future__ import annotations

import argparse
import shlex
from typing import Any, List, Optional, Tuple

from ...examples.example import CASE_SIZE
from ...examples.recipe import OPTIMIZERS
from ...support import validation
from ...support.errors import BadInput, UnknownName
from ...teaching.diagnosis import Diagnosis, diagnose
from ...teaching.diagnosis.numbers_file import GRADIENTS, NEW_WEIGHTS, read_numbers, write_template
from ...training.optimizers import Optimizer
from ..cli.example_options import ConfiguredExample
from ..cli.learning_options import add_digits, add_start
from ..cli.results import Result, on_example
from ..display.page import Page, count_of
from ..progress_line import ProgressLine
from .diagnosis_view import print_diagnosis

RIGHT, WRONG = 0, 1


def add_arguments(command: argparse.ArgumentParser) -> None:
    """What the command takes."""
    command.add_argument("example", metavar="EXAMPLE|NET.JSON", help="an example, or a saved network")
    command.add_argument("data", nargs="?", metavar="DATA",
                         help="of a saved network: a data set or a file (default: the set it was trained on)")
    command.add_argument("name", metavar="NUMBERS",
                         help="a CSV file: in each line the name or position of a weight, and its gradient "
                              "(or its new value, in a column named new); or JSON, in the layout of your "
                              "program")
    command.add_argument("--template", action="store_true",
                         help="write NUMBERS: the names of all weights, for their gradients to be filled in")
    command.add_argument("--new", action="store_true",
                         help="the numbers are new weights after a learning step, not gradients")
    command.add_argument("--rate", type=float, metavar="R",
                         help="the learning rate (default: the example's own)")
    command.add_argument("--optimizer", metavar="NAME",
                         help=f"of new weights: {', '.join(OPTIMIZERS)} (default descent)")
    command.add_argument("--steps", type=int, default=1, metavar="N",
                         help="of new weights: after how many steps on the same samples (default 1)")
    command.add_argument("--sample", type=int, metavar="N",
                         help="which of the example's samples, from 0 (default: the example's own)")
    command.add_argument("--batch", type=int, metavar="N",
                         help="of how many samples, from that one on, the gradients are the mean (default 1)")
    add_start(command)
    add_digits(command)
    command.add_argument("--save", metavar="FILE", help="also save what is shown, as .html, .svg or .txt")
    command.add_argument("--force", action="store_true",
                         help="with --template or --save: replace a file even if lernmi hasn't saved it")


def run(options: argparse.Namespace) -> int:
    """Run the command; returns the exit status."""
    return _template(options) if options.template else _diagnosed(options)


def _template(options: argparse.Namespace) -> int:
    example, path = ConfiguredExample(options), validation.path(options.name)
    write_template(example.trained, path, options.force)
    page = Page(plain=options.plain)
    page.line(f"Written: {path}, with {count_of(len(example.trained.weights), 'weight')}. Fill in the column "
              f"gradient, then: {_command(options)}")
    return RIGHT


@on_example
def _diagnosed(example: ConfiguredExample, options: argparse.Namespace) -> Result:
    """The diagnosis of the numbers in the file."""
    file = read_numbers(validation.path(options.name), NEW_WEIGHTS if options.new else "")
    samples = _samples(example, options)
    rate = example.optimizer.rate
    with ProgressLine("Trying the bugs", options.plain) as progress:
        diagnosis = diagnose(
            example.trained, [inputs for inputs, _ in samples], [targets for _, targets in samples],
            file.values if file.what == GRADIENTS else None,
            new_weights=file.values if file.what == NEW_WEIGHTS else None,
            rate=rate, optimizer=_optimizer(options, rate, file.what), steps=options.steps,
            samples=example.example.samples, progress=progress)
    return Result(RIGHT if diagnosis.is_right else WRONG,
                  lambda page: _print(page, diagnosis, example, len(samples)))


def _samples(example: ConfiguredExample, options: argparse.Namespace) -> List[Tuple[Any, Any]]:
    """The samples of the step."""
    usual = CASE_SIZE if example.trained.needs_batch else 1
    count = validation.integer(usual if options.batch is None else options.batch, "the number of samples",
                               most=len(example.example.samples))
    numbers = example.example.sample_numbers(example.sample, count)
    return [example.example.samples[number] for number in numbers]


def _optimizer(options: argparse.Namespace, rate: float, what: str) -> Optional[Optimizer]:
    if options.optimizer is None:
        return None
    if what == GRADIENTS:
        raise BadInput("--optimizer is for new weights, and these numbers are gradients: leave it out, or "
                       "add --new.")
    if options.optimizer not in OPTIMIZERS:
        raise UnknownName("optimizer", options.optimizer, OPTIMIZERS)
    kind, usual = OPTIMIZERS[options.optimizer]
    optimizer: Optimizer = kind(usual if options.rate is None else rate)
    return optimizer


def _print(page: Page, diagnosis: Diagnosis, example: ConfiguredExample, samples: int) -> None:
    if samples > 1:
        page.line(f"The step is that of a batch: {samples} samples, from {example.sample} on.")
    print_diagnosis(page, diagnosis)
    if diagnosis.mistakes:
        bugs = [word for bug in diagnosis.mistakes[0] for word in ("--bug", bug)]
        rate = [] if diagnosis.rate is None else ["--rate", f"{diagnosis.rate:g}"]
        page.line(f"To see it: {example.command('step', *bugs, *rate)}")


def _command(options: argparse.Namespace) -> str:
    data = [options.data] if options.data else []
    return " ".join(map(shlex.quote, ["lernmi", "diagnose", options.example, *data, options.name]))
