"""Small pictures side by side in characters, with their captions above them."""

from __future__ import annotations

import textwrap
from typing import List, Sequence

from rich.text import Text

from ....figures.series.pictures import Pictures
from ...display.page import Page
from ..map_frame import width_for
from ..pictures import factor_for, gallery
from ..raster import enlarged, legend, picture, raster, resampled

TINY = 4                    # columns: of such a picture, a pixel is four characters wide


def draw_pictures(figure: Pictures, page: Page) -> None:
    """As many in a row as have room; where some numbers are negative, what the colours mean."""
    width = width_for(page)
    lines = [_drawn(figure, page, rows, width) for _, rows in figure.pictures]
    captions = [page.text(caption) for caption, _ in figure.pictures]
    with page.block():
        for text in textwrap.wrap(page.text(figure.title), width):
            page.line(text, style="bold" if page.laid_out else "")
        for line in _joined(gallery(lines, captions, width)):
            page.show(line)
        if figure.is_signed:
            page.show(legend(page, page.number(-figure.largest), "0", page.number(figure.largest)))


def _drawn(figure: Pictures, page: Page, rows: Sequence[Sequence[float]], width: int) -> List[Text]:
    """A picture; a wide one is shrunk to the width."""
    columns = len(rows[0])
    pixels = enlarged(rows, 4 if columns <= TINY else factor_for(columns)) if columns <= width else \
        resampled(rows, len(rows) * width // columns or 1, width)
    return raster(page, pixels, figure.largest) if figure.is_signed else picture(page, pixels, figure.largest)


def _joined(blocks: Sequence[Sequence[Text]]) -> List[Text]:
    """The rows of pictures, with an empty line between two."""
    return [line for block in blocks for line in [Text(), *block]][1:]
