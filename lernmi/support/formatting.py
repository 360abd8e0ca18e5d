"""Numbers and other values as text."""

from __future__ import annotations

import reprlib
from typing import Any

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
