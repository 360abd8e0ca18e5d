"""Checks of options that must lie in a range."""

from __future__ import annotations

from typing import Any

from ..support.validation import number


def at_least_zero(value: Any, what: str) -> float:
    return number(value, what, at_least=0.0)


def below_one(value: Any, what: str) -> float:
    return number(value, what, at_least=0.0, below=1.0)
