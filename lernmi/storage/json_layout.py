"""The layout of a saved file: JSON that people can read, a row of numbers on a line."""

from __future__ import annotations

import json
from typing import Any, Dict, Iterator, List, Union

from ..support.errors import BadInput

LONGEST_LINE = 100      # characters of an object on one line; a list of numbers may be longer
INDENT = "  "


def lines(content: Dict[str, Any]) -> Iterator[str]:
    """The text, piece by piece: what json.dumps would write, but for line breaks.

    Raises BadInput for a value that JSON has no form for, such as NaN.

    >>> print("".join(lines({"shape": [2, 3], "layers": [{"type": "A"}], "rows": [[1.0], [2.5]]})), end="")
    {
      "shape": [2, 3],
      "layers": [
        {"type": "A"}
      ],
      "rows": [
        [1.0],
        [2.5]
      ]
    }
    """
    yield from _pieces(content, "")
    yield "\n"


def _pieces(value: Any, indent: str) -> Iterator[str]:
    """A value as it stands after ``indent``: on one line if it is flat, else an entry on each line."""
    if isinstance(value, dict) and not all(isinstance(key, str) for key in value):
        raise BadInput("it can't be saved as JSON: each key of an object must be text.")
    if not isinstance(value, (list, dict)) or _is_flat(value):
        text = _text(value)
        if isinstance(value, list) or len(text) <= LONGEST_LINE:
            yield text
            return
    opening, closing = ("[", "]") if isinstance(value, list) else ("{", "}")
    deeper, separator = indent + INDENT, ""
    yield opening
    for entry in value:
        yield f"{separator}\n{deeper}"
        if isinstance(value, dict):
            yield f"{_text(entry)}: "
            entry = value[entry]
        yield from _pieces(entry, deeper)
        separator = ","
    yield f"\n{indent}{closing}"


def _is_flat(value: Union[List[Any], Dict[str, Any]]) -> bool:
    """Whether no list or object is in it."""
    entries = value.values() if isinstance(value, dict) else value
    return not any(isinstance(entry, (list, dict, tuple)) for entry in entries)


def _text(value: Any) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise BadInput(f"it can't be saved as JSON: {str(error).rstrip('.')}.") from None
