"""Rasters: pictures and maps of numbers, two pixels to a character where there are colours.

A character is about twice as high as wide, so half of one is a square: ▀ in the colour of the upper pixel
on the colour of the lower one. Where there are no colours or no such symbols, the shade of a character says
how large its numbers are, and for numbers of both signs its shape says the sign.
"""

from __future__ import annotations

from typing import Dict, List, Mapping, Optional, Sequence, Tuple

from rich.text import Text

from ...figures.palette import DARK, LIGHT, Palette, shade
from ..display.page import Page
from ..display.terminal import LIGHT as LIGHT_COLOURS

Pixel = Optional[float]
Spot = Tuple[int, int]              # row and column of characters
SHADES = " .:+*#@"                  # from 0 to the largest
NEGATIVE_SHADES = " ,;~o&%"         # from 0 to the smallest
HALF = "▀"


def raster(page: Page, pixels: Sequence[Sequence[Pixel]], largest: Optional[float] = None,
           symbols: Optional[Mapping[Spot, str]] = None) -> List[Text]:
    """The lines of a raster; its rows from the top, two to a line. None is a pixel outside.

    ``largest``: the size of a number that gets the full colour; by default that of the largest.
    ``symbols``: characters over it, such as the points of a data set, by row and column of the lines.
    """
    rows = [list(row) for row in pixels]
    if len(rows) % 2:
        rows.append([None] * len(rows[0]))
    if largest is None:
        largest = max((abs(pixel) for row in rows for pixel in row if pixel is not None), default=0.0)
    palette = palette_of(page)
    lines = []
    for number, (upper, lower) in enumerate(zip(rows[::2], rows[1::2])):
        line = Text()
        for column, pair in enumerate(zip(upper, lower)):
            symbol = (symbols or {}).get((number, column), "")
            line.append(*(_coloured(pair, largest, palette, symbol) if has_colours(page) else
                          (symbol or _shade(pair, largest), "")))
        lines.append(line)
    return lines


def has_colours(page: Page) -> bool:
    """Whether half blocks and their colours can be seen there."""
    return page.laid_out and not page.ascii and page.console.color_system is not None \
        and not page.console.no_color


def palette_of(page: Page) -> Palette:
    """The colours for the page's background."""
    return LIGHT if page.colours == LIGHT_COLOURS else DARK


def _coloured(pair: Tuple[Pixel, Pixel], largest: float, palette: Palette, symbol: str) -> Tuple[str, str]:
    """The character and its style."""
    if symbol:
        inside = [pixel for pixel in pair if pixel is not None]
        mean = sum(inside) / len(inside) if inside else None
        return symbol, f"{palette.text} on {shade(mean, largest, palette)}"
    upper, lower = (None if pixel is None else shade(pixel, largest, palette) for pixel in pair)
    if upper is None and lower is None:
        return " ", ""
    if lower is None:
        return HALF, f"{upper}"
    return HALF, f"{upper or palette.neutral} on {lower}"


def _shade(pair: Tuple[Pixel, Pixel], largest: float) -> str:
    inside = [pixel for pixel in pair if pixel is not None]
    mean = sum(inside) / len(inside) if inside else 0.0
    shades = SHADES if mean >= 0.0 else NEGATIVE_SHADES
    share = min(abs(mean) / largest, 1.0) if largest else 0.0
    return shades[round(share * (len(shades) - 1))]


def shade_legend() -> Dict[str, str]:
    """What the shades mean, where there are no colours: from small to large."""
    return {"positive": SHADES.strip(), "negative": NEGATIVE_SHADES.strip()}
