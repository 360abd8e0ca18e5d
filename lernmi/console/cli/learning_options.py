"""The arguments and options of the commands that learn from data and use what was learned."""

from __future__ import annotations

import argparse

from .example_options import SEED


def add_digits(command: argparse.ArgumentParser) -> None:
    """How precise numbers are printed."""
    command.add_argument("--digits", type=int, default=4, metavar="N",
                         help="significant digits of every number (default 4)")


def add_start(command: argparse.ArgumentParser) -> None:
    """With which weights a step on an example begins."""
    command.add_argument("--seed", type=int, default=SEED, metavar="N",
                         help=f"draws the initial weights (default {SEED})")
    command.add_argument("--epochs", type=int, metavar="N",
                         help="learn from all samples so many times before this step")


def add_recipe(command: argparse.ArgumentParser) -> None:
    """Which network learns, and how."""
    command.add_argument("--layers", metavar="LAYERS",
                         help="sizes, the inputs first: 64-30-10; or 'conv 4x3x3, maxpool 2, dense 10'")
    command.add_argument("--activation", metavar="NAME",
                         help="of the hidden layers: tanh, relu, sigmoid and others")
    command.add_argument("--loss", metavar="NAME", help="such as softmax_cross_entropy or mean_squared_error")
    command.add_argument("--optimizer", metavar="NAME",
                         help="descent, momentum, nesterov, rmsprop, adagrad, adam, adamw or perceptron")
    command.add_argument("--rate", type=float, metavar="R", help="the learning rate")
    command.add_argument("--epochs", type=int, metavar="N", help="how often all samples are learned from")
    command.add_argument("--batch", dest="batch_size", type=int, metavar="N",
                         help="after how many samples the weights change")


def add_limits(command: argparse.ArgumentParser) -> None:
    """What bounds a step, and what isn't learned from."""
    command.add_argument("--limit", type=float, metavar="L",
                         help="the largest norm of all sensitivities of a step together")
    command.add_argument("--validation", type=float, metavar="SHARE",
                         help="the share of the samples that is held out, to measure on (0 for none)")


def add_train(command: argparse.ArgumentParser, name: str) -> None:
    """What to learn, with which network, and how; by default what suits the data."""
    from ...datasets import DATASETS
    from .data_options import add_making, add_reading
    command.add_argument("data", metavar="DATA",
                         help=f"a CSV or IDX file, or a data set: {', '.join(DATASETS)}")
    add_recipe(command)
    command.add_argument("--schedule", metavar="NAME", help="of the rate: constant, or cosine, down to 0")
    add_limits(command)
    command.add_argument("--patience", type=int, metavar="N",
                         help="early stopping: end when the loss of the samples held out hasn't become "
                              "smaller for N epochs, with the best weights")
    add_seed(command)
    command.add_argument("--save", metavar="FILE", help="save the network there, as JSON")
    command.add_argument("--checkpoint", metavar="FILE",
                         help="save the state of training there after each epoch")
    command.add_argument("--resume", action="store_true", help="go on from the checkpoint, if it is there")
    command.add_argument("--curves", metavar="FILE",
                         help="save the curves of the losses and accuracies there, as .svg, .html or .txt")
    command.add_argument("--force", action="store_true",
                         help="replace a file even if it is no saved network or picture")
    add_making(command)
    add_reading(command)
    add_digits(command)


def add_seed(command: argparse.ArgumentParser) -> None:
    """What draws all random numbers of a training."""
    command.add_argument("--seed", type=int, default=SEED, metavar="N",
                         help=f"draws the held out samples, the weights and the order (default {SEED})")


def add_saved(command: argparse.ArgumentParser, name: str) -> None:
    """A saved network, and data for it."""
    from .data_options import add_reading
    command.add_argument("network", metavar="NET.JSON", help="a network that train has saved")
    usual = "" if name == "predict" else " (default: the set it was trained on)"
    command.add_argument("data", nargs=None if name == "predict" else "?", metavar="DATA",
                         help=f"a data set or a file{usual}")
    if name == "export":
        from ...translate import FORMATS
        command.add_argument("--to", default="pytorch", choices=list(FORMATS),
                             help="the format (default pytorch)")
        command.add_argument("--save", metavar="FILE", help="write it there, not to the output")
        command.add_argument("--force", action="store_true",
                             help="replace a file even if lernmi hasn't exported it")
    if name == "evaluate":
        add_digits(command)
    add_reading(command)
