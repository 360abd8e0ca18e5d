"""Functions that need numbers, not symbols: unrolling writes a call of them in place of their arithmetic."""

from __future__ import annotations

import functools
from typing import Any, Callable, List

Function = Callable[..., List[float]]


def on_numbers(function: Function) -> Function:
    """For a function of a list of numbers to a list of as many, that looks at all of them together.

    Where a symbol is among them, the symbol writes down the call (see unrolling).
    """
    @functools.wraps(function)
    def applied(numbers: List[Any], *options: float) -> List[float]:
        symbol = next((number for number in numbers if not isinstance(number, (float, int))), None)
        if symbol is None or not hasattr(symbol, "list_of_call"):
            return function(numbers, *options)
        result: List[float] = symbol.list_of_call(function, numbers, *options)
        return result
    return applied
