"""Verifying a recorded or hand-made trace: every operation is worked out once more."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any, Dict, List, NamedTuple, Optional, Set, Tuple, Union

from ..activations import ACTIVATIONS
from ..network.names import VALUE
from ..support import validation
from ..support.errors import UnknownName
from ..tracing.operations import OPERATIONS, TYPED, activation_of, is_function
from ..tracing.traced_number import RATE, TARGET
from .near_names import similar_name
from .reader import ANONYMOUS, MoveLine, Operand, Operation, Recording, readable
from .structure_check import structure_problems
from .tolerance import Tolerance, result_of

Kept = List[Tuple[float, int]]      # what may stand under a name, each with the line that says so


class Problem(NamedTuple):
    """Something that is wrong in a line of the file."""

    line: int
    sentence: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.sentence}"


class Verification:
    """What was found: ``problems``, and how much was looked at.

    ========== =================================================================
    recording  what was looked at
    moves      lines with a move
    products   multiplications that were worked out once more
    given      values of functions of one's own, which can only be taken as given
    assumed    operands that no line before says anything of, each with its first line; not
               targets, the rate, and sums that begin with 0
    misspelt   names that resemble others so much that they may be misspelt, with those
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
        self._last = _start(recording)      # by name: what was written last
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
        here: Dict[str, Kept] = {}
        for step in move.steps:
            sides = [self._possible(move.line, operand, here) for operand in (step.left, step.right)]
            right = self._right_result(move.line, step, sides[0], sides[1])
            here[step.result.name] = [(value, move.line) for value in (step.result.value, *right)]
        self._last.update((name, kept) for name, kept in here.items() if not ANONYMOUS.fullmatch(name))

    def _possible(self, line: int, operand: Optional[Operand], here: Dict[str, Kept]) -> List[Any]:
        """The operand as it is stated; and, where that isn't what was written, what was as well.

        So a number that was copied wrongly is reported once, and nothing that follows from it.
        """
        if operand is None or not operand.name:
            return [operand and operand.value]
        name, value = operand
        self._read.add(name)
        kept = here.get(name, []) + self._kept(name)
        if not kept:
            self._meet(line, name, value)
        elif not any(self._tolerance.agrees(value, number) for number, _ in kept):
            self._last.setdefault(name, []).append((value, line))
            number, before = kept[0]
            self._complain(line, f"{readable(name)} is {_number(value, number)} here, but line {before} "
                           f"left {_number(number, value)} there.")
            return [value, number]
        return [value]

    def _kept(self, name: str) -> Kept:
        """What was written there; in a recording of a whole network, 0 where line 2 tells nothing."""
        if self._is_whole and name not in self._last and "." in name and not name.endswith(f".{TARGET}"):
            return [(0.0, 2)]
        return self._last.get(name, [])

    def _meet(self, line: int, name: str, value: float) -> None:
        """A number that no line before says anything of."""
        if ANONYMOUS.fullmatch(name):
            self._complain(line, f"there is no {name} before this step.")
            return
        self._last[name] = [(value, line)]
        begins_a_sum = value == 0.0 and name.endswith((".total", ".sensitivity"))
        if not name.endswith(f".{TARGET}") and name != RATE and not begins_a_sum:
            self.assumed[name] = line

    def _look_for_misspelt_names(self) -> None:
        """Numbers that come from nowhere or are for nothing, and have nearly the name of another one."""
        given = _start(self.recording)
        unread = [name for name in self._last if name not in self._read and name not in given]
        for name in [*self.assumed, *unread]:
            known = [other for other in self._last if other != name and other not in self.assumed]
            near = similar_name(name, known)
            if near is not None:
                self.misspelt[name] = near

    def _right_result(self, line: int, step: Operation, lefts: List[Any], rights: List[Any]) -> List[float]:
        """Work a step out again; if it is wrong, say so and return what would have been right.

        So whatever follows from the one number or the other is not reported once more.
        """
        if step.left is None:
            return []
        if step.right is None and activation_of(step.sign) in self._own:
            self.given += 1
            return []
        if not self._can_be_worked_out(line, step):
            return []
        if step.sign == "×":
            self.products += 1
        results = [result_of(step.sign, left, right) for left in lefts for right in rights]
        given = [number for number in lefts + rights if number is not None]
        if all(map(math.isnan, results)) and not any(map(math.isnan, given)):
            self._complain(line, f"{_told(step)} is no number ({step.result.name}).")
            return []
        if any(self._tolerance.is_right(step, result) for result in results):
            return []
        self._complain(line, f"{_told(step)} is {_number(results[0], step.result.value)}, not "
                       f"{_number(step.result.value, results[0])} ({step.result.name}).")
        return results[:1]

    def _can_be_worked_out(self, line: int, step: Operation) -> bool:
        """Whether the sign is known, and has the operands that it needs."""
        if step.right is not None and step.sign not in OPERATIONS:
            self._complain(line, f"{step.sign!r} is no sign between two numbers: it must be one of "
                           f"{' '.join(OPERATIONS)} (or {' '.join(TYPED.values())}).")
            return False
        if step.right is None and step.sign in OPERATIONS:
            self._complain(line, f"{step.sign} has no right operand ({step.result.name}).")
            return False
        if step.right is None and not is_function(step.sign):
            self._complain(line, f"{UnknownName('function', activation_of(step.sign), ACTIVATIONS)} "
                           '(One of your own is named under "own" in line 1.)')
            return False
        return True

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
    return Verification(recording, None if given is None else validation.digits(given))


def seems_rounded(recording: Recording) -> Optional[int]:
    """To how many digits a recording with mistakes seems to be rounded: 3 to 6, or None.

    None of its numbers has more digits, and with so many it would be right.
    """
    operands = [operand for move in recording.moves for step in move.steps
                for operand in (step.left, step.right, step.result) if operand is not None]
    for digits in (3, 4, 5, 6):
        if all(operand.value == float(f"{operand.value:.{digits}g}") for operand in operands):
            return digits if Verification(recording, digits).passed else None
    return None


def _start(recording: Recording) -> Dict[str, Kept]:
    """The numbers of line 2, by name."""
    weights, fixed, numbers = recording.start
    values = {f"{name}.value": value for name, value in {**weights, **fixed}.items()}
    if recording.missing:           # made by hand: "w5.value" may be what it is called elsewhere
        values.update((name, value) for name, value in weights.items() if name.endswith(VALUE))
    return {name: [(value, 2)] for name, value in {**values, **numbers}.items()}


def _listed(given: object) -> List[object]:
    return given if isinstance(given, list) else []


def _told(step: Operation) -> str:
    """The operation in numbers: "0.5 × 0.2", "sigmoid(0.3)"."""
    assert step.left is not None
    if step.right is not None:
        return f"{step.left.value!r} {step.sign} {step.right.value!r}"
    return f"{step.sign}({step.left.value!r})" if step.sign != "=" else f"{step.left.value!r}"


def _number(value: float, other: float) -> str:
    """The number with as many digits as it takes to see that it isn't the other."""
    for digits in range(4, validation.MOST_DIGITS):
        if f"{value:.{digits}g}" != f"{other:.{digits}g}":
            return f"{value:.{digits}g}"
    return f"{value!r}"
