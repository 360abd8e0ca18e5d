"""The command play: its options, and what it starts."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, Dict

from ... import storage
from ...datasets import DATASETS
from ...examples.assignment import Assignment
from ...examples.evaluation import encoding_of
from ...examples.recipe import recipe_for
from ...storage.network_file import is_saved_network
from ...support import validation
from ...support.errors import BadInput
from ..display.keyboard import find_keyboard
from ..display.page import Page
from ..display.page_export import check_saving
from ..playground.choices import FIELDS, Choices
from ..playground.controls import Controls
from ..playground.last_frame import print_last_frame, save_last_frame
from ..playground.playground import Playground
from ..playground.terminal import Terminal
from ..playground.training import Training
from .data_options import add_making, add_reading, load_data, reading_options
from .example_options import SEED
from .learning_options import add_digits, add_limits, add_recipe, add_seed
from .saved_data import data_of, parts_of

OK = 0
FIRST = "circle"        # the data set, unless another is asked for
OF_NEW_NETWORKS = ("layers", "activation", "loss", "features", "scaling", "validation")
BY_FLAGS = "Single keys can't be read here: the flags decide, and this is the last frame."


def add_play(command: argparse.ArgumentParser, name: str) -> None:
    """What learns, and how; the keys can change all of it."""
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


def play(options: argparse.Namespace) -> int:
    """See commands."""
    if options.save:
        check_saving(Path(options.save), options.force)
    epochs = None if options.epochs is None else validation.integer(options.epochs, "the number of epochs")
    page = Page(digits=options.digits, plain=options.plain)
    controls = Controls(_training(options), epochs)
    keyboard = None if options.plain else find_keyboard()
    if keyboard is not None:
        Playground(controls, Terminal(sys.stdout, keyboard), page).run()
    else:
        controls.learn_to_the_end()
        page.line(BY_FLAGS)
    print_last_frame(page, controls)
    if options.save:
        save_last_frame(controls, Path(options.save), options.digits, options.force)
        page.line(f"Saved as {options.save}.")
    return OK


def _training(options: argparse.Namespace) -> Training:
    """What is to be learned, and by which network."""
    path = Path(options.source)
    if path.is_file() and is_saved_network(path):
        return _saved_training(options)
    if options.data is not None:
        raise BadInput(f"{options.source} is no saved network: leave out {options.data}.")
    reading = reading_options(options)
    load_data(options.source, reading)          # which says it, if it is no data
    features = tuple(name.strip() for name in options.features.split(",")) if options.features else ()
    return Training(Choices(options.source, reading, options.seed, options.scaling, features,
                            **{name: getattr(options, name) for name in FIELDS}))


def _saved_training(options: argparse.Namespace) -> Training:
    """A saved network that goes on learning, by the recipe that it was trained by, but for what is chosen."""
    for name in OF_NEW_NETWORKS:
        if getattr(options, name) is not None:
            raise BadInput(f"{options.source} is a network already: leave out --{name}.")
    if options.seed != SEED:
        raise BadInput("a saved network has its weights already: leave out --seed.")
    options.network = options.source
    network = storage.load(options.source)
    trained, encoding = network.trained or {}, encoding_of(network)
    if not isinstance(trained.get("layers"), str):
        raise BadInput(f"{options.source} doesn't say how it was trained: play goes on with networks that "
                       "lernmi train has saved.")
    name, reading = data_of(network, options)
    dataset = load_data(name, reading)
    chosen = {**_recipe_of(trained), **{name: getattr(options, name) for name in ("optimizer", "rate",
              "batch_size", "limit") if getattr(options, name) is not None}}
    recipe = recipe_for(dataset, encoding, **chosen)._replace(schedule="constant")
    seed = validation.seed(trained.get("seed")) or SEED
    _, numbers = parts_of(network, dataset)
    learned, held_out = dataset.split(recipe.validation, seed) if numbers else (dataset, None)
    choices = Choices(name, reading, seed, None, tuple(feature.name for feature in encoding.features),
                      **{name: getattr(recipe, name) for name in FIELDS})
    return Training(choices, Assignment(dataset, learned, held_out, encoding, recipe, network,
                                        recipe.make_optimizer(), seed))


def _recipe_of(trained: Dict[str, Any]) -> Dict[str, Any]:
    """What a saved network says about its training, as fields of a Recipe."""
    return {name: trained[name] for name in FIELDS if trained.get(name) is not None}
