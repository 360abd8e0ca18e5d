"""Errors are sentences: what is wrong, where, and what to try."""

from __future__ import annotations

import difflib
from typing import Iterable

LONGEST_NAME = 100      # characters of a name that a sentence quotes
LONGEST_QUOTE = 40      # characters of anything else


class LernmiError(Exception):
    """The parent of every error that lernmi raises on purpose."""


class BadInput(LernmiError, ValueError):
    """A number, a size, a shape or an option that can't be used; nothing was changed."""


class OutOfOrder(LernmiError, RuntimeError):
    """A call before the one that it needs, such as backward before forward."""


class NumericError(LernmiError, ArithmeticError):
    """A number grew past what a float can hold, or became NaN (not a number)."""

    def __init__(self, sentence: str, weight: object = None) -> None:
        super().__init__(sentence)
        self.weight = weight        # the one that would have been changed, in an update


class UnknownName(LernmiError, LookupError):
    """A name that nothing here has."""

    def __init__(self, kind: str, name: object, known: Iterable[str]) -> None:
        known = list(known)
        near = difflib.get_close_matches(str(name), known, n=1, cutoff=0.5)
        if near:
            hint = f"did you mean {near[0]}?"
        elif len(known) <= 20:
            hint = f"there is {', '.join(known)}."
        else:
            hint = f"there are {len(known):,}, such as {known[0]}."
        quoted = repr(name) if len(repr(name)) <= LONGEST_NAME else repr(name)[:LONGEST_NAME] + "…"
        super().__init__(f"no {kind} is called {quoted}: {hint}")
