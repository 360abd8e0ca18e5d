"""Wrong engines: copies of networks and optimizers that have one bug of the catalogue, or several."""

from __future__ import annotations

import copy
from typing import Any, Iterable, Type

from ...network.network import Network
from ...support.errors import BadInput
from ...training.optimizers import Optimizer
from .bug import Bug


def wrong_network(network: Network, *bugs: Bug, rate: float = 0.1) -> Network:
    """A copy of a network that has these bugs; one of an optimizer changes nothing in it.

    ``rate``: the learning rate, for bugs that update weights too early. The copy is right but for
    the bugs: it is run, traced, checked and stepped through like any network. Raises BadInput for a
    network that has nothing which a bug is about.
    """
    engine = copy.deepcopy(network)
    for bug in bugs:
        if bug.install is not None and not bug.install(engine, rate):
            raise BadInput(f"{bug.name} changes nothing in this network: {bug.sentence}")
    return engine


def wrong_optimizer(optimizer: Optimizer, *bugs: Bug) -> Optimizer:
    """A copy of an optimizer that has these bugs; one of a network changes nothing in it.

    Raises BadInput for a bug of another optimizer.
    """
    engine = copy.deepcopy(optimizer)
    for bug in bugs:
        if bug.optimizer is not None:
            if bug.of is not None and not isinstance(optimizer, bug.of):
                raise BadInput(f"{bug.name} is a bug of {bug.of.__name__}, not of "
                               f"{type(optimizer).__name__}: {bug.sentence}")
            become(engine, bug.optimizer)
    return engine


def become(thing: Any, kind: Type[object], **attributes: Any) -> None:
    """Let an object have the methods of ``kind`` before those of its own class, which stays its base.

    So the exhibits of several bugs go together: each calls ``super()`` for what is right.
    """
    before = type(thing)
    slots = {"__slots__": ()} if not hasattr(thing, "__dict__") else {}
    thing.__class__ = type(kind.__name__, (kind, before),
                           {**slots, "__module__": kind.__module__, **attributes})


def all_become(things: Iterable[Any], kind: Type[object], **attributes: Any) -> int:
    """The same for several objects; how many they were."""
    count = 0
    for thing in things:
        become(thing, kind, **attributes)
        count += 1
    return count
