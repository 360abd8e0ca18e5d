"""Checks of options that must lie in a range."""

from __future__ import annotations

from typing import Any

from ..support.errors import BadInput
from ..support.validation import number


def at_least_zero(given: Any, what: str) -> float:
    """``given`` as a float of 0 or more; BadInput otherwise."""
    value = number(given, what)
    if value < 0.0:
        raise BadInput(f"{what} must not be below zero, but it is {given!r}.")
    return value


def below_one(given: Any, what: str) -> float:
    """``given`` as a float from 0 to just below 1; BadInput otherwise.

    >>> below_one(0.9, "the momentum")
    0.9
    """
    value = number(given, what)
    if not 0.0 <= value < 1.0:
        raise BadInput(f"{what} must be at least 0 and below 1, not {given!r}.")
    return value
