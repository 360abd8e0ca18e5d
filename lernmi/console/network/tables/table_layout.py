"""How a table of numbers is laid out: with as many digits and columns as the page has room for."""

from __future__ import annotations

from itertools import chain, zip_longest
from textwrap import wrap
from typing import Iterator, List, Sequence, Tuple

from rich.cells import cell_len
from rich.text import Text

from ....figures.palette import shade
from ....support.formatting import count_of, significant
from ...charts.raster import has_colours, palette_of
from ...display.page import Page
from .number_table import ENOUGH_DIGITS, FEWEST_DIGITS, MOST, Block, Column, Numbers, NumberTable, chosen

MOST_BANDS = 4          # of columns, one below the other, rather than with fewer digits than enough
HIGHEST = 14            # rows of characters of all bands
HIGHEST_WHOLE = 56      # of all bands of a table of which otherwise columns would be left out

GAPS = (2, 1)           # blanks between two columns
BAR = "│ "              # before the columns about the row itself


def print_table(page: Page, table: NumberTable) -> None:
    """Print the table, and say what is left out."""
    print_block(page, lay_out(page, table, page.width))


def print_block(page: Page, block: Block) -> None:
    """Print the lines, and below them the remarks."""
    for line in block.lines:
        page.show(line)
    for remark in block.remarks:
        page.line(remark, style="dim")


def lay_out(page: Page, table: NumberTable, width: int) -> Block:
    """The table in at most so many columns of characters: with fewer digits, then with fewer columns.

    Where not even one column has room, the numbers come in sentences.
    """
    rows = chosen([row.blame for row in table.rows], table.most_rows)
    for columns in _fewer_and_fewer(table):
        is_whole = (len(rows), len(columns)) == (len(table.rows), len(table.columns))
        for short, gap, digits, highest in _manners(min(page.digits, table.most_digits), is_whole):
            for bands in range(1, MOST_BANDS + 1 if highest else 2):
                layouts = [_Layout(page, table, rows, band, short, gap, digits)
                           for band in _bands(table, columns, bands)]
                if max(layout.width for layout in layouts) <= width and (bands == 1 or sum(
                        layout.height for layout in layouts) <= highest):
                    return Block(list(chain(*(layout.lines() for layout in layouts))),
                                 _remarks(page, table, len(rows), columns, digits))
    return _sentences(page, table, rows, width)


def _fewer_and_fewer(table: NumberTable) -> Iterator[List[int]]:
    """The columns to show, from all that can be read down to a single one beside those that stay."""
    stays = [index for index, column in enumerate(table.columns) if column.stays]
    others = [index for index, column in enumerate(table.columns) if not column.stays]
    for most in range(min(MOST, len(others)), min(1, len(others)) - 1, -1):
        picked = chosen([table.columns[index].blame for index in others], most) if most else []
        yield sorted([*(others[index] for index in picked), *stays])


def _manners(most_digits: int, is_whole: bool) -> Iterator[Tuple[bool, int, int, int]]:
    """Ways to write the table: short headings?, gap, digits, and how high it may be in bands, if at all.

    One after the other: with fewer digits, in a few bands, with very few digits, in high bands.
    """
    fewest = min(FEWEST_DIGITS, most_digits)
    enough = max(min(ENOUGH_DIGITS, most_digits), fewest)
    yield False, GAPS[0], most_digits, 0
    for digits in range(most_digits, enough - 1, -1):
        for gap in GAPS:
            yield True, gap, digits, 0
    in_bands = (True, GAPS[0], most_digits), (True, GAPS[1], enough)
    for manner in in_bands:
        yield (*manner, HIGHEST)
    for gap in GAPS:
        yield True, gap, fewest, 0
    if is_whole:
        for manner in in_bands:
            yield (*manner, HIGHEST_WHOLE)


def _bands(table: NumberTable, columns: List[int], count: int) -> List[List[int]]:
    """The columns in so many bands; those that stay are in the last one."""
    others = [index for index in columns if not table.columns[index].stays]
    size = max(-(-len(others) // count), 1)
    bands = [others[start:start + size] for start in range(0, len(others), size)] or [[]]
    return [*bands[:-1], sorted([*bands[-1], *(index for index in columns if table.columns[index].stays)])]


class _Layout:
    """Some rows and columns of a table, written in one manner."""

    def __init__(self, page: Page, table: NumberTable, rows: List[int], columns: List[int], short: bool,
                 gap: int, digits: int) -> None:
        self.page, self.table, self.gap, self.digits = page, table, gap, digits
        self.rows = [table.rows[index] for index in rows]
        self.columns = columns
        self.shaded = table.shaded and has_colours(page)
        self.headings = [[page.text(heading) for heading in self._headings(table.columns[index], short)]
                         for index in columns]
        self.texts = [[[significant(number, digits) for number in row.cells[index]] for index in columns]
                      for row in self.rows]
        self.labels = [[page.text(label) for label in row.labels] for row in self.rows]
        self.widths = [max(map(cell_len, [*headings, *(text for cells in self.texts for text in cells[at])]),
                           default=0) for at, headings in enumerate(self.headings)]
        self.label_width = max(cell_len(label) for labels in self.labels for label in labels)

    @staticmethod
    def _headings(column: Column, short: bool) -> Tuple[str, ...]:
        return (column.short, *column.headings[1:]) if short and column.short else column.headings

    @property
    def width(self) -> int:
        """How wide the lines are."""
        bar = len(BAR) * any(self._begins_apart(at) for at in range(len(self.columns)))
        return self.label_width + sum(width + self.gap for width in self.widths) + bar

    @property
    def height(self) -> int:
        """How many lines there are."""
        return len(self.lines())

    def _begins_apart(self, at: int) -> bool:
        columns = self.table.columns
        return columns[self.columns[at]].apart and (at == 0 or not columns[self.columns[at - 1]].apart)

    def lines(self) -> List[Text]:
        """The headings, then the rows."""
        lines = [self._line("", texts, [()] * len(texts), number)
                 for number, texts in enumerate(zip_longest(*self.headings, fillvalue=""))]
        lines = [line for line in lines if line.plain.strip()]
        for line in lines:
            line.stylize("dim")
        for row, labels, texts in zip(self.rows, self.labels, self.texts):
            cells = [row.cells[index] for index in self.columns]
            for number in range(max(len(labels), *map(len, texts)) if texts else len(labels)):
                lines.append(self._line(labels[number] if number < len(labels) else "",
                                        [text[number] if number < len(text) else "" for text in texts],
                                        cells, number))
        return lines

    def _line(self, label: str, texts: Sequence[str], cells: Sequence[Numbers], number: int) -> Text:
        line = Text(label + " " * (self.label_width - cell_len(label)), style="")
        if number and label:
            line.stylize("dim")
        for at, (text, cell) in enumerate(zip(texts, cells)):
            style = self._style(cell, number) if text else ""
            blank = " " * (self.widths[at] - cell_len(text))
            bar = self.page.symbols(BAR) if self._begins_apart(at) else ""
            line.append(" " * self.gap + bar, style=style if self.shaded else "")
            line.append(blank + text, style=style)
        line.rstrip()
        return line

    def _style(self, cell: Numbers, number: int) -> str:
        if number >= len(cell):
            return ""
        if self.shaded and not number:
            palette = palette_of(self.page)
            return f"{palette.text} on {shade(cell[0], 2.0 * self._largest(), palette)}"
        return self.page.colour(cell[number]) + (" bold" if not number else "")

    def _largest(self) -> float:
        return max((abs(cell[0]) for row in self.table.rows for cell in row.cells if cell), default=0.0)


def _remarks(page: Page, table: NumberTable, rows: int, columns: Sequence[int], digits: int) -> List[str]:
    """What is left out, and how many digits are shown where it isn't as many as usual."""
    sentences = _left_out(table, rows, [table.columns[index] for index in columns])
    if digits < page.digits:
        sentences.append(f"({count_of(digits, 'digit')} here, for want of room.)")
    return sentences


def _left_out(table: NumberTable, rows: int, columns: Sequence[Column]) -> List[str]:
    """The sentence about the rows and columns that are not shown; none where all are."""
    more_rows, more_columns = len(table.rows) - rows, len(table.columns) - len(columns)
    missing = [count_of(more, f"more {noun}") for more, noun
               in ((more_rows, table.nouns[0]), (more_columns, table.nouns[1])) if more]
    if not missing:
        return []
    others = [column for column in table.columns if not column.stays]
    shown, total = rows * sum(not column.stays for column in columns), len(table.rows) * len(others)
    numbers = f": {total - shown:,} of {count_of(total, table.nouns[2])} are left out" if others else ""
    ranked = any(row.blame for row in table.rows) or any(column.blame for column in others)
    which = "those with the highest sensitivities" if ranked else "those next to it"
    return [f"… {' and '.join(missing)}{numbers}. Shown are the first, the last and {which}."]


def _sentences(page: Page, table: NumberTable, rows: List[int], width: int) -> Block:
    """The rows in words, wrapped."""
    lines = []
    columns = next(_fewer_and_fewer(table))
    for index in rows:
        row = table.rows[index]
        pairs = [(table.columns[column].headings, row.cells[column]) for column in columns]
        cells = [f"{' '.join(filter(None, headings))} {' '.join(map(page.number, cell))}"
                 for headings, cell in pairs if cell]
        text = page.text(f"{' '.join(label.strip() for label in row.labels)}: {', '.join(cells)}")
        lines += [Text(part) for part in wrap(text, width, subsequent_indent="  ")]
    return Block(lines, _left_out(table, len(rows), [table.columns[column] for column in columns]))
