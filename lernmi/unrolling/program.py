"""The program of an unrolled step: a generator whose local variables are the weights."""

from __future__ import annotations

import math
from functools import lru_cache
from types import CodeType
from typing import Any, Dict, Generator

from ..weight import Weight
from .listing import Listing
from .program_text import program_text
from .recorder import Recorder
from .stored import Stored
from .symbolic.limits import FIRST_WEIGHT, MEMORY, RATE
from .symbolic.symbols import NotSymbolic


class Program:
    """The Python text of an unrolled step, and the running generator that it becomes.

    ``send(first, second)`` asks it for one thing: for two Nones, all stored numbers; for a list and
    None, to store these; otherwise to take a step, with the inputs and the targets of a sample, or a
    list of such pairs and how many they are. The answer to a step is the loss, or None if a number
    may not be finite; then nothing was changed.
    """

    def __init__(self, recorder: Recorder, skip_zeros: bool = False) -> None:
        listing = Listing(recorder, skip_zeros)
        self.numbers = [*listing.stored, *recorder.rates]
        self.changed = listing.changed
        self.text = "\n".join(program_text(listing)) + "\n"
        recorder.release()                  # the symbols take more memory than all else
        del listing
        namespace: Dict[str, Any] = {**recorder.table.functions, "inf": math.inf, "nan": math.nan}
        exec(compiled(self.text), namespace)
        generator: Generator[Any, Any, None] = namespace["unrolled"]()
        next(generator)
        self.send = generator.send

    def load(self) -> bool:
        """Store the numbers that the objects have now; whether they are as small as it is made for."""
        numbers = [stored.read() for stored in self.numbers]
        fitting = all(map(fits, self.numbers, numbers))
        if fitting:
            self.send((numbers, None))
        return fitting

    def write_back(self) -> None:
        """Let the objects have the numbers that are stored."""
        for stored, number in zip(self.changed, self.send((None, None))):
            stored.write(number)


def fits(stored: Stored, number: float) -> bool:
    """Whether a program can begin with that number: it is small, and not −0 where it is taken for granted."""
    if type(number) not in (float, int):        # somebody has set it to something else
        return False
    weight = isinstance(stored.thing, Weight) and stored.thing.trainable
    most = FIRST_WEIGHT if weight else RATE if stored.attribute.startswith("rate") else MEMORY
    is_minus_zero = number == 0.0 and math.copysign(1.0, number) < 0.0
    return abs(number) <= most and not (is_minus_zero and stored.must_not_be_minus_zero)


@lru_cache(maxsize=64)
def compiled(text: str) -> CodeType:
    """The program; that of a network of the same structure is the same.

    NotSymbolic where Python can't compile it, as when it is called too deep in a recursion.
    """
    try:
        return compile(text, "<an unrolled step>", "exec")
    except (SyntaxError, RecursionError, MemoryError) as error:
        raise NotSymbolic(f"Python can't compile it: {error}") from None
