"""The state of the objects of a network and an optimizer, to be restored after bugs were tried on them."""

from __future__ import annotations

import random
from operator import attrgetter
from typing import Any, Dict, Iterable, List, Sequence, Tuple

from ...link import Link
from ...neuron import Neuron

FIXED = (tuple, frozenset, str, bytes, int, float, complex, type, type(None))
# All else in these, each pass writes anew.
RESTORED = {Link: ("source", "target", "weight"), Neuron: ("activation", "incoming", "sensitivity")}


class State:
    """Objects, their lists and dicts, as they were when this was made: classes, attributes and entries.

    Of links and neurons, the numbers that each pass writes anew are not restored.
    """

    def __init__(self, things: Iterable[Any]) -> None:
        things = list(things)
        tables = [vars(thing) for thing in things if _has_attributes(thing)]
        inner = {id(value) for table in tables for value in table.values() if isinstance(value, dict)}
        tables += [thing for thing in things if isinstance(thing, dict) and id(thing) in inner]
        self._dicts = [(table, dict(table)) for table in tables]
        self._lists = [(thing, list(thing)) for thing in things if isinstance(thing, list)]
        self._generators = [(thing, thing.getstate()) for thing in things if isinstance(thing, random.Random)]
        self._kinds = [(thing, type(thing)) for thing in things if _has_attributes(thing) or _slots(thing)]
        self._columns = _columns(things)

    def restore(self) -> None:
        """Let all of them be as they were."""
        for thing, kind in self._kinds:
            if type(thing) is not kind:
                thing.__class__ = kind
        for name, column in self._columns:
            for thing, value in column:
                setattr(thing, name, value)
        for entries, saved in self._lists:
            entries[:] = saved
        for table, saved_table in self._dicts:
            table.clear()
            table.update(saved_table)
        for generator, state in self._generators:
            generator.setstate(state)


def _columns(things: Sequence[Any]) -> List[Tuple[str, List[Tuple[Any, Any]]]]:
    """For each name of a slot, the objects that have it, with their values."""
    columns: Dict[str, List[Tuple[Any, Any]]] = {}
    for thing in things:
        for name in _slots(thing):
            columns.setdefault(name, []).append((thing, attrgetter(name)(thing)))
    return list(columns.items())


def _has_attributes(thing: Any) -> bool:
    return hasattr(thing, "__dict__") and not isinstance(thing, (*FIXED, random.Random))


def _slots(thing: Any) -> Tuple[str, ...]:
    """The names of its slots that are restored; () for an object without any."""
    for kind, names in RESTORED.items():
        if isinstance(thing, kind):
            return names
    return tuple(name for base in type(thing).__mro__ for name in getattr(base, "__slots__", ())
                 if not name.startswith("__"))
