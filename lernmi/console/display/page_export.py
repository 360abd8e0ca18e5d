"""Saving a page: .html, .svg or .txt, each a single file that opens offline."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Optional, Sequence, Union

from rich.terminal_theme import DEFAULT_TERMINAL_THEME

from ..._version import __version__
from ...support.atomic_file import check_replaceable, write_atomically
from ...support.errors import BadInput
from ...web.page import html_page, introduction, preformatted, text_page
from ...web.svg import Svg, escaped, with_text
from .page import Page

ENDINGS = (".html", ".svg", ".txt")
MARK = "Saved by lernmi {}"             # the last line of each file, in .html and .svg a comment
LONGEST_MARK = 100                      # bytes
MARKED = re.compile(rb"\n(?:<!-- )?Saved by lernmi \S+(?: -->)?\s*\Z")
WEB_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def save_page(page: Page, path: Union[str, Path], title: str = "lernmi", force: bool = False,
              picture: Optional[Svg] = None) -> None:
    """Write a recorded page to a file, in the format of its ending; a picture goes below its lines.

    Raises BadInput where check_saving does, or when the file can't be written; then there is no
    half-written file.
    """
    path = Path(path)
    check_saving(path, force)
    ending = path.suffix.lower()
    if ending == ".txt":
        text = page.console.export_text()
    elif picture is not None:
        lines = page.console.export_text().splitlines()
        text = (html_page(title, introduction(lines), picture) if ending == ".html"
                else str(with_text(lines, picture) if lines else picture))
    elif ending == ".html":
        text = text_page(title, [preformatted(html_code(page))])
    else:
        text = _offline(page.console.export_svg(title=title, theme=DEFAULT_TERMINAL_THEME), title)
    write_page(path, text, force)


def html_code(page: Page) -> str:
    """The text of a recorded page, with tags for its colours; the text stays for another export."""
    return page.console.export_html(theme=DEFAULT_TERMINAL_THEME, inline_styles=True, clear=False,
                                    code_format="{code}")


def shows_pictures(path: Path) -> bool:
    """Whether a file of that ending can hold one."""
    return path.suffix.lower() != ".txt"


def _offline(svg: str, title: str) -> str:
    """The picture without fonts from the web; its spaces are preserved in every font."""
    start = svg.index(">") + 1
    return WEB_FONT.sub("", f"{svg[:start]}<title>{escaped(title)}</title>{svg[start:]}").replace(
        'class="rich-terminal"', 'class="rich-terminal" role="img" xml:space="preserve"', 1)


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
    """Whether a file ends as save_page ends it."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - LONGEST_MARK))
        return MARKED.search(file.read()) is not None
