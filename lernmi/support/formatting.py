"""Numbers and other values as text, and texts without characters that mislead.

Escaped are, by their Unicode categories, controls (Cc: Escape, line breaks, U+009B), format characters
(Cf: U+202E and U+2066, which turn the order of the text around them; U+200B, which nobody sees), the
line and paragraph separators (Zl, Zp) and lone surrogates (Cs); and letters without ink, the fillers.
Letters, combining marks, blanks and emoji stay, and so do what these are joined by: a joiner
(U+200C, U+200D) between two characters that are not Latin, and the tags in a flag.
"""

from __future__ import annotations

import re
import reprlib
import unicodedata
from typing import Any, Dict

LONGEST_NAME = 100      # characters of anybody's text that a sentence quotes
LONGEST_QUOTE = 40      # the same in a short sentence
MOST_DIGITS_SHOWN = 50  # of a whole number


def brief(number: float) -> str:
    """A number for one short line: three decimals, or a power of ten where those say nothing.

    >>> brief(0.45), brief(-0.00001234), brief(0.0)
    ('0.450', '-1.23e-05', '0.000')
    """
    if number == 0.0 or 0.0005 <= abs(number) < 1e6:
        return f"{number:.3f}"
    return f"{number:.2e}"


def significant(number: float, digits: int) -> str:
    """A number with so many significant digits.

    >>> significant(0.13849856, 4), significant(-0.0, 4)
    ('0.1385', '0')
    """
    return f"{number + 0.0:.{digits}g}"         # + 0.0: no one wants to read -0


class _Shortener(reprlib.Repr):
    """What repr() answers, shortened; also where repr() itself fails, or would take long."""

    def __init__(self) -> None:
        super().__init__()
        self.maxstring = self.maxother = 4 * LONGEST_NAME       # quoted() cuts

    def repr_int(self, value: int, level: int) -> str:
        """Python refuses to write a whole number of more than 4,300 digits."""
        if -10 ** MOST_DIGITS_SHOWN < value < 10 ** MOST_DIGITS_SHOWN:
            return repr(value)
        return f"a whole number of about {int(value.bit_length() * 0.30103) + 1:,} digits"

    def repr_instance(self, value: Any, level: int) -> str:
        """An object whose own __repr__ fails is described by its type."""
        try:
            return repr(value)
        except Exception:
            return f"an object of type {type(value).__name__}"


def quoted(value: Any, longest: int = LONGEST_NAME) -> str:
    """A value of any type as Python writes it, on one line of at most so many characters.

    >>> quoted("sigmod"), quoted([1, 2]), quoted(-10 ** 5000)
    ("'sigmod'", '[1, 2]', 'a whole number of about 5,001 digits')
    """
    try:
        text = repr(value[:longest + 1]) if type(value) is str else _Shortener().repr(value)
    except Exception:           # a list that changes, a class that only pretends to be one …
        text = f"an object of type {type(value).__name__}"
    line = " ".join(text.split(maxsplit=longest)) if "\n" in text else text
    return line if len(line) <= longest else line[:longest] + "…"


def count_of(number: int, what: str) -> str:
    """So many of something.

    >>> count_of(1, "epoch"), count_of(3000, "epoch")
    ('1 epoch', '3,000 epochs')
    """
    return f"{number:,} {what}{'s' * (number != 1)}"


def percent(share: float) -> str:
    """A share as a percentage: never 100 % unless it is all.

    >>> percent(0.25), percent(0.9999), percent(1.0)
    ('25.0 %', '99.9 %', '100.0 %')
    """
    text = f"{100.0 * share:.1f} %"
    return "99.9 %" if text == "100.0 %" and share < 1.0 else text


def shortened(text: str, longest: int) -> str:
    """A text of at most so many characters.

    >>> shortened("hidden", 8), shortened("a_long_name", 8)
    ('hidden', 'a_long_…')
    """
    return text if len(text) <= longest else text[:longest - 1] + "…"


# ---- escapes for characters that a terminal would obey or nobody would see, or that an encoding lacks

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
