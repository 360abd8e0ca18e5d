"""The figures of a published example beside the right ones: which are wrong, and why."""

from __future__ import annotations

from typing import Dict, List, NamedTuple, Optional, Sequence, Tuple

from ..marking import CARRIED, WRONG, Mark, Slip, answer_of, mark
from ..marking.feedback import feedback_words, sentence_on
from ..worksheets import Item
from .catalogue import Wrong
from .exercise import PublishedExercise

RIGHT, FOLLOWS, NOT_RIGHT = "right", "right from a wrong one", "wrong"
LAST_DIGIT = 0.5 + 1e-9         # of the unit of the last digit: as far as rounding goes


class Figure(NamedTuple):
    """A figure that a source prints.

    ``state``: RIGHT, FOLLOWS (correctly, from an earlier one that is wrong) or NOT_RIGHT. ``known``: why it
    is wrong, where that was found out; ``slips``: what explains it (see marking), the likeliest first.
    """

    item: Item
    printed: str
    state: str
    known: Optional[Wrong]
    slips: Tuple[Slip, ...]


def figures(exercise: PublishedExercise) -> List[Figure]:
    """All printed figures of an exercise, marked as a pupil's answers are, in the order of computing.

    >>> wrong = [figure for figure in figures(PublishedExercise("mazur-2015")) if figure.state != RIGHT]
    >>> [(figure.item.label, figure.printed, f"{figure.item.result:.9f}") for figure in wrong]
    [('L, step 2', '0.291027924', '0.291027774')]
    """
    printed, wrong = exercise.printed(), _wrong(exercise)
    marks = {one.item.number: one for one in mark(exercise, printed).marks}
    compared = []
    for number, figure in sorted(printed.items()):
        one, known = marks[number], wrong.get(number)
        compared.append(Figure(one.item, figure, _state(one, known), known, one.slips))
    return compared


def _state(one: Mark, known: Optional[Wrong]) -> str:
    """A source may round to one digit; a pupil may not."""
    if known is not None or one.outcome == WRONG and one.slips[:1] != (Slip("digits"),):
        return NOT_RIGHT
    return FOLLOWS if one.outcome == CARRIED else RIGHT


def beside(figure: Figure, exercise: PublishedExercise) -> Tuple[str, str]:
    """The printed figure and the right one, as the sheet writes numbers, equally precise."""
    conventions = exercise.conventions
    text = figure.printed.replace("-", "−")
    digits = len(figure.printed.lstrip("-0.").replace(".", ""))
    right = conventions._replace(digits=max(digits, conventions.digits)).written(figure.item.result)
    return text.replace(".", ",") if conventions.comma else text, right


def remarks(exercise: PublishedExercise, compared: Sequence[Figure]) -> List[str]:
    """Sentences on all figures: whether all are right, and whether the source turns a sign."""
    words, turned = feedback_words(exercise.conventions.language), exercise.published.turned
    labels = [figure.item.label for figure in compared if exercise.is_turned(figure.item)]
    sentences = [words.filled("turned", labels=", ".join(labels))] if turned and labels else []
    if all(figure.state == RIGHT for figure in compared):
        rounded = any(is_rounded(figure) for figure in compared)
        sentences.append(words["all figures right but rounded" if rounded else "all figures right"])
    return sentences


def is_rounded(figure: Figure) -> bool:
    """Whether a right figure has other digits than the right number: its source rounded before."""
    printed = answer_of(figure.printed)
    return figure.state == RIGHT and abs(printed.value - figure.item.result) > LAST_DIGIT * printed.unit


def reason(figure: Figure, language: str) -> str:
    """Why a figure differs from the right number, in words; "" for one that doesn't."""
    words = feedback_words(language)
    if figure.state == RIGHT:
        return words["rounded figure"] if is_rounded(figure) else ""
    if figure.known is not None:
        gives = sentence_on(Slip("bug", (("bug", figure.known.bug),)), words) if figure.known.bug else ""
        more = f" {words.filled('known bug', sentence=gives)}" if gives else ""
        return figure.known.sentence(language) + more
    if figure.state == FOLLOWS:
        return words["follows"]
    return sentence_on(figure.slips[0], words) if figure.slips else words["unknown figure"]


def _wrong(exercise: PublishedExercise) -> Dict[int, Wrong]:
    """What is known of wrong figures, by the numbers of the items."""
    numbers = exercise.numbers
    return {numbers[label]: wrong for label, wrong in exercise.published.wrong.items() if label in numbers}
