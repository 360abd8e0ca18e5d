"""JSON from a file that anybody may have written: read within limits, and quoted in a sentence."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from .errors import BadInput
from .formatting import LONGEST_NAME, LONGEST_QUOTE

if TYPE_CHECKING:
    from pathlib import Path

MOST_DIGITS = 400           # of a whole number; the largest float has 309
MARK = b"\xef\xbb\xbf"      # that some editors write before the first line


def integer(digits: str) -> int:
    """The whole number; one that is too large for a float may become another one that is."""
    return int(digits[:MOST_DIGITS])            # int takes quadratic time


DECODER = json.JSONDecoder(parse_int=integer)


def refuse_no_file(path: Path) -> None:
    """BadInput for a folder, and for a pipe, which never ends."""
    if path.exists() and not path.is_file():
        raise BadInput(f"{path} can't be read: it is no file.")


def one_line(text: str, longest: int = LONGEST_NAME) -> str:
    """Somebody's text as a part of a line: escapes for line breaks and the like, and not too long.

    >>> one_line("a\\nline 3: right"), one_line("abcdef", 3)
    ('a\\\\nline 3: right', 'abc…')
    """
    short = text if len(text) <= longest else text[:longest] + "…"
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in short)


def short(value: Any) -> str:
    """A value of a file, for a sentence; of a list or an object only what it is."""
    if isinstance(value, (list, dict)):
        return "a list" if isinstance(value, list) else "an object"
    text = json.dumps(value, ensure_ascii=False)
    return one_line(text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + " …")
