"""Confusion matrices on a terminal: a shaded table of counts, or in words where it has no room."""

from __future__ import annotations

from typing import List

from rich.cells import cell_len
from rich.text import Text

from ...figures.confusion import LONGEST_NAME, MOST_CLASSES, Confusion
from ...figures.palette import shade, text_on
from ...support.formatting import percent, shortened
from ..display.page import Page
from .axes import padded
from .raster import has_colours, palette_of

LEAST_LEFT = 8              # columns for the names of classes
RIGHT_CLASS, SHARE = "right class", "right"


def draw_confusion(figure: Confusion, page: Page) -> None:
    """Counts, shaded by their share of the class: the right answers, on the diagonal, in brackets."""
    if len(figure.classes) > MOST_CLASSES:
        lines = [figure.summary(), *figure.pairs_in_words()]
    else:
        page.line(f"{figure.title}:")
        table = _table(figure, page) if page.laid_out else []
        for row in table:
            page.show(row)
        lines = [] if table else figure.classes_in_words()
    for line in lines:
        page.line(line)


def _table(figure: Confusion, page: Page) -> List[Text]:
    """The rows of the table, below a heading; [] where it is too wide for the page."""
    digits = max(len(f"{count:,}") for row in figure.counts for count in row)
    longest = max(map(cell_len, figure.classes))
    available = page.width - len(" 100.0 %") - 1
    roomy = (available - max(longest, len(RIGHT_CLASS))) // len(figure.classes)
    rows, columns = figure.headings(min(roomy - 1, LONGEST_NAME))
    width = max(digits + 2, *(cell_len(name) + 1 for name in columns))
    left = min(max(len(RIGHT_CLASS), *map(cell_len, rows)) + 1, available - width * len(columns))
    if left < LEAST_LEFT:
        return []
    names = [padded(page.text(shortened(name, left - 1)), left) for name in (RIGHT_CLASS, *rows)]
    heading = "".join(padded(page.text(name), width - 1, on_the_left=True) + " " for name in columns)
    return [Text(f"{names[0]}{heading} {SHARE:>7}", "bold"),
            *(_row(figure, page, row, name, width) for row, name in enumerate(names[1:]))]


def _row(figure: Confusion, page: Page, row: int, name: str, width: int) -> Text:
    text = Text(name)
    for column, count in enumerate(figure.counts[row]):
        written = f"{count:,}" if count else "." if page.ascii else "·"
        cell = f"[{written}]" if row == column else f"{written} "
        text.append(f"{cell:>{width}}", _style(page, figure.strength(row, column)))
    if any(figure.counts[row]):
        text.append(f" {percent(figure.share(row, row)):>7}")
    return text


def _style(page: Page, strength: float) -> str:
    """Blue for right answers, orange for wrong ones: the larger their share of the class, the stronger."""
    if not strength or not has_colours(page):
        return ""
    colour = shade(strength, 1.0, palette_of(page))
    return f"{text_on(colour)} on {colour}"
