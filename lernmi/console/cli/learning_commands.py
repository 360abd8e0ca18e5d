"""The commands that learn from data and use what was learned: train, predict, evaluate, export."""

from __future__ import annotations

import argparse
import csv
import io
import shlex
from pathlib import Path
from typing import Any, Optional

from ... import storage, translate
from ...datasets import DATASETS
from ...examples.assignment import Assignment, assignment_for
from ...examples.evaluation import Evaluation, encoding_of
from ...figures.curves import history_curves
from ...network.classes import probabilities
from ...storage.checkpoint_file import CheckpointFile
from ...storage.network_file import is_saved_network
from ...support import validation
from ...support.atomic_file import check_replaceable
from ...support.errors import BadInput, NumericError
from ...training import History
from ...translate.formats import save as save_text
from ..display.page import Page
from ..display.page_export import check_saving
from ..display.printing import save_thing
from ..learning.evaluation_view import print_confusion, print_evaluation, print_mistakes
from ..learning.history_view import print_history
from ..learning.training_display import TrainingDisplay
from .data_options import load_data, reading_options
from .saved_data import data_of, parts_of, reading_of, trained_on

OK = 0
CHOSEN = ("layers", "activation", "loss", "optimizer", "rate", "epochs", "batch_size", "schedule",
          "limit", "validation")


def train(options: argparse.Namespace) -> int:
    """See commands."""
    page = Page(digits=options.digits, plain=options.plain)
    checkpoint, path, picture = _checkpoint(options), _path_to_save(options), _path_of_curves(options)
    reading = reading_options(options)
    dataset = load_data(options.data, reading)
    features = [name.strip() for name in options.features.split(",")] if options.features else ()
    assignment = assignment_for(dataset, options.seed, options.scaling, features,
                                **{name: getattr(options, name) for name in CHOSEN})
    if options.patience is not None and not assignment.held_out:
        raise BadInput("--patience needs samples that are held out: add --validation 0.2.")
    for line in (*dataset.describe().splitlines(), f"{assignment.recipe.describe()}; seed {options.seed}."):
        page.line(line)
    try:
        history = assignment.fit(checkpoint=checkpoint, patience=options.patience,
                                 display=TrainingDisplay(page))
    except NumericError as error:
        _print_course(page, error.history, picture, options)
        raise
    _print_course(page, history, picture, options)
    _print_results(page, assignment)
    if path is not None:
        assignment.network.trained = {**(assignment.network.trained or {}), "reading": reading}
        assignment.network.save(path, force=options.force)
        page.line(f"Saved as {path}. Try {_command('evaluate', path, options.data)}")
    return OK


def _checkpoint(options: argparse.Namespace) -> Optional[CheckpointFile]:
    if options.checkpoint is None:
        if options.resume:
            raise BadInput("there is nothing to resume: add --checkpoint FILE.")
        return None
    path = validation.path(options.checkpoint)
    if not options.resume and not options.force and is_saved_network(path):
        raise BadInput(f"{path} is there already: add --resume to go on from it, or --force to begin anew.")
    return CheckpointFile(path, resume=options.resume, force=options.force)


def _path_to_save(options: argparse.Namespace) -> Optional[Path]:
    """Where the network is to be saved, if anywhere; BadInput where it can't be."""
    if options.save is None:
        return None
    path = validation.path(options.save)
    check_replaceable(path, is_saved_network, options.force)
    if options.checkpoint is not None and path.resolve() == Path(options.checkpoint).resolve():
        raise BadInput(f"--save and --checkpoint need different files, but both are {path}.")
    return path


def _path_of_curves(options: argparse.Namespace) -> Optional[Path]:
    """Where the curves are to be saved, if anywhere; BadInput where they can't be."""
    if options.curves is None:
        return None
    path = validation.path(options.curves)
    check_saving(path, options.force)
    for name in ("save", "checkpoint"):
        other = getattr(options, name)
        if other is not None and path.resolve() == Path(other).resolve():
            raise BadInput(f"--curves and --{name} need different files, but both are {path}.")
    return path


def _print_course(page: Page, history: History, picture: Optional[Path], options: argparse.Namespace) -> None:
    """The course of training on the page, and as a picture as well where that is to be saved."""
    print_history(page, history)
    if picture is not None:
        save_thing(history_curves(history), picture, digits=options.digits, force=options.force)
        page.line(f"Saved the curves as {picture}.")


def _command(*words: object) -> str:
    """The command line of lernmi with these words, to be typed."""
    return " ".join(map(shlex.quote, map(str, ("lernmi", *words))))


def _print_results(page: Page, assignment: Assignment) -> None:
    """What it answers to the rows that were held out, or else to those that it has learned."""
    part = assignment.held_out or assignment.learned
    page.blank()
    title = "Held out: " if assignment.held_out else "Learned: "
    evaluation = Evaluation(assignment.network, part)
    print_evaluation(page, evaluation, title)
    if len(part) > len(assignment.encoding.classes):
        print_confusion(page, evaluation)


def predict(options: argparse.Namespace) -> int:
    """See commands."""
    network = storage.load(options.network)
    encoding = encoding_of(network)
    dataset = load_data(options.data, reading_of(network, options.data, options), encoding)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    likely = [f"probability of {name}" for name in encoding.classes[-len(encoding.target_names):]]
    writer.writerow(["sample", *encoding.answer_names, *likely])
    for number, outputs in enumerate(network.predict_all(encoding.all_inputs(dataset))):
        answer = encoding.answer(outputs, network.loss)
        writer.writerow([number, *([answer] if isinstance(answer, str) else answer),
                         *(probabilities(outputs, network.loss) if likely else ())])
    print(text.getvalue(), end="")
    return OK


def evaluate(options: argparse.Namespace) -> int:
    """See commands."""
    network = storage.load(options.network)
    name, reading = data_of(network, options)
    dataset = load_data(name, reading, encoding_of(network))
    page = Page(digits=options.digits, plain=options.plain, by_screens=True)
    learned, held_out = parts_of(network, dataset)
    if held_out:
        print_evaluation(page, Evaluation(network, dataset, learned), "Learned from: ")
    evaluation = Evaluation(network, dataset, held_out or None)
    print_evaluation(page, evaluation, "Held out: " if held_out else f"{dataset.name}: ")
    print_confusion(page, evaluation)
    print_mistakes(page, evaluation, _command("step", options.network, name, "--sample") + " ")
    return OK


def export(options: argparse.Namespace) -> int:
    """See commands."""
    network = storage.load(options.network)
    samples: Any = ()
    if options.data or network.encoding and trained_on(network) in DATASETS:
        name, reading = data_of(network, options)
        samples = encoding_of(network).samples(load_data(name, reading, encoding_of(network)))
    text = translate.export(network, options.to, samples)
    if options.save is None:
        print(text, end="")
    else:
        save_text(text, options.save, options.force)
        Page(plain=options.plain).line(f"Saved as {options.save}.")
    return OK
