"""Checkpoints: the state of training, saved after each epoch, and continued from."""

from __future__ import annotations

from typing import Any, Dict, Optional, Protocol

from ...network.network import Network
from ...support.errors import BadInput
from ...support.formatting import quoted
from ..optimizers import Optimizer
from .best_weights import BestWeights
from .history import History


class CheckpointFile(Protocol):
    """Where training is saved after each epoch, and continued from."""

    def read(self) -> Optional[Dict[str, Any]]:
        """The state of fit that was saved, or None to begin."""

    def restore(self, network: Network, optimizer: Optimizer) -> None:
        """Restore the network and the optimizer as they were saved in the file that was read."""

    def save(self, network: Network, optimizer: Optimizer, state: Dict[str, Any],
             rates: Dict[str, float]) -> None:
        """Save the network, the optimizer and the state of fit: plain numbers, texts, lists and dicts.

        ``rates``: the optimizer's learning rates before a schedule multiplied them.
        """


class Saving:
    """Saves what fit is doing in a checkpoint, if it has one, and continues from it.

    ``settings``: what must be the same when training goes on.
    """

    def __init__(self, checkpoint: Optional[CheckpointFile], network: Network, optimizer: Optimizer,
                 history: History, best: Optional[BestWeights], settings: Dict[str, Any]) -> None:
        self._checkpoint = checkpoint
        self._network, self._optimizer = network, optimizer
        self._history, self._best = history, best
        self._settings = settings

    def resume(self) -> int:
        """How many epochs were done before; BadInput if they were done with other settings."""
        state = self._checkpoint.read() if self._checkpoint else None
        if self._checkpoint is None or state is None:
            return 0
        for name, now in self._settings.items():
            before = state["settings"].get(name)
            if before != now:
                raise BadInput(f"the checkpoint's training had {name} = {quoted(before)}, not {quoted(now)}: "
                               "continue with the same samples and options, or begin anew.")
        self._checkpoint.restore(self._network, self._optimizer)
        self._history.continue_from(state["history"])
        self._history.ended = state["ended"]
        if self._best:
            self._best.continue_from(state["best"])
        return int(state["epochs"])

    def save(self, rates: Dict[str, float]) -> None:
        """Save the state after the present epoch; ``rates`` are those before the schedule."""
        if self._checkpoint:
            history = self._history
            self._checkpoint.save(self._network, self._optimizer, {
                "epochs": len(history.losses), "ended": history.ended, "history": history.measured(),
                "best": self._best.state() if self._best else None, "settings": self._settings}, rates)
