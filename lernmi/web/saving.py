"""Saving a page: each is a single file that opens offline, and that only lernmi's own pages replace."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Sequence

from .._version import __version__
from ..support.atomic_file import check_replaceable, write_atomically
from ..support.errors import BadInput

ENDINGS = (".html", ".svg", ".txt")
MARK = "Saved by lernmi {}"             # the last line of each file, in .html and .svg a comment
LONGEST_MARK = 100                      # bytes
MARKED = re.compile(rb"\n(?:<!-- )?Saved by lernmi \S+(?: -->)?\s*\Z")


def check_saving(path: Path, force: bool = False, endings: Sequence[str] = ENDINGS) -> None:
    """BadInput unless the ending is one of these, the folder exists, and what is there may be replaced."""
    if path.suffix.lower() not in endings:
        raise BadInput(f"{path.name!r} can't be saved: its name must end in {_any_of(endings)}.")
    if not path.parent.is_dir():
        raise BadInput(f"{path} can't be written: there is no folder {path.parent}.")
    check_replaceable(path, _is_saved_page, force)


def _any_of(endings: Sequence[str]) -> str:
    """.html, .svg or .txt."""
    *others, last = endings
    return " or ".join([", ".join(others), last] if others else [last])


def write_page(path: Path, text: str, force: bool = False) -> None:
    """Write the text of a page, with the mark of its last line. Raises BadInput where check_saving does."""
    check_saving(path, force)
    mark = MARK.format(__version__)
    mark = mark if path.suffix.lower() == ".txt" else f"<!-- {mark} -->"
    write_atomically(path, [text.rstrip("\n"), f"\n{mark}\n"], _is_saved_page, force)


def _is_saved_page(path: Path) -> bool:
    """Whether a file ends as write_page ends it."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - LONGEST_MARK))
        return MARKED.search(file.read()) is not None
