"""The trace: one learning step of a network, recorded move by move."""

from __future__ import annotations

import math
from functools import cached_property
from typing import Any, Iterable, Iterator, List, Optional, Sequence, Union

from ..network.network import Network
from ..network.snapshot import LearningSnapshot
from ..support import validation
from ..support.errors import BadInput
from ..support.formatting import quoted
from ..support.garbage import no_search_for_garbage
from ..support.late_imports import Displayable, Recordable
from ..support.sigint import deferring_sigint
from ..training.optimizers import Optimizer
from ..training.perceptron import THRESHOLD
from .move_filter import MoveFilter
from .moves import Move
from .step_recorder import StepRecorder
from .traced_number import tracing_operations
from .why import Why

Names = Union[None, str, Sequence[str]]


class Trace(Recordable, Displayable):
    """One learning step: every move of it, and in every move every multiplication.

    Iterating gives the moves in their order; move.products gives the multiplications. The
    trace holds the numbers of its moment, whatever the network learns later.
    """

    def __init__(self, network: Network, moves: Iterable[Move], loss: float,
                 targets: Optional[List[float]] = None) -> None:
        self.network = network
        self.loss = loss
        self.targets = targets          # None for a recording, which can't be run
        self._moves = moves

    @cached_property
    def moves(self) -> List[Move]:
        """Every move; those of a step that was just recorded are made when they are first asked for."""
        with deferring_sigint(math.inf), no_search_for_garbage():
            return list(self._moves)

    def __iter__(self) -> Iterator[Move]:
        return iter(self.moves)

    def __len__(self) -> int:
        return len(self.moves)

    def __getitem__(self, index: int) -> Move:
        return self.moves[index]

    @property
    def products(self) -> int:
        """How many multiplications the whole step took."""
        return sum(len(move.products) for move in self.moves)

    @property
    def stand_ins(self) -> List[Any]:
        """The neurons of which the slope is a stand-in, and no derivative: see Perceptron."""
        return [move.mover for move in self.moves if move.phase == "forward" and move.changes
                and getattr(move.changes[0].new, "sign", "") == THRESHOLD.name]

    def first(self, phase: str) -> int:
        """The number of the first move of a phase, from 1; BadInput if there is none."""
        for number, move in enumerate(self.moves, start=1):
            if move.phase == validation.text(phase, "the phase"):
                return number
        raise BadInput(f"this step has no phase {quoted(phase)}.")

    def only(self, names: Names = None) -> List[Move]:
        """The moves about these: names of a neuron, link, weight, layer or phase; None is all.

        Raises UnknownName for a name that nothing has.
        """
        move_filter = MoveFilter(self.network, names)
        return [move for move in self.moves if move_filter.includes(move)]

    def why(self, name: str) -> Why:
        """Whose fault is this? How the sensitivity of a neuron, weight or link came about.

        Raises UnknownName for a name that nothing has.
        """
        return Why(self, self.network.find(name), name)

    def __repr__(self) -> str:
        return f"Trace({len(self.moves)} moves, {self.products} products, loss {self.loss:.4g})"


def trace(network: Network, inputs: Sequence[Any], targets: Sequence[Any],
          optimizer: Optional[Optimizer] = None) -> Trace:
    """Take one learning step as network.learn does, and record every multiplication of it.

    What an activation computes inside itself appears as its name: sigmoid(0.38) = 0.59.
    Without an optimizer the step ends before the update. The weights end exactly, to the last
    bit, as after an untraced step. Raises what learn raises, and changes nothing then.
    """
    validation.network(network)
    if optimizer is not None:
        validation.optimizer(optimizer)
        if network.needs_batch:
            raise BadInput("this network learns from batches only: trace network.photocopied(n), "
                           "with the inputs and targets of n samples in a row.")
    with network.prepared_for(optimizer):
        network.refresh()
        recorder = StepRecorder(network)
        with no_search_for_garbage(), LearningSnapshot(network, optimizer), tracing_operations():
            network.reset()
            numbers = network.check_targets(targets)
            recorder.run(inputs, numbers, optimizer)
    return Trace(network, recorder.moves(), recorder.loss, numbers)
