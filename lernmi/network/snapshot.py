"""Snapshot: numbers as they are now, to be restored later."""

from __future__ import annotations

import copy
from contextlib import suppress
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Dict, Iterable, Iterator, MutableMapping, Sequence, Tuple

from ..link import Link
from ..neuron import Neuron
from ..weight import Weight

if TYPE_CHECKING:
    from .network import Network

NUMERIC_ATTRIBUTES = {Neuron: ("total", "value", "slope", "sensitivity"),
                      Link: ("value", "sensitivity"),
                      Weight: ("value", "sensitivity")}
CHANGED_BY_LEARNING = ("value", "sensitivity", "last_sensitivity")      # of a weight
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
    """The numbers of weights, and other objects' attributes and entries, as they were when this was made.

    ``attributes``: pairs (objects, names of their attributes). ``entries``: pairs (dict, keys).
    ``restore`` writes everything back, as often as needed; as a context manager, a snapshot
    restores when the block raises:

    >>> weight = Weight(0.5)
    >>> with suppress(ValueError), Snapshot([weight]):
    ...     weight.value = 0.7
    ...     raise ValueError
    >>> weight.value
    0.5
    """

    def __init__(self, weights: Sequence[Weight] = (),
                 attributes: Iterable[Tuple[Sequence[Any], Iterable[str]]] = (),
                 entries: Iterable[Tuple[MutableMapping[Any, Any], Iterable[Any]]] = ()) -> None:
        self._columns = [(list(things), name, list(map(attrgetter(name), things)))
                         for things, names in [(weights, CHANGED_BY_LEARNING), *attributes] for name in names]
        self._entries = [(table, key, table.get(key)) for table, keys in entries for key in keys]

    def restore(self) -> None:
        """Write everything back."""
        for things, name, column in self._columns:
            for thing, attribute in zip(things, column):
                setattr(thing, name, attribute)
        for table, key, entry in self._entries:
            if entry is None:
                table.pop(key, None)
            else:
                table[key] = entry

    def __enter__(self) -> Snapshot:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is not None:
            self.restore()


class StepSnapshot:
    """What a learning step restores when it fails; it begins with the sensitivities of all weights at 0.

    ``gathered``: the weights that hold another one. An optimizer of this package changes all values or
    none; one that is user-defined may fail halfway, and then the values are restored as well.
    """

    def __init__(self, network: Network, gathered: Sequence[Weight], user_defined: bool) -> None:
        self._weights, fixed_weights = network.weights, network.fixed_weights
        self._gathered = [(weight, weight.sensitivity) for weight in gathered]
        for weight in gathered:
            weight.sensitivity = 0.0
        at_risk = self._weights + fixed_weights if user_defined else fixed_weights
        self._others = Snapshot(at_risk) if at_risk else None

    def restore(self) -> None:
        """Write everything back."""
        if self._others:
            self._others.restore()
        for weight in self._weights:
            weight.sensitivity = 0.0
        for weight, sensitivity in self._gathered:
            weight.sensitivity = sensitivity


class LearningSnapshot(Snapshot):
    """All that a learning step changes: a network, its generator of random numbers, its optimizer.

    The optimizer's memories of the network's weights keep their identity, since traces refer to
    them. Its other attributes are copied, but for objects of the network in them, and for what
    can't be copied.
    """

    def __init__(self, network: Network, optimizer: Any = None) -> None:
        memories = _memories(optimizer)
        known = [memories[weight] for weight in network.weights if weight in memories]
        super().__init__(network.weights + network.fixed_weights, [
            (network.links, NUMERIC_ATTRIBUTES[Link]),
            (network.neurons, (*NUMERIC_ATTRIBUTES[Neuron], "activation")),     # a tracer replaces it
            *(([memory], vars(memory)) for memory in known)], [(memories, network.weights)])
        self._network, self._memories = network, memories
        self._optimizer = getattr(optimizer, "__dict__", {})
        self._latest = network.last_phase, network.targets, network.latest_loss
        self._generator = network.random.getstate()
        self._saved = self._copied(self._optimizer)

    def restore(self) -> None:
        """Restore the network, its generator and the optimizer."""
        super().restore()
        network = self._network
        network.last_phase, network.targets, network.latest_loss = self._latest
        self.restore_generator_and_optimizer()

    def restore_generator_and_optimizer(self) -> None:
        """Restore what isn't a number of the network, nor of a memory of its weights."""
        self.restore_generator()
        self._optimizer.update(self._copied(self._saved))
        for name in [name for name in self._optimizer if name not in self._saved]:
            del self._optimizer[name]

    def restore_generator(self) -> None:
        """Let the next random numbers be those that followed when this was made."""
        self._network.random.setstate(self._generator)

    def _copied(self, attributes: Dict[str, Any]) -> Dict[str, Any]:
        copied = dict(attributes)
        values = {name: value for name, value in attributes.items()
                  if not isinstance(value, PLAIN) and value is not self._memories}
        if values:
            network = self._network
            things = [network, *network.neurons, *network.links, *network.weights, *network.fixed_weights]
            memo: Dict[int, Any] = {id(thing): thing for thing in things}
            for name, value in values.items():
                with suppress(Exception):           # an open file, say
                    copied[name] = copy.deepcopy(value, memo)
        return copied


def _memories(optimizer: Any) -> MutableMapping[Any, Any]:
    """An optimizer's memories by weight, where it has any: objects with attributes."""
    memories = getattr(optimizer, "memories", None)
    if not isinstance(memories, MutableMapping):
        return {}
    return memories if all(hasattr(memory, "__dict__") for memory in memories.values()) else {}
