"""Options about data: which set or file, how a file is read, and how its numbers become inputs."""

from __future__ import annotations

import argparse
import math
from typing import Any, Dict, Optional, Sequence

from ... import datasets
from ...datasets import DATASETS, Dataset, Encoding
from ...examples.catalogue import EXAMPLES
from ...support.errors import BadInput
from ...support.formatting import count_of

READING = {     # by the option's name: what follows it, and its meaning
    "targets": ("LIST", "the target columns, by name or position, joined by commas (default: the last)"),
    "delimiter": ("SIGN", "what separates the cells: ',' or ';' or tab"),
    "decimal": ("SIGN", "the sign before decimals: . or ,"),
    "header": ("yes|no", "whether the first line has the names of the columns"),
    "encoding": ("NAME", "of the text, such as latin-1"),
    "categories": ("LIST", "columns that are categories though they look like numbers"),
    "numbers": ("LIST", "columns that are numbers though they look like classes"),
    "ignore": ("LIST", "columns to leave out")}
MOST_NAMED = 4      # columns
LISTS = ("targets", "categories", "numbers", "ignore")
MADE = {"noise": (float, "X", "how noisy a set that is drawn is, 0 to 0.5"),
        "count": (int, "N", "how many samples of such a set to draw")}
OPTIONS = (*READING, "labels", *MADE)       # of lernmi.datasets.load


def add_reading(command: argparse.ArgumentParser) -> None:
    """How a file is read, where the guess is wrong."""
    group = command.add_argument_group("how a file is read, where the guess is wrong")
    for name, (metavar, text) in READING.items():
        group.add_argument(f"--{name}", metavar=metavar, help=text)
    group.add_argument("--labels", metavar="FILE", help="the labels of an IDX file of images")


def add_making(command: argparse.ArgumentParser) -> None:
    """How a set is drawn, and how numbers become inputs."""
    for name, (kind, metavar, text) in MADE.items():
        command.add_argument(f"--{name}", type=kind, metavar=metavar, help=text)
    command.add_argument("--scaling", choices=("standard", "unit", "none"),
                         help="of numbers: mean 0 and deviation 1; 0 to 1; none (default: by the set)")
    command.add_argument("--features", metavar="LIST",
                         help="inputs computed from the columns, joined by commas: x1,x2,x1^2,x1*x2,sin(x1)")


def reading_options(options: argparse.Namespace) -> Dict[str, Any]:
    """The options of lernmi.datasets.load that were chosen."""
    chosen: Dict[str, Any] = {name: value for name in OPTIONS
                              if (value := getattr(options, name, None)) is not None}
    for name in LISTS:
        if name in chosen:
            chosen[name] = [_column(word.strip()) for word in str(chosen[name]).split(",")]
    if "delimiter" in chosen and chosen["delimiter"].lower() in ("tab", "\\t"):
        chosen["delimiter"] = "\t"
    if chosen.get("header") in ("yes", "no"):
        chosen["header"] = chosen["header"] == "yes"
    return chosen


def _column(word: str) -> Any:
    """A position, if it is a whole number, or a name."""
    return int(word) if word.lstrip("-").isdigit() else word


def load_data(name: str, options: Dict[str, Any], like: Optional[Encoding] = None) -> Dataset:
    """The data set of that name, or the file; with ``like``, the columns of a file that an encoding needs."""
    if name in EXAMPLES and name not in DATASETS:
        raise BadInput(f"{name} is an example with a network and samples, not a data set: try lernmi show "
                       f"{name} --epochs 100. Data sets are {', '.join(DATASETS)}.")
    if like is None or name not in DATASETS:
        return datasets.load(name, **options if like is None else {**options, "like": like})
    dataset = datasets.load(name, **options)
    if like.cells != math.prod(dataset.shape):
        raise BadInput(f"{name} has {_named([column.name for column in dataset.columns])}, but the network "
                       f"was trained with {_named(like.cell_names)}.")
    return dataset


def _named(columns: Sequence[str]) -> str:
    """How many inputs, and the names of the first few."""
    shown = ", ".join(columns[:MOST_NAMED]) + " …" * (len(columns) > MOST_NAMED)
    return f"{count_of(len(columns), 'input column')} ({shown})"
