"""Reads JSON Lines, one object at a time, and refuses in a sentence what isn't one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, BinaryIO, Dict, Generator, Iterator, Tuple

from ..network.names import in_parentheses
from ..support.errors import BadInput
from ..support.json_text import DECODER, MARK, one_line, refuse_no_file

LONGEST_LINE = 2 ** 27      # bytes: the header of some two million links


class RecordingError(BadInput):
    """What is wrong in a line of a recording."""

    def __init__(self, path: Path, line: int, sentence: str) -> None:
        super().__init__(path, line, sentence)
        self.line = line
        self.sentence = sentence

    def __str__(self) -> str:
        path, line, sentence = self.args
        return f"{path}, line {line}: {sentence}"


def objects(path: Path) -> Generator[Tuple[int, Dict[str, Any]], None, None]:
    """The object on each line of a file, with the line's number; blank lines are passed over.

    No more than a line is in memory. Raises BadInput, naming the file and the line, for a file
    that can't be read, and for a line that is no object or longer than LONGEST_LINE.
    """
    for number, line, is_cut in _lines(path):
        content = _parsed(path, number, line, is_cut)
        if not isinstance(content, dict):
            raise RecordingError(path, number, "there must be a JSON object, such as "
                                 '{"format": "lernmi trace", "version": 1}.')
        yield number, content


def _lines(path: Path) -> Iterator[Tuple[int, str, bool]]:
    """Each line with its number, and whether the end of the line is missing; the first may be blank."""
    try:
        refuse_no_file(path)
        with path.open("rb") as file:
            for number, line in enumerate(_limited(path, file), start=1):
                if line.strip() or number == 1:
                    text = line[len(MARK):] if number == 1 and line.startswith(MARK) else line
                    yield number, text.decode(), not line.endswith(b"\n")
            if file.tell() == 0:
                yield 1, "", True
    except UnicodeDecodeError:
        raise BadInput(f"{path} is no recording: it isn't text in UTF-8.") from None
    except BadInput:
        raise
    except (OSError, ValueError) as error:
        raise BadInput(f"{path} can't be read: {getattr(error, 'strerror', None) or error}.") from None


def _limited(path: Path, file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file; BadInput for one that is too long."""
    number = 0
    while True:
        line = file.readline(LONGEST_LINE + 1)
        number += 1
        if len(line) > LONGEST_LINE:
            raise BadInput(f"{path} is no recording: line {number} is longer than {LONGEST_LINE:,} bytes.")
        if not line:
            return
        yield line


def _parsed(path: Path, number: int, line: str, is_cut: bool) -> Any:
    """The content of a line."""
    try:
        return DECODER.decode(line)
    except (ValueError, RecursionError) as error:
        if number == 1:
            raise BadInput(f"{path} is no recording of a step.") from None
        where = f" from column {error.colno} on" if isinstance(error, json.JSONDecodeError) else ""
        cut = " (perhaps the end of the file is missing)" if is_cut else ""
        raise BadInput(f"{path} is damaged: line {number} is not JSON{where}{cut}.") from None


# ---- quoting a file in a sentence

def readable(name: str) -> str:
    """The name of a number, for a sentence."""
    owner, dot, attribute = one_line(name).rpartition(".")
    return in_parentheses(owner) + dot + attribute
