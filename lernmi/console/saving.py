"""Saving what was shown: .html, .svg or .txt, each a single file that opens offline."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path
from typing import Union

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.terminal_theme import DEFAULT_TERMINAL_THEME

from ..errors import BadInput
from .page import Page

ENDINGS = (".html", ".svg", ".txt")
WEB_FONTS = re.compile(r"@font-face \{\{.*?\}\}\s*", re.DOTALL)
SVG_FORMAT = WEB_FONTS.sub("", CONSOLE_SVG_FORMAT).replace(
    'class="rich-terminal"', 'class="rich-terminal" xml:space="preserve"')


def save_page(page: Page, path: Union[str, Path], title: str = "lernmi") -> None:
    """Write a recorded page to a file; its ending says how.

    Raises BadInput for another ending, or when the file can't be written; then there is no
    half-written file.
    """
    path = Path(path)
    check_ending(path)
    if path.suffix.lower() == ".html":
        text = page.console.export_html(theme=DEFAULT_TERMINAL_THEME)
    elif path.suffix.lower() == ".svg":
        text = page.console.export_svg(title=title, theme=DEFAULT_TERMINAL_THEME,
                                       code_format=SVG_FORMAT)
    else:
        text = page.console.export_text()
    beside = None
    try:
        with tempfile.NamedTemporaryFile("w", dir=path.parent, suffix=path.suffix, delete=False,
                                         encoding="utf-8") as file:
            beside = Path(file.name)
            file.write(text)
        beside.chmod(0o666 & ~_mask())
        os.replace(beside, path)
    except OSError as error:
        if beside is not None:
            beside.unlink()
        raise BadInput(f"{path} can't be written: {error.strerror or error}. "
                       "Try another folder or name.") from error


def check_ending(path: Path) -> None:
    """BadInput unless the file's ending is one that can be saved, and its folder is there."""
    if path.suffix.lower() not in ENDINGS:
        raise BadInput(f"{path.name!r} can't be saved: its name must end in .html, .svg or .txt.")
    if not path.parent.is_dir():
        raise BadInput(f"{path} can't be written: there is no folder {path.parent}.")


def _mask() -> int:
    """Which rights a new file shall not have."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
