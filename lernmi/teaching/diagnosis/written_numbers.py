"""Numbers as somebody wrote them: how precisely, and whether a result rounds to one."""

from __future__ import annotations

import math
import re
import struct
from typing import Any, List, NamedTuple, Optional, Sequence

from ...support import arrays, validation
from ...support.errors import BadInput
from ...support.formatting import quoted

NUMBER = re.compile(r"[+-]?(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?")
MOST_ROUNDED = 7            # significant digits; with more, a number is written in full
DIGITS_OF_SINGLE = 9
NOISE = 1e-6                # of a number: what single precision (float32) changes at most
NOISE_OF_LARGEST = 3e-7     # of the largest of a layer: what cancels in a sum leaves its noise
DECIMALS_OF_ZEROS = 4       # where there is nothing but zeros
MINUS_SIGNS = str.maketrans("−–", "--")


class Written(NamedTuple):
    """A number as it was written: its value, and the unit of its last digit; 0 where it is in full."""

    value: float
    unit: float

    def is_near(self, value: float, largest: float, looser: float = 1.0) -> bool:
        """Whether ``value`` may have been written so; ``largest``: the largest of its layer, without sign."""
        tolerance = 0.5000001 * self.unit + NOISE * abs(value) + NOISE_OF_LARGEST * largest
        return abs(self.value - value) <= looser * tolerance


class _Form(NamedTuple):
    """How one number was written: its value, its decimals, its significant digits."""

    value: float
    decimals: int               # below 0 for 12e3
    digits: int
    is_text: bool


def written(values: Sequence[Any], names: Sequence[str], digits: Optional[int] = None) -> List[Written]:
    """Numbers, or texts of numbers, with what they were rounded to.

    A text says it by its last digit. A float has lost the zeros at its end; so it is taken as rounded
    to as many decimals, or significant digits, as most of them have. ``digits``: significant digits, if
    they are known. Raises BadInput, naming the number, for one that isn't finite.
    """
    forms = [_form(value, name) for value, name in zip(values, names)]
    if digits is not None:
        return [Written(form.value, _unit_of(form.value, digits)) for form in forms]
    others = [form for form in forms if form.value]
    usual_decimals = _median([form.decimals for form in others])
    usual_digits = _median([form.digits for form in others])
    most_decimals = max([form.decimals for form in forms] + ([] if others else [DECIMALS_OF_ZEROS]))
    return [Written(form.value, _unit(form, usual_decimals, usual_digits, most_decimals)) for form in forms]


def significant_digits(numbers: Sequence[Written]) -> int:
    """To how many significant digits numbers were rounded, most of them; 0: they weren't."""
    digits = [_exponent(number.value) - round(math.log10(number.unit)) + 1 for number in numbers
              if number.value]
    usual = max(_median(digits), 1) if digits else 0
    return usual if usual <= MOST_ROUNDED else 0


def _unit(form: _Form, usual_decimals: int, usual_digits: int, most_decimals: int) -> float:
    """The unit of a number's last digit among others: zeros may have been cut from its end."""
    if not form.value:
        return 10.0 ** -most_decimals
    if form.is_text and form.decimals > 0:
        return 10.0 ** -form.decimals
    return max(10.0 ** -max(form.decimals, usual_decimals),
               _unit_of(form.value, max(form.digits, usual_digits)))


def _unit_of(value: float, digits: int) -> float:
    return 10.0 ** (_exponent(value) - digits + 1) if value else 0.0


def _exponent(value: float) -> int:
    return math.floor(math.log10(abs(value)))


def _median(counts: List[int]) -> int:
    return sorted(counts)[len(counts) // 2] if counts else 0


def _form(value: Any, name: str) -> _Form:
    is_text = isinstance(value, str)
    text = value.strip().translate(MINUS_SIGNS) if is_text else _text(value, name)
    match = NUMBER.fullmatch(text)
    if match is None or not (match[1] or match[2]):
        raise BadInput(f"the number for {name} must be a finite number, not {quoted(value)}.")
    number = validation.number(float(text), f"the number for {name}")
    before, after, exponent = match[1], match[2] or "", int(match[3] or 0)
    after = after if is_text else after.rstrip("0")
    return _Form(number, len(after) - exponent, len((before + after).lstrip("0")), is_text)


def _text(value: Any, name: str) -> str:
    """A number of any library as Python writes it; one of single precision as short as that allows."""
    if value is None:
        raise BadInput(f"the number for {name} is None: in PyTorch, call backward() on the loss before.")
    read = arrays.to_number(value)
    if read is None:
        raise BadInput(f"the number for {name} must be a finite number, not {quoted(value)}.")
    number = validation.number(read, f"the number for {name}")
    if _single(number) != number:
        return repr(number)
    shortest = (f"{number:.{digits}g}" for digits in range(1, DIGITS_OF_SINGLE + 1))
    return next((text for text in shortest if _single(float(text)) == number), repr(number))


def _single(number: float) -> float:
    """The nearest number of single precision (float32); infinite where it is too large."""
    try:
        return float(struct.unpack("f", struct.pack("f", number))[0])
    except OverflowError:
        return math.inf
