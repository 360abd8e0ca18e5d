"""Reads a recording move by move, and refuses in a sentence what can't be one."""

from __future__ import annotations

import itertools
import re
from contextlib import closing
from pathlib import Path
from typing import Any, Dict, Iterator, List, NamedTuple, Optional, Tuple, Union

from ..support.errors import BadInput
from ..support.json_text import short
from ..support.progress import Progress, unreported
from ..tracing.moves import PHASES
from ..tracing.operations import TYPED
from .json_lines import RecordingError, objects

FORMAT, VERSION = "lernmi trace", 1
OPTIMIZER = "optimizer"
ANONYMOUS = re.compile(r"#\d+")         # a result that is stored nowhere
NETWORK = ("shape", "neurons", "links", "outputs", "loss")      # what a header says of it
NOTHING: Tuple[int, Dict[str, Any]] = (0, {})           # after the last line
SIGNS = {**{typed: sign for sign, typed in TYPED.items()}, "x": "×", "·": "×"}      # as they may be typed


class Operand(NamedTuple):
    """A number with its name; a constant has none."""

    name: str
    value: float


class Operation(NamedTuple):
    """One operation: left, sign, right and result."""

    left: Optional[Operand]
    sign: str
    right: Optional[Operand]
    result: Operand

    @property
    def operands(self) -> Tuple[Optional[Operand], Optional[Operand]]:
        """Both operands; a function has no right one, a number from outside none."""
        return self.left, self.right

    @property
    def text(self) -> str:
        """The operation in numbers: "0.5 × 0.2", "sigmoid(0.3)"."""
        if self.left is None:
            return repr(self.result.value)
        if self.right is not None:
            return f"{self.left.value!r} {self.sign} {self.right.value!r}"
        return f"{self.sign}({self.left.value!r})" if self.sign != "=" else repr(self.left.value)


class MoveLine(NamedTuple):
    """A line of the file, with a move."""

    line: int
    number: int
    phase: Optional[str]
    mover: Optional[str]
    operations: List[Operation]


class InitialNumbers(NamedTuple):
    """The numbers before the step: of the weights, by their names, and all others, by theirs."""

    weights: Dict[str, float]
    fixed: Dict[str, float]
    numbers: Dict[str, float]


class Recording:
    """A file: its header, the numbers at the start, and, read anew by each iteration, the moves.

    Raises BadInput, in one sentence with the file and the line, for whatever can't be read: for the
    header and the numbers at once, for a move when it is reached, for missing ones at the end.
    """

    def __init__(self, path: Union[str, Path], progress: Progress = unreported) -> None:
        self.path = Path(path)
        self.progress = progress        # is called with how many moves are read, of how many
        with closing(objects(self.path)) as lines:
            _, self.header = next(lines)
            self._check_header()
            line, content = next(lines, NOTHING)
            self.has_initial_numbers = bool(line) and "move" not in content
            self.initial_numbers = (self._initial_numbers(line, content) if self.has_initial_numbers
                                    else InitialNumbers({}, {}, {}))
            first_move = next(lines, NOTHING)[1] if self.has_initial_numbers else content
            self._has_phases = first_move.get("phase") is not None

    @property
    def missing(self) -> List[str]:
        """What it lacks to be stepped through: names of the header, and what else there must be."""
        lacking = [name for name in NETWORK if name not in self.header]
        if not self.has_initial_numbers:
            lacking.append("line with the weights")
        if not self._has_phases:
            lacking.append("phase of each move")
        return lacking

    def __iter__(self) -> Iterator[MoveLine]:
        """The moves, one after the other."""
        count = 0
        with closing(objects(self.path)) as lines:
            for line, content in itertools.islice(lines, 1 + self.has_initial_numbers, None):
                count += 1
                yield self._move(line, content, count)
                self.progress(count, max(self.header.get("moves", 0), count))
        moves = self.header.get("moves", count)
        if moves != count:
            raise BadInput(f"{self.path} is damaged: it has {count} of its {short(moves)} moves.")

    def error(self, line: int, sentence: str) -> RecordingError:
        """The error for a line that can't be used, or is wrong."""
        return RecordingError(self.path, line, sentence)

    def _check_header(self) -> None:
        version: Any = self.header.get("version")
        if self.header.get("format") != FORMAT:
            raise BadInput(f'{self.path} is no recording of a step: its first line must say '
                           f'{{"format": "{FORMAT}", "version": {VERSION}}}.')
        if not _is_whole(version) or version < 1:
            raise self.error(1, f"the version must be a whole number, not {short(version)}.")
        if version > VERSION:
            raise BadInput(f"{self.path} was written by a newer lernmi (format {short(version)}; this one "
                           f"reads {VERSION}): update lernmi.")
        for name in ("moves", "digits"):
            value = self.header.get(name, 0)
            if not _is_whole(value) and (name, value) != ("digits", None):
                raise self.error(1, f"the number of {name} must be a whole number, not {short(value)}.")

    # ---- a line

    def _initial_numbers(self, line: int, content: Dict[str, Any]) -> InitialNumbers:
        return InitialNumbers(*(self._numbers(line, kind, content.get(kind, {}))
                                for kind in InitialNumbers._fields))

    def _numbers(self, line: int, kind: str, value: Any) -> Dict[str, float]:
        if not isinstance(value, dict):
            raise self.error(line, f'"{kind}" must be names with their numbers.')
        return {name: self._number(line, number) for name, number in value.items()}

    def _move(self, line: int, content: Dict[str, Any], expected: int) -> MoveLine:
        number: Any = content.get("move")
        phase = content.get("phase")
        mover, operations = content.get("mover"), content.get("steps")
        if not _is_whole(number):
            raise self.error(line, f"the move must be a whole number, not {short(number)}.")
        if number != expected:
            raise self.error(line, f"this is move {short(number)} where move {expected} must come: "
                                   "a line is missing, or there twice.")
        if phase is not None and phase not in PHASES:
            raise self.error(line, f"the phase must be one of {', '.join(PHASES)}, not {short(phase)}.")
        if mover is not None and not isinstance(mover, str):
            raise self.error(line, f"the mover must be a name, not {short(mover)}.")
        if not isinstance(operations, list):
            raise self.error(line, 'there must be a list of operations, "steps".')
        return MoveLine(line, number, phase, mover,
                        [self._operation(line, operation) for operation in operations])

    def _operation(self, line: int, value: Any) -> Operation:
        if not isinstance(value, dict) or "result" not in value:
            raise self.error(line, 'each operation must have a "result".')
        sign = value.get("sign", "")
        left = self._operand(line, value["left"]) if "left" in value else None
        right = self._operand(line, value["right"]) if "right" in value else None
        complete = left is not None if sign else left is None and right is None
        if not isinstance(sign, str) or not complete:
            raise self.error(line, 'an operation has "left", "sign" and "right", or for a function '
                             '"left" and "sign", or neither of them.')
        result = self._operand(line, value["result"])
        if not result.name:
            raise self.error(line, 'each result must have a name: "result": ["hidden[0].value", 0.5].')
        return Operation(left, SIGNS.get(sign, sign), right, result)

    def _operand(self, line: int, value: Any) -> Operand:
        if not isinstance(value, list) or len(value) != 2:
            return Operand("", self._number(line, value))
        name, number = value
        if not isinstance(name, str) or not name:
            raise self.error(line, f"a number's name must be text, not {short(name)}.")
        return Operand(name, number if type(number) is float else self._number(line, number))

    def _number(self, line: int, value: Any) -> float:
        """The value as a float."""
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise self.error(line, f"there must be a number, or a name and a number "
                             f'such as ["w5.value", 0.4], not {short(value)}.')
        try:
            return float(value)
        except OverflowError:
            raise self.error(line, "a number is too large for a float.") from None


def is_anonymous(name: str) -> bool:
    """Whether it is the name of a result that is stored nowhere: "#1"."""
    return name[:1] == "#" and ANONYMOUS.fullmatch(name) is not None


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def is_recording(path: Path) -> bool:
    """Whether the first line of a file says that it is a recording, perhaps a damaged one."""
    try:
        with closing(objects(path)) as lines:
            return next(lines)[1].get("format") == FORMAT
    except BadInput:
        return False
