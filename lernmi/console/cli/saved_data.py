"""A saved network with its data: which data it is, how it is read, and which rows were held out."""

from __future__ import annotations

import argparse
import math
import shlex
from pathlib import Path
from typing import Any, Dict, List, Tuple

from ... import storage
from ...datasets import DATASETS, Dataset
from ...datasets.files.plain_rows import plain_samples
from ...examples.assignment import checksum
from ...examples.evaluation import encoding_of
from ...examples.example import Example
from ...network.network import Network
from ...support import validation
from ...support.errors import BadInput
from .data_options import OPTIONS, READING, load_data, reading_options

PLAIN = ("delimiter", "decimal", "header", "encoding")      # how rows are read that are taken as they are


def data_of(network: Network, options: argparse.Namespace) -> Tuple[str, Dict[str, Any]]:
    """The name of the data set or file, and how it is read: as for training, but for what is chosen now.

    Without one, the shipped data set that the network was trained on; BadInput for another.
    """
    name = options.data or trained_on(network)
    if options.data is None and name not in DATASETS:
        name = f" {shlex.quote(options.name)}" if getattr(options, "name", None) else ""
        option = "--data " if options.command == "compare" else ""
        raise BadInput("which data? Add a data set or a file: "
                       f"lernmi {options.command} {shlex.quote(_network_of(options))} {option}my.csv{name}")
    return name, reading_of(network, name, options)


def trained_on(network: Network) -> str:
    """The name of the data set or file that the network was trained on; "" where it isn't known."""
    name = (network.trained or {}).get("data")
    return name if isinstance(name, str) else ""


def reading_of(network: Network, name: str, options: argparse.Namespace) -> Dict[str, Any]:
    """How the data of that name is read: as for training, but for what is chosen now.

    Another file than the one of training has the same layout, but not its labels.
    """
    stored: Any = (network.trained or {}).get("reading")
    chosen = reading_options(options)
    if not isinstance(stored, dict) or (name in DATASETS) != (trained_on(network) in DATASETS):
        return chosen
    options_of_it = OPTIONS if Path(name).name == trained_on(network) else READING
    return {**{option: value for option, value in stored.items() if option in options_of_it}, **chosen}


def parts_of(network: Network, dataset: Dataset) -> Tuple[List[int], List[int]]:
    """The numbers of the rows that the network has learned from, and of those that were held out.

    Nothing is known to be held out of another data set than the one that it was trained on.
    """
    trained = network.trained or {}
    everything = list(range(len(dataset)))
    if not trained.get("validation") or "seed" not in trained or trained.get("checksum") != checksum(dataset):
        return everything, []
    held_out = set(dataset.split_indices(trained["validation"], trained["seed"]))
    return [number for number in everything if number not in held_out], sorted(held_out)


def _network_of(options: argparse.Namespace) -> str:
    return str(getattr(options, "network", None) or options.example)


def saved_example(options: argparse.Namespace) -> Example:
    """A saved network as an example, with the samples of its data, or none where they aren't known."""
    network = storage.load(options.example)
    trained = network.trained or {}
    samples: List[Any] = []
    dataset, source = None, ""
    if options.data or trained_on(network) in DATASETS:
        name, reading = data_of(network, options)
        if network.encoding is None and name not in DATASETS:
            samples, source = _plain_samples(network, name, reading), Path(name).name
        else:
            dataset = load_data(name, reading, encoding_of(network))
            samples, source = encoding_of(network).samples(dataset), dataset.name
    elif options.command != "show" or (options.sample, options.epochs) != (None, None):
        data_of(network, options)           # which says what to add
    rate = trained.get("rate")
    return Example(options.example, "a saved network", source, lambda seed: network, samples,
                   rate if isinstance(rate, float) else 0.1, batch_size=_batch_size(trained), data=dataset)


def _plain_samples(network: Network, name: str, reading: Dict[str, Any]) -> List[Any]:
    """The rows of a file, as they are, for a network without an encoding."""
    options = {option: value for option, value in reading.items() if option in PLAIN}
    return plain_samples(validation.path(name), math.prod(network.shape), len(network.outputs), **options)


def _batch_size(trained: Dict[str, Any]) -> int:
    size = trained.get("batch_size")
    return size if type(size) is int and size > 0 else 1
