"""Pictures side by side, in half blocks or in shades."""

from __future__ import annotations

from typing import List, Sequence

from rich.text import Text

from ..display.page import Page
from ..display.side_by_side import side_by_side
from .raster import enlarged, picture

GAP = 3             # columns between two pictures
SMALL = 20          # columns: of a smaller picture, a pixel is two characters wide


def picture_lines(page: Page, pixels: Sequence[float], rows: int, columns: int) -> List[Text]:
    """A picture, from its pixels row by row; of a small one, each is two characters wide and one high."""
    lines = [list(pixels[row * columns:(row + 1) * columns]) for row in range(rows)]
    return picture(page, enlarged(lines, factor_for(columns)))


def factor_for(columns: int) -> int:
    """How many characters wide a pixel is."""
    return 2 if columns <= SMALL else 1


def gallery(pictures: Sequence[Sequence[Text]], titles: Sequence[str], width: int) -> List[List[Text]]:
    """The lines of each row of pictures: with a title above each, as many as fit into the width."""
    wide = max(*map(len, titles), *(len(line) for lines in pictures for line in lines))
    fitting = max(1, (width + GAP) // (wide + GAP))
    blocks = [[Text(title), *lines] for title, lines in zip(titles, pictures)]
    return [side_by_side(blocks[start:start + fitting], GAP, wide)
            for start in range(0, len(blocks), fitting)]
