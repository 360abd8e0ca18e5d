"""The first difference between what a file says and what there is."""

from __future__ import annotations

from typing import Any, Dict, Iterator, List, Tuple

from ..support.errors import BadInput
from ..support.json_text import short
from .layer_reader import WEIGHTS

Difference = Tuple[str, Any, Any]           # where in the file, what is there, and what the other has instead


def check_alike(stored: Any, present: Any, where: str) -> None:
    """BadInput, naming the first difference, unless two JSON values are equal.

    >>> check_alike({"size": 2}, {"size": 3}, "layers[0]")
    Traceback (most recent call last):
    lernmi.support.errors.BadInput: layers[0].size is 2 in the file, but here it is 3.
    """
    for name, one, other in _differences(stored, present, where):
        raise BadInput(f"{name} is {_words(one)} in the file, but here it is {_words(other)}.")


def _words(value: Any) -> str:
    return "missing" if value is MISSING else short(value)


MISSING = object()


def _differences(stored: Any, present: Any, where: str) -> Iterator[Difference]:
    if isinstance(stored, dict) and isinstance(present, dict):
        for key in {**present, **stored}:
            yield from _differences(stored.get(key, MISSING), present.get(key, MISSING),
                                    f"{where}.{key}" if where else key)
    elif isinstance(stored, list) and isinstance(present, list) and len(stored) == len(present):
        for index, (one, other) in enumerate(zip(stored, present)):
            yield from _differences(one, other, f"{where}[{index}]")
    elif isinstance(stored, list) and isinstance(present, list):
        yield f"the number of entries of {where}", len(stored), len(present)
    elif stored != present:
        yield where, stored, present


def without_numbers(content: Dict[str, Any], keys: Tuple[str, ...]) -> Dict[str, Any]:
    """These keys of a network's content, with 0 for each number that is a weight's."""
    return {key: _blank(content[key], "") for key in keys if key in content}


def _blank(value: Any, name: str) -> Any:
    if isinstance(value, dict):
        return {key: _blank(entry, key) for key, entry in value.items()}
    if isinstance(value, list):
        entries: List[Any] = [_blank(entry, name) for entry in value]
        return entries
    is_weight = name in WEIGHTS and isinstance(value, (int, float))
    return 0 if is_weight else value
