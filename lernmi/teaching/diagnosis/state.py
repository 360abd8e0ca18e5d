"""The state of many objects, to be restored: their classes, attributes and entries."""

from __future__ import annotations

import random
from operator import attrgetter
from typing import Any, Dict, Iterable, List, Tuple

FIXED = (tuple, frozenset, str, bytes, int, float, complex, type, type(None))


class State:
    """Objects, lists and dicts as they were when this was made; what is inside of them counts by itself."""

    def __init__(self, things: Iterable[Any]) -> None:
        self._lists: List[Tuple[List[Any], List[Any]]] = []
        self._dicts: List[Tuple[Dict[Any, Any], Dict[Any, Any]]] = []
        self._slots: List[Tuple[Any, type, Tuple[str, ...], Tuple[Any, ...]]] = []
        self._objects: List[Tuple[Any, type]] = []
        self._generators: List[Tuple[random.Random, Any]] = []
        for thing in things:
            self._note(thing)

    def _note(self, thing: Any) -> None:
        if isinstance(thing, list):
            self._lists.append((thing, list(thing)))
        elif isinstance(thing, dict):
            self._dicts.append((thing, dict(thing)))
        elif isinstance(thing, random.Random):
            self._generators.append((thing, thing.getstate()))
        elif names_of_slots(thing) and not hasattr(thing, "__dict__"):
            names = names_of_slots(thing)
            self._slots.append((thing, type(thing), names, attrgetter(*names)(thing)))
        elif hasattr(thing, "__dict__") and not isinstance(thing, FIXED):
            self._objects.append((thing, type(thing)))
            self._dicts.append((vars(thing), dict(vars(thing))))
        if isinstance(thing, list) and hasattr(thing, "__dict__"):
            self._dicts.append((vars(thing), dict(vars(thing))))

    def restore(self) -> None:
        """Let all of them be as they were."""
        for thing, kind, names, values in self._slots:
            if type(thing) is not kind:
                thing.__class__ = kind
            for name, value in zip(names, values):
                setattr(thing, name, value)
        for thing, kind in self._objects:
            if type(thing) is not kind:
                thing.__class__ = kind
        for entries, saved in self._lists:
            if len(entries) != len(saved) or entries != saved:
                entries[:] = saved
        for table, entries_of in self._dicts:
            table.clear()
            table.update(entries_of)
        for generator, state in self._generators:
            generator.setstate(state)


def names_of_slots(thing: Any) -> Tuple[str, ...]:
    """The names of the slots of its class and those that this derives from; () for one of C."""
    names: List[str] = []
    for base in type(thing).__mro__:
        slots = vars(base).get("__slots__", ())
        names += [slots] if isinstance(slots, str) else list(slots)
    return tuple(dict.fromkeys(names))
