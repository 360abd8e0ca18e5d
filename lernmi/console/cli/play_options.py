"""The arguments and options of the command play."""

from __future__ import annotations

import argparse

from .learning_options import add_digits, add_limits, add_recipe, add_seed

FIRST = "circle"        # the data set, unless another is asked for


def add_play(command: argparse.ArgumentParser, name: str) -> None:
    """What learns, and how; the keys can change all of it."""
    from ...datasets import DATASETS
    from .data_options import add_making, add_reading
    command.add_argument("source", nargs="?", default=FIRST, metavar="DATASET|FILE",
                         help=f"a data set: {', '.join(DATASETS)}; a CSV or IDX file; or a network that "
                              f"train has saved, which goes on learning (default {FIRST})")
    command.add_argument("data", nargs="?", metavar="DATA",
                         help="of a saved network: a data set or a file (default: the set it was trained on)")
    add_recipe(command)
    add_limits(command)
    add_seed(command)
    command.add_argument("--save", metavar="FILE",
                         help="at the end, save the last picture as .svg, .html or .txt")
    command.add_argument("--force", action="store_true",
                         help="with --save: replace a file even if lernmi hasn't saved it")
    add_making(command)
    add_reading(command)
    add_digits(command)
