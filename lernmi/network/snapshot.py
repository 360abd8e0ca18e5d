"""Snapshot: numbers as they are now, to be restored later."""

from __future__ import annotations

import copy
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Dict, Iterable, Iterator, List, Sequence, Tuple

from ..link import Link
from ..neuron import Neuron
from ..weight import Weight

if TYPE_CHECKING:
    from .network import Network

NUMERIC_ATTRIBUTES = {Neuron: ("total", "value", "slope", "sensitivity"),
                      Link: ("value", "sensitivity"),
                      Weight: ("value", "sensitivity")}
PLAIN = (float, int, str, type(None))       # what needs no copy


def numeric_attributes(thing: Any) -> Sequence[str]:
    """The attributes of an object that hold numbers: of an optimizer or a memory, all that are floats."""
    for kind, names in NUMERIC_ATTRIBUTES.items():
        if isinstance(thing, kind):
            return names
    return [name for name, value in getattr(thing, "__dict__", {}).items() if isinstance(value, float)]


def numbers_in(network: Network) -> Iterator[Tuple[Any, str]]:
    """Where a network stores its numbers: each neuron, link and weight, with each attribute."""
    for group in (network.neurons, network.links, network.weights, network.fixed_weights):
        for thing in group:
            for name in numeric_attributes(thing):
                yield thing, name


class Snapshot:
    """The numbers of weights, and attributes of other objects, as they were when this was made.

    ``attributes``: pairs (objects, names of their attributes). ``restore`` writes everything back,
    as often as needed; as a context manager, a snapshot restores when the block raises:

    >>> weight = Weight(0.5)
    >>> with suppress(ValueError), Snapshot([weight]):
    ...     weight.value = 0.7
    ...     raise ValueError
    >>> weight.value
    0.5
    """

    def __init__(self, weights: Iterable[Weight] = (),
                 attributes: Iterable[Tuple[Iterable[Any], Iterable[str]]] = ()) -> None:
        self._weights = [(weight, weight.value, weight.sensitivity) for weight in weights]
        self._attributes = [(thing, name, getattr(thing, name))
                            for things, names in attributes for thing in things for name in names]

    def restore(self) -> None:
        """Write everything back."""
        for weight, value, sensitivity in self._weights:
            weight.value, weight.sensitivity = value, sensitivity
        for thing, name, attribute in self._attributes:
            setattr(thing, name, attribute)

    def __enter__(self) -> Snapshot:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is not None:
            self.restore()


class LearningSnapshot(Snapshot):
    """All that a learning step changes: a network, its generator of random numbers, its optimizer.

    The optimizer's memories of the weights keep their identity, since traces refer to them. Its other
    attributes are copied, but for objects of the network in them, and for what can't be copied.
    """

    def __init__(self, network: Network, optimizer: Any = None) -> None:
        memories = _memories(optimizer)
        super().__init__(network.weights + network.fixed_weights, [
            (network.links, NUMERIC_ATTRIBUTES[Link]),
            (network.neurons, (*NUMERIC_ATTRIBUTES[Neuron], "activation")),     # a tracer replaces it
            *(([memory], vars(memory)) for memory in memories)])
        self._network, self._optimizer = network, optimizer
        self._originals = memories
        self._forward_done = network.forward_done
        self._generator = network.random.getstate()
        self._saved = self._copied(getattr(optimizer, "__dict__", {}))

    def restore(self) -> None:
        """Restore the network, its generator and the optimizer."""
        super().restore()
        self._network.forward_done = self._forward_done
        self.restore_generator()
        if self._saved:
            vars(self._optimizer).clear()
            vars(self._optimizer).update(self._copied(self._saved))

    def restore_generator(self) -> None:
        """Let the next random numbers be those that followed when this was made."""
        self._network.random.setstate(self._generator)

    def _copied(self, attributes: Dict[str, Any]) -> Dict[str, Any]:
        copied = dict(attributes)
        if _is_plain(attributes):
            return copied
        network = self._network
        originals = [network, *network.neurons, *network.links, *network.weights, *network.fixed_weights,
                     *self._originals]
        memo = {id(thing): thing for thing in originals}
        for name, value in attributes.items():
            with suppress(Exception):           # an open file, say
                copied[name] = copy.deepcopy(value, memo)
        return copied


def _memories(optimizer: Any) -> List[Any]:
    """The objects in an optimizer's dicts that hold nothing but numbers: what it remembers of the weights."""
    tables = [table for table in getattr(optimizer, "__dict__", {}).values() if isinstance(table, dict)]
    return [memory for table in tables for memory in table.values()
            if _is_plain(getattr(memory, "__dict__", None))]


def _is_plain(attributes: Any) -> bool:
    return isinstance(attributes, dict) and all(isinstance(value, PLAIN) for value in attributes.values())
