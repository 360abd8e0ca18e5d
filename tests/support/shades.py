"""What a terminal shows, as text without escapes: shades stand for the pixels of pictures and maps."""

import re
from typing import List, Optional, Tuple

from lernmi.console.charts.raster import INK_SHADES, NEGATIVE_SHADES, SHADES
from lernmi.console.display.terminal import UNKNOWN
from lernmi.figures.palette import DARK, RGB, rgb

PIECE = re.compile(r"\x1b\[([0-9;]*)m|\x1b(?:\[[0-9;?]*[@-~]|[=>])|(.)", re.DOTALL)
COLOUR = re.compile(r"(?:^|;)(38|48);2;(\d+);(\d+);(\d+)")
OF_LINES = {rgb(colour) for colour in (DARK.positive, DARK.negative, DARK.text, UNKNOWN.dim)}
Colours = Tuple[Optional[RGB], Optional[RGB]]       # of a character, and behind it


def shaded(text: str) -> str:
    """Each ▀ of two pixels becomes the shade of their mean; lines stay as they are.

    >>> shaded("\\x1b[38;2;95;175;255;48;2;95;175;255m▀\\x1b[0m▀")
    '@▀'
    """
    colours: Colours = (None, None)
    shown: List[str] = []
    for code, letter in PIECE.findall(text):
        if letter:
            shown.append(_shade(*colours) if letter == "▀" and None not in colours else letter)
        elif code in ("", "0"):
            colours = (None, None)
        else:
            colours = _changed(colours, code)
    return "".join(shown)


def _changed(colours: Colours, code: str) -> Colours:
    new = {which: (int(red), int(green), int(blue)) for which, red, green, blue in COLOUR.findall(code)}
    return new.get("38", colours[0]), new.get("48", colours[1])


def _shade(upper: Optional[RGB], lower: Optional[RGB]) -> str:
    assert upper and lower
    if upper != lower and {upper, lower} <= OF_LINES:
        return "▀"          # where two lines cross
    sizes = [_size(colour) for colour in (upper, lower)]
    mean = sum(size for size, _ in sizes) / 2
    is_ink = all(grey for _, grey in sizes)
    shades = INK_SHADES if is_ink else SHADES if mean > 0.0 else NEGATIVE_SHADES
    return shades[min(int(abs(mean) * len(shades)), len(shades) - 1)]


def _size(colour: RGB) -> Tuple[float, bool]:
    """How far from neutral it is: 1 is full; below 0 if it is orange. And whether it is a grey."""
    red, green, blue = colour
    neutral = rgb(DARK.neutral)
    full = rgb(DARK.text if red == green == blue else DARK.positive if blue > red else DARK.negative)
    channel = 2 if blue >= red else 0
    share = (colour[channel] - neutral[channel]) / (full[channel] - neutral[channel])
    return (-share if red > blue else share), red == green == blue
