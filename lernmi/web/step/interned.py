"""Texts of which each is stored once, and is referred to by its number."""

from __future__ import annotations

from typing import Dict, Generic, Hashable, List, TypeVar

Item = TypeVar("Item", bound=Hashable)


class Interned(Generic[Item]):
    """A list without repetitions.

    >>> names = Interned()
    >>> names.index("w5"), names.index("w6"), names.index("w5"), names.items
    (0, 1, 0, ['w5', 'w6'])
    """

    def __init__(self) -> None:
        self._numbers: Dict[Item, int] = {}

    def index(self, item: Item) -> int:
        """The number of an item, which is added if it is new."""
        return self._numbers.setdefault(item, len(self._numbers))

    @property
    def items(self) -> List[Item]:
        """All items, by their numbers."""
        return list(self._numbers)
