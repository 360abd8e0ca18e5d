"""The state of a generator of random numbers as JSON: what random.Random.getstate returns, in lists."""

from __future__ import annotations

import random
from typing import Any, List, Tuple

from ..support.errors import BadInput
from ..support.json_text import short
from .checks import a_list, a_number, a_whole_number

VERSION = 3             # of Python's form of the state, since 3.2
WORDS = 624             # of 32 bits, and after them the index of the next one


def to_json(generator: random.Random) -> List[Any]:
    """The state; BadInput for a generator that isn't Python's usual one."""
    if type(generator) is not random.Random:
        raise BadInput("network.random is a user-defined generator of random numbers")
    version, words, gauss = generator.getstate()
    return [version, list(words), gauss]


def from_json(content: Any, where: str) -> Tuple[Any, ...]:
    """The state for random.Random.setstate; BadInput for what is none."""
    parts = a_list(content, where)
    if len(parts) != 3 or parts[0] != VERSION:
        raise BadInput(f"{where} must have 3 entries, of which the first is {VERSION}, "
                       f"not {len(parts)}" + (f" and {short(parts[0])}." if parts else "."))
    words = a_list(parts[1], f"{where}[1]")
    if len(words) != WORDS + 1:
        raise BadInput(f"{where}[1] must have {WORDS + 1} entries, not {len(words)}.")
    for index, word in enumerate(words):
        a_whole_number(word, f"{where}[1][{index}]", 0, WORDS if index == WORDS else 2 ** 32 - 1)
    return VERSION, tuple(words), None if parts[2] is None else a_number(parts[2], f"{where}[2]")
