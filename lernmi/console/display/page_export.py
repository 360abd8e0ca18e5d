"""Saving a page: .html, .svg or .txt, each a single file that opens offline."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Union

from rich.terminal_theme import DEFAULT_TERMINAL_THEME

from ...support.atomic_file import write_atomically
from ...support.errors import BadInput
from .page import Page

ENDINGS = (".html", ".svg", ".txt")
WEB_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def save_page(page: Page, path: Union[str, Path], title: str = "lernmi") -> None:
    """Write a recorded page to a file, in the format of its ending.

    Raises BadInput for another ending, or when the file can't be written; then there is no
    half-written file.
    """
    path = Path(path)
    check_ending(path)
    if path.suffix.lower() == ".html":
        text = page.console.export_html(theme=DEFAULT_TERMINAL_THEME)
    elif path.suffix.lower() == ".svg":
        text = _offline(page.console.export_svg(title=title, theme=DEFAULT_TERMINAL_THEME))
    else:
        text = page.console.export_text()
    write_atomically(path, text)


def _offline(svg: str) -> str:
    """The picture without fonts from the web; its spaces are preserved in every font."""
    return WEB_FONT.sub("", svg).replace('class="rich-terminal"',
                                         'class="rich-terminal" xml:space="preserve"', 1)


def check_ending(path: Path) -> None:
    """BadInput unless the file's ending is one of ENDINGS and its folder exists."""
    if path.suffix.lower() not in ENDINGS:
        raise BadInput(f"{path.name!r} can't be saved: its name must end in .html, .svg or .txt.")
    if not path.parent.is_dir():
        raise BadInput(f"{path} can't be written: there is no folder {path.parent}.")
