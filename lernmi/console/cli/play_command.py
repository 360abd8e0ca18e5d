"""The command play: what it starts."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, Dict

from ... import storage
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
from .data_options import load_data, reading_options
from .example_options import SEED
from .saved_data import data_of, parts_of

OK = 0
OF_NEW_NETWORKS = ("layers", "activation", "loss", "features", "scaling", "validation")
BY_FLAGS = "Single keys can't be read here: the flags decide, and this is the last frame."


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
