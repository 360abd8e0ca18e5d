"""Numbers that stay from one learning step to the next: where they are stored, and their symbols."""

from __future__ import annotations

from typing import Any, List

from .symbols import Symbol


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


class StoredAlike(Stored):
    """A number that is the same in several objects, and changes alike in all of them."""

    def __init__(self, things: List[Any], attribute: str, variable: Symbol) -> None:
        super().__init__(things[0], attribute, variable)
        self.things = things

    def write(self, value: float) -> None:
        """The number, to all objects."""
        for thing in self.things:
            setattr(thing, self.attribute, value)

    def place(self, symbol: Symbol) -> None:
        """The symbol, in all objects."""
        for thing in self.things:
            object.__setattr__(thing, self.attribute, symbol)
