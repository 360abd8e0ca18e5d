"""Rasters: pictures and maps of numbers, two pixels to a character where there are colours.

A character is about twice as high as wide, so half of one is a square: ▀ in the colour of the upper pixel
on the colour of the lower one. Where there are too few colours for that or no such symbols, the shade of a
character says how large its numbers are, and its family says their sign.
"""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import Callable, List, Mapping, Optional, Sequence, Tuple, TypeVar

from rich.text import Span, Text

from ...figures.palette import DARK, LIGHT, Palette, mixed, shade, text_on
from ..display.page import Page

Cell = TypeVar("Cell")
Pixel = Optional[float]
Spot = Tuple[int, int]              # row and column of characters
Symbols = Optional[Mapping[Spot, str]]
SHADES = " .:+*#@"                  # from 0 to the largest; no letters, which are for symbols
NEGATIVE_SHADES = " ,;-=%&"         # from 0 to the smallest
INK_SHADES = " .:-=+*#%@"           # of a picture, from the lightest to the darkest
UPPER, LOWER = "▀", "▄"
# From 0 to the largest number, below 0 and above it, for terminals that have 256 colours.
RAMPS = {DARK: (("#1c1c1c", "#303030", "#5f5f00", "#875f00", "#af5f00", "#d78700", "#ff8700"),
                ("#1c1c1c", "#303030", "#005f87", "#5f87af", "#5f87d7", "#5fafd7", "#5fafff")),
         LIGHT: (("#eeeeee", "#e4e4e4", "#ffd7af", "#ffaf87", "#d7875f", "#d75f00", "#af5f00"),
                 ("#eeeeee", "#e4e4e4", "#afd7ff", "#87afd7", "#5fafd7", "#0087af", "#005faf"))}
LEVELS = 24                         # of colour for each sign: more can't be distinguished


def raster(page: Page, pixels: Sequence[Sequence[Pixel]], largest: Optional[float] = None,
           symbols: Symbols = None) -> List[Text]:
    """The lines of a raster; its rows from the top, two to a line. None is a pixel outside.

    ``largest``: the size of a number that gets the full colour; by default that of the largest.
    ``symbols``: characters over it, such as the points of a data set, by row and column of the lines.
    """
    most = largest_of(pixels) if largest is None else largest
    if has_colours(page):
        palette = palette_of(page)
        factor, colour = LEVELS / most if most else 0.0, _colour if has_all_colours(page) else _colour_of_256
        return blocks([[None if pixel is None else colour(_level(pixel * factor), palette) for pixel in row]
                       for row in pixels], symbols)
    return characters(pixels, lambda pair: signed_shade(page, pair, most), symbols)


def picture(page: Page, pixels: Sequence[Sequence[Pixel]], largest: Optional[float] = None) -> List[Text]:
    """The lines of a picture, from 0 (the background) to the largest number (the full ink)."""
    low = min(0.0, *_inside(pixels))
    spread = ((max(_inside(pixels)) if largest is None else largest) - low) or 1.0
    shares = [[None if pixel is None else (pixel - low) / spread for pixel in row] for row in pixels]
    if has_colours(page):
        palette = palette_of(page)
        return blocks([[None if share is None else mixed(palette.neutral, palette.text, share)
                        for share in row] for row in shares])
    return characters(shares, lambda pair: (_shade(_mean(pair), INK_SHADES), ""))


def blocks(colours: Sequence[Sequence[Optional[str]]], symbols: Symbols = None) -> List[Text]:
    """The lines of a raster of colours, as "#rrggbb"; a symbol is on that of the upper pixel."""
    return characters(colours, _block, symbols,
                      lambda pair: f"bold {text_on(pair[0])} on {pair[0]}" if pair[0] else "bold")


def characters(pixels: Sequence[Sequence[Optional[Cell]]],
               drawn: Callable[[Tuple[Optional[Cell], Optional[Cell]]], Tuple[str, str]],
               symbols: Symbols = None,
               style_of_symbol: Callable[[Tuple[Optional[Cell], Optional[Cell]]], str] = lambda pair: "bold"
               ) -> List[Text]:
    """Two rows of pixels in each line; ``drawn`` gives the character of two pixels, and its style."""
    rows = [list(row) for row in pixels]
    if len(rows) % 2:
        rows.append([None] * len(rows[0]))
    lines = []
    for number, (upper, lower) in enumerate(zip(rows[::2], rows[1::2])):
        line = [drawn(pair) for pair in zip(upper, lower)]
        for column, pair in enumerate(zip(upper, lower)):
            symbol = (symbols or {}).get((number, column))
            if symbol:
                line[column] = symbol, style_of_symbol(pair)
        lines.append(_joined(line))
    return lines


def _joined(line: Sequence[Tuple[str, str]]) -> Text:
    """Characters with their styles as a text, each run of a style as a whole."""
    spans, start = [], 0
    for style, run in groupby([style for _, style in line]):
        end = start + len(list(run))
        if style:
            spans.append(Span(start, end, style))
        start = end
    return Text("".join([character for character, _ in line]), spans=spans)


def enlarged(pixels: Sequence[Sequence[Cell]], factor: int) -> List[List[Cell]]:
    """Each pixel as a square of so many times so many."""
    return [[pixel for pixel in row for _ in range(factor)] for row in pixels for _ in range(factor)]


def resampled(pixels: Sequence[Sequence[Cell]], rows: int, columns: int) -> List[List[Cell]]:
    """So many rows and columns of them: each the pixel that lies there."""
    return [[row[(2 * column + 1) * len(row) // (2 * columns)] for column in range(columns)]
            for row in (pixels[(2 * number + 1) * len(pixels) // (2 * rows)] for number in range(rows))]


def has_colours(page: Page) -> bool:
    """Whether half blocks and their colours can be seen there: 16 colours are too few for maps."""
    return page.laid_out and not page.ascii and page.console.color_system in ("truecolor", "256") \
        and not page.console.no_color


def has_all_colours(page: Page) -> bool:
    """Whether colours can be mixed there, not chosen from 256."""
    return page.console.color_system == "truecolor"


def palette_of(page: Page) -> Palette:
    """The colours for the page's background."""
    return LIGHT if page.colours == LIGHT else DARK


def largest_of(pixels: Sequence[Sequence[Pixel]]) -> float:
    """The size of the largest number."""
    return max(map(abs, _inside(pixels)))


def signed_shade(page: Page, pair: Sequence[Pixel], largest: float) -> Tuple[str, str]:
    """The character of numbers whose family says the sign, and its style."""
    mean = _mean(pair)
    shades = SHADES if mean >= 0.0 else NEGATIVE_SHADES
    return _shade(abs(mean) / largest if largest else 0.0, shades), page.colour(mean) if page.laid_out else ""


def legend(page: Page, low: str, middle: str, high: str, width: int = 13) -> Text:
    """What the shades or colours mean: a strip from the lowest number to the highest, with these texts."""
    strip = [2.0 * column / (width - 1) - 1.0 for column in range(width)]
    line = raster(page, [strip, strip], 1.0)[0]
    half = width // 2
    if not middle:
        return Text.assemble(f"{low} ", line, f" {high}")
    return Text.assemble(f"{low} ", line[:half], f" {middle} ", line[-half:], f" {high}")


def _level(number: float) -> int:
    return round(min(max(number, -LEVELS), LEVELS))


@cache
def _colour(level: int, palette: Palette) -> str:
    return shade(level, LEVELS, palette)


@cache
def _colour_of_256(level: int, palette: Palette) -> str:
    """The same from the 256 colours that any such terminal has; the nearest to a mixture has another hue."""
    colours = RAMPS[palette][level > 0]
    return colours[round(abs(level) / LEVELS * (len(colours) - 1))]


def _block(pair: Tuple[Optional[str], Optional[str]]) -> Tuple[str, str]:
    upper, lower = pair
    if upper is None:
        return (LOWER, lower) if lower else (" ", "")
    return UPPER, f"{upper} on {lower}" if lower else upper


def _inside(pixels: Sequence[Sequence[Pixel]]) -> List[float]:
    return [pixel for row in pixels for pixel in row if pixel is not None] or [0.0]


def _mean(pair: Sequence[Pixel]) -> float:
    inside = [pixel for pixel in pair if pixel is not None]
    return sum(inside) / len(inside) if inside else 0.0


def _shade(share: float, shades: str) -> str:
    return shades[round(min(share, 1.0) * (len(shades) - 1))]
