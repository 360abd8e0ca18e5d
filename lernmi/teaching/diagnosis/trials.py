"""Trials: the numbers of a learning step that is right, or that has bugs of the catalogue."""

from __future__ import annotations

import copy
from typing import Any, Dict, List, NamedTuple, Optional, Sequence, Tuple

from ...network.network import Network
from ...support.errors import LernmiError
from ...training.optimizers import GradientDescent, Optimizer
from ...weight import Weight
from ..bugs import Bug
from ..bugs.exhibit import become
from .state import State


class Step(NamedTuple):
    """The learning step whose numbers are compared.

    ``network``, ``samples``: of one that learns from batches only, its copies, with one sample for them
    all. ``optimizer``: of the new weights; None where the numbers are gradients. ``steps``: how often
    it is taken; the numbers are those of the last time.
    """

    network: Network
    samples: List[Any]
    optimizer: Optional[Optimizer]
    rate: float
    steps: int

    @property
    def work(self) -> int:
        """How many links move in it, forwards and backwards."""
        return 2 * len(self.network.links) * len(self.samples) * self.steps


class NotingGradients(GradientDescent):
    """Gradient descent that remembers the latest sensitivities, averaged over the samples."""

    averages: Sequence[float] = ()

    def _values(self, weights: Sequence[Weight], averages: Sequence[float]) -> List[float]:
        """The same, once they are noted: before what a bug of new_values makes of them."""
        self.averages = averages
        return super()._values(weights, averages)


class Trials:
    """One copy of a network and its optimizer, on which bugs are tried, one or more at a time."""

    def __init__(self, step: Step) -> None:
        self.step = step
        memo: Dict[int, Any] = {}
        optimizer = step.optimizer or NotingGradients(step.rate)
        self._network, self._optimizer = copy.deepcopy((step.network, optimizer), memo)
        memo.pop(id(memo), None)        # what deepcopy keeps alive
        _forget(self._network)
        self._state = State(memo.values())

    def numbers(self, *bugs: Bug) -> Optional[List[float]]:
        """The gradients or new values of all weights, then the sensitivities of all neurons.

        None where a bug has nothing to change here, or the step fails because of it.
        """
        network, optimizer = self._network, self._optimizer
        try:
            if not all(_install(bug, network, optimizer, self.step.rate) for bug in bugs):
                return None
            for _ in range(self.step.steps):
                network.learn_batch(self.step.samples, optimizer)
            weights = (optimizer.averages if isinstance(optimizer, NotingGradients)
                       else [weight.value for weight in network.weights])
            return [*map(float, weights), *(float(neuron.sensitivity) for neuron in network.neurons)]
        except (LernmiError, ArithmeticError):
            if not bugs:
                raise
            return None
        finally:
            self._state.restore()


def engine_of(step: Step, *bugs: Bug) -> Tuple[Network, Optional[Optimizer]]:
    """Copies of the network and the optimizer of a step that have these bugs."""
    network, optimizer = copy.deepcopy((step.network, step.optimizer))
    _forget(network)
    for bug in bugs:
        _install(bug, network, optimizer, step.rate)
    return network, optimizer


def _forget(network: Network) -> None:
    """Let nothing be left of earlier steps for a bug that doesn't reset it."""
    network.reset()
    for weight in network.weights:
        weight.last_sensitivity = 0.0


def _install(bug: Bug, network: Network, optimizer: Optional[Optimizer], rate: float) -> bool:
    """Let a network, or its optimizer, have a bug; whether there is something that can have it."""
    if bug.optimizer is not None:
        if optimizer is None or (bug.of is not None and not isinstance(optimizer, bug.of)):
            return False
        become(optimizer, bug.optimizer)
    return bug.install is None or bool(bug.install(network, rate))
