"""Codes: what a sheet is about, in a few letters and digits that can't be mistaken for each other.

The alphabet has 29 characters, a prime number: the check character, a weighted sum modulo 29, notices every
single wrong character and every two that changed places.
"""

from __future__ import annotations

from typing import List, Optional, Sequence

from ...support.errors import BadInput
from ...support.formatting import quoted

ALPHABET = "23456789ABCDEFGHJKLMNPRTUVWXY"          # without 0 O Q, 1 I, S (5), Z (2)
BASE = len(ALPHABET)
MEANT = str.maketrans({"S": "5", "Z": "2", "I": "L", "1": "L"})
DATA = 8                # characters that hold the numbers
MARK = 3                # characters of a saved network's mark
MARKS = BASE ** MARK    # how many there are
GROUP = 3


def encoded(numbers: Sequence[int], bases: Sequence[int], mark: Optional[int] = None) -> str:
    """Numbers, each below its base, as a code; ``mark`` of a saved network, below MARKS.

    >>> encoded([1, 5], [4, 1000])
    '222-223-7MH'
    """
    whole = 0
    for number, base in zip(numbers, bases):
        whole = whole * base + number
    data = _characters(whole, DATA) + ("" if mark is None else _characters(mark, MARK))
    text = data + _check(data)
    return "-".join(text[start:start + GROUP] for start in range(0, len(text), GROUP))


def decoded(code: str, bases: Sequence[int]) -> List[int]:
    """The numbers of a code, and −1 or the mark of a saved network; BadInput for a typo.

    >>> decoded("222 223 7mh", [4, 1000])
    [1, 5, -1]
    """
    text = tidied(code).replace("-", "")
    if text[-1] != _check(text[:-1]):
        raise BadInput(f"the code {quoted(code)} has a typo: its last character doesn't fit the others.")
    whole, mark = _whole(text[:DATA]), _whole(text[DATA:-1]) if len(text) > DATA + 1 else -1
    numbers = [mark]
    for base in reversed(bases):
        whole, number = divmod(whole, base)
        numbers.append(number)
    if whole:
        raise BadInput(f"the code {quoted(code)} isn't one of a worksheet.")
    return numbers[::-1]


def tidied(code: str) -> str:
    """A code as it is printed, however it was typed; BadInput for another length or character.

    >>> tidied(" 222 2237mh ")
    '222-223-7MH'
    """
    if not isinstance(code, str):
        raise BadInput(f"a code must be text, not {quoted(code)}.")
    text = "".join(character for character in code.upper() if character not in " -−–\t").translate(MEANT)
    wrong = [character for character in text if character not in ALPHABET]
    if wrong:
        raise BadInput(f"the code {quoted(code)} has a typo: no code has the character {wrong[0]!r}.")
    if len(text) not in (DATA + 1, DATA + MARK + 1):
        raise BadInput(f"the code {quoted(code)} has {len(text)} characters: a code has {DATA + 1}, "
                       f"or {DATA + MARK + 1} where it is for a saved network.")
    return "-".join(text[start:start + GROUP] for start in range(0, len(text), GROUP))


def _characters(number: int, length: int) -> str:
    characters = ""
    for _ in range(length):
        number, digit = divmod(number, BASE)
        characters = ALPHABET[digit] + characters
    return characters


def _whole(text: str) -> int:
    whole = 0
    for character in text:
        whole = whole * BASE + ALPHABET.index(character)
    return whole


def _check(text: str) -> str:
    """The sum of the characters' numbers, each times its position from 2 on, modulo the base."""
    return ALPHABET[sum(position * ALPHABET.index(character)
                        for position, character in enumerate(text, start=2)) % BASE]
