"""The manual: chapters in Markdown inside the package, which ``lernmi help`` lists and prints."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Dict, Iterator, List

from rich.markdown import Markdown
from rich.text import Text
from rich.theme import Theme

from ...figures.palette import LIGHT
from ...support.errors import BadInput, UnknownName
from ..display.page import Page
from ..display.symbols import ASCII

LINK = re.compile(r"\[([^\[\]]+)\]\([\w./-]+\)")        # to another file; its text says what to type
INDENT = "    "


def chapters() -> Dict[str, str]:
    """The text of every chapter by its name, in alphabetical order."""
    texts = {file.name: file.read_text(encoding="utf-8")
             for file in files("lernmi").joinpath("manual").iterdir() if file.name.endswith(".md")}
    return {name[:-len(".md")]: texts[name] for name in sorted(texts)}


def find_chapter(name: str) -> str:
    """The text of the chapter of that name, or of the only one whose name begins like that.

    Raises UnknownName, which suggests the nearest, or BadInput where it could be several.
    """
    texts = chapters()
    matches = [name] if name in texts else [chapter for chapter in texts if chapter.startswith(name)]
    if not matches:
        raise UnknownName("chapter", name, texts)
    if len(matches) > 1:
        raise BadInput(f"{name!r} could be {' or '.join(matches)}.")
    return texts[matches[0]]


def print_list(page: Page) -> None:
    """Every chapter in a line: its name, and the line below its title."""
    page.line("The chapters of the manual; lernmi help CHAPTER prints one:")
    for name, text in chapters().items():
        page.line(f"{name}: " if page.plain else f"{INDENT}{name:14}", text.split("\n\n")[1])
    page.line("Commands are explained by lernmi COMMAND --help, such as lernmi trace --help.")


def print_chapter(page: Page, text: str) -> None:
    """Laid out on a terminal; elsewhere each paragraph, row and line of code whole."""
    theme = "ansi_light" if page.colours is LIGHT else "ansi_dark"
    markdown = Markdown(LINK.sub(r"\1", text), code_theme=theme)
    if page.laid_out and not page.ascii:
        with page.console.use_theme(Theme({"markdown.code": "bold"})):
            page.show(markdown)
        return
    for line in plain_lines(markdown):
        page.show(Text(line.translate(ASCII) if page.ascii else line)) if line else page.blank()


def plain_lines(markdown: Markdown) -> Iterator[str]:
    """The lines without Markdown's signs, and an empty one after each paragraph, list and table."""
    cells: List[str] = []
    for token in markdown.parsed:
        if token.type in ("code_block", "fence"):
            yield from ((INDENT + line).rstrip() for line in token.content.rstrip().splitlines())
        elif token.type == "inline":
            cells.append("".join(" " if child.type == "softbreak" else child.content
                                 for child in token.children or []))
        elif token.type in ("heading_close", "paragraph_close", "tr_close"):
            bullet = "- " if token.type == "paragraph_close" and token.level else ""
            yield bullet + "; ".join(filter(None, cells))
            cells.clear()
        if token.level == 0 and not token.type.endswith("_open"):
            yield ""
