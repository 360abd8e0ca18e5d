"""The command step: a prompt at which one steps through a step, or a page that does the same in a browser."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import List, Tuple

from ...stepping.session import Session
from ...stepping.what_if import TrainingPlan, WhatIfSession
from ...storage.network_file import is_saved_network
from ...support.errors import BadInput
from ...tracing.learning_trace import Trace
from ...web.step.page import save_page
from ..display.page import Page
from ..display.page_export import check_saving
from ..display.terminal import MOST_COLUMNS
from ..network.moment_view import how_it_ends
from ..progress_line import ProgressLine
from ..stepper.stepper import Stepper
from .example_options import SEED, ConfiguredExample, configured_example, is_file, known_examples

OK = 0


def step(options: argparse.Namespace) -> int:
    """See commands."""
    if options.save:
        check_saving(Path(options.save), options.force, (".html",))
    if is_file(options.example, known_examples(options)) and not _is_saved_network(Path(options.example)):
        return _step_of_recording(options)
    configured = configured_example(options)
    page = Page(digits=options.digits, plain=options.plain)
    example = configured.example
    training_plan = TrainingPlan(configured.trained, example.samples, configured.make_optimizer(),
                                 example.batch_size)
    session = WhatIfSession(configured.network, configured.inputs, configured.targets,
                            configured.optimizer, training_plan)
    if options.save:
        session.timeline.goto(session.timeline.last)
        return _save(options, session.trace, *_introduction(options, configured), how_it_ends(page, session))
    configured.introduce(page)
    Stepper(page, session).begin()
    return OK


def _is_saved_network(path: Path) -> bool:
    return path.is_file() and is_saved_network(path)


def _step_of_recording(options: argparse.Namespace) -> int:
    chosen = options.rate, options.sample, options.epochs, options.data, options.bug
    if chosen != (None,) * 5 or options.seed != SEED:
        raise BadInput(f"{options.example} is no saved network, and a recording can't be run otherwise: "
                       "leave out DATA, --rate, --sample, --seed, --epochs and --bug.")
    with ProgressLine("Loading", options.plain) as progress:
        recorded = Trace.load(Path(options.example), progress)
    if options.save:
        return _save(options, recorded, f"The recording {options.example}", [repr(recorded)])
    Stepper(Page(digits=options.digits, plain=options.plain), Session(recorded)).begin()
    return OK


# ---- as a page for a browser ---------------------------------------------------------------

def _save(options: argparse.Namespace, recorded: Trace, title: str, introduction: List[str],
          conclusion: str = "") -> int:
    save_page(recorded, Path(options.save), force=options.force, digits=options.digits,
              title=title, introduction=introduction, conclusion=conclusion)
    Page(plain=options.plain).line(f"Saved as {options.save}.")
    return OK


def _introduction(options: argparse.Namespace, configured: ConfiguredExample) -> Tuple[str, List[str]]:
    """The title, and what the prompt prints first."""
    page = Page(digits=options.digits, record=True, width=MOST_COLUMNS)
    configured.introduce(page)
    first, *lines = page.console.export_text().splitlines()
    title = f"{configured.example.name}: {configured.example.title}"
    return title, [first[len(title):].lstrip(". "), *lines]
