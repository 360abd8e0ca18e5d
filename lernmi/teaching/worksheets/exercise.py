"""An exercise: all that one worksheet holds, made anew from its code to the last bit."""

from __future__ import annotations

from typing import List, Optional, Tuple, Union

from ...network.network import Network
from ...network.snapshot import LearningSnapshot
from ...support import validation
from ...support.errors import BadInput
from ...tracing.learning_trace import Trace, trace
from ...training.optimizers import GradientDescent
from ...weight import Weight
from ..questions import TO_WHAT
from . import code as codes
from .conventions import LEVELS, MOST_SAMPLES, NAMES, NUMBERS, Conventions
from .drawing import Drawn, Sample
from .items import Item, blanks_of, items_of
from .naming import rename, rename_copies
from .subject import FILE, Subject, built, subject_numbered, subject_of
from .words import LANGUAGES, Words, words_of

DRAWS = 10_000_000
BASES = (FILE + 1, len(LEVELS), len(NUMBERS), 2, 2, len(NAMES), MOST_SAMPLES, 2, 2, len(LANGUAGES) + 1, DRAWS)
MOST_BLANKS = 100       # a step
USUAL = Conventions()


class Exercise:
    """One sheet: a network with the numbers drawn for it, and the learning steps that a pupil computes.

    ============ =====================================================================
    code         printed on the sheet; from_code makes the same exercise of it
    pupil        the name, or ""
    name         of the example; "network" for a saved one
    network      with the numbers before the first step; batch copies where there are several samples
    single       the same network for one sample, as it is drawn on the sheet
    samples      pairs (inputs, targets)
    rate         the learning rate
    level        "forward", "path", "step" or "two-steps"
    conventions  see Conventions
    words        the table of words, by the language of the conventions
    goal         the weight that the way back leads to at the level "path"; else None
    steps        the learning steps, traced one after the other, with the right numbers
    items        what is asked for, in the order of computing
    notes        what the sheet says beside its task, in sentences
    ============ =====================================================================

    The names of neurons and weights are those of the sheet. Raises BadInput for a network that is too
    large, or for which no pleasant numbers are found.

    >>> exercise = Exercise("mazur", 7)
    >>> again = Exercise.from_code(exercise.code)
    >>> [item.result for item in again.items] == [item.result for item in exercise.items]
    True
    >>> exercise.items[0].label, exercise.items[-1].label
    ('z(h1)', 'new w8')
    """

    def __init__(self, network: Union[str, Network, Subject], draw: int, level: str = "step",
                 conventions: Conventions = USUAL, pupil: str = "") -> None:
        self.subject = network if isinstance(network, Subject) else subject_of(network)
        self.level = validation.one_of(level, LEVELS, "the level")
        self.conventions = conventions.checked()
        self.draw = validation.integer(draw, "the number of the draw", 0, DRAWS - 1)
        self.words: Words = words_of(conventions.language)
        self.pupil = pupil
        self.notes: List[str] = []
        self.name = self.subject.name
        self.code = codes.encoded(self._numbers(), BASES, self.subject.mark)
        self.single = built(self.subject, conventions)
        rename(self.single, conventions.names)
        drawn = Drawn(self.subject, conventions, self.single, self._seed(), self.count)
        self.network = drawn.copies
        if self.network is not self.single:
            rename_copies(self.network, self.single)
        self.samples: List[Sample] = drawn.samples
        self.rate = drawn.rate
        self.steps = self._traced(drawn.flat())
        self.goal = self._choose_goal(drawn)
        self.items: List[Item] = items_of(self.steps, level, self.goal, self.words)
        self._check_room()

    @classmethod
    def from_code(cls, code: str, network: Optional[Network] = None, pupil: str = "",
                  language: Optional[str] = None) -> Exercise:
        """The exercise of a code, as it was typed; BadInput for a typo.

        ``network``: of a code that was made for a saved network, that network. ``language``: another one,
        or a table of words, where the code's was one.
        """
        *numbers, mark = codes.decoded(code, BASES)
        level, kind, half, bias, names, samples, digits, comma, spoken, draw = numbers[1:]
        subject = subject_numbered(numbers[0], mark, network)
        written = language or (LANGUAGES[spoken] if spoken < len(LANGUAGES) else LANGUAGES[0])
        conventions = Conventions(bool(half), bool(bias), NAMES[names], samples + 1, digits + 3, bool(comma),
                                  written, NUMBERS[kind])
        exercise = cls(subject, draw, LEVELS[level], conventions, pupil)
        exercise.code = codes.tidied(code)
        return exercise

    @property
    def title(self) -> str:
        """What is computed: "One learning step by hand"."""
        return self.words[f"title {self.level}"]

    @property
    def heading(self) -> str:
        """Which sheet it is, and whose: "mazur 33R-9LC-E93 Anna"."""
        return " ".join(dict.fromkeys(filter(None, (self.name, self.code, self.pupil))))

    @property
    def count(self) -> int:
        """How many steps it has."""
        return 2 if self.level == "two-steps" else 1

    def _numbers(self) -> Tuple[int, ...]:
        """What the code holds."""
        one = self.conventions
        language = LANGUAGES.index(one.language) if one.language in LANGUAGES else len(LANGUAGES)
        return (self.subject.number, LEVELS.index(self.level), NUMBERS.index(one.numbers), int(one.half),
                int(one.bias), NAMES.index(one.names), one.samples - 1, one.digits - 3, int(one.comma),
                language, self.draw)

    def _seed(self) -> int:
        """What random numbers start from: names and language make no difference."""
        return self.draw * (FILE + 1) + self.subject.number

    def _traced(self, sample: Sample) -> List[Trace]:
        """The steps, after which the network has its first numbers again."""
        optimizer = GradientDescent(self.rate)
        before = LearningSnapshot(self.network, optimizer)
        steps = [trace(self.network, *sample, optimizer) for _ in range(self.count)]
        before.restore()
        return steps

    def _choose_goal(self, drawn: Drawn) -> Optional[Weight]:
        """A weight of the first layer whose sensitivity isn't 0."""
        if self.level != "path":
            return None
        first = {id(weight) for row in self.single.layers[0].weights for weight in row}
        weights = [blank.thing for blank in blanks_of(self.steps[0]) if isinstance(blank.thing, Weight)
                   and blank.kind == TO_WHAT and id(blank.thing) in first and blank.change.new != 0.0]
        return weights[drawn.generator.below(len(weights))]

    def _check_room(self) -> None:
        most = max(sum(item.step == step for item in self.items) for step in (1, 2))
        if most > MOST_BLANKS:
            raise BadInput(f"a step of {most} results is too much for a sheet, which has room for "
                           f"{MOST_BLANKS}: try a smaller network, fewer samples, --level path or forward.")

    def __repr__(self) -> str:
        return f"Exercise({self.code}: {self.name}, {self.level}, {len(self.items)} results)"
