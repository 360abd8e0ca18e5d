"""A published example as an exercise: its own numbers in place of drawn ones, and its printed answers."""

from __future__ import annotations

from functools import cached_property
from typing import Dict, List, Optional, Tuple, Union

from ...network.network import Network
from ...support import validation
from ...weight import Weight
from ..marking.feedback import feedback_words
from ..worksheets import Conventions, Exercise, Item
from ..worksheets.conventions import LEVELS
from ..worksheets.exercise import USUAL
from ..worksheets.items import blanks_of, items_of
from ..worksheets.naming import rename
from ..worksheets.words import words_of
from .catalogue import PUBLISHED, Published, find_published

GERMAN = "de"                   # where numbers have a comma
FIRST_STEP = ", step 1"         # in the labels of two steps


class PublishedExercise(Exercise):
    """The exercise of a published example; ``published``: what it is.

    Its code is its name, with the level where that is another than the source's: "mazur-2015-path". Of the
    conventions, names, digits, comma and language can be chosen.
    """

    def __init__(self, example: Union[str, Published], level: Optional[str] = None,
                 conventions: Conventions = USUAL, pupil: str = "") -> None:
        self.published = published = find_published(example) if isinstance(example, str) else example
        self.level = validation.one_of(level or published.level, LEVELS, "the level")
        has_bias = any(biases is not None for _, _, biases in published.layers)
        self.conventions = conventions._replace(
            half=True, bias=has_bias, samples=1, numbers="decimal").checked()
        self.words = words_of(conventions.language)
        self.pupil = pupil
        source = feedback_words(conventions.language)["source"]
        self.notes = [f"{source}: {published.source}.", *published.notes_in(conventions.language)]
        self.name, self.code = published.name, code_of(published, self.level)
        self.single = self.network = published.network()
        rename(self.single, conventions.names)
        self.samples = [(list(published.inputs), list(published.targets))]
        self.rate = published.rate
        self.steps = self._traced(self.samples[0])
        self.goal = self._first_goal()
        self.items: List[Item] = items_of(self.steps, self.level, self.goal, self.words)

    def _first_goal(self) -> Optional[Weight]:
        """The first weight of the first layer that learns, for a path."""
        if self.level != "path":
            return None
        first: List[Weight] = [weight for row in self.single.layers[0].weights for weight in row]
        moved = {id(blank.thing) for blank in blanks_of(self.steps[0]) if blank.change.new != 0.0}
        return next((weight for weight in first if id(weight) in moved), first[0])

    def printed(self) -> Dict[int, str]:
        """The figures of the source, by the numbers of the items."""
        printed, numbers = self.published.printed, self.numbers
        return {numbers[label]: figure for label, figure in printed.items() if label in numbers}

    def is_turned(self, item: Item) -> bool:
        """Whether the source prints the opposite of an item."""
        return any(self.numbers.get(label) == item.number for label in self.published.turned)

    @cached_property
    def numbers(self) -> Dict[str, int]:
        """The numbers of the items by their labels in the catalogue: those of the usual conventions."""
        usual = PublishedExercise(self.published, self.level)
        labels = {item.label: item.number for item in usual.items}
        if self.level != "two-steps":
            labels.update({f"{label}{FIRST_STEP}": number for label, number in labels.items()})
        return labels


def code_of(published: Published, level: str) -> str:
    """The code on a sheet of a level."""
    return published.name if level == published.level else f"{published.name}-{level}"


CODES: Dict[str, Tuple[str, str]] = {code_of(published, level): (name, level)
                                     for name, published in PUBLISHED.items() for level in LEVELS}


def exercise_of(code: str, network: Optional[Network] = None, pupil: str = "",
                language: Optional[str] = None) -> Exercise:
    """The exercise of a sheet's code: of drawn numbers (see Exercise.from_code), or a published one."""
    name, level = CODES.get(code.strip().lower(), ("", "")) if isinstance(code, str) else ("", "")
    if name:
        conventions = USUAL._replace(language=language or "en", comma=language == GERMAN)
        return PublishedExercise(name, level, conventions, pupil)
    return Exercise.from_code(code, network, pupil, language)
