"""The checkpoint that fit saves after each epoch, in a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, Optional

from ..network.network import Network
from ..support.atomic_file import check_replaceable, exists
from ..support.errors import BadInput
from ..training.fitting.history import MEASURED
from .checkpoint import Checkpoint, read_checkpoint, save_checkpoint
from .checks import a_list, a_text, an_object, within_file
from .network_file import is_saved_network

KEYS = ("epochs", "ended", "history", "best", "settings")


class CheckpointFile:
    """Where fit saves the state of training, as a whole, after each epoch.

    ``resume``: whether training goes on from the file, if it is there. ``force``: whether another file
    than a saved network may be replaced. Raises BadInput for a file that can't be replaced.
    """

    def __init__(self, path: Path, resume: bool = False, force: bool = False) -> None:
        check_replaceable(path, is_saved_network, force)
        self._path = path
        self._resumes = resume
        self._force = force
        self._checkpoint: Optional[Checkpoint] = None

    def read(self) -> Optional[Dict[str, Any]]:
        """The state of fit that was saved, or None to begin; BadInput for a file that is no checkpoint."""
        if not (self._resumes and exists(self._path)):
            return None
        self._checkpoint = checkpoint = read_checkpoint(self._path)
        network = checkpoint.network
        with within_file(self._path):
            return _checked(checkpoint.training, len(network.weights + network.fixed_weights))

    def restore(self, network: Network, optimizer: Any) -> None:
        """Restore the network and the optimizer as they were saved; BadInput if the file is of others."""
        if self._checkpoint is not None:
            self._checkpoint.restore(network, optimizer)

    def save(self, network: Network, optimizer: Any, state: Dict[str, Any], rates: Dict[str, float]) -> None:
        """Save the network, the optimizer with its memory, and the state of fit."""
        save_checkpoint(self._path, network, optimizer, state, rates=rates or None, force=self._force)


def _checked(state: Dict[str, Any], weights: int) -> Dict[str, Any]:
    """The state, which must be what fit has saved; BadInput otherwise."""
    if set(state) != set(KEYS):
        raise BadInput(f"training must have the entries {', '.join(KEYS)}, and no others.")
    a_text(state["ended"], "training.ended")
    settings = an_object(state["settings"], "training.settings")
    history = an_object(state["history"], "training.history")
    for name, numbers in history.items():
        if name not in MEASURED:
            raise BadInput(f"training.history.{name} is nothing that is measured.")
        _numbers(numbers, f"training.history.{name}", state["epochs"])
    if state["epochs"] and "losses" not in history:
        raise BadInput("training.history must have the losses.")
    if (state["best"] is None) != (settings.get("patience") is None):
        raise BadInput("training.best must be there where the settings have a patience, and only there.")
    if state["best"] is not None:
        best = an_object(state["best"], "training.best")
        if set(best) != {"epoch", "loss", "values"} or type(best["epoch"]) is not int:
            raise BadInput("training.best must have an epoch, a loss and values.")
        _numbers([best["loss"]], "training.best.loss", 1)
        _numbers(best["values"], "training.best.values", weights)
    return state


def _numbers(value: Any, where: str, count: int) -> None:
    numbers = a_list(value, where)
    if len(numbers) != count or not all(type(number) in (float, int) for number in numbers):
        raise BadInput(f"{where} must be a list of {count} numbers.")
