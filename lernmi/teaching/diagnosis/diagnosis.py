"""A diagnosis: whether a user's numbers are right, and which mistake gives them if they aren't."""

from __future__ import annotations

from typing import List, NamedTuple, Optional, Tuple

from ...support.late_imports import Displayable
from . import sentences
from .first_wrong import FirstWrong
from .hints import coarseness, conventions, drawn_masks, hints
from .other_meanings import at_other_rate
from .search import SearchResult
from .trials import Step


class Row(NamedTuple):
    """One number of the user's beside the right one."""

    name: str
    value: float
    should_be: float
    is_right: bool


class Diagnosis(Displayable):
    """What is known of a user's numbers.

    ============ ================================================================
    is_right     whether all of them are right
    is_rounded   whether they are so, or as the mistakes give them, but for the last digit
    digits       to how many significant digits they were compared
    first_wrong  the first wrong product on the way back (a FirstWrong), or None
    mistakes     the bugs that give exactly these numbers: tuples of one name or of two; several
                 where they can't be distinguished here, none where nothing in the catalogue gives them
    bugs, pairs  how many bugs that change something here were tried, and how many pairs of them
                 (where no bug alone gives the numbers), of all_pairs
    considered   bugs and pairs together
    rows         every number that was compared: name, value, should_be, is_right
    rate         the learning rate at which the mistakes give them, where that is another than the step's;
                 else None
    what         "gradient" or "new weight"
    layout       how the numbers were read, where they aren't laid out as usual
    missing      how many weights have no number
    samples      how many samples the step takes
    meaning      what wrong numbers are right as, a sentence, or "": the weights before the step, new
                 weights at another learning rate, gradients of another sample, transposed …
    hints        sentences: what wrong numbers have in common, conventions by which they are right
    message      all this in sentences, a list
    ============ ================================================================
    """

    def __init__(self, step: Step, result: SearchResult, first_wrong: Optional[FirstWrong],
                 meaning: str = "") -> None:
        answers = result.answers
        wrong = {answer.slot for answer in answers.wrong(result.right)} if not result.is_right else set()
        self.is_right, self.is_rounded = result.is_right, result.is_rounded
        self.digits = answers.compared_digits(result.is_rounded)
        self.first_wrong, self.meaning = first_wrong, meaning
        self.mistakes: List[Tuple[str, ...]] = [tuple(bug.name for bug in mistake)
                                                for mistake in result.mistakes]
        self.bugs, self.pairs, self.all_pairs = result.bugs, result.pairs, result.all_pairs
        self.considered, self.rate = result.bugs + result.pairs, result.rate
        self.rows = [Row(answer.owner.name, answer.written.value, result.right[answer.slot],
                         answer.slot not in wrong) for answer in answers.all]
        self.what = "gradient" if step.optimizer is None else "new weight"
        self.layout = answers.layout
        self.missing = len(step.network.weights) - len({answer.slot for answer in answers.all
                                                        if not answer.owner.is_neuron})
        self.samples = len(step.samples)
        self.hints: List[str] = [] if meaning else coarseness(answers, result.right, result.alike)
        if result.mistakes:
            self.hints += conventions(answers, result.right, result.mistakes, step.network.loss)
            self.hints += filter(None, [at_other_rate(step, answers, result.right)])
        elif not (result.is_right or answers.are_zeros or meaning):
            self.hints += [*hints(step, result, first_wrong), *drawn_masks(step.network)]

    @property
    def message(self) -> List[str]:
        """The sentences, with four digits."""
        return self.sentences()

    def sentences(self, digits: int = 4) -> List[str]:
        """The same, with so many digits."""
        return sentences.sentences(self, digits)

    def __repr__(self) -> str:
        if self.is_right:
            return f"Diagnosis(right to {self.digits} digits)"
        names = "; ".join(map(sentences.in_words, self.mistakes)) or "none of the catalogue"
        return f"Diagnosis(wrong: {names})"
