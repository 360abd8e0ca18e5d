"""The commands of the command line: what each works out, and shows."""

from __future__ import annotations

import argparse
import functools
from pathlib import Path
from typing import Callable, Dict, Tuple

from ...examples import EXAMPLES, Example, find_example
from ...network.snapshot import LearningSnapshot
from ...recording.verifier import verify
from ...stepping.session import Session
from ...stepping.what_if import TrainingPlan, WhatIfSession
from ...support.atomic_file import exists
from ...support.errors import BadInput, UnknownName
from ...tracing import trace
from ...tracing.learning_trace import Trace
from ...training import check_gradients
from ..display.gradient_view import print_report
from ..display.network_view import print_network
from ..display.page import Page
from ..display.page_export import check_ending, save_page
from ..display.trace_view import print_trace
from ..display.verification_view import print_verification
from ..display.why_view import print_why
from ..stepper.stepper import Stepper
from .example_options import introduce, optimizer, prepared, shown

OK, MISMATCH = 0, 1
SAMPLE, SEED = 0, 1         # unless others are asked for


Answer = Tuple[int, Callable[[Page], None]]         # an exit status, and how to draw what was found
Command = Callable[[argparse.Namespace], int]       # does what was asked for; the exit status


def drawn(work: Callable[[Example, argparse.Namespace], Answer]) -> Command:
    """The command that draws what such a function finds, and saves it if that was asked for."""
    @functools.wraps(work)
    def command(options: argparse.Namespace) -> int:
        if options.save:
            check_ending(Path(options.save))
        example = find_example(options.example)
        page = Page(digits=options.digits, plain=options.plain)
        status, draw = work(example, options)
        draw(page)
        if options.save:
            kept = Page(digits=options.digits, plain=options.plain, width=100, record=True)
            draw(kept)
            save_page(kept, options.save, title=f"lernmi {options.command} {example.name}")
            page.line(f"Saved as {options.save}.")
        return status
    return command


@drawn
def _trace(example: Example, options: argparse.Namespace) -> Answer:
    """Watch one learning step, every multiplication of it."""
    network, inputs, targets = prepared(example, options)
    step = trace(network, inputs, targets, optimizer(example, options))
    step.only(options.only)         # a wrong name is told before anything is printed
    of_the_step = LearningSnapshot(network)
    after = network.evaluate(inputs, targets)
    of_the_step.restore()       # they are what is drawn

    def draw(page: Page) -> None:
        introduce(page, example, options, network)
        print_trace(page, step, options.only)
        page.line(f"The same sample again: the loss was {page.number(step.loss)}, "
                  f"it is now {page.number(after)}.")
    return OK, draw


@drawn
def _why(example: Example, options: argparse.Namespace) -> Answer:
    """Tell whose fault it is: how one sensitivity came about, down from the loss."""
    network, inputs, targets = prepared(example, options)
    answer = trace(network, inputs, targets).why(options.name)

    def draw(page: Page) -> None:
        introduce(page, example, options, network)
        print_why(page, answer)
    return OK, draw


@drawn
def _check(example: Example, options: argparse.Namespace) -> Answer:
    """Compare backpropagation with central differences; exit status 1 on a mismatch."""
    network, inputs, targets = prepared(example, options)
    report = check_gradients(network, inputs, targets)

    def draw(page: Page) -> None:
        introduce(page, example, options, network)
        print_report(page, report)
    return OK if report.passed else MISMATCH, draw


@drawn
def _show(example: Example, options: argparse.Namespace) -> Answer:
    """Draw a network with its values and sensitivities, after one sample."""
    network, inputs, targets = prepared(example, options)
    network.forward(inputs)
    network.backward(targets)

    def draw(page: Page) -> None:
        introduce(page, example, options, network)
        print_network(page, network)
    return OK, draw


def _step(options: argparse.Namespace) -> int:
    """Step through one learning step, forwards and backwards: an example's, or a recording's."""
    page = Page(digits=options.digits, plain=options.plain)
    if _is_file(options.example):
        if options.rate is not None or (options.sample, options.seed) != (SAMPLE, SEED):
            raise BadInput("a recording can't be run otherwise: leave out --rate, --sample and --seed.")
        Stepper(page, Session(Trace.load(Path(options.example)))).begin()
        return OK
    example = find_example(options.example)
    session = _begun(example, options)
    introduce(page, example, options, session.network)
    Stepper(page, session).begin()
    return OK


def _begun(example: Example, options: argparse.Namespace) -> WhatIfSession:
    """An example's step, to be experimented with."""
    network = example.network(options.seed)
    pictured, inputs, targets = shown(example, network, options)
    training_plan = TrainingPlan(network, example.samples, example.make_optimizer(), example.batch_size)
    return WhatIfSession(pictured, inputs, targets, optimizer(example, options), training_plan)


def _is_file(name: str) -> bool:
    """Whether a file is meant: it is there, or its name looks like one's."""
    if name in EXAMPLES:
        return False
    path = Path(name)
    if exists(path) or path.suffix or len(path.parts) > 1:
        return True
    try:
        find_example(name)
    except UnknownName as error:
        raise BadInput(f"{error} There is no file of that name either.") from None
    return False


def _verify(options: argparse.Namespace) -> int:
    """Recompute every operation of a recorded or hand-made trace; exit status 1 if one is wrong."""
    verification = verify(Path(options.file), options.digits)
    print_verification(Page(plain=options.plain), options.file, verification)
    return OK if verification.passed else MISMATCH


def _help(options: argparse.Namespace) -> int:
    """List the chapters of the manual, or print one."""
    from . import manual  # with rich's Markdown, which no other command needs
    page = Page(plain=options.plain)
    try:
        if options.chapter:
            manual.print_chapter(page, manual.find_chapter(options.chapter))
        else:
            manual.print_list(page)
    except UnknownName as error:
        if options.chapter in COMMANDS:
            raise BadInput(f"{options.chapter} is a command: try lernmi {options.chapter} --help.") from error
        raise
    return OK


COMMANDS: Dict[str, Command] = {"step": _step, "trace": _trace, "why": _why, "check": _check,
                                "show": _show, "verify": _verify, "help": _help}
