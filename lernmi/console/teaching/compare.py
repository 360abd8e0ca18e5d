"""The command compare: two recordings, or steps of examples and saved networks."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

from ...recording.reader import Recording, is_recording
from ...support import validation
from ...support.errors import BadInput
from ...tracing import Trace, trace
from ...tracing.comparison import compare
from ..cli.example_options import SEED, configured_example, is_file
from ..display.page import Page
from ..progress_line import ProgressLine
from .comparison_view import print_comparison

EQUAL, DIFFERENT = 0, 1
TWICE: Dict[str, Tuple[type, Any, str]] = {
    "sample": (int, None, "which sample, from 0"), "seed": (int, SEED, "draws the initial weights"),
    "epochs": (int, None, "learn from all samples so many times before the step"),
    "rate": (float, None, "the learning rate")}


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Two steps, and how they are taken."""
    command.add_argument("first", metavar="FIRST", help="a recording, an example or a saved network")
    command.add_argument("second", nargs="?", metavar="SECOND",
                         help="the other one (default: the first again, with other options)")
    for name, (kind, _, text) in TWICE.items():
        command.add_argument(f"--{name}", type=kind, nargs="+", metavar=name[0].upper(),
                             help=f"{text}; two of them: one for FIRST, one for SECOND")
    command.add_argument("--data", metavar="DATA",
                         help="of saved networks: a data set or a file (default: that of their training)")
    command.add_argument("--bug", action="append", metavar="NAME",
                         help="take SECOND with a wrong engine, with this bug of those that lernmi bugs "
                              "lists; may be repeated")
    command.add_argument("--digits", type=int, metavar="N",
                         help="compare numbers to N significant digits (default: every bit; of rounded "
                              "recordings as many as they have)")
    command.add_argument("--all", action="store_true", help="list every number that differs")


def run(options: argparse.Namespace) -> int:
    """Compare both; the exit status is 1 where they differ."""
    names = options.first, options.first if options.second is None else options.second
    sides = [_Side(name, options, index) for index, name in enumerate(names)]
    if options.second is None and sides[0].is_recording:
        raise BadInput(f"compare needs a second recording: lernmi compare {options.first} OTHER.jsonl")
    digits = options.digits if options.digits is not None else _rounded(sides)
    first, second = (side.step() for side in sides)
    with ProgressLine("Comparing", options.plain) as progress:
        comparison = compare(first, second, digits, progress)
    page = Page(plain=options.plain, by_screens=True)
    print_comparison(page, comparison, [side.label for side in sides], options.all, more="--all")
    return EQUAL if comparison.is_equal else DIFFERENT


class _Side:
    """One of the two: a recording, or the step of an example or a saved network."""

    def __init__(self, name: str, options: argparse.Namespace, index: int) -> None:
        self.name = name
        self.plain = options.plain
        chosen = {option: _of(getattr(options, option), option, index) for option in TWICE}
        if chosen["epochs"] == 0:
            chosen["epochs"] = None
        bugs = options.bug if options.bug and index else []
        self.is_recording = is_file(name) and is_recording(Path(name))
        is_changed = options.data or bugs or any(value is not None for value in chosen.values())
        if self.is_recording and is_changed:
            raise BadInput(f"{name} is a recording, and can't be run otherwise: leave out --data, --bug, "
                           f"{', '.join(f'--{option}' for option in TWICE)}.")
        self.label = " ".join([name, *(f"--{option} {value:g}" for option, value in chosen.items()
                                       if value is not None), *(f"--bug {bug}" for bug in bugs)])
        values = {option: usual if chosen[option] is None else chosen[option]
                  for option, (_, usual, _) in TWICE.items()}
        self.options = argparse.Namespace(command="compare", example=name, data=options.data,
                                          plain=options.plain, bug=bugs, **values)

    def step(self) -> Trace:
        """The step, loaded or taken."""
        if self.is_recording:
            with ProgressLine("Loading", self.plain) as progress:
                return Trace.load(Path(self.name), progress)
        example = configured_example(self.options)
        return trace(example.network, example.inputs, example.targets, example.optimizer)


def _of(values: Optional[List[Any]], option: str, index: int) -> Any:
    """The value of an option for one of the two."""
    if values is None:
        return None
    if len(values) > 2:
        raise BadInput(f"--{option} takes one number for both, or two, not {len(values)}.")
    return values[min(index, len(values) - 1)]


def _rounded(sides: List[_Side]) -> Optional[int]:
    """To how many digits the recordings are rounded, as their headers say; None: they are not."""
    stated = [Recording(side.name).header.get("digits") for side in sides if side.is_recording]
    return min((validation.digits(digits) for digits in stated if digits is not None), default=None)
