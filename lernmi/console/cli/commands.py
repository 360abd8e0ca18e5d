"""The commands of the command line: each computes a result and prints it."""

from __future__ import annotations

import argparse
import functools
import json
import sys
from pathlib import Path
from typing import Dict

from ...network.snapshot import LearningSnapshot
from ...recording.verifier import verify
from ...stepping.timeline import Timeline
from ...support import validation
from ...support.errors import BadInput, UnknownName
from ...tracing import trace
from ...training import check_gradients
from ...unrolling.script import script
from ...web.svg import Svg
from ..display.page import Page
from ..display.report_views import print_report, print_verification
from ..display.trace_view import print_trace, strongest_weights
from ..display.why_view import print_why
from ..network.network_view import print_if_readable, print_network, readable_drawing
from ..progress_line import ProgressLine
from .example_options import ConfiguredExample
from .figure_options import chosen_figure, figure_of
from .results import OK, Command, Result, on_example
from .teaching_commands import TEACHING_COMMANDS

MISMATCH = 1
MOST_ROUNDS = 1000


@on_example
def _trace(example: ConfiguredExample, options: argparse.Namespace) -> Result:
    """Watch one learning step, every multiplication of it."""
    step = trace(example.network, example.inputs, example.targets, example.optimizer)
    step.only(options.only)         # raises UnknownName before anything is printed
    of_the_step = LearningSnapshot(example.network)
    loss_after = example.network.evaluate(example.inputs, example.targets)
    of_the_step.restore()       # these numbers are printed

    def print_result(page: Page) -> None:
        if page.laid_out and not options.only and readable_drawing(page, example.network):
            timeline = Timeline(step)
            timeline.goto(step.first("update") - 1)
            with page.block():
                page.blank()
                print_if_readable(page, example.network)
                page.blank()
            timeline.goto(timeline.last)
        print_trace(page, step, options.only, command=example.command("trace"))
        with page.block():
            page.line(f"The same sample again: the loss was {page.number(step.loss)}, "
                      f"it is now {page.number(loss_after)}.")
            if page.rows:
                _advise(page, example, strongest_weights(step)[0][0])
    return Result(OK, print_result)


def _advise(page: Page, example: ConfiguredExample, weight: str) -> None:
    """What to try next, with the weight that has most of the blame."""
    page.blank()
    page.line("What to try next:")
    advice = {example.command("step"): "walk through it, forwards and backwards",
              example.command("why", weight): f"where the sensitivity of {weight} comes from",
              example.command("trace", "--only", weight): f"what happens to {weight} alone"}
    for command, purpose in advice.items():
        page.line(f"    {command:{max(map(len, advice))}}    {purpose}")


@on_example
def _why(example: ConfiguredExample, options: argparse.Namespace) -> Result:
    """Explain whose fault it is: how one sensitivity came about, down from the loss."""
    why = trace(example.network, example.inputs, example.targets).why(options.name)
    truth = example.true_sensitivity(options.name)
    more = f"{example.command('why', options.name, '--all')} shows it"
    return Result(OK, lambda page: print_why(page, why, everything=options.all, more=more, truth=truth))


@on_example
def _check(example: ConfiguredExample, options: argparse.Namespace) -> Result:
    """Compare backpropagation with central differences; exit status 1 on a mismatch."""
    with ProgressLine("Checking", options.plain) as progress:
        report = check_gradients(example.network, example.inputs, example.targets, progress=progress)
    return Result(OK if report.passed else MISMATCH, lambda page: print_report(page, report))


@on_example
def _show(example: ConfiguredExample, options: argparse.Namespace) -> Result:
    """Draw a network with its values and sensitivities, after one sample; or a figure of it."""
    if example.has_sample:
        example.network.forward(example.inputs)
        example.network.backward(example.targets)
    if chosen_figure(options):
        from ...web.charts.drawing import svg_of  # late: with all figures
        from ..charts.drawing import print_figure
        figure = figure_of(example, options)
        return Result(OK, lambda page: print_figure(page, figure), lambda: svg_of(figure, options.digits))
    return Result(OK, lambda page: print_network(page, example.network, what=options.what),
                  functools.partial(_picture, example, options))


def _picture(example: ConfiguredExample, options: argparse.Namespace) -> Svg:
    from ...web.network.drawing import network_svg  # with what only pictures need
    return network_svg(example.network, options.what, options.digits)


def _unroll(options: argparse.Namespace) -> int:
    """Write one learning step as a Python script: plain arithmetic, line by line."""
    configured = ConfiguredExample(options)
    example = configured.example
    numbers = example.sample_numbers(configured.sample, configured.network.samples)
    title = (f"{example.name}: {example.title}. Source: {example.source}.\n"
             f"One learning step as plain Python, with sample {', '.join(map(str, numbers))}.")
    print(script(configured.network, (configured.inputs, configured.targets), configured.optimizer,
                 options.phase, title), end="")
    return OK


def _step(options: argparse.Namespace) -> int:
    """Step through one learning step, forwards and backwards, or through a recorded one."""
    from .step_command import step
    return step(options)


def _train(options: argparse.Namespace) -> int:
    """Learn a data set or a user's own file, with a network that suits the data."""
    from .learning_commands import train
    return train(options)


def _play(options: argparse.Namespace) -> int:
    """The playground: watch a network learn on a live screen, and change what it does."""
    from .play_command import play
    return play(options)


def _predict(options: argparse.Namespace) -> int:
    """Let a saved network answer the rows of a data set; writes CSV."""
    from .learning_commands import predict
    return predict(options)


def _evaluate(options: argparse.Namespace) -> int:
    """Measure a saved network: loss, right answers, confusion matrix, the worst mistakes."""
    from .learning_commands import evaluate
    return evaluate(options)


def _export(options: argparse.Namespace) -> int:
    """Write a saved network for another engine: PyTorch, a notebook, plain Python, a drawing, a table."""
    from .learning_commands import export
    return export(options)


def _verify(options: argparse.Namespace) -> int:
    """Recompute every operation of a recorded or hand-made trace; exit status 1 if one is wrong."""
    with ProgressLine("Verifying", options.plain) as progress:
        verification = verify(Path(options.file), options.digits, progress)
    print_verification(Page(plain=options.plain), options.file, verification)
    return OK if verification.passed else MISMATCH


def _bench(options: argparse.Namespace) -> int:
    """Measure how fast a learning step is, by the objects and unrolled, next to the least possible."""
    from .. import bench  # with what no other command needs
    sizes = bench.sizes_from(options.layers)
    rounds = validation.integer(options.rounds, "the number of rounds", most=MOST_ROUNDS)
    zeros = validation.number(options.zeros, "the share of zeros", at_least=0.0, at_most=1.0)
    most_links = validation.integer(options.up_to, "the number of links", least=0)
    page, progress = Page(plain=options.plain), bench.ProgressLine(sys.stderr)
    try:
        figures = bench.run_benchmark(sizes, rounds, zeros, most_links, progress.section)
    finally:
        progress.end()
    if options.json:
        print(json.dumps(figures, indent=2))
    else:
        bench.print_benchmark(page, figures)
    return OK


def _demos(options: argparse.Namespace) -> int:
    """List the demos for the classroom, in teaching order."""
    from ..lesson.catalogue import print_demos  # with what only demos need
    print_demos(Page(plain=options.plain, by_screens=True))
    return OK


def _demo(options: argparse.Namespace) -> int:
    """Show a demo, scene by scene."""
    from .demo_command import demo  # likewise
    return demo(options)


def _help(options: argparse.Namespace) -> int:
    """List the chapters of the manual, or print one."""
    from . import manual  # with rich's Markdown, which no other command needs
    page = Page(plain=options.plain, by_screens=True)
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
                                "show": _show, "train": _train, "play": _play, "predict": _predict,
                                "evaluate": _evaluate, "export": _export, "unroll": _unroll,
                                "verify": _verify, **TEACHING_COMMANDS, "bench": _bench, "demos": _demos,
                                "demo": _demo, "help": _help}
