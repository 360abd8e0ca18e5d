"""Verifying a recorded or hand-made trace: every operation is worked out once more."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Dict, List, NamedTuple, Optional, Tuple, Union

from .. import checks
from ..errors import BadInput
from .arithmetic import SLOPE_OF, recomputed
from .reading import MoveLine, Operand, Recording, Step

ROUNDINGS = 1.5             # of two operands and a result, each half a unit of its last digit
LIBRARIES_DIFFER = 1e-12    # relative: powers and functions are rounded differently elsewhere
EXACT = ("×", "÷", "+", "−", "=", "negative")       # the same bits on every machine
MOST_DIGITS = 17


class Problem(NamedTuple):
    """Something that is wrong in a line of the file."""

    line: int
    sentence: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.sentence}"


class Verification:
    """What was found: ``problems``, and how much was looked at.

    ========== =================================================================
    moves      lines with a move
    products   multiplications that were worked out once more
    given      values of functions that are unknown here, and so were taken as given
    digits     significant digits to which the numbers are rounded; None: not rounded
    ========== =================================================================
    """

    def __init__(self, recording: Recording, digits: Optional[int]) -> None:
        self.digits = digits
        self.problems: List[Problem] = []
        self.moves = len(recording.moves)
        self.products = 0
        self.given = 0
        self._own = set(map(str, _listed(recording.header.get("own"))))
        self._last = _start(recording)      # by name: the number written last, and its line
        for move in recording.moves:
            self._check(move)

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems

    def _check(self, move: MoveLine) -> None:
        here: Dict[str, Tuple[float, int]] = {}
        for step in move.steps:
            for operand in (step.left, step.right):
                if operand is not None and operand.name:
                    self._check_operand(move.line, operand, here)
            self._check_result(move.line, step)
            here[step.result.name] = (step.result.value, move.line)
        self._last.update((name, kept) for name, kept in here.items() if not name.startswith("#"))

    def _check_operand(self, line: int, operand: Operand,
                       here: Dict[str, Tuple[float, int]]) -> None:
        """It must be the number that this move or, if not, an earlier one has left there."""
        kept = [places[operand.name] for places in (here, self._last) if operand.name in places]
        if not kept:
            if operand.name.startswith("#"):
                self._complain(line, f"there is no {operand.name} before this step.")
            self._last[operand.name] = (operand.value, line)
        elif not any(_agree(operand.value, value, self._slack(abs(value))) for value, _ in kept):
            value, before = kept[0]
            self._complain(line, f"{operand.name} is {_number(operand.value, value)} here, but line "
                           f"{before} left {_number(value, operand.value)} there.")
            self._last[operand.name] = (operand.value, line)

    def _check_result(self, line: int, step: Step) -> None:
        if step.left is None:
            return
        left, right = step.left.value, step.right.value if step.right is not None else None
        self.products += step.sign == "×"
        known = step.sign not in self._own and step.sign[len(SLOPE_OF):] not in self._own
        try:
            result = recomputed(step.sign, left, right) if known else None
        except (ArithmeticError, ValueError):
            result = math.nan
        if result is None:
            self.given += 1
        elif isinstance(result, complex) or not self._is_right(step, result):
            self._complain(line, f"{_told(step)} is {_number(result, step.result.value)}, not "
                           f"{_number(step.result.value, result)} ({step.result.name}).")

    def _is_right(self, step: Step, result: float) -> bool:
        """Whether the result is right, as far as the digits that are given can tell."""
        assert step.left is not None
        size = abs(result)
        if step.right is not None and step.sign in "+−":
            size = max(size, abs(step.left.value), abs(step.right.value))
        slack = self._slack(size)
        if step.sign not in EXACT:
            slack = max(slack, LIBRARIES_DIFFER * size)
        if step.right is None and step.sign not in EXACT:
            slack += self._span(step.sign, step.left.value)
        return _agree(step.result.value, result, slack)

    def _slack(self, size: float) -> float:
        """How far off a number of that size may be because of rounded digits."""
        return 0.0 if self.digits is None else ROUNDINGS * 10.0 ** (1 - self.digits) * size

    def _span(self, function: str, argument: float) -> float:
        """How much the function changes between the limits of its rounded argument."""
        half = self._slack(abs(argument)) / ROUNDINGS / 2.0
        ends = [recomputed(function, argument + side, None) for side in (-half, half)]
        values = [value for value in ends if value is not None]
        return max(values) - min(values)

    def _complain(self, line: int, sentence: str) -> None:
        self.problems.append(Problem(line, sentence))


def verify(path: Union[str, Path], digits: Optional[int] = None) -> Verification:
    """Work out every operation of a recording once more, from the operands that it names.

    ``digits``: to how many significant digits its numbers are rounded, as a hand-made trace's
    are; otherwise its header may say so, and if not, every bit must be right (powers and
    functions to 1e-12). A result may be off by 1.5 × 10^(1 − digits) of its size. An operand
    must be the number that was last written under its name. Each mistake is reported
    once: what follows from it is worked out with the numbers as they stand there.

    Raises BadInput for a file that can't be read.
    """
    recording = Recording(path)
    given = recording.header.get("digits") if digits is None else digits
    if given is not None and not 1 <= checks.size(given, "the number of digits") <= MOST_DIGITS:
        raise BadInput(f"the number of digits is {given}: a float holds {MOST_DIGITS} at most.")
    return Verification(recording, given)


def seems_rounded(path: Union[str, Path]) -> Optional[int]:
    """To how many digits the numbers of a file with mistakes seem to be rounded: 3 to 6, or None."""
    fitting = (digits for digits in (6, 5, 4, 3) if verify(path, digits).passed)
    return next(fitting, None)


def _agree(stated: float, right: float, slack: float) -> bool:
    return stated == right or abs(stated - right) <= slack or math.isnan(stated) and math.isnan(right)


def _start(recording: Recording) -> Dict[str, Tuple[float, int]]:
    """The numbers of line 2, by name."""
    kept: Dict[str, Tuple[float, int]] = {}
    for kind, ending in (("weights", ".value"), ("fixed", ".value"), ("numbers", "")):
        numbers = recording.start.get(kind, {})
        if not isinstance(numbers, dict):
            raise recording.complain(2, f'"{kind}" must be names with their numbers.')
        for name, value in numbers.items():
            kept[name + ending] = (recording.number(2, value), 2)
    return kept


def _listed(given: object) -> List[object]:
    return given if isinstance(given, list) else []


def _told(step: Step) -> str:
    """The operation in numbers: "0.5 × 0.2", "sigmoid(0.3)"."""
    assert step.left is not None
    if step.right is not None:
        return f"{step.left.value!r} {step.sign} {step.right.value!r}"
    return f"{step.sign}({step.left.value!r})" if step.sign != "=" else f"{step.left.value!r}"


def _number(value: float, other: float) -> str:
    """The number with as many digits as it takes to see that it isn't the other."""
    for digits in range(4, MOST_DIGITS):
        if f"{value:.{digits}g}" != f"{other:.{digits}g}":
            return f"{value:.{digits}g}"
    return f"{value!r}"
