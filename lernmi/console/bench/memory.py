"""The memory that something takes, as far as Python can say: PyPy can't."""

from __future__ import annotations

import gc
from typing import Callable, NamedTuple, Optional, Tuple, TypeVar

Result = TypeVar("Result")


class Memory(NamedTuple):
    """In bytes: what stays, and the most that there was at once. None where Python can't say."""

    stays: Optional[int]
    peak: Optional[int]


def with_memory(build: Callable[[], Result]) -> Tuple[Result, Memory]:
    """What ``build`` returns, and the memory that it took."""
    try:
        import tracemalloc
    except ImportError:
        return build(), Memory(None, None)
    gc.collect()
    tracemalloc.start()
    try:
        result = build()
        gc.collect()
        return result, Memory(*tracemalloc.get_traced_memory())
    finally:
        tracemalloc.stop()
