"""Python's search for garbage, left out while many objects are made that all stay."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import Iterator


@contextmanager
def no_search_for_garbage() -> Iterator[None]:
    """In this block, Python doesn't look again and again whether its new objects are still in use.

    That takes several times as long as making them where there are a million. What isn't used any more
    is freed as ever, but for objects that refer to each other in a circle: those wait for the next search.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
