"""Blocks of lines side by side."""

from __future__ import annotations

from itertools import zip_longest
from typing import List, Sequence

from rich.text import Text


def side_by_side(blocks: Sequence[Sequence[Text]], gap: int) -> List[Text]:
    """The blocks as one, each as wide as its longest line, with so many columns between two."""
    widths = [max((len(line) for line in block), default=0) for block in blocks]
    lines = []
    for row in zip_longest(*blocks, fillvalue=Text()):
        line = Text()
        for text, width in zip(row, widths):
            line.pad_right(gap if len(line) else 0)
            line.append_text(text)
            line.pad_right(width - len(text))
        line.rstrip()
        lines.append(line)
    return lines
