"""Saving a page: .html, .svg or .txt, each a single file that opens offline."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Optional, Union

from rich.terminal_theme import DEFAULT_TERMINAL_THEME

from ...web.page import html_page, introduction, preformatted, text_page
from ...web.saving import check_saving as check_saving
from ...web.saving import write_page as write_page
from ...web.svg import Svg, escaped, with_text
from .page import Page

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
