"""The page: where text is written, in the symbols and the layout that fit.

Three styles of output, chosen by the stream and the option ``plain``:

* on a terminal: laid out for reading, coloured by sign;
* on a pipe or in a file: one fact a line, not wrapped, without a single escape;
* plain: one ASCII sentence a fact, no boxes and no tables (also for a screen reader).
"""

from __future__ import annotations

import copy
import io
import sys
from contextlib import contextmanager
from typing import Any, Callable, Iterator, List, Optional, Sequence, TextIO, Union, cast

from rich import box
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

from ...figures.palette import LIGHT
from ...support import validation
from ...support.formatting import count_of as count_of
from ...support.formatting import escape_control_chars, escape_missing_chars, significant
from .symbols import ARROW, ASCII, ASCII_WORDS
from .terminal import (
    MOST_COLUMNS,
    Screens,
    can_write_symbols,
    colours_of_terminal,
    environment,
    is_terminal,
    is_tty,
)


class Page:
    """Where text is written: a terminal, a pipe, a file, a notebook cell.

    ``digits``: significant digits of every number (1 to 17). ``plain``: sentences only.
    ``width``: in characters; otherwise the terminal's, or 80. ``record``: store the text,
    for saving; the colours are then those for light backgrounds. ``by_screens``: where it is
    laid out on a terminal, wait for Enter before anything scrolls away. ``coloured``: otherwise shades
    of characters stand for colours, as in a text file.
    """

    def __init__(self, stream: Optional[TextIO] = None, *, digits: int = 4, plain: bool = False,
                 width: Optional[int] = None, record: bool = False, by_screens: bool = False,
                 coloured: bool = True) -> None:
        self.digits = validation.digits(digits)
        self.explained: List[Sequence[str]] = []        # see explain
        self._after_blank = True
        self._rows: Optional[int] = None
        self.plain = plain = validation.flag(plain, "plain")
        stream = stream or sys.stdout
        self.ascii = plain or not (record or can_write_symbols(stream))
        on_terminal = is_terminal(stream)
        self.laid_out = (on_terminal or record) and not plain
        self._wraps = self.laid_out or is_tty(stream)
        self.colours = LIGHT if record else colours_of_terminal()
        colours = "truecolor" if record else "auto"
        self.console = _Console(
            self.colours.dim, file=io.StringIO() if record else stream, record=record,
            width=None if width is None else validation.integer(width, "the width"),
            force_terminal=self.laid_out, color_system=colours if self.laid_out else None,
            no_color=None if coloured else True, legacy_windows=None if on_terminal else False,
            _environ={} if record else environment())      # a saved file is the same everywhere
        self.encoding = "ascii" if self.ascii else self.console.encoding
        self.by_screens = self.has_pauses = by_screens and self.laid_out and not record and is_tty(sys.stdin)
        if self.by_screens and self.rows:
            self.console.file = cast(TextIO, Screens(stream, self.rows, self.pause))

    def with_digits(self, digits: int) -> Page:
        """The same page, on which numbers are written with so many digits."""
        page = copy.copy(self)
        page.digits = digits
        return page

    def block_of(self, width: int, rows: int, write: Callable[[Page], None]) -> List[Text]:
        """The lines of what ``write`` prints on a page like this, with so many columns and rows."""
        page, stream = copy.copy(self), io.StringIO()
        page.console = _Console(
            self.colours.dim, file=stream, width=width, force_terminal=self.laid_out, _environ={},
            color_system=self.console.color_system, no_color=self.console.no_color, legacy_windows=False)
        page._rows, page._wraps, page.has_pauses = rows, True, False
        write(page)
        return [Text.from_ansi(line) for line in stream.getvalue().splitlines()]

    @contextmanager
    def limited_to(self, rows: Optional[int]) -> Iterator[None]:
        """In this block, a drawing has so many rows."""
        before, self._rows = self._rows, rows
        try:
            yield
        finally:
            self._rows = before

    @property
    def is_limited(self) -> bool:
        """Whether a drawing has all the rows; otherwise it is one of several things on a screen."""
        return self._rows is not None

    @property
    def width(self) -> int:
        """How many characters fit on a line."""
        return self.console.width

    @property
    def rows(self) -> Optional[int]:
        """How many rows there are for text, beside a prompt; None where there is no screen and no limit."""
        if self._rows is not None:
            return self._rows
        return None if self.console.record or not self.laid_out else max(self.console.height - 2, 1)

    def rows_of(self, thing: RenderableType) -> int:
        """How many rows a text or a tree takes."""
        return len(self.console.render_lines(thing, pad=False))

    def number(self, value: float) -> str:
        """A number with as many significant digits as this page shows."""
        return significant(value, self.digits)

    def signed(self, value: float) -> Text:
        """A number in the colour of its sign; the sign itself is there as well."""
        return Text(self.number(value), style=self.colour(value))

    def colour(self, value: float) -> str:
        """The colour for a value: blue from 0 up, orange below."""
        return self.colours.negative if value < 0.0 else self.colours.positive

    def text(self, text: str) -> str:
        """The text in the symbols that this page can show."""
        if self.plain:
            for symbol, word in ASCII_WORDS.items():
                text = text.replace(symbol, word)
        return self.as_it_is(text.replace("Σ ", "Σ") if self.ascii else ARROW.sub(" → ", text))

    def as_it_is(self, text: str) -> str:
        """The text, of which only what can't be shown is replaced."""
        return escape_missing_chars(self.symbols(escape_control_chars(text)), self.encoding)

    def symbols(self, drawing: str) -> str:
        """Characters of a drawing, whose texts are the page's already, or others in ASCII for them."""
        return drawing.translate(ASCII) if self.ascii else drawing

    def line(self, *texts: Union[str, Text], style: str = "") -> None:
        """One line, the texts joined; on a terminal it wraps between words, elsewhere it doesn't."""
        line = Text(style=style).join(map(self.as_text, texts))
        if self.plain and not line.plain.endswith((".", ":", "?")):
            line.append(".")
        self.console.print(line, soft_wrap=not self._wraps)
        self._after_blank = False

    def as_text(self, text: Union[str, Text]) -> Text:
        """The text in the symbols that this page can show."""
        plain, style = (text, "") if isinstance(text, str) else (text.plain, text.style)
        return Text(self.text(plain), style=style)

    def table(self, headings: Sequence[str], rows: Sequence[Sequence[Union[str, Text]]],
              lines: Optional[Sequence[str]] = None, title: str = "", spaced: bool = True) -> None:
        """A table on a terminal; elsewhere, and where it is too wide, ``lines``, one for each row.

        Without ``lines`` a pipe gets the table, and a plain page the headings with each row's cells.
        Words (str) are aligned on the left, numbers (Text) on the right. ``spaced``: with blank lines.
        """
        has_lines = lines is not None
        lines = lines or ["; ".join(f"{heading}: {cell}" for heading, cell in zip(headings, row))
                          for row in rows]
        table = self._table(headings, rows, title, spaced)
        unlimited = self.console.options.update(max_width=MOST_COLUMNS)
        too_wide = self.console.measure(table, options=unlimited).maximum > self.width
        if self.plain or (too_wide if self.laid_out else has_lines):
            for line in lines:
                self.line(line)
        elif too_wide:              # on a pipe, where no digit gets lost
            for segments in self.console.render_lines(table, unlimited, pad=False):
                self.show(Text("".join(segment.text for segment in segments)))
        else:
            self.show(table)

    def _table(self, headings: Sequence[str], rows: Sequence[Sequence[Union[str, Text]]],
               title: str, spaced: bool) -> Table:
        table = Table(title=self.text(title) or None, title_justify="left", pad_edge=False, show_edge=spaced,
                      box=box.SIMPLE_HEAD if self.laid_out else None)
        for heading, cell in zip(headings, rows[0]):
            table.add_column(self.text(heading), justify="left" if isinstance(cell, str) else "right")
        for row in rows:
            table.add_row(*map(self.as_text, row))
        return table

    def heading(self, title: str) -> None:
        """The title of a section."""
        self.blank()
        if self.laid_out and cell_len(self.text(title)) + 4 <= self.width:
            self.console.rule(Text(self.text(title), style="bold"), align="left", style="dim",
                              characters=self.text("─"))
            self._after_blank = False
        else:
            self.line(title, style="bold" if self.laid_out else "")

    def explain(self, lines: Sequence[str]) -> None:
        """Explain words and symbols, the first time on this page only."""
        if lines not in self.explained:
            self.explained.append(lines)
            for line in lines:
                self.line(line, style="dim" if self.laid_out else "")

    def show(self, thing: RenderableType, wraps: bool = False) -> None:
        """Print something that rich lays out, such as a table; ``wraps``: on a terminal, long lines too."""
        self.console.print(thing, soft_wrap=isinstance(thing, Text) and not (wraps and self._wraps))
        self._after_blank = False

    def blank(self) -> None:
        """An empty line, unless there is one already; a plain page has none."""
        if not self.plain and not self._after_blank:
            self.console.print()
            self._after_blank = True

    @contextmanager
    def block(self) -> Iterator[None]:
        """What is printed in this block stays together where there is a pause after each screen."""
        if not self.has_pauses:
            yield
            return
        with self.console.capture() as captured:
            yield
        self.console.file.write(captured.get())

    def pause(self) -> None:
        """Wait for Enter, if input and output are a terminal."""
        if is_tty(sys.stdin) and is_tty(sys.stdout):
            input("\nEnter goes on, Ctrl-C ends. ")


class _Console(Console):
    """rich's console for text as it is; a closed pipe raises BrokenPipeError and doesn't end the program."""

    def __init__(self, dim: str, **options: Any) -> None:
        super().__init__(force_jupyter=False, highlight=False, markup=False, emoji=False,
                         theme=Theme({"dim": dim}), **options)

    def on_broken_pipe(self) -> None:
        """Raise the BrokenPipeError again."""
        raise
