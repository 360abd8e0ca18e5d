"""Feedback in words: what is right, what isn't and why, in the language of the sheet."""

from __future__ import annotations

import math
import os
from typing import Dict, List, NamedTuple, Optional, Sequence, Tuple

from ..bugs import find_bug
from ..grading import is_near
from ..worksheets.words import LANGUAGES, Words, table_in, words_of
from .marks import CARRIED, MISSING, RIGHT, WRONG, Mark, MarkedSheet
from .slips import Slip

FOLDER = os.path.dirname(__file__)
KEYS = {RIGHT: "right", CARRIED: "carried", WRONG: "wrong", MISSING: "missing"}
MOST_NAMED = 3                      # explanations of one answer
NEARLY_ALL, MUCH = 0.85, 0.5        # shares of the points


class Comment(NamedTuple):
    """A mark in words: what it is, what would be right, and why it isn't; each "" where there is none."""

    mark: Mark
    outcome: str
    right: str          # the right number
    from_yours: str     # what would follow from the pupil's earlier numbers, if that is another one
    why: List[str]      # explanations, the likeliest first


class Feedback:
    """The words for a marked sheet; ``digits`` of its numbers: by default as many as the sheet has."""

    def __init__(self, sheet: MarkedSheet, digits: Optional[int] = None) -> None:
        self.sheet = sheet
        self.digits = sheet.exercise.conventions.digits if digits is None else digits
        self.words = feedback_words(sheet.exercise.conventions.language)
        self._first: Dict[Tuple[str, ...], int] = {}      # of each explanation, where it stands
        self.comments = [self._comment(mark) for mark in sheet.marks]

    @property
    def wrong(self) -> List[Comment]:
        """What to look at again: the wrong answers."""
        return [comment for comment in self.comments if comment.mark.outcome == WRONG]

    @property
    def explained(self) -> List[Comment]:
        """The wrong answers that a slip explains."""
        return [comment for comment in self.wrong if comment.why]

    @property
    def unexplained(self) -> List[Comment]:
        """The other wrong answers."""
        return [comment for comment in self.wrong if not comment.why]

    @property
    def on_unexplained(self) -> str:
        """A sentence on these."""
        items = [comment.mark.item for comment in self.unexplained]
        answers = ", ".join(f"{item.number} {item.label}" for item in items)
        return self.words.filled("unknown", answers=answers)

    @property
    def points(self) -> str:
        """ "33 of 37 points"."""
        return self.words.filled("points", points=self.sheet.points, most=self.sheet.most_points)

    @property
    def summary(self) -> List[str]:
        """How it went, in sentences."""
        sheet, words = self.sheet, self.words
        if sheet.count(MISSING) == len(sheet.marks):
            return [words["nothing answered"]]
        if sheet.count(MISSING) and not sheet.count(WRONG):
            missing = [mark.item.number for mark in sheet.marks if mark.outcome == MISSING]
            return [words.filled("all there right", numbers=ranges(missing)), *self._carried]
        share = sheet.points / max(sheet.most_points, 1)
        is_perfect = sheet.count(RIGHT) == len(sheet.marks)
        key = ("all right" if is_perfect else "nearly all right" if share >= NEARLY_ALL
               else "much right" if share >= MUCH else "little right")
        return [words[key], *self._carried]

    @property
    def _carried(self) -> List[str]:
        return [self.words["carried note"]] if self.sheet.count(CARRIED) else []

    def counted(self, outcome: str) -> str:
        """ "33 right"."""
        return f"{self.sheet.count(outcome)} {self.words['count ' + KEYS[outcome]]}"

    def typed(self, comment: Comment) -> str:
        """The answer as it was typed, with the comma of the sheet."""
        text = comment.mark.text.replace("-", "−")
        return text.replace(".", ",") if self.sheet.exercise.conventions.comma else text

    def _comment(self, mark: Mark) -> Comment:
        conventions = self.sheet.exercise.conventions._replace(digits=self.digits)
        right, own = conventions.written(mark.item.result), conventions.written(mark.expected)
        differs = (mark.outcome in (WRONG, MISSING) and math.isfinite(mark.expected)
                   and not is_near(mark.expected, mark.item.result))
        why = [sentence_on(slip, self.words) for slip in mark.slips[:MOST_NAMED]]
        first = self._first.setdefault(tuple(why), mark.item.number)
        if why and first != mark.item.number:
            why = [self.words.filled("as at", number=first)]
        return Comment(mark, self.words[KEYS[mark.outcome]], right, own if differs else "", why)


def ranges(numbers: Sequence[int]) -> str:
    """Numbers in increasing order, neighbours together.

    >>> ranges([6, 11, 12, 13, 20])
    '6, 11–13, 20'
    """
    ends: List[List[int]] = []
    for number in numbers:
        if ends and number == ends[-1][1] + 1:
            ends[-1][1] = number
        else:
            ends.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in ends)


def sentence_on(slip: Slip, words: Words) -> str:
    """An explanation of one answer."""
    if slip.key == "bug":
        return words.get(f"bug {slip.name}", find_bug(slip.name).sentence)
    return words.filled(f"slip {slip.key}", **dict(slip.details))


def name_of(slip: Slip, words: Words) -> str:
    """What a slip is, without the numbers of one answer."""
    return sentence_on(slip, words) if slip.key == "bug" else words[f"kind {slip.key}"]


def kind_in_words(kind: str, words: Words) -> str:
    """A kind of result (see teaching.questions), in the language of the sheet."""
    return words.get(kind, kind)


def feedback_words(language: str) -> Words:
    """The words of a language; of a table in a file those that it has, and English ones for the rest."""
    words, own = table_in(os.path.join(FOLDER, "en.json")), os.path.join(FOLDER, f"{language}.json")
    words.update(table_in(own) if language in LANGUAGES else words_of(language))
    return words
