"""The command influence."""

from __future__ import annotations

import argparse
from typing import List

from ...training.influence import influence
from ..cli.example_options import SEED, ConfiguredExample
from ..cli.learning_options import add_digits
from ..display.page import Page
from ..progress_line import ProgressLine
from .influence_view import SampleWords, print_influences

DONE = 0


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Of which sample, and on which network."""
    command.add_argument("example", metavar="EXAMPLE|NET.JSON", help="an example, or a saved network")
    command.add_argument("data", nargs="?", metavar="DATA",
                         help="of a saved network: a data set or a file (default: the set it was trained on)")
    command.add_argument("--sample", type=int, metavar="N",
                         help="whose loss is helped or hurt, from 0 (default: the example's own)")
    command.add_argument("--seed", type=int, default=SEED, metavar="N",
                         help=f"draws the initial weights (default {SEED})")
    command.add_argument("--epochs", type=int, metavar="N",
                         help="learn from all samples so many times before")
    command.add_argument("--rate", type=float, metavar="R",
                         help="the learning rate (default: the example's own)")
    add_digits(command)


def run(options: argparse.Namespace) -> int:
    """Compute and print the influence of each sample."""
    example = ConfiguredExample(options)
    example.network = example.trained       # one sample at a time, also with BatchNorm
    samples = example.example.samples
    chosen = _learned(example)
    rate = example.optimizer.rate
    with ProgressLine("Comparing", options.plain) as progress:
        found = influence(example.trained, samples[example.sample], [samples[number] for number in chosen],
                          rate, progress)
    page = Page(digits=options.digits, plain=options.plain, by_screens=True)
    with page.block():
        example.introduce(page)
    if example.trained.needs_batch:
        page.line("BatchNorm normalises by its running statistics here, as after training.")
    print_influences(page, found, SampleWords(example.trained, example.example.data, chosen, example.sample))
    return DONE


def _learned(example: ConfiguredExample) -> List[int]:
    """The numbers of the samples that the network learns from: all but those that were held out."""
    data = example.example.data
    if not example.is_saved or data is None:
        return list(range(len(example.example.samples)))
    from ..cli.saved_data import parts_of  # with what only saved networks need
    return parts_of(example.trained, data)[0]
