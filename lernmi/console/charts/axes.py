"""The axes of a plot in characters: ticks on the left, labels at the ends of lines, numbers below."""

from __future__ import annotations

from typing import Dict, List, NamedTuple, Sequence, Tuple

from rich.cells import cell_len
from rich.text import Text

from ...figures.scale import Scale, spread_out, tick_labels
from ..display.page import Page
from .plot_area import PlotArea, line_sample, line_style

GAP = 2         # columns between two numbers below


class Label(NamedTuple):
    """A name and a number beside a plot, at the share of its height where a line ends."""

    share: float
    line: int
    name: str
    number: str = ""

    @property
    def text(self) -> str:
        """The name and the number, if it has one."""
        return f"{self.name} {self.number}".rstrip()

    def full(self, page: Page) -> str:
        """A piece of the line before its text."""
        return f"{line_sample(page, self.line)} {self.text}"

    def fitting(self, page: Page, room: int) -> Text:
        """As much of it as fits into so many columns, in the colour of its line."""
        texts = [self.full(page), self.text, self.name, self.name[:room]]
        return Text(next(text for text in texts if len(text) <= room), line_style(page, self.line))


def ticks_for(rows: int, scale: Scale, as_percent: bool = False) -> List[Tuple[float, str]]:
    """The ticks beside so many rows: their shares of the height, and their texts."""
    return [(scale.share(tick), text)
            for tick, text in tick_labels(scale, max((rows + 1) // 2, 2), as_percent)]


def framed(page: Page, area: PlotArea, ticks: Sequence[Tuple[float, str]], gutter: int,
           labels: Sequence[Label] = (), room: int = 0) -> List[Text]:
    """The rows of a plot from the top, with ticks on the left, and on the right labels, no two in a row.

    ``gutter``: the columns for the texts of ticks; ``room``: those for labels.
    """
    texts = {area.row(share): text for share, text in ticks}
    labels, lowest = sorted(labels, key=lambda label: -label.share), area.rows - 1
    free = spread_out([lowest - area.row(label.share) for label in labels], 1.0, 0.0, lowest)
    ends: Dict[int, Label] = {lowest - round(down): label for down, label in zip(free, labels)}
    rows = []
    for row in reversed(range(area.rows)):
        text = Text(f"{texts.get(row, ''):>{gutter}}{page.symbols(' ┤' if row in texts else ' │')}")
        text.append_text(area.text(row))
        if row in ends:
            text.append(" ").append_text(ends[row].fitting(page, room))
        text.rstrip()
        rows.append(text)
    return rows


def padded(text: str, width: int, on_the_left: bool = False) -> str:
    """A text in so many columns; letters of some scripts take two."""
    gap = " " * (width - cell_len(text))
    return gap + text if on_the_left else text + gap


def bottom_line(page: Page, columns: int, gutter: int, ticks: Sequence[int] = ()) -> Text:
    """The line below a plot, with ticks in these columns."""
    line = ["+" if page.ascii and column in ticks else "┬" if column in ticks else page.symbols("─")
            for column in range(columns)]
    return Text(f"{'':>{gutter}} {page.symbols('└')}{''.join(line)}")


def numbers_below(columns: int, gutter: int, numbers: Sequence[Tuple[int, str]],
                  name: str = "") -> Tuple[Text, List[int]]:
    """The texts below a plot, each in the middle of its column, and the columns of those that have room.

    The first ones are more important than the last. ``name``: what they count, on the left.
    """
    line = [" "] * columns
    fitting = []
    for column, text in numbers:
        start = min(max(column - len(text) // 2, 0), columns - len(text))
        around = line[max(start - GAP, 0):start + len(text) + GAP]
        if start >= 0 and not "".join(around).strip():
            line[start:start + len(text)] = text
            fitting.append(column)
    return Text(f"{name:>{gutter}}  {''.join(line)}".rstrip()), fitting
