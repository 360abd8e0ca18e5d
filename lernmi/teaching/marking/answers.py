"""An answer: one number, as pupils write it."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import NamedTuple, Union

from ...support.errors import BadInput
from ...support.formatting import quoted
from ..grading import ONE_NUMBER

POWER = re.compile(r"(?P<digits>.*[\d.,])\s*[·×xX*∙⋅]\s*10\s*(?:\^|\*\*|e)?\s*\(?(?P<exponent>[-+−]?\d+)\)?")
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
SIGNS = str.maketrans({"−": "-", "–": "-", "\u00a0": "", "\u202f": "", "'": ""})


class Answer(NamedTuple):
    """One number: in plain characters, with all its digits, and its value."""

    text: str
    value: float

    @property
    def unit(self) -> float:
        """What its last digit is worth."""
        return 10.0 ** int(Decimal(self.text).as_tuple().exponent)


def answer_of(written: Union[str, float]) -> Answer:
    """The number that a pupil wrote, BadInput if it is none.

    A decimal comma, a typographic minus, a power of ten and an = before it are understood.

    >>> answer_of(" = −0,138"), answer_of("4.39 · 10⁻⁴")
    (Answer(text='-0.138', value=-0.138), Answer(text='4.39e-4', value=0.000439))
    """
    if isinstance(written, (int, float)) and not isinstance(written, bool):
        written = repr(float(written))
    if not isinstance(written, str):
        raise BadInput(f"an answer must be a number, not {quoted(written)}.")
    text = written.translate(RAISED).translate(SIGNS).strip().lstrip("=≈").strip()
    power = POWER.fullmatch(text)
    if power:
        text = f"{power['digits'].rstrip()}e{power['exponent']}"
    number = ONE_NUMBER.fullmatch(text)
    if number is None:
        raise BadInput(f"{quoted(written)} is no number.")
    text = text.replace(",", ".").replace(" ", "")
    if not math.isfinite(float(text)):
        raise BadInput(f"{quoted(written)} is too large.")
    return Answer(text, float(text))
