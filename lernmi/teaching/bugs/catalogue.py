"""The catalogue of bugs, by their names."""

from __future__ import annotations

from typing import Dict

from ...support.errors import UnknownName
from . import passing_back
from .bug import Bug

THROUGH = "self.sensitivity = self.target.sensitivity * self.target.slope"
TO_WHOM = "self.source.sensitivity += self.sensitivity * self.weight.value"

BUGS: Dict[str, Bug] = {bug.name: bug for bug in (
    Bug("slope_forgotten_at_output", "The slope of the output's activation is left out.", "Link.backward",
        THROUGH, "self.sensitivity = self.target.sensitivity", "…", passing_back.forget_slope_at_output),
    Bug("slope_forgotten_at_hidden", "The slope of the hidden neurons' activation is left out.",
        "Link.backward", THROUGH, "self.sensitivity = self.target.sensitivity", "…",
        passing_back.forget_slope_at_hidden),
    Bug("set_not_added", "Where paths meet, the last one counts alone: = for +=.", "Link.backward",
        TO_WHOM, TO_WHOM.replace("+=", "="), "…", passing_back.set_not_add),
)}


def find_bug(name: str) -> Bug:
    """The bug of that name; UnknownName suggests the nearest."""
    if name not in BUGS:
        raise UnknownName("bug", name, BUGS)
    return BUGS[name]
