"""Checks of what a file says: each sentence names where in the file something is wrong."""

from __future__ import annotations

import math
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Collection, Dict, Iterable, Iterator, List

from ..support import similar_names
from ..support.errors import BadInput, LernmiError
from ..support.json_text import one_line, short


@contextmanager
def within(where: str) -> Iterator[None]:
    """In this block, every error's sentence begins with where in the file it was."""
    try:
        yield
    except LernmiError as error:
        raise BadInput(f"{where}: {error}") from None


@contextmanager
def within_file(path: Path) -> Iterator[None]:
    """The same for a whole file; and what is nested too deeply is refused."""
    try:
        with within(str(path)):
            yield
    except RecursionError:
        raise BadInput(f"{path}: it is nested too deeply.") from None


def an_object(value: Any, where: str) -> Dict[str, Any]:
    """The value, which must be a JSON object."""
    if not isinstance(value, dict):
        raise BadInput(f"{where} must be an object, {{…}}, not {short(value)}.")
    return value


def a_list(value: Any, where: str) -> List[Any]:
    """The value, which must be a list."""
    if not isinstance(value, list):
        raise BadInput(f"{where} must be a list, […], not {short(value)}.")
    return value


def a_text(value: Any, where: str) -> str:
    """The value, which must be text."""
    if not isinstance(value, str):
        raise BadInput(f"{where} must be text, not {short(value)}.")
    return value


def a_number(value: Any, where: str) -> float:
    """The value, which must be a finite number, as a float."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise BadInput(f"{where} is {short(value)}, where a number must be.")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise BadInput(f"{where} is no finite number: "
                       + ("it is NaN." if math.isnan(number) else "it is larger than a float can hold."))
    return number


def a_whole_number(value: Any, where: str, least: int, most: int) -> int:
    """The value, which must be a whole number from ``least`` to ``most``."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise BadInput(f"{where} must be a whole number from {least} to {most:,}, not {short(value)}.")
    return int(value)


def check_keys(content: Dict[str, Any], known: Iterable[str], required: Collection[str], where: str) -> None:
    """BadInput unless the object has all the required keys, and only known ones."""
    names = list(known)
    for key in content:
        if key not in names:
            raise BadInput(f'{where} has a key "{one_line(key)}", which means nothing there: '
                           f"{similar_names.suggestion('key', key, names)}")
    for key in required:
        if key not in content:
            raise BadInput(f'{where} lacks "{key}".')


def check_finite(value: Any, where: str) -> None:
    """BadInput where a number in a value of any kind isn't finite."""
    if isinstance(value, float):
        a_number(value, where)
    elif isinstance(value, list):
        for index, entry in enumerate(value):
            check_finite(entry, f"{where}[{index}]")
    elif isinstance(value, dict):
        for key, entry in value.items():
            check_finite(entry, f"{where}.{one_line(a_text(key, f'a key of {where}'))}")
