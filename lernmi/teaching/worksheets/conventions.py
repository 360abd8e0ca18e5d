"""The conventions of a course: how its worksheets write a learning step."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from ...support import validation
from ...support.formatting import significant

NUMBERED, INDEXED = "w1", "w[1,2]"
NAMES = (NUMBERED, INDEXED)
NUMBERS = ("decimal", "integer")
LEVELS = ("forward", "path", "step", "two-steps")
DIGITS = (3, 4)
MOST_SAMPLES = 4


class Conventions(NamedTuple):
    """How a course writes things, and which numbers it likes.

    ============ =====================================================================
    half         whether the squared error has the factor ½; if not, its slope has a 2
    bias         whether neurons have biases
    names        of weights: "w1" (numbered) or "w[1,2]" (target, source)
    samples      how many a step learns from, 1 to 4: their mean slope is used
    digits       significant digits that results are rounded to, 3 or 4
    comma        whether numbers have a decimal comma
    language     "en", "de", or the path of another table of words
    numbers      "decimal" (sigmoid, weights with one decimal) or "integer" (ReLU, exact results)
    ============ =====================================================================
    """

    half: bool = True
    bias: bool = True
    names: str = NUMBERED
    samples: int = 1
    digits: int = 4
    comma: bool = False
    language: str = "en"
    numbers: str = "decimal"

    def checked(self) -> Conventions:
        """The same; BadInput for what isn't a convention."""
        validation.flag(self.half, "half")
        validation.flag(self.bias, "bias")
        validation.flag(self.comma, "comma")
        validation.one_of(self.names, NAMES, "the names of weights")
        validation.one_of(self.numbers, NUMBERS, "the numbers")
        validation.integer(self.samples, "the number of samples", 1, MOST_SAMPLES)
        validation.integer(self.digits, "the number of digits", *DIGITS)
        validation.text(self.language, "the language")
        return self

    def written(self, number: float) -> str:
        """A number as the sheets print it: exact where it is short, otherwise rounded.

        >>> Conventions(comma=True).written(0.59326999), Conventions().written(-3.0)
        ('0,5933', '−3')
        """
        return numeral(number, self.digits, self.comma)


def numeral(number: float, digits: int, comma: bool = False) -> str:
    """A number with so many significant digits, without a power of ten.

    >>> numeral(0.000123456, 4), numeral(-12.0, 3), numeral(0.5, 4, comma=True)
    ('0.0001235', '−12', '0,5')
    """
    text = f"{Decimal(significant(number, digits)):f}".replace("-", "−")
    return text.replace(".", ",") if comma else text
