"""The page: where text goes, and what can be shown there.

Three manners of writing, chosen by what the page is written to:

* on a terminal: laid out for reading, coloured by sign;
* on a pipe or in a file: one fact a line, whole, without a single escape;
* plain: one ASCII sentence a fact, no boxes and no tables (also for a screen reader).
"""

from __future__ import annotations

import io
import os
import re
import sys
from typing import Any, Dict, List, Optional, Sequence, TextIO, Union, cast

from rich.console import Console, RenderableType
from rich.text import Text

from ...support import validation
from ...support.formatting import significant
from .escape_control_chars import escape_control_chars

DARK = {"positive": "#5fafff", "negative": "#ff8700"}
LIGHT = {"positive": "#0072b2", "negative": "#d55e00"}

ASCII = str.maketrans({
    "→": "->", "←": "<-", "×": "*", "÷": "/", "−": "-", "Σ": "sum ", "∂": "d", "′": "'", "½": "1/2",
    "²": "^2", "√": "sqrt ", "η": "rate", "…": "...", "·": "|", "—": "-", "–": "-", "±": "+-",
    "≈": "~", "“": '"', "”": '"', "’": "'", "•": "*", "é": "e", "ö": "oe", "ä": "ae", "ü": "ue",
    "─": "-", "│": "|", "╭": "+", "╮": "+", "╰": "+", "╯": "+", "├": "|", "└": "`", "╱": "/",
    "╲": "\\", "╳": "X", "┄": ".", "╔": "#", "╗": "#", "╚": "#", "╝": "#", "═": "#", "║": "#",
    "▶": ">", "◀": "<", "✓": "yes", "✗": "no",
})
ARROW = re.compile(r" ?-> ?")       # as names are typed
ASCII_WORDS = {"+=": "grows by", " × ": " times ", " ÷ ": " divided by ", " − ": " minus ",
               " + ": " plus "}


class Page:
    """A place to write on: a terminal, a pipe, a file, a notebook cell.

    ``digits``: significant digits of every number (1 to 17). ``plain``: sentences only.
    ``width``: in characters; otherwise the terminal's, or 80. ``record``: keep what is
    written, for saving; the colours are then those for light backgrounds.
    """

    def __init__(self, stream: Optional[TextIO] = None, *, digits: int = 4, plain: bool = False,
                 width: Optional[int] = None, record: bool = False) -> None:
        self.digits = validation.digits(digits)
        self._explained: List[Sequence[str]] = []
        self._after_blank = True
        self.plain = plain
        stream = stream or sys.stdout
        self.ascii = plain or not (record or _can_write_symbols(stream))
        on_terminal = _is_terminal(stream)
        self.laid_out = (on_terminal or record) and not plain
        self.colours = LIGHT if record or _background_is_light() else DARK
        colours: Any = "truecolor" if record else "auto"
        self.console = _Console(
            file=io.StringIO() if record else cast(TextIO, _Careful(stream)), record=record,
            width=None if width is None else validation.size(width, "the width"),
            force_terminal=self.laid_out, force_jupyter=False, highlight=False, markup=False,
            emoji=False, color_system=colours if self.laid_out else None,
            legacy_windows=None if on_terminal else False,
            _environ={} if record else _environment())      # a saved file is the same everywhere

    @property
    def width(self) -> int:
        """How many characters fit on a line."""
        return self.console.width

    def number(self, value: float) -> str:
        """A number with as many significant digits as this page shows."""
        return significant(value, self.digits)

    def signed(self, value: float) -> Text:
        """A number in the colour of its sign; the sign itself is there as well."""
        return Text(self.number(value), style=self.colour(value))

    def colour(self, value: float) -> str:
        """The colour for a value: blue from 0 up, orange below."""
        return self.colours["negative" if value < 0.0 else "positive"]

    def text(self, text: str) -> str:
        """The text in the symbols that this page can show."""
        if self.plain:
            for symbol, word in ASCII_WORDS.items():
                text = text.replace(symbol, word)
        text = escape_control_chars(text)
        if not self.ascii:
            return ARROW.sub(" → ", text)
        text = text.replace("Σ ", "Σ").translate(ASCII)
        return text.encode("ascii", "backslashreplace").decode("ascii")

    def line(self, *parts: Union[str, Text], style: str = "") -> None:
        """One line, made of pieces; on a terminal it wraps, elsewhere it stays whole."""
        whole = Text(style=style)
        for part in parts:
            whole.append_text(self.as_text(part))
        if self.plain and not whole.plain.endswith((".", ":", "?")):
            whole.append(".")
        self.console.print(whole, soft_wrap=not self.laid_out)
        self._after_blank = False

    def as_text(self, part: Union[str, Text]) -> Text:
        """A piece of a line in the symbols that this page can show."""
        if isinstance(part, str):
            return Text(self.text(part))
        return Text(self.text(part.plain), style=part.style)

    def heading(self, title: str) -> None:
        """A line that opens a part."""
        self.blank()
        if self.laid_out:
            self.console.rule(Text(self.text(title), style="bold"), align="left", style="dim",
                              characters=self.text("─"))
            self._after_blank = False
        else:
            self.line(title)

    def explain(self, lines: Sequence[str]) -> None:
        """What the words and symbols mean, the first time they are used on this page."""
        if lines not in self._explained:
            self._explained.append(lines)
            for line in lines:
                self.line(line, style="dim" if self.laid_out else "")

    def show(self, thing: RenderableType) -> None:
        """Something that rich lays out: a table, say."""
        self.console.print(thing, soft_wrap=isinstance(thing, Text))
        self._after_blank = False

    def blank(self) -> None:
        """An empty line, unless there is one; a page of plain sentences has none."""
        if not self.plain and not self._after_blank:
            self.console.print()
            self._after_blank = True


def count_of(number: int, what: str) -> str:
    """ "1 neuron", "2 neurons"."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


class _Console(Console):
    """rich's console; a closed pipe is left to the program to deal with."""

    def on_broken_pipe(self) -> None:
        """Let the BrokenPipeError pass on."""
        raise


def _environment() -> Dict[str, str]:
    """The environment, without a width or a height that can't be meant."""
    return {name: value for name, value in os.environ.items()
            if name not in ("COLUMNS", "LINES") or (value.isdecimal() and int(value[:9]) > 0)}


def _is_terminal(stream: TextIO) -> bool:
    try:
        return stream.isatty() and os.environ.get("TERM") not in ("dumb", "unknown")
    except (AttributeError, ValueError):
        return False


def _can_write_symbols(stream: TextIO) -> bool:
    try:
        "→×−Σ∂′½²…─│╭╮╰╯├└╱╲╳╔═║▶◀•".encode(getattr(stream, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _background_is_light() -> bool:
    """Terminals that tell do so in COLORFGBG: "0;15" is black on white."""
    return os.environ.get("COLORFGBG", "").rpartition(";")[2] in ("7", "15")


class _Careful(io.TextIOBase):
    """A stream that writes an escape such as \\xe9 for a letter that its encoding lacks."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._encoding = getattr(stream, "encoding", None) or "utf-8"

    def write(self, text: str) -> int:
        """Write what can be written as it is, and the rest as escapes."""
        careful = text.encode(self._encoding, "backslashreplace").decode(self._encoding)
        return self._stream.write(careful)

    def flush(self) -> None:
        """Pass on what is waiting."""
        self._stream.flush()

    def isatty(self) -> bool:
        """Whether a person sits at the other end."""
        return self._stream.isatty()

    def fileno(self) -> int:
        """The stream's own number, which tells rich how wide the terminal is."""
        return self._stream.fileno()

    @property
    def encoding(self) -> str:      # type: ignore[override]
        """The stream's own encoding."""
        return self._encoding
