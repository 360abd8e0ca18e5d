"""The phases of an exercise: the way forward, the loss, the way back, the new weights."""

from __future__ import annotations

from typing import Iterator, List, NamedTuple, Sequence

from ..worksheets.exercise import Exercise
from ..worksheets.items import PHASES
from .gaps import Gap

WORDS = ("forward", "loss", "back", "export new weights")       # of the PHASES, in the table of words


class Phase(NamedTuple):
    """What is asked for in one phase of one step."""

    title: str
    gaps: List[Gap]


def phases_of(exercise: Exercise, gaps: Sequence[Gap]) -> Iterator[Phase]:
    """The phases in which something is asked for, in the order of computing."""
    words = exercise.words
    for step, _ in enumerate(exercise.steps, start=1):
        for kinds, word in zip(PHASES, WORDS):
            asked = [gap for gap in gaps if gap.item.step == step and gap.item.kind in kinds]
            title = words[word][:1].upper() + words[word][1:]
            if len(exercise.steps) > 1:
                title = f"{words.filled('step', number=step)}: {title}"
            if asked:
                yield Phase(title, asked)
