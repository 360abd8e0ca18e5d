"""A picture beside its sensitivity map on a terminal, with the most sensitive pixels in words."""

from __future__ import annotations

from typing import List, Sequence

from rich.text import Text

from ...figures.pixel_map import Picture, PixelMap
from ...support.formatting import count_of
from ..display.page import Page
from .map_frame import beside_words, width_for, wrapped
from .pictures import GAP, factor_for, gallery
from .raster import enlarged, legend, picture, raster, resampled

MOST_CHANNELS = 4
MOST_SHADES, LEAST_SHADES = 12, 4   # in the legend
WIDE = 30                   # columns of words with the values of pixels
LEAST_COLUMNS = 22          # of the words beside the maps; of fewer, they are below


def draw_pixel_map(figure: PixelMap, page: Page) -> None:
    """The picture and the map of each channel, what the colours mean, and the most sensitive pixels."""
    page.line(figure.title, style="bold" if page.laid_out else "")
    page.line(figure.answer(page.number))
    width = width_for(page)
    lines = [line for index, channel in enumerate(figure.channels[:MOST_CHANNELS])
             for line in _channel(figure, channel, page, width, index)]
    left = width - max(map(len, lines)) - GAP
    words = _words(figure, page, left if left >= LEAST_COLUMNS else width)
    with page.block():
        for line in beside_words(lines, words) if left >= LEAST_COLUMNS else [*lines, *words]:
            page.show(line)


def _channel(figure: PixelMap, channel: Picture, page: Page, width: int, index: int) -> List[Text]:
    """The picture and its map, side by side or one below the other; shrunk to the width if need be."""
    values = _fitted([[pixel.value for pixel in row] for row in channel], width)
    sensitivities = _fitted([[pixel.sensitivity for pixel in row] for row in channel], width)
    suffix = f" {index}" if len(figure.channels) > 1 else ""
    return [line for lines in gallery([picture(page, values), raster(page, sensitivities, figure.largest)],
                                      [f"picture{suffix}", page.text("∂loss/∂pixel")], width)
            for line in lines]


def _fitted(numbers: Sequence[Sequence[float]], width: int) -> List[List[float]]:
    columns = len(numbers[0])
    if columns <= width:
        return enlarged(numbers, factor_for(columns))
    return resampled(numbers, len(numbers) * width // columns or 1, width)


def _words(figure: PixelMap, page: Page, width: int) -> List[Text]:
    number, largest = page.number, figure.largest
    low, high = number(-largest), number(largest)
    shades = max(min((width - len(low) - len(high) - 5) // 2 * 2, MOST_SHADES), LEAST_SHADES) + 1
    words = [Text(), legend(page, low, "0", high, shades)]
    words += wrapped(page, "Above 0, a larger pixel raises the loss; below 0, it lowers it.", width=width)
    if len(figure.channels) > MOST_CHANNELS:
        more = count_of(len(figure.channels) - MOST_CHANNELS, "channel")
        words += wrapped(page, f"{more} more are not drawn.", width=width)
    texts = [f"{pixel.name}{f' = {number(pixel.value)}' * (width >= WIDE)}: {number(pixel.sensitivity)}"
             for pixel in figure.most_sensitive()]
    return words + [Text()] + [line for text in ["The largest sensitivities:", *texts]
                               for line in wrapped(page, text, "  ", width)]
