"""Reads the lines of a recording, and refuses in a sentence what can't be one."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Dict, Iterator, List, NamedTuple, Optional, Tuple, Union

from ..network.names import in_parentheses
from ..support.errors import LONGEST_QUOTE, BadInput
from ..tracing.moves import PHASES
from ..tracing.operations import TYPED

FORMAT, VERSION = "lernmi trace", 1
OPTIMIZER = "optimizer"
ANONYMOUS = re.compile(r"#\d+")         # a result that is stored nowhere
NETWORK = ("shape", "neurons", "links", "outputs", "loss")      # what a header says of it
SIGNS = {**{typed: sign for sign, typed in TYPED.items()}, "x": "×", "·": "×"}      # as they may be typed


class RecordingError(BadInput):
    """What is wrong in a line of a recording."""

    def __init__(self, path: Path, line: int, sentence: str) -> None:
        super().__init__(f"{path}, line {line}: {sentence}")
        self.line = line
        self.sentence = sentence


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
    """A file, read: the header, the numbers at the start and the moves.

    Raises BadInput, in one sentence with the file and the line, for whatever can't be read.
    """

    def __init__(self, path: Union[str, Path]) -> None:
        self.path = Path(path)
        (_, self.header), *lines = self._objects()
        self._check_header()
        self.has_initial_numbers = bool(lines) and "move" not in lines[0][1]
        self.initial_numbers = (self._initial_numbers(*lines.pop(0)) if self.has_initial_numbers
                                else InitialNumbers({}, {}, {}))
        self.moves = [self._move(number, content) for number, content in lines]
        self._check_numbers()

    @property
    def missing(self) -> List[str]:
        """What it lacks to be stepped through: names of the header, and what else there must be."""
        lacking = [name for name in NETWORK if name not in self.header]
        if not self.has_initial_numbers:
            lacking.append("line with the weights")
        if not any(move.phase for move in self.moves):
            lacking.append("phase of each move")
        return lacking

    def error(self, line: int, sentence: str) -> RecordingError:
        """The error for a line that can't be used, or is wrong."""
        return RecordingError(self.path, line, sentence)

    def _text(self) -> str:
        """The text of the file."""
        try:
            if self.path.is_file() or not self.path.exists():           # a pipe never ends
                return self.path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise BadInput(f"{self.path} is no recording: it isn't text in UTF-8.") from None
        except (OSError, ValueError) as error:
            raise BadInput(f"{self.path} can't be read: "
                           f"{getattr(error, 'strerror', None) or error}.") from None
        raise BadInput(f"{self.path} can't be read: it is no file.")

    def _objects(self) -> Iterator[Tuple[int, Dict[str, Any]]]:
        """The object on each line, with the line's number; blank lines are passed over."""
        text = self._text()
        lines = text.rstrip("\n").split("\n")
        for number, line in enumerate(lines, start=1):
            if not line.strip() and number > 1:
                continue
            content = self._parsed(number, line, number == len(lines) and not text.endswith("\n"))
            if not isinstance(content, dict):
                raise self.error(number, "there must be a JSON object, such as "
                                    '{"format": "lernmi trace", "version": 1}.')
            yield number, content

    def _parsed(self, number: int, line: str, seems_cut: bool) -> Any:
        """The content of a line."""
        try:
            return json.loads(line)
        except (ValueError, RecursionError) as error:
            if number == 1:
                raise BadInput(f"{self.path} is no recording of a step.") from None
            where = f" from column {error.colno} on" if isinstance(error, json.JSONDecodeError) else ""
            cut = " (perhaps the end of the file is missing)" if seems_cut else ""
            raise BadInput(f"{self.path} is damaged: line {number} is not JSON{where}{cut}.") from None

    def _check_header(self) -> None:
        version: Any = self.header.get("version")
        if self.header.get("format") != FORMAT:
            raise BadInput(f'{self.path} is no recording of a step: its first line must say '
                           f'{{"format": "{FORMAT}", "version": {VERSION}}}.')
        if not _is_whole(version) or version < 1:
            raise self.error(1, f"the version must be a whole number, not {_short(version)}.")
        if version > VERSION:
            raise BadInput(f"{self.path} was written by a newer lernmi (format {version}; this one "
                           f"reads {VERSION}): update lernmi.")

    def _check_numbers(self) -> None:
        for expected, move in enumerate(self.moves, start=1):
            if move.number != expected:
                raise self.error(move.line, f"this is move {move.number} where move {expected} "
                                    "must come: a line is missing, or there twice.")
        moves = self.header.get("moves", len(self.moves))
        if not _is_whole(moves):
            raise self.error(1, f"the number of moves must be a whole number, not {_short(moves)}.")
        if moves != len(self.moves):
            raise BadInput(f"{self.path} is damaged: it has {len(self.moves)} of its {_short(moves)} moves.")

    # ---- a line

    def _initial_numbers(self, line: int, content: Dict[str, Any]) -> InitialNumbers:
        return InitialNumbers(*(self._numbers(line, kind, content.get(kind, {}))
                                for kind in InitialNumbers._fields))

    def _numbers(self, line: int, kind: str, value: Any) -> Dict[str, float]:
        if not isinstance(value, dict):
            raise self.error(line, f'"{kind}" must be names with their numbers.')
        return {name: self._number(line, number) for name, number in value.items()}

    def _move(self, line: int, content: Dict[str, Any]) -> MoveLine:
        number: Any = content.get("move")
        phase = content.get("phase")
        mover, operations = content.get("mover"), content.get("steps")
        if not _is_whole(number):
            raise self.error(line, f"the move must be a whole number, not {_short(number)}.")
        if phase is not None and phase not in PHASES:
            raise self.error(line, f"the phase must be one of {', '.join(PHASES)}, not {_short(phase)}.")
        if mover is not None and not isinstance(mover, str):
            raise self.error(line, f"the mover must be a name, not {_short(mover)}.")
        if not isinstance(operations, list):
            raise self.error(line, 'there must be a list of operations, "steps".')
        return MoveLine(line, number, phase, mover,
                        [self._operation(line, operation) for operation in operations])

    def _operation(self, line: int, value: Any) -> Operation:
        if not isinstance(value, dict) or "result" not in value:
            raise self.error(line, 'each operation must have a "result".')
        sign = value.get("sign", "")
        left, right = (self._operand(line, value[side]) if side in value else None
                       for side in ("left", "right"))
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
            raise self.error(line, f"a number's name must be text, not {_short(name)}.")
        return Operand(name, self._number(line, number))

    def _number(self, line: int, value: Any) -> float:
        """The value as a float."""
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise self.error(line, f"there must be a number, or a name and a number "
                             f'such as ["w5.value", 0.4], not {_short(value)}.')
        try:
            return float(value)
        except OverflowError:
            raise self.error(line, "a number is too large for a float.") from None


def readable(name: str) -> str:
    """The name of a number, for a sentence."""
    owner, dot, attribute = name.rpartition(".")
    return in_parentheses(owner) + dot + attribute


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + " …"
