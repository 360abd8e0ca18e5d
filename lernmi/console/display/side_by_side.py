"""Blocks of lines side by side, and a text beside its label."""

from __future__ import annotations

from itertools import zip_longest
from textwrap import wrap
from typing import Iterator, List, Sequence, Tuple

from rich.text import Text


def side_by_side(blocks: Sequence[Sequence[Text]], gap: int, width: int = 0) -> List[Text]:
    """The blocks as one, with so many columns between two.

    Each is as wide as its longest line, or as ``width`` where that is more.
    """
    widths = [max([width, *(line.cell_len for line in block)]) for block in blocks]
    lines = []
    for row in zip_longest(*blocks, fillvalue=Text()):
        line = Text()
        for number, (text, columns) in enumerate(zip(row, widths)):
            line.pad_right(gap if number else 0)
            line.append_text(text)
            line.pad_right(columns - text.cell_len)
        line.rstrip()
        lines.append(line)
    return lines


def beside(label: str, text: str, width: int) -> Iterator[Tuple[str, str]]:
    """A label and a text beside it, wrapped: the lines, each in two parts.

    >>> ["".join(parts) for parts in beside("name  ", "of this or that", 14)]
    ['name  of this', '      or that']
    """
    for number, line in enumerate(wrap(text, max(width - len(label), 1))):
        yield " " * len(label) if number else label, line
