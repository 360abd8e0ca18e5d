"""Verifies a recorded or hand-made trace: every operation is computed again."""

from __future__ import annotations

import difflib
import math
import re
from pathlib import Path
from typing import Any, Dict, List, NamedTuple, Optional, Sequence, Set, Tuple, Union

from ..activations import ACTIVATIONS
from ..support import validation
from ..support.errors import UnknownName
from ..tracing.operations import OPERATIONS, TYPED, activation_of, is_function
from ..tracing.traced_number import RATE, TARGET
from .reader import ANONYMOUS, MoveLine, Operand, Operation, Recording, readable
from .structure_check import structure_problems
from .tolerance import Tolerance, result_of

Stated = List[Tuple[float, int]]    # what a name may mean, each with the line that says so
NEAR = 0.88             # similarity of two spellings of one name, of 1
INDEX = re.compile(r"\d+")


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
    misspelt   names that may be misspelt, with the similar name that may be meant
    digits     significant digits to which the numbers are rounded; None: not rounded
    ========== =================================================================
    """

    def __init__(self, recording: Recording, digits: Optional[int]) -> None:
        self.recording = recording
        self.digits = digits
        self._tolerance = Tolerance(digits)
        self.problems: List[Problem] = []
        self.moves = len(recording.moves)
        self.products = 0
        self.given = 0
        self.assumed: Dict[str, int] = {}
        self.misspelt: Dict[str, str] = {}
        self._read: Set[str] = set()
        self._own = set(map(str, _listed(recording.header.get("own"))))
        self._last = _initial_numbers(recording)      # by name: what was written last
        self._is_whole = not recording.missing
        for move in recording.moves:
            self._check(move)
        if self._is_whole:
            wrong = {problem.line for problem in self.problems}
            self.problems += [Problem(error.line, error.sentence)
                              for error in structure_problems(recording, wrong, self._tolerance.agrees)]
            self.problems.sort(key=lambda problem: problem.line)
        else:
            self._look_for_misspelt_names()

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems

    def _check(self, move: MoveLine) -> None:
        here: Dict[str, Stated] = {}
        for operation in move.operations:
            sides = [self._possible(move.line, operand, here) for operand in operation.operands]
            right = self._right_result(move.line, operation, sides[0], sides[1])
            here[operation.result.name] = [(value, move.line) for value in (operation.result.value, *right)]
        self._last.update((name, stated) for name, stated in here.items() if not ANONYMOUS.fullmatch(name))

    def _possible(self, line: int, operand: Optional[Operand], here: Dict[str, Stated]) -> List[Any]:
        """The operand as it is stated; and, where that isn't what was written, what was as well.

        So a number that was copied wrongly is reported once, and nothing that follows from it.
        """
        if operand is None or not operand.name:
            return [operand and operand.value]
        name, value = operand
        self._read.add(name)
        stated = here.get(name, []) + self._stated(name)
        if not stated:
            self._meet(line, name, value)
        elif not any(self._tolerance.agrees(value, number) for number, _ in stated):
            self._last.setdefault(name, []).append((value, line))
            number, before = stated[0]
            self._complain(line, f"{readable(name)} is {_number(value, number)} here, but line {before} "
                           f"left {_number(number, value)} there.")
            return [value, number]
        return [value]

    def _stated(self, name: str) -> Stated:
        """What was written there; in a recording of a whole network, 0 where line 2 says nothing."""
        if self._is_whole and name not in self._last and "." in name and not name.endswith(f".{TARGET}"):
            return [(0.0, 2)]
        return self._last.get(name, [])

    def _meet(self, line: int, name: str, value: float) -> None:
        """A number of which no line before says anything."""
        if ANONYMOUS.fullmatch(name):
            self._complain(line, f"there is no {name} before this operation.")
            return
        self._last[name] = [(value, line)]
        begins_a_sum = value == 0.0 and name.endswith((".total", ".sensitivity"))
        if not name.endswith(f".{TARGET}") and name != RATE and not begins_a_sum:
            self.assumed[name] = line

    def _look_for_misspelt_names(self) -> None:
        """Numbers that come from nowhere or are never read, and have nearly the name of another one."""
        initial = _initial_numbers(self.recording)
        unread = [name for name in self._last if name not in self._read and name not in initial]
        for name in [*self.assumed, *unread]:
            known = [other for other in self._last if other != name and other not in self.assumed]
            near = similar_name(name, known)
            if near is not None:
                self.misspelt[name] = near

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
        operands = [number for number in lefts + rights if number is not None]
        if all(map(math.isnan, results)) and not any(map(math.isnan, operands)):
            self._complain(line, f"{operation.text} is no number ({operation.result.name}).")
            return []
        if any(self._tolerance.is_right(operation, result) for result in results):
            return []
        self._complain(line, f"{operation.text} is {_number(results[0], operation.result.value)}, not "
                       f"{_number(operation.result.value, results[0])} ({operation.result.name}).")
        return results[:1]

    def _can_be_worked_out(self, line: int, operation: Operation) -> bool:
        """Whether the sign is known, and has the operands that it needs."""
        if operation.right is not None and operation.sign not in OPERATIONS:
            self._complain(line, f"{operation.sign!r} is no sign between two numbers: it must be one of "
                           f"{' '.join(OPERATIONS)} (or {' '.join(TYPED.values())}).")
            return False
        if operation.right is None and operation.sign in OPERATIONS:
            self._complain(line, f"{operation.sign} has no right operand ({operation.result.name}).")
            return False
        if operation.right is None and not is_function(operation.sign):
            self._complain(line, f"{UnknownName('function', activation_of(operation.sign), ACTIVATIONS)} "
                           '(A user-defined one is named under "own" in line 1.)')
            return False
        return True

    def _complain(self, line: int, sentence: str) -> None:
        self.problems.append(Problem(line, sentence))


def verify(path: Union[str, Path], digits: Optional[int] = None) -> Verification:
    """Compute every operation of a recording again, from the operands that it names.

    ``digits``: to how many significant digits its numbers are rounded, as a hand-made trace's
    are; otherwise its header may say so, and if not, every bit must be right (powers and
    functions to 1e-12). A result may be off by 1.5 × 10^(1 − digits) of its size. An operand
    must be the number that was last written under its name. Each mistake is reported
    once: what follows from it is computed with the numbers in the file.

    Raises BadInput for a file that can't be read.
    """
    recording = Recording(path)
    digits = recording.header.get("digits") if digits is None else digits
    return Verification(recording, None if digits is None else validation.digits(digits))


def seems_rounded(recording: Recording) -> Optional[int]:
    """To how many digits a recording with mistakes seems to be rounded: 3 to 6, or None.

    None of its numbers has more digits, and with so many it would be right.
    """
    operands = [operand for move in recording.moves for operation in move.operations
                for operand in (*operation.operands, operation.result) if operand is not None]
    for digits in (3, 4, 5, 6):
        if all(operand.value == float(f"{operand.value:.{digits}g}") for operand in operands):
            return digits if Verification(recording, digits).passed else None
    return None


def _initial_numbers(recording: Recording) -> Dict[str, Stated]:
    """The numbers of line 2, by name."""
    weights, fixed, numbers = recording.initial_numbers
    values = {f"{name}.value": value for name, value in {**weights, **fixed}.items()}
    if recording.missing:           # made by hand: "w5.value" may be what it is called elsewhere
        values.update((name, value) for name, value in weights.items() if name.endswith(".value"))
    return {name: [(value, 2)] for name, value in {**values, **numbers}.items()}


def _listed(value: object) -> List[object]:
    return value if isinstance(value, list) else []


def _number(value: float, other: float) -> str:
    """The number with as many digits as it takes to see that it isn't the other."""
    for digits in range(4, validation.MOST_DIGITS):
        if f"{value:.{digits}g}" != f"{other:.{digits}g}":
            return f"{value:.{digits}g}"
    return f"{value!r}"


def similar_name(name: str, others: Sequence[str]) -> Optional[str]:
    """The other name that this one may be meant to be, if there is one.

    >>> similar_name("hiden[0].total", ["hidden[0].total", "w2.value"])
    'hidden[0].total'
    >>> similar_name("w2", ["w2.value"]), similar_name("w22.value", ["w2.value"])
    ('w2.value', 'w2.value')
    >>> similar_name("hidden[1].total", ["hidden[0].total"])      # just another neuron
    """
    if f"{name}.value" in others:
        return f"{name}.value"
    letters = INDEX.sub("", name)
    candidates = [other for other in others if INDEX.sub("", other) != letters]
    doubled = [other for other in others if re.sub(r"(\d)\1+", r"\1", name) == other]
    near = doubled or difflib.get_close_matches(name, candidates, n=1, cutoff=NEAR)
    return near[0] if near else None
