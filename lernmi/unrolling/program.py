"""The program of an unrolled step: a generator whose local variables are the weights."""

from __future__ import annotations

import math
from functools import lru_cache
from types import CodeType
from typing import Any, Dict, Generator, List, Sequence

from ..weight import Weight
from .limits import FIRST_WEIGHT, MEMORY, RATE
from .listing import LOOK, PROPOSALS, Listing
from .recorder import BACKWARD, FINISH, FORWARD, LOSS, UPDATE, Recorder
from .stored import Stored

INDENT = "    "


class Program:
    """The Python text of an unrolled step, and the running generator that it becomes.

    ``send(first, second)`` asks it for one thing: for two Nones, all stored numbers; for a list and
    None, to store these; otherwise to take a step, with the inputs and the targets of a sample, or a
    list of such pairs and how many they are. The answer to a step is the loss, or None if a number
    may not be finite; then nothing was changed.
    """

    def __init__(self, recorder: Recorder, skip_zeros: bool = False) -> None:
        self.listing = Listing(recorder, skip_zeros)
        self.numbers = [*self.listing.stored, *recorder.rates]
        self.gradients = [stored.variable.text for stored in recorder.gradients]
        self.text = "\n".join(self._text()) + "\n"
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
        for stored, number in zip(self.listing.changed, self.send((None, None))):
            stored.write(number)

    # ---- the text --------------------------------------------------------------------------------

    def _text(self) -> List[str]:
        names = [stored.variable.text for stored in self.numbers]
        changed = [stored.variable.text for stored in self.listing.changed]
        return ["def unrolled():", *indented([
            "answer = None",
            "while True:", *indented([
                "first, second = yield answer",
                "if second is None:", *indented([
                    "if first is None:", *indented([f"answer = [{', '.join(changed)}]"]),
                    "else:", *indented([f"[{', '.join(names)}] = first" if names else "pass"]),
                    "continue"]),
                "answer = None",
                "try:", *indented(self._step()),
                "except (ArithmeticError, ValueError, TypeError):", *indented(["pass"])])])]

    def _step(self) -> List[str]:
        recorder, lines = self.listing.recorder, self.listing.lines
        passes = [*self._job(), *lines[FORWARD], *lines[LOSS], *lines.get(BACKWARD, [])]
        update = [*lines.get(FINISH, []), *lines.get(UPDATE, []), *lines[PROPOSALS],
                  *when(self.listing.proposals_fine, [*self.listing.changes, f"answer = {self._result()}"])]
        if recorder.count is None:
            return [*passes, *lines[LOOK], *when(self.listing.fine, update)]
        sums = [f"{stored.variable.text} = 0.0" for stored in recorder.gradients]
        return [*sums, "total_loss = 0.0", f"{recorder.count.text} = second",
                "for first, second in first:", *indented([
                    *passes, *self.listing.gradients, f"total_loss = total_loss + {self.listing.loss}",
                    *lines[LOOK], *([f"if not ({self.listing.fine}):", INDENT + "break"]
                                    if self.listing.fine else [])]),
                "else:", *indented(update)]

    def _job(self) -> List[str]:
        recorder = self.listing.recorder
        inputs, targets = ([variable.text for variable in variables]
                           for variables in (recorder.inputs, recorder.targets))
        return [f"[{', '.join(inputs)}] = first", *([f"[{', '.join(targets)}] = second"] if targets else [])]

    def _result(self) -> str:
        if not self.listing.recorder.targets:
            return f"[{', '.join(self.listing.outputs)}]"
        if self.listing.recorder.update_stays:
            return f"[total_loss, {', '.join(self.gradients)}]"
        return self.listing.loss if self.listing.recorder.count is None else "total_loss"


def fits(stored: Stored, number: float) -> bool:
    """Whether a program can begin with that number: it is small, and not −0 where it is taken for granted."""
    weight = isinstance(stored.thing, Weight) and stored.thing.trainable
    most = FIRST_WEIGHT if weight else RATE if stored.attribute.startswith("rate") else MEMORY
    is_minus_zero = number == 0.0 and math.copysign(1.0, number) < 0.0
    return abs(number) <= most and not (is_minus_zero and stored.variable.never_negative_zero)


@lru_cache(maxsize=64)
def compiled(text: str) -> CodeType:
    """The program; that of a network of the same structure is the same."""
    return compile(text, "<an unrolled step>", "exec")


def when(condition: str, lines: Sequence[str]) -> List[str]:
    """The lines, if the condition holds; there may be none."""
    return [f"if {condition}:", *indented(lines)] if condition else list(lines)


def indented(lines: Sequence[str]) -> List[str]:
    """The lines, one level deeper."""
    return [INDENT + line for line in lines]
