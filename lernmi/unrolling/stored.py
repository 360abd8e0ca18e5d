"""Numbers that stay from one learning step to the next: where they are stored, and their symbols."""

from __future__ import annotations

import math
from typing import Any, List

from ..weight import Weight
from .symbolic.symbols import Symbol


class Stored:
    """A number of an object: its variable while it is unrolled, and the symbol of its new value.

    After ``release``, only the variable's name is left of the two, and whether it must not be −0.
    """

    variable: Symbol
    new: Symbol

    def __init__(self, thing: Any, attribute: str, variable: Symbol) -> None:
        self.thing = thing
        self.attribute = attribute
        self.variable = self.new = variable
        self.name = variable.text
        self.must_not_be_minus_zero = variable.never_negative_zero

    def release(self) -> None:
        """Forget the symbols: the program is written."""
        del self.variable, self.new

    def read(self) -> Any:
        """The number, from the object."""
        return getattr(self.thing, self.attribute)

    def write(self, value: float) -> None:
        """The number, to the object."""
        setattr(self.thing, self.attribute, value)

    def place(self, symbol: Symbol) -> None:
        """The symbol in place of the number: an optimizer's own assignment takes numbers only."""
        object.__setattr__(self.thing, self.attribute, symbol)


class Remembered(Stored):
    """A number that an optimizer remembers: of one weight, or of several if it is the same for all.

    Before the first update, and after the memories were emptied by hand, it is 0.
    """

    def __init__(self, optimizer: Any, weights: List[Weight], attribute: str, variable: Symbol) -> None:
        super().__init__(optimizer, attribute, variable)
        self._weights = weights

    def read(self) -> Any:
        """The number; nan, with which no program begins, if it is no longer the same for all."""
        memories = [self.thing.memories.get(weight) for weight in self._weights]
        numbers = [getattr(memory, self.attribute, 0.0) for memory in memories]
        return numbers[0] if all(number == numbers[0] for number in numbers) else math.nan

    def write(self, value: float) -> None:
        """The number, to the memories of all these weights."""
        for memory in self.thing.memories_of(self._weights):
            setattr(memory, self.attribute, value)

    def place(self, symbol: Symbol) -> None:
        """The symbol, in all of them."""
        for memory in self.thing.memories_of(self._weights):
            object.__setattr__(memory, self.attribute, symbol)

    def placed(self) -> Any:
        """What is there in place of the number."""
        return getattr(self.thing.memories_of(self._weights[:1])[0], self.attribute)
