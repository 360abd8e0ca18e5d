"""The catalogue of bugs: by theme, and by their names."""

from __future__ import annotations

from typing import Dict, List

from ...support.errors import UnknownName
from .bug import Bug
from .inside_layers import OF_LAYERS
from .losses import OF_THE_LOSS
from .passing_back import PASSING_BACK
from .sequences import OF_SEQUENCES
from .slopes import OF_SLOPES
from .updating import OF_UPDATES
from .weights import OF_WEIGHTS

THEMES: Dict[str, List[Bug]] = {
    "the loss": OF_THE_LOSS,
    "slopes": OF_SLOPES,
    "passing back": PASSING_BACK,
    "weights and biases": OF_WEIGHTS,
    "layers": OF_LAYERS,
    "sequences": OF_SEQUENCES,
    "the update": OF_UPDATES,
}
BUGS: Dict[str, Bug] = {bug.name: bug for bugs in THEMES.values() for bug in bugs}


def find_bug(name: str) -> Bug:
    """The bug of that name; UnknownName suggests the nearest."""
    if name not in BUGS:
        raise UnknownName("bug", name, BUGS)
    return BUGS[name]
