"""Verifies a recorded or hand-made trace: every operation is computed again."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any, Dict, List, NamedTuple, Optional, Set, Tuple, Union

from ..activations import ACTIVATIONS
from ..support import validation
from ..support.errors import UnknownName
from ..support.json_text import one_line
from ..support.progress import Progress, unreported
from ..tracing.operations import OPERATIONS, TYPED, activation_of, is_function
from ..tracing.traced_number import RATE, TARGET
from .hints import ForgottenSlopes, Misspelling, misspellings
from .json_lines import readable
from .reader import MoveLine, Operand, Operation, Recording, is_anonymous
from .structure_check import structure_problems
from .tolerance import Tolerance, result_of

Number = Tuple[float, int]          # with the line that says so
Stated = List[Number]               # what a name may mean


class Problem(NamedTuple):
    """Something that is wrong in a line of the file."""

    line: int
    sentence: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.sentence}"


class Verification:
    """What is wrong, the ``problems``, and how much was checked.

    ========== =================================================================
    recording  the Recording
    moves      lines with a move
    products   multiplications that were computed again
    given      values of user-defined functions, which can only be taken as given
    assumed    operands of which no line before says anything, each with its first line; not
               targets, the rate, and sums that begin with 0
    misspelt   in a trace without a network, pairs of names of which one may be misspelt
    forgotten  in the same, neurons whose sensitivity is used without their slope, with the line
    digits     significant digits to which the numbers are rounded; None: not rounded
    ========== =================================================================
    """

    def __init__(self, recording: Recording, digits: Optional[int], progress: Progress = unreported) -> None:
        self.recording = recording
        self.digits = digits
        self._tolerance = Tolerance(digits)
        self.problems: List[Problem] = []
        self.moves = 0
        self.products = 0
        self.given = 0
        self.assumed: Dict[str, int] = {}
        self.misspelt: List[Misspelling] = []
        self.forgotten: Dict[str, int] = {}
        self._own = {name for name in _listed(recording.header.get("own")) if isinstance(name, str)}
        self._is_whole = not recording.missing
        readings = 1 + self._is_whole
        recording.progress = lambda done, total: progress(done, readings * total)
        self._check_numbers()
        if self._is_whole:
            recording.progress = lambda done, total: progress(total + done, readings * total)
            wrong = {problem.line for problem in self.problems}
            self.problems += [Problem(error.line, error.sentence)
                              for error in structure_problems(recording, wrong, self._tolerance.agrees)]
            self.problems.sort(key=lambda problem: problem.line)

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems

    def _check_numbers(self) -> None:
        """Check each operation, and that its operands are what was written before."""
        initial = _initial_numbers(self.recording)
        self._last = dict(initial)                      # by name: what was written last
        self._corrected: Dict[str, Stated] = {}         # what should have been written instead
        self._misread: Dict[str, Set[float]] = {}       # with what it was confused since then
        self._read: Set[str] = set()
        slopes = ForgottenSlopes()
        for move in self.recording:
            self.moves += 1
            self._check(move)
            if not self._is_whole:
                for operation in move.operations:
                    slopes.note(move.line, operation)
                    self._read.update(operand.name for operand in operation.operands if operand is not None)
        self.forgotten = slopes.find(self._last)
        if not self._is_whole:
            self._look_for_misspelt_names(initial)
        del self._last, self._corrected, self._misread, self._read      # a number of each name

    def _check(self, move: MoveLine) -> None:
        here: Dict[str, Stated] = {}
        for operation in move.operations:
            lefts = self._possible(move.line, operation.left, here)
            rights = self._possible(move.line, operation.right, here)
            right = self._right_result(move.line, operation, lefts, rights)
            here[operation.result.name] = [(value, move.line) for value in (operation.result.value, *right)]
        for name, (written, *corrected) in here.items():
            if not is_anonymous(name):
                self._last[name] = written
                self._misread.pop(name, None)
                self._corrected.pop(name, None)
                if corrected:
                    self._corrected[name] = corrected

    def _possible(self, line: int, operand: Optional[Operand], here: Dict[str, Stated]) -> List[Any]:
        """The operand as it is stated; and, where that isn't what was written, what was as well.

        So a number that was copied wrongly is reported once, and nothing that follows from it.
        """
        if operand is None or not operand.name:
            return [operand and operand.value]
        name, value = operand
        last = self._last.get(name)
        if last is not None and last[0] == value:
            return [value]
        stated = here.get(name, []) + self._stated(name)
        if not stated:
            self._meet(line, name, value)
        elif not any(self._tolerance.agrees(value, number) for number, _ in stated):
            misread = self._misread.setdefault(name, set())
            if value not in misread:
                misread.add(value)
                number, before = stated[0]
                self._complain(line, f"{readable(name)} is {_number(value, number)} here, but line {before} "
                               f"left {_number(number, value)} there.")
                return [value, number]
        return [value]

    def _stated(self, name: str) -> Stated:
        """What was written there; in a recording of a whole network, 0 where line 2 says nothing."""
        if name in self._last:
            return [self._last[name], *self._corrected.get(name, ())]
        is_initial = not is_anonymous(name) and not name.endswith(f".{TARGET}")
        return [(0.0, 2)] if self._is_whole and is_initial else []

    def _meet(self, line: int, name: str, value: float) -> None:
        """A number of which no line before says anything."""
        if is_anonymous(name):
            self._complain(line, f"there is no {one_line(name)} before this operation.")
            return
        self._last[name] = (value, line)
        begins_a_sum = value == 0.0 and name.endswith((".total", ".sensitivity"))
        if not name.endswith(f".{TARGET}") and name != RATE and not begins_a_sum:
            self.assumed[name] = line

    def _look_for_misspelt_names(self, initial: Dict[str, Number]) -> None:
        known = [name for name in self._last if name not in self.assumed]
        unread = [name for name in known if name not in self._read and name not in initial]
        sound = [name for name in known if name in self._read or name in initial]
        self.misspelt = list(misspellings(self.assumed, unread, sound))

    def _right_result(self, line: int, operation: Operation, lefts: List[Any],
                      rights: List[Any]) -> List[float]:
        """Compute an operation again; if it is wrong, say so and return what would have been right.

        So whatever follows from the one number or the other is not reported once more.
        """
        if operation.left is None:
            return []
        if operation.right is None and activation_of(operation.sign) in self._own:
            self.given += 1
            return []
        if not self._can_be_worked_out(line, operation):
            return []
        if operation.sign == "×":
            self.products += 1
        results = [result_of(operation.sign, left, right) for left in lefts for right in rights]
        stated = operation.result.value
        if stated == stated and stated in results:          # nan is not right, whatever it is in
            return []
        operands = [number for number in lefts + rights if number is not None]
        if all(map(math.isnan, results)) and not any(map(math.isnan, operands)):
            self._complain(line, f"{operation.text} is no number ({one_line(operation.result.name)}).")
            return []
        if any(self._tolerance.is_right(operation, result) for result in results):
            return []
        self._complain(line, f"{operation.text} is {_number(results[0], operation.result.value)}, not "
                       f"{_number(operation.result.value, results[0])} ({one_line(operation.result.name)}).")
        return results[:1]

    def _can_be_worked_out(self, line: int, operation: Operation) -> bool:
        """Whether the sign is known, and has the operands that it needs."""
        if operation.right is not None and operation.sign not in OPERATIONS:
            self._complain(line, f"{one_line(operation.sign)!r} is no sign between two numbers: it must be "
                           f"one of {' '.join(OPERATIONS)} (or {' '.join(TYPED.values())}).")
            return False
        if operation.right is None and operation.sign in OPERATIONS:
            self._complain(line, f"{operation.sign} has no right operand "
                           f"({one_line(operation.result.name)}).")
            return False
        if operation.right is None and not is_function(operation.sign):
            self._complain(line, f"{UnknownName('function', activation_of(operation.sign), ACTIVATIONS)} "
                           '(A user-defined one is named under "own" in line 1.)')
            return False
        return True

    def _complain(self, line: int, sentence: str) -> None:
        self.problems.append(Problem(line, sentence))


def verify(path: Union[str, Path], digits: Optional[int] = None,
           progress: Progress = unreported) -> Verification:
    """Compute every operation of a recording again, from the operands that it names.

    ``digits``: to how many significant digits its numbers are rounded, as a hand-made trace's
    are; otherwise its header may say so, and if not, every bit must be right (powers and
    functions to 1e-12). A result may be off by 1.5 × 10^(1 − digits) of its size. An operand
    must be the number that was last written under its name. Each mistake is reported
    once: what follows from it is computed with the numbers in the file. ``progress(done, total)``
    is called from time to time.

    Raises BadInput for a file that can't be read.
    """
    recording = Recording(path)
    digits = recording.header.get("digits") if digits is None else digits
    return Verification(recording, None if digits is None else validation.digits(digits), progress)


def _initial_numbers(recording: Recording) -> Dict[str, Number]:
    """The numbers of line 2, by name."""
    weights, fixed, numbers = recording.initial_numbers
    values = {f"{name}.value": value for name, value in {**weights, **fixed}.items()}
    if recording.missing:           # made by hand: "w5.value" may be what it is called elsewhere
        values.update((name, value) for name, value in weights.items() if name.endswith(".value"))
    return {name: (value, 2) for name, value in {**values, **numbers}.items()}


def _listed(value: object) -> List[object]:
    return value if isinstance(value, list) else []


def _number(value: float, other: float) -> str:
    """The number with as many digits as it takes to see that it isn't the other."""
    for digits in range(4, validation.MOST_DIGITS):
        if f"{value:.{digits}g}" != f"{other:.{digits}g}":
            return f"{value:.{digits}g}"
    return f"{value!r}"
