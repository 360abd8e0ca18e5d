"""Escapes for characters that a terminal would obey, or that an encoding lacks."""

from __future__ import annotations

LINE_END = 10
CONTROL = {code: f"\\x{code:02x}" for code in [*range(32), *range(127, 160)] if code != LINE_END}


def escape_control_chars(text: str) -> str:
    """The text with an escape such as \\x1b for each character that could move a cursor.

    >>> print(escape_control_chars("a\x1b[31mb"))
    a\\x1b[31mb
    """
    return text.translate(CONTROL)


def escape_missing_chars(text: str, encoding: str) -> str:
    """The text with an escape such as \\xe9 for each character that the encoding lacks.

    >>> print(escape_missing_chars("café", "ascii"))
    caf\\xe9
    """
    return text.encode(encoding, "backslashreplace").decode(encoding)
