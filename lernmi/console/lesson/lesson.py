"""A lesson: a script with explanations for the classroom, shown scene by scene."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path
from types import TracebackType
from typing import (
    Any,
    Iterable,
    Iterator,
    List,
    Mapping,
    Optional,
    Sequence,
    TextIO,
    Tuple,
    Type,
    TypeVar,
    Union,
    cast,
)

from rich.text import Text

from ...figures.figure import Figure
from ...figures.series.bars import Bars
from ...figures.series.pictures import Pictures
from ...figures.series.plot import Curves, Plot
from ...figures.series.side_by_side import SideBySide
from ...network.network import Network
from ...support import validation
from ...support.errors import BadInput, LernmiError
from ...support.formatting import count_of, quoted
from ...training import History
from ..display.exit_codes import ensure_streams, report_error
from ..display.page import Page
from ..display.printing import print_on
from .handout import Handout, cell_text
from .options import LessonOptions, options_of_script
from .stage import Stage
from .training import train

READABLE = 80           # characters a line of prose
INDENT = "    "         # of code
Thing = TypeVar("Thing")


class Lesson:
    """Prints explanations, networks, traces, tables and figures, scene by scene.

    >>> with Lesson("Nothing to learn") as lesson:
    ...     lesson.scene("A sum")
    ...     lesson.say("One and one:")
    ...     lesson.numbers(["a", "b", "a + b"], [[1, 1, 1 + 1]])
    ...     lesson.conclude(f"It is {1 + 1}.", "And two and two?")
    Nothing to learn
    ================
    <BLANKLINE>
    1. A sum
    <BLANKLINE>
    One and one:
    <BLANKLINE>
    a  b  a + b
    1  1      2
    <BLANKLINE>
    The number: It is 2.
    <BLANKLINE>
    For the class: And two and two?
    <BLANKLINE>

    On a terminal it waits at the end of each scene: Enter goes on, b goes back; elsewhere it runs through.
    Where a script begins it, its command line has the options --no-pause, --plain, --scene N, --save
    FILE.html and --help. Ctrl-C and a closed pipe end it quietly.

    ``digits``: significant digits of every number. The others are the same as on the command line, for
    notebooks: ``save="handout.html"``, ``scene=2``, ``plain=True``, ``pause=False``, ``force=True``. Raises
    BadInput for what isn't such a number or name, or can't be saved.
    """

    def __init__(self, title: str, *, digits: int = 4, plain: bool = False, pause: bool = True,
                 scene: Optional[int] = None, save: Union[str, Path, None] = None,
                 force: bool = False) -> None:
        ensure_streams()
        self.title = title
        options = LessonOptions(plain, pause, scene, save, force).checked()
        self.options = options.joined(options_of_script(sys._getframe(1).f_globals))        # of the caller
        self._stage = Stage(sys.stdout, self.options)
        self.page = Page(cast(TextIO, self._stage), digits=digits, plain=self.options.plain)
        self.page.has_pauses = self._stage.has_pauses
        self._handout = Handout(title, digits, self.options)
        self._scenes = 0

    # ---- what a lesson consists of -----------------------------------------------------------------

    def scene(self, title: str) -> None:
        """Begin the next scene; on a terminal, once Enter has been pressed."""
        if self._scenes:
            self._stage.begin()
            self._handout.begin()
        self._scenes += 1
        self.page.heading(f"{self._scenes}. {title}")
        self.page.blank()
        self._handout.heading(f"{self._scenes}. {title}")

    def say(self, prose: str) -> None:
        """A paragraph; line breaks in it don't matter."""
        self._paragraph(" ".join(prose.split()))

    def show(self, thing: Any, *, rows: Optional[int] = None, **options: Any) -> None:
        """A network, a trace, a why, a report, a history or a figure; options as in its print method.

        ``rows``: how many rows a drawing may take on the screen; by default what is left of it.
        """
        self.page.blank()
        with self.page.limited_to(self._rows_left() if rows is None else validation.integer(rows, "rows")):
            print_on(self.page, thing, **options)
        self.page.blank()
        self._handout.show(thing, options)

    def numbers(self, headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """A table of words, numbers, and True or False, which stand there as yes and no.

        Raises BadInput unless there are rows, each with a cell for each heading.
        """
        if not rows or any(len(row) != len(headings) for row in rows):
            raise BadInput(f"a table with {count_of(len(headings), 'heading')} needs rows of as many cells, "
                           f"not {quoted(rows)}.")
        self.page.blank()
        self.page.table(headings, [[self._cell(value) for value in row] for row in rows], spaced=False)
        self.page.blank()
        self._handout.table(headings, rows, self.page.number)

    def code(self, text: str) -> None:
        """Lines of a program, indented."""
        text = textwrap.dedent(text).strip("\n")
        for line in textwrap.indent(text, INDENT).splitlines():
            self.page.show(Text(self.page.as_it_is(line)), wraps=True)
        self.page.blank()
        self._handout.code(text)

    def conclude(self, number: str, question: str) -> None:
        """The number that proves the point, in a sentence, and a question for the class."""
        self._paragraph(" ".join(number.split()), "number-of-the-lesson", "The number: ")
        self._paragraph(" ".join(question.split()), "question", "For the class: ")

    def plot(self, curves: Curves, *, points: Optional[Curves] = None, title: str = "", x: str = "x",
             y: str = "y", logarithmic: bool = False, rows: Optional[int] = None) -> None:
        """Curves by their labels, each a list of pairs (x, y); ``points``, likewise, are marked.

        ``logarithmic``: the axis upwards is.
        """
        self.show(Plot(curves, points, title, x, y, logarithmic), rows=rows)

    def bars(self, numbers: Mapping[str, float], title: str = "", logarithmic: bool = False,
             rows: Optional[int] = None) -> None:
        """Numbers by their labels, each as a bar; ``logarithmic``: equal lengths are equal ratios."""
        self.show(Bars(numbers, title, logarithmic), rows=rows)

    def pictures(self, pictures: Sequence[Tuple[str, Sequence[Sequence[float]]]], title: str = "",
                 rows: Optional[int] = None) -> None:
        """Small pictures beside each other, all on one scale: pairs of a caption and rows of numbers."""
        self.show(Pictures(pictures, title), rows=rows)

    def side_by_side(self, figures: Mapping[str, Figure], *, rows: Optional[int] = None) -> None:
        """Figures by their labels, beside each other: boundaries, surfaces, plots and so on."""
        self.show(SideBySide(figures), rows=rows)

    # ---- helpers for what takes long ---------------------------------------------------------------

    def train(self, network: Network, samples: Iterable[Any], **options: Any) -> History:
        """network.fit, with a progress bar on a terminal; options as there."""
        return train(network, samples, self._stage.working("Learning"), **options)

    def progress(self, things: Iterable[Thing], what: str = "Computing") -> Iterator[Thing]:
        """One after the other, with a progress bar on a terminal."""
        every = list(things)
        for done, thing in enumerate(every):
            self._stage.working(what)(done, len(every))
            yield thing

    def number(self, value: float) -> str:
        """A number for prose, with the lesson's digits."""
        return self.page.number(value)

    # ---- how it is printed -------------------------------------------------------------------------

    def _paragraph(self, text: str, kind: str = "", label: str = "") -> None:
        for number, line in enumerate(self._wrapped(self.page.text(label + text))):
            start = len(label) if number == 0 and self.page.laid_out else 0
            self.page.line(Text(line[:start], "bold"), line[start:])
        self.page.blank()
        self._handout.paragraph(text, kind, label)

    def _wrapped(self, text: str) -> List[str]:
        """The lines of a paragraph; on a plain page it is one line."""
        if self.page.plain:
            return [text] * bool(text)
        return textwrap.wrap(text, min(self.page.width, READABLE), break_long_words=False,
                             break_on_hyphens=False)

    def _rows_left(self) -> Optional[int]:
        """On a screen, how many rows are left of it; all, of the next one, where it is full."""
        if self.page.rows is None:
            return None
        left = self.page.rows - self._stage.rows
        return left if left > 0 else self.page.rows

    def _cell(self, value: Any) -> Union[str, Text]:
        """A cell of a table: words stand on the left, numbers on the right in the colour of their sign."""
        text = cell_text(value, self.page.number)
        if isinstance(value, (str, bool)):
            return text
        return Text(text, style=self.page.colour(value) if isinstance(value, float) else "")

    # ---- beginning and end -------------------------------------------------------------------------

    def __enter__(self) -> Lesson:
        try:
            self.page.line(self.title, style="bold" if self.page.laid_out else "")
            if not self.page.plain:
                self.page.line("=" * min(len(self.title), self.page.width))
            self.page.blank()
        except OSError as error:
            sys.exit(report_error(error))
        return self

    def __exit__(self, kind: Optional[Type[BaseException]], error: Optional[BaseException],
                 traceback: Optional[TracebackType]) -> None:
        try:
            self._stage.rest()
            if error is None:
                self._end()
            sys.stdout.flush()
        except (LernmiError, OSError, EOFError, KeyboardInterrupt) as ending:
            error = error or ending
        status = None if error is None else report_error(error)
        if status is not None:
            sys.exit(status)

    def _end(self) -> None:
        """Wait once more, and save the handout."""
        self._stage.end()
        if self.options.save is not None:
            self._handout.save()
            self.page.line(f"Saved as {self.options.save}.")
