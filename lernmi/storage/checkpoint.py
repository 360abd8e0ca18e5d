"""Checkpoints: a saved network together with how far its training is, to be resumed to the last bit."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, Optional, Union

from ..network.network import Network
from ..support import validation
from ..support.errors import BadInput
from .checks import a_list, a_whole_number, an_object, check_finite, within_file
from .construction import Construction
from .description import describe
from .differences import check_alike, without_numbers
from .network_file import read, write
from .optimizer_form import check_optimizer, check_same_optimizer, optimizer_to_json, restore_optimizer

TRAINING, OPTIMIZER = "training", "optimizer"
COMPARED = ("shape", "loss", "classes", "encoding", "layers", "fixed", "weight_names", "neuron_names")


def save_checkpoint(path: Union[str, Path], network: Network, optimizer: Any, training: Dict[str, Any], *,
                    rates: Optional[Dict[str, float]] = None, force: bool = False) -> None:
    """Save a network with its optimizer's memories and with ``training``, a dict of JSON values.

    ``training`` says how far the training is: its epochs done, its history, its best weights, its settings.
    ``rates``: the optimizer's learning rates before a schedule changed them, by name; by default as they
    are. The file is written as a whole: a program that is killed leaves the old one or the new one.

    Raises BadInput for a network, an optimizer or a value that can't be saved, and when the file can't
    be written, or is there and no saved network, which only ``force`` replaces.
    """
    path = validation.path(path)
    if OPTIMIZER in training:
        raise BadInput(f'"{OPTIMIZER}" can\'t be a key of training: the optimizer itself is stored there.')
    with within_file(path):
        _check_training(training)
    content = describe(network)
    generator = content.pop("random")
    write(path, {
        **content, TRAINING: {**training, OPTIMIZER: optimizer_to_json(optimizer, network, rates)},
        "random": generator}, force)


def read_checkpoint(path: Union[str, Path]) -> Checkpoint:
    """The checkpoint in a file; BadInput for a file that is none, with where in the file it is wrong."""
    path = validation.path(path)
    content = read(path)
    with within_file(path):
        if TRAINING not in content:
            raise BadInput("it is a saved network, and no checkpoint of its training: lernmi.load loads it.")
        return Checkpoint(path, content)


class Checkpoint:
    """A checkpoint that was read: ``training`` says how far the training was, and ``network`` is a new one.

    ``restore`` brings an existing network and its optimizer to where they were.
    """

    def __init__(self, path: Path, content: Dict[str, Any]) -> None:
        self.path = path
        self.network = Construction(content).network
        self.training = dict(an_object(content[TRAINING], TRAINING))
        self._content = content
        self._optimizer = check_optimizer(self.training.pop(OPTIMIZER, None), f"{TRAINING}.{OPTIMIZER}",
                                          self.network)
        _check_training(self.training)

    def restore(self, network: Network, optimizer: Any) -> None:
        """Give a network its weights and the state of its generator, and its optimizer what it remembers.

        Raises BadInput, naming the first difference, and changes nothing, unless the network has the same
        layers, names, loss, classes and fixed weights, and the optimizer the same type and options.
        """
        with within_file(self.path):
            check_alike(without_numbers(self._content, COMPARED),
                        without_numbers(describe(network), COMPARED), "")
            check_same_optimizer(self._optimizer, optimizer, f"{TRAINING}.{OPTIMIZER}")
        stored = self.network.weights + self.network.fixed_weights
        for weight, other in zip(network.weights + network.fixed_weights, stored):
            weight.value = other.value
        network.random.setstate(self.network.random.getstate())
        restore_optimizer(self._optimizer, optimizer, network)


def _check_training(training: Dict[str, Any]) -> None:
    """BadInput for numbers that aren't finite, and for what can't be the epochs or the history."""
    check_finite(training, TRAINING)
    if "epochs" in training:
        a_whole_number(training["epochs"], f"{TRAINING}.epochs", 0, 10 ** 9)
    if "history" in training:
        for name, column in an_object(training["history"], f"{TRAINING}.history").items():
            a_list(column, f"{TRAINING}.history.{name}")
