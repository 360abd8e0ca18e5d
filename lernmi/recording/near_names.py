"""Names that may be misspelt: nearly those of others, but not just with another index."""

from __future__ import annotations

import difflib
import re
from typing import Optional, Sequence

NEAR = 0.88             # of 1, the same name
INDEX = re.compile(r"\d+")


def similar_name(name: str, others: Sequence[str]) -> Optional[str]:
    """The other name that this one may be meant to be, if there is one.

    >>> similar_name("hiden[0].total", ["hidden[0].total", "w2.value"])
    'hidden[0].total'
    >>> similar_name("w2", ["w2.value"]), similar_name("w22.value", ["w2.value"])
    ('w2.value', 'w2.value')
    >>> similar_name("hidden[1].total", ["hidden[0].total"])      # just another neuron
    """
    if f"{name}.value" in others:
        return f"{name}.value"
    letters = INDEX.sub("", name)
    candidates = [other for other in others if INDEX.sub("", other) != letters]
    doubled = [other for other in others if re.sub(r"(\d)\1+", r"\1", name) == other]
    near = doubled or difflib.get_close_matches(name, candidates, n=1, cutoff=NEAR)
    return near[0] if near else None
