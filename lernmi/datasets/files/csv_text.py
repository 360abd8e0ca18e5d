"""The text of a CSV file: from bytes to characters, and from lines to cells."""

from __future__ import annotations

import csv
import io
import re
from typing import Any, Iterator, List, NamedTuple, Tuple

from ...support import validation
from ...support.errors import BadInput
from ...support.formatting import quoted

Line = Tuple[int, List[str]]        # its number in the file, from 1; its cells
BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe\0\0": "utf-32", b"\0\0\xfe\xff": "utf-32",
        b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
LOOKED_AT = 4096                    # bytes, for UTF-16 without a byte order mark
NO_TEXT = re.compile("[\0-\x08\x0e-\x1b\x7f]")
UTF_8 = "utf-8"
WORDS = {"utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "utf-32": "UTF-32",
         "latin-1": "Latin-1"}
DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}
DELIMITER_NAMES = {"comma": ",", "semicolon": ";", "tab": "\t", "\\t": "\t"}


class Text(NamedTuple):
    """The text of a file, and its encoding in words, "" for UTF-8."""

    file: str
    text: str
    encoding: str


def decoded(content: bytes, name: str, encoding: Any = None) -> Text:
    """The text in these bytes; BadInput where they are no text in that encoding."""
    guessed = _guessed(content) if encoding is None else validation.text(encoding, "the encoding")
    try:
        text = content.decode(guessed)
    except LookupError:
        raise BadInput(f"no encoding of text is called {quoted(guessed)}: try utf-8, utf-16 or latin-1."
                       ) from None
    except (UnicodeError, ValueError) as error:
        line = content[:getattr(error, "start", 0)].count(b"\n") + 1
        raise BadInput(f"{name}, line {line}: this is no text in the encoding {guessed}.") from None
    text = text[text.startswith("\ufeff"):]
    control = NO_TEXT.search(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        raise BadInput(f"{name}, line {line}: this is no text, there is the character {control[0]!r}; a data "
                       "set is a CSV file, or an IDX file as MNIST's.")
    word = WORDS.get(guessed, "" if guessed.lower().startswith(("utf-8", "utf8")) else guessed)
    return Text(name, text, word)


def _guessed(content: bytes) -> str:
    for bom, encoding in BOMS.items():
        if content.startswith(bom):
            return encoding
    start = content[:LOOKED_AT]
    odd, even = start[1::2].count(0), start[::2].count(0)
    if max(odd, even) > len(start) // 4:
        return "utf-16-le" if odd > even else "utf-16-be"
    try:
        content.decode(UTF_8)
    except UnicodeDecodeError:
        return "latin-1"
    return UTF_8


def checked_delimiter(value: Any) -> str:
    """One character, or its name."""
    delimiter = validation.text(value, "the delimiter")
    delimiter = DELIMITER_NAMES.get(delimiter, delimiter)
    if len(delimiter) != 1 or delimiter in '"\r\n' or delimiter.isalnum():
        raise BadInput(f'the delimiter must be one character, such as ";", not {quoted(value)}.')
    return delimiter


def lines_of(text: str, delimiter: str, name: str) -> Iterator[Line]:
    """The lines that aren't empty, as cells without spaces around them.

    Raises BadInput for a quote that doesn't end in its line.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True,
                        strict=True)
    last = 0
    while True:
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            raise BadInput(f"{name}, line {last + 1}: {_reason(str(error), delimiter)}.") from None
        line, last = last + 1, reader.line_num
        if last > line:
            _check_line_breaks(cells, line, name)
        if any(cells):
            yield line, cells


def _check_line_breaks(cells: List[str], line: int, name: str) -> None:
    for number, cell in enumerate(cells, start=1):
        if "\n" in cell or "\r" in cell:
            raise BadInput(f"{name}, line {line}, column {number}: a cell in quotes has a line break in it; "
                           "write it in one line, or is a quote missing?")


def _reason(error: str, delimiter: str) -> str:
    if "end of data" in error:
        return "a quote is opened here and never closed"
    if "field larger" in error:
        return "a cell is longer than 131,072 characters, perhaps since a quote is missing"
    if "expected after" in error:
        return f"after a cell in quotes, the delimiter {delimiter!r} or the end of the line must follow"
    return error
