"""The outset of a step: what can be put back, so that it can be taken again, or has not been taken."""

from __future__ import annotations

import copy
from contextlib import contextmanager, suppress
from typing import Any, Dict, Iterator, Optional

from ..network.network import Network
from ..network.snapshot import Moment
from ..training.optimizer_memory import RememberingOptimizer
from ..training.optimizers import Optimizer

PLAIN = (float, int, str, type(None))       # what needs no copy


class Outset:
    """The random numbers to come, and what an optimizer keeps for itself, but for its memories.

    Of what it keeps, copies are put back; but the network's own things in it are not copied, nor
    what can't be.
    """

    def __init__(self, network: Network, optimizer: Optional[Optimizer]) -> None:
        self._network = network
        self._optimizer = optimizer
        self._generator = network.random.getstate()
        self._kept = self._copied(_own(optimizer))

    def restore(self) -> None:
        """Put it back, as often as one likes."""
        self._network.random.setstate(self._generator)
        for name in _own(self._optimizer):
            if name not in self._kept:
                delattr(self._optimizer, name)
        for name, kept in self._copied(self._kept).items():
            setattr(self._optimizer, name, kept)

    def _copied(self, numbers: Dict[str, Any]) -> Dict[str, Any]:
        if all(isinstance(kept, PLAIN) for kept in numbers.values()):
            return dict(numbers)
        network = self._network
        parts = [*network.neurons, *network.links, *network.weights, *network.fixed_weights]
        as_they_are = {id(part): part for part in [network, *parts]}
        copied = dict(numbers)
        for name, kept in numbers.items():
            with suppress(Exception):           # an open file, say
                copied[name] = copy.deepcopy(kept, as_they_are)
        return copied


def _own(optimizer: Optional[Optimizer]) -> Dict[str, Any]:
    """What an optimizer keeps, but for the memories that it has of the weights."""
    return {name: kept for name, kept in getattr(optimizer, "__dict__", {}).items()
            if name != "memories" or not isinstance(optimizer, RememberingOptimizer)}


class State:
    """All that learning changes in a network and its optimizer, as it was when this was made."""

    def __init__(self, network: Network, optimizer: Optional[Optimizer]) -> None:
        self._moment, self._outset = Moment(network), Outset(network, optimizer)
        # A tracer lends the neurons other activations.
        self._activations = [(neuron, neuron.activation) for neuron in network.neurons]
        self._remember = (optimizer.as_now(network.weights)
                          if isinstance(optimizer, RememberingOptimizer) else None)

    def restore(self) -> None:
        """Put everything back."""
        if self._remember is not None:
            self._remember()
        self._moment.restore()
        self._outset.restore()
        for neuron, activation in self._activations:
            neuron.activation = activation


@contextmanager
def unchanged_on_failure(network: Network, optimizer: Optional[Optimizer]) -> Iterator[None]:
    """If what is done inside raises, everything is put back, what the optimizer keeps as well."""
    state = State(network, optimizer)
    try:
        yield
    except BaseException:
        state.restore()
        raise
