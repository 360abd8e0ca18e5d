"""Numbers as text that Python reads back to the last bit."""

from __future__ import annotations

import re
from typing import Any, Dict, List

from ..network.network import Network

WIDTH = 96


def literal(nested: Any, indent: int = 0) -> str:
    """A float, or floats in nested lists: each row on its own line, broken where it is long.

    >>> print(literal([[0.5, -1.0], [2.0, 0.25]], 4))
    [[0.5, -1.0],
         [2.0, 0.25]]
    """
    if not isinstance(nested, list):
        return repr(float(nested))
    if all(not isinstance(entry, list) for entry in nested):
        return wrapped(f"[{', '.join(literal(entry) for entry in nested)}]", indent + 1)
    separator = ",\n" + " " * (indent + 1)
    return f"[{separator.join(literal(entry, indent + 1) for entry in nested)}]"


def table(name: str, entries: Dict[str, Any]) -> List[str]:
    """The lines of a dict of nested numbers."""
    if not entries:
        return [f"{name} = {{}}"]
    keys = {key: key_text(key) for key in entries}
    lines = [f"    {keys[key]}: {literal(value, len(keys[key]) + 6)}," for key, value in entries.items()]
    return [f"{name} = {{", *"\n".join(lines).split("\n"), "}"]


def key_text(key: str) -> str:
    """A text in double quotes, as long as that needs no escape.

    >>> print(key_text("0.weight"), key_text('a "b"'))
    "0.weight" 'a "b"'
    """
    return f'"{key}"' if key.isprintable() and not set(key) & set('"\\') else repr(key)


def printable(text: str) -> str:
    """A text on one line, without characters that a comment can't hold."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def assigned(name: str, value: Any) -> List[str]:
    """The lines of an assignment of nested numbers."""
    return f"{name} = {literal(value, len(name) + 3)}".split("\n")


def wrapped(text: str, indent: int) -> str:
    """Text on several lines of at most 96 columns, broken after commas."""
    first, *pieces = re.split(r"(?<=,) ", text)
    lines, width = [first], WIDTH - indent
    for piece in pieces:
        if len(lines[-1]) + 1 + len(piece) > width:
            lines.append(piece)
        else:
            lines[-1] += f" {piece}"
    return ("\n" + " " * indent).join(lines)


def described(network: Network) -> str:
    """The network in a line, in characters that a docstring can hold."""
    return printable(repr(network)).replace("\\", "/").replace('"', "'")
