"""Hints about a hand-made trace: names that may be misspelt, slopes that may be forgotten."""

from __future__ import annotations

import re
from typing import Dict, Iterable, Iterator, List, Mapping, NamedTuple, Optional, Set, Tuple

from ..support.formatting import LONGEST_NAME
from ..tracing.traced_number import TARGET
from .reader import Operation

DIGITS = re.compile(r"\d+")
REPEATED = re.compile(r"(\d)\1+")
WORD = re.compile(r"[^\W\d_]{4,}")      # in a shorter one, another letter makes another name
MOST_PATTERNS = 10_000
VALUE, SLOPE, TOTAL, SENSITIVITY = ".value", ".slope", ".total", ".sensitivity"


class NearNames:
    """Finds, among some names, the one that another name may be meant to be.

    Names are near when a letter of a word is left out, too much or another one, or when two are
    swapped; also "w22.value" and "w2.value", and "w2" and "w2.value". Names with another index are
    other names. It takes linear time, since it compares names with a letter left out.

    >>> near = NearNames(["hidden[0].total", "w2.value"])
    >>> near.find("hiden[0].total"), near.find("hidden[0].toatl"), near.find("hidden[1].total")
    ('hidden[0].total', 'hidden[0].total', None)
    >>> near.find("w2"), near.find("w22.value"), near.find("w3.value")
    ('w2.value', 'w2.value', None)
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = dict.fromkeys(names)
        self._patterns: Dict[str, str] = {}         # by what is left of a pattern without a letter
        known: Set[str] = set()
        for name in self._names:
            pattern = DIGITS.sub("0", name)
            if pattern not in known and len(known) < MOST_PATTERNS:
                known.add(pattern)
                for shorter in _with_a_letter_left_out(pattern):
                    self._patterns.setdefault(shorter, pattern)

    def find(self, name: str) -> Optional[str]:
        """The near name, if there is one; never the name itself."""
        return next((near for near in self._candidates(name) if near in self._names and near != name), None)

    def _candidates(self, name: str) -> Iterator[str]:
        yield name + VALUE
        yield REPEATED.sub(r"\1", name)
        numbers = DIGITS.findall(name)
        for shorter in _with_a_letter_left_out(DIGITS.sub("0", name)):
            if shorter in self._patterns:
                yield _with_numbers(self._patterns[shorter], numbers)


def _with_a_letter_left_out(pattern: str) -> Iterator[str]:
    """The pattern of a name, and what is left of it without one letter of a word."""
    yield pattern
    for word in WORD.finditer(pattern) if len(pattern) <= LONGEST_NAME else ():
        for index in range(word.start(), word.end()):
            yield pattern[:index] + pattern[index + 1:]


def _with_numbers(pattern: str, numbers: List[str]) -> str:
    """The name of that pattern with these numbers in it."""
    waiting = iter(numbers)
    return DIGITS.sub(lambda zero: next(waiting, zero[0]), pattern)


class Misspelling(NamedTuple):
    """Two names of which one may be misspelt; which one isn't known if each occurs on one side only."""

    name: str
    meant: str
    either: bool


def misspellings(unwritten: Iterable[str], unread: Iterable[str], sound: Iterable[str]
                 ) -> Iterator[Misspelling]:
    """Names that come from nowhere or are never read, and are near another one.

    A ``sound`` name is both written and read. Where a result is misspelt, the right name comes from
    nowhere, and the wrong one is never read.
    """
    unread = list(unread)
    near_sound, near_unread = NearNames(sound), NearNames(unread)
    for name in unwritten:
        meant, other = near_sound.find(name), near_unread.find(name)
        if meant or other:
            yield Misspelling(name, meant or other or "", not meant)
    for name in unread:
        meant = near_sound.find(name)
        if meant:
            yield Misspelling(name, meant, either=False)


class ForgottenSlopes:
    """Neurons whose sensitivity is passed on without their slope.

    By the chain rule, the sensitivity of a neuron is multiplied by its slope first, and only that
    product is passed back: ∂L/∂total = ∂L/∂value × slope.
    """

    def __init__(self) -> None:
        self._lines: Dict[str, int] = {}        # by what may be a neuron: the first such line

    def note(self, line: int, operation: Operation) -> None:
        """Note what an operation uses without its slope."""
        if operation.sign not in ("×", "="):
            return
        names = [operand.name for operand in operation.operands if operand is not None]
        for name in names:
            owner = name[:-len(SENSITIVITY)]
            if name.endswith(SENSITIVITY) and owner + SLOPE not in names:
                self._lines.setdefault(owner, line)

    def find(self, numbers: Mapping[str, Tuple[float, int]]) -> Dict[str, int]:
        """The neurons among them, each with its line; ``numbers``: all of the file, by name.

        A neuron is what has a slope other than 1, or a total, or a target, or a link that leads there.
        """
        targets = {name.rpartition(".")[0].partition("->")[2].partition("#")[0] for name in numbers
                   if "->" in name} if self._lines else set()
        return {owner: line for owner, line in self._lines.items()
                if numbers.get(owner + SLOPE, (0.0, 0))[0] != 1.0 and (owner in targets or any(
                    owner + kind in numbers for kind in (SLOPE, TOTAL, f".{TARGET}")))}
