"""Errors are sentences: what is wrong, where, and what to try."""

from __future__ import annotations

from typing import Any, Iterable, Tuple, Type

from . import similar_names
from .formatting import LONGEST_QUOTE as LONGEST_QUOTE
from .formatting import quoted


class LernmiError(Exception):
    """The parent of every error that lernmi raises on purpose; each survives pickle and copy."""

    def __reduce__(self) -> Tuple[Any, ...]:
        """Restored from its sentence and its attributes, whatever its constructor takes."""
        return _restored, (type(self), self.args), vars(self)


def _restored(kind: Type[LernmiError], args: Tuple[Any, ...]) -> LernmiError:
    return kind.__new__(kind, *args)


class BadInput(LernmiError, ValueError):
    """A number, a size, a shape or an option that can't be used; nothing was changed."""


class OutOfOrder(LernmiError, RuntimeError):
    """A call before the one that it needs, such as backward before forward."""


class NumericError(LernmiError, ArithmeticError):
    """A number grew past what a float can hold, or became NaN (not a number)."""

    def __init__(self, sentence: str, weight: object = None) -> None:
        super().__init__(sentence)
        self.weight = weight        # the one that would have been changed, in an update
        self.history: Any = None    # of the training that it ended, in fit


class UnknownName(LernmiError, LookupError):
    """A name that nothing here has: the sentence suggests the nearest, or a synonym that is known."""

    def __init__(self, kind: str, name: object, known: Iterable[str]) -> None:
        hint = similar_names.suggestion(kind, name, list(known))
        super().__init__(f"no {kind} is called {quoted(name)}: {hint}")
