"""Escapes for characters that a terminal would obey or nobody would see, or that an encoding lacks.

Escaped are, by their Unicode categories, controls (Cc: Escape, line breaks, U+009B), format characters
(Cf: U+202E and U+2066, which turn the order of the text around them; U+200B, which nobody sees), the
line and paragraph separators (Zl, Zp) and lone surrogates (Cs); and letters without ink, the fillers.
Letters, combining marks, blanks and emoji stay, and so do what these are joined by: a joiner
(U+200C, U+200D) between two characters that are not Latin, and the tags in a flag.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Dict

ESCAPED = ("Cc", "Cf", "Zl", "Zp", "Cs")
FILLERS = {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0}
WITH_INK = {*range(0x0600, 0x0606), 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD}     # though Cf
JOINERS, TAGS = "\u200c\u200d", "\U000e0020-\U000e007f"
JOINED = rf"[^\0-\u02ff{JOINERS}]"                      # what a joiner may stand between
FLAG_OR_STRAY = re.compile(rf"(\U0001f3f4[{TAGS}]+)|[{TAGS}]|"
                           rf"(?<!{JOINED})[{JOINERS}]|[{JOINERS}](?!{JOINED})")


class _Escapes(Dict[int, str]):
    """For ``str.translate``: what each character is replaced by, computed when it first occurs."""

    def __missing__(self, code: int) -> str:
        symbol = chr(code)
        harmful = unicodedata.category(symbol) in ESCAPED and code not in WITH_INK
        by_context = symbol in JOINERS or 0xE0020 <= code <= 0xE007F
        self[code] = _escape(symbol) if code in FILLERS or (harmful and not by_context) else symbol
        return self[code]


ESCAPES = _Escapes()


def escape_control_chars(text: str) -> str:
    """The text with an escape such as \\x1b for each character that could mislead a terminal or a reader.

    >>> print(escape_control_chars("a\x1b[31mb w\u200b5"))
    a\\x1b[31mb w\\u200b5
    """
    if text.isascii() and text.isprintable():
        return text
    return FLAG_OR_STRAY.sub(_escape_stray, text.translate(ESCAPES))


def _escape_stray(match: re.Match[str]) -> str:
    return match[0] if match[1] else _escape(match[0])


def _escape(symbol: str) -> str:
    """ "\\n" as "\\x0a", so that each escape has the same form."""
    code = ord(symbol)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def escape_missing_chars(text: str, encoding: str) -> str:
    """The text with an escape such as \\xe9 for each character that the encoding lacks.

    >>> print(escape_missing_chars("café", "ascii"))
    caf\\xe9
    """
    return text.encode(encoding, "backslashreplace").decode(encoding)
