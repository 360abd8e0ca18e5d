"""Options about data: which set or file, how a file is read, and how its numbers become inputs."""

from __future__ import annotations

import argparse
from typing import Any, Dict, Optional

from ... import datasets
from ...datasets import DATASETS, Dataset, Encoding

READING = {"targets": "the target columns, by name or position, joined by commas (default: the last)",
           "delimiter": "what separates the cells: , or ; or a tab, written tab",
           "decimal": "the sign before decimals: . or ,",
           "header": "whether the first line has the names of the columns: yes or no",
           "encoding": "of the text, such as latin-1",
           "categories": "columns that are categories though they look like numbers, joined by commas",
           "numbers": "columns that are numbers though they look like classes, joined by commas",
           "ignore": "columns to leave out, joined by commas"}
LISTS = ("targets", "categories", "numbers", "ignore")
MADE = {"noise": (float, "of a set that is drawn, 0 to 0.5"), "count": (int, "how many samples to draw")}


def add_reading(command: argparse.ArgumentParser) -> None:
    """How a file is read, where the guess is wrong."""
    group = command.add_argument_group("how a file is read, where the guess is wrong")
    for name, text in READING.items():
        group.add_argument(f"--{name}", metavar=name.upper(), help=text)
    group.add_argument("--labels", metavar="FILE", help="the labels of an IDX file of images")


def add_making(command: argparse.ArgumentParser) -> None:
    """How a set is drawn, and how numbers become inputs."""
    for name, (kind, text) in MADE.items():
        command.add_argument(f"--{name}", type=kind, metavar=name[0].upper(), help=text)
    command.add_argument("--scaling", choices=("standard", "unit", "none"),
                         help="of numbers: mean 0 and deviation 1; 0 to 1; none (default: by the set)")
    command.add_argument("--features", metavar="LIST",
                         help="inputs computed from the columns, joined by commas: x1,x2,x1^2,x1*x2,sin(x1)")


def reading_options(options: argparse.Namespace) -> Dict[str, Any]:
    """The options of lernmi.datasets.load that were chosen."""
    chosen: Dict[str, Any] = {name: value for name in (*READING, "labels", *MADE)
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
    if like is not None and name not in DATASETS:
        options = {**options, "like": like}
    return datasets.load(name, **options)
