"""The handout of a lesson: all that its scenes say and show, with vector drawings, as a page of HTML."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable, Dict, List, Sequence

from ...web import handout as html
from ...web.page import figure, preformatted
from ...web.svg import escaped
from ..display.page import Page
from ..display.page_export import html_code, write_page
from ..display.printing import picture_of, print_on
from .options import LessonOptions

WIDTH = 100         # characters of what is printed, in a size that fits the paper
MOST_DIGITS = 6         # of a drawing: more have no room in the circle of a neuron


def cell_text(cell: Any, number: Callable[[float], str]) -> str:
    """A cell of a table in words: numbers as ``number`` writes them, yes or no, or what it is."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return number(cell) if isinstance(cell, float) else str(cell)


class Handout:
    """Collects what a lesson shows, as it is at that moment; nothing where it isn't to be saved."""

    def __init__(self, title: str, digits: int, options: LessonOptions) -> None:
        self._title = title
        self._digits = digits
        self._options = options
        self._scenes: List[List[str]] = [[]]
        self._explained: List[Sequence[str]] = []

    def begin(self) -> None:
        """The next scene begins."""
        self._scenes.append([])

    def heading(self, text: str) -> None:
        """The title of a scene."""
        self._add(lambda: html.heading(text))

    def paragraph(self, text: str, kind: str = "", label: str = "") -> None:
        """Prose."""
        self._add(lambda: html.paragraph(text, kind, label))

    def code(self, text: str) -> None:
        """Lines of a program."""
        self._add(lambda: preformatted(escaped(text)))

    def table(self, headings: Sequence[str], rows: Sequence[Sequence[Any]],
              number: Callable[[float], str]) -> None:
        """A table; ``number`` writes floats."""
        texts = [[cell_text(cell, number) for cell in row] for row in rows]
        are_numbers = [not isinstance(cell, (str, bool)) for cell in rows[0]]
        self._add(lambda: html.table(headings, texts, are_numbers))

    def show(self, thing: Any, options: Dict[str, Any]) -> None:
        """The vector drawing of a thing, or the text that is printed of it."""
        self._add(lambda: self._drawn(thing, options))

    def save(self) -> None:
        """Write the page; with the option scene, of this one alone."""
        scene = self._options.scene
        scenes = self._scenes if scene is None else [self._scenes[scene - 1]]
        write_page(Path(str(self._options.save)), html.handout_page(self._title, scenes), self._options.force)

    def _add(self, piece: Callable[[], str]) -> None:
        if self._options.save is not None:
            self._scenes[-1].append(piece())

    def _drawn(self, thing: Any, options: Dict[str, Any]) -> str:
        picture = picture_of(thing, digits=min(self._digits, MOST_DIGITS), **options)
        if picture is not None:
            return figure(picture)
        page = Page(width=WIDTH, digits=self._digits, record=True)
        page.explained = self._explained        # words and symbols are explained once
        print_on(page, thing, **options)
        return preformatted(html_code(page))
