"""A block after which a network is as it was: figures are computed by additional passes."""

from __future__ import annotations

from contextlib import contextmanager
from typing import Iterator

from ..network.network import Network
from ..network.snapshot import LearningSnapshot


@contextmanager
def unchanged(network: Network) -> Iterator[None]:
    """After this block, all numbers of the network's objects are as before, and what it remembers of them."""
    snapshot = LearningSnapshot(network)
    try:
        yield
    finally:
        snapshot.restore()
