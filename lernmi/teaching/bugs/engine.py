"""Wrong engines: copies of networks and optimizers that have one bug of the catalogue, or several."""

from __future__ import annotations

import copy
from typing import Any, Iterable, List

from ...network.batch_copies import BatchCopies
from ...network.network import Network
from ...support.errors import BadInput
from ...training.optimizers import Optimizer
from .bug import Bug, Rate
from .catalogue import BUGS
from .exhibit import COPIES_FOLLOW, become


class WrongInBatches(Network):
    """A network that learns from batches only, whose copies have its bugs."""

    bugs_of_copies: List[Bug]
    rate_of_bugs: Rate
    _batch_copies: Any

    def photocopied(self, samples: int) -> BatchCopies:
        """This network once for each of several samples, with the bugs in each."""
        before = self._batch_copies.get(samples)
        copies = super().photocopied(samples)
        if copies is not before:
            copies.bugs = self.bugs
            for bug in self.bugs_of_copies:
                if not isinstance(bug.install, COPIES_FOLLOW):
                    _install(bug, copies, self.rate_of_bugs)
        return copies


def wrong_network(network: Network, *bugs: Bug, rate: Rate = 0.1) -> Network:
    """A copy of a network that has these bugs; one of an optimizer changes nothing in it.

    ``rate``: the learning rate, for bugs that update weights too early, or the optimizer whose rate it is.
    The copy is right but for the bugs: it is run, traced, checked and stepped through like any network, but
    can't be saved. In which order the bugs are named makes no difference. Raises BadInput for a network that
    has nothing which a bug is about.

    >>> from lernmi import Dense
    >>> right = Network(2, Dense(2), Dense(1), seed=1)
    >>> wrong = wrong_network(right, BUGS["sign_turned"])
    >>> for network in (right, wrong):
    ...     outputs, loss = network.forward([0, 1]), network.backward([1])
    >>> wrong["output[0]"].sensitivity == -right["output[0]"].sensitivity
    True
    """
    engine = copy.deepcopy(network)
    in_order = _in_order(bug for bug in bugs if bug.install is not None)
    if network.needs_batch and in_order:
        become(engine, WrongInBatches)
        engine.bugs_of_copies, engine.rate_of_bugs = in_order, rate     # type: ignore[attr-defined]
    engine.bugs = (*network.bugs, *(bug.name for bug in in_order))
    for bug in in_order:
        count = _install(bug, engine, rate)
        if not count and network.needs_batch:
            count = _install(bug, BatchCopies(engine, 2), rate)
        if not count:
            reason = f", which has no {bug.needs}" if bug.needs else ""
            raise BadInput(f"{bug.name} changes nothing in this network{reason}. {bug.sentence}")
    return engine


def wrong_optimizer(optimizer: Optimizer, *bugs: Bug) -> Optimizer:
    """A copy of an optimizer that has these bugs; one of a network changes nothing in it.

    Raises BadInput for a bug of another optimizer.
    """
    engine = copy.deepcopy(optimizer)
    for bug in _in_order(bugs):
        if bug.optimizer is not None:
            if bug.of is not None and not isinstance(optimizer, bug.of):
                raise BadInput(f"{bug.name} is a bug of {bug.of.__name__}, not of "
                               f"{type(optimizer).__name__}: {bug.sentence}")
            become(engine, bug.optimizer)
    return engine


def _install(bug: Bug, engine: Network, rate: Rate) -> int:
    return bug.install(engine, rate) if bug.install else 0


def _in_order(bugs: Iterable[Bug]) -> List[Bug]:
    """In the order of the catalogue, each once; user-defined bugs after them."""
    positions = {name: position for position, name in enumerate(BUGS)}
    return sorted({bug.name: bug for bug in bugs}.values(),
                  key=lambda bug: positions.get(bug.name, len(positions)))
