"""A picture beside its sensitivity map as SVG; each pixel shows its numbers on hovering."""

from __future__ import annotations

from functools import partial
from typing import Callable, List

from ...figures.palette import LIGHT, mixed
from ...figures.pixel_map import PixelMap
from ...support.formatting import count_of, significant
from ..svg import Svg
from .axes import GAP, LINE_HEIGHT, wrapped
from .cells import draw_strip, signed_colour

SIZE = 220.0                # of the longer side of a picture
WIDTH = 2.0 * SIZE + 3.0 * GAP
MOST_CHANNELS = 4
MOST_HINTS = 4096           # pixels that show their numbers


def svg_of_pixel_map(figure: PixelMap, digits: int) -> Svg:
    """The picture and the map of each channel, what the colours mean, and the most sensitive pixels."""
    number = partial(significant, digits=digits)
    lines, channels = _words(figure, number), figure.channels[:MOST_CHANNELS]
    rows, columns = len(channels[0]), len(channels[0][0])
    cell = SIZE / max(rows, columns)
    answer = wrapped(figure.answer(number), WIDTH)
    above, every = (len(answer) + 3.0) * LINE_HEIGHT, rows * cell + 2.0 * LINE_HEIGHT
    below = above + len(channels) * every
    svg = Svg(WIDTH + 2.0 * GAP, below + (len(lines) + 2.0) * LINE_HEIGHT, figure.title,
              " ".join(figure.sentences(number)))
    svg.text(GAP, LINE_HEIGHT, figure.title, font_weight="bold")
    for index, line in enumerate(answer):
        svg.text(GAP, (index + 2.2) * LINE_HEIGHT, line)
    for index in range(len(channels)):
        _draw_channel(svg, figure, index, above + index * every, cell, number)
    draw_strip(svg, GAP, below, number(-figure.largest), number(figure.largest), "0")
    for index, line in enumerate(lines):
        svg.text(GAP, below + (index + 2.0) * LINE_HEIGHT, line)
    return svg


def _draw_channel(svg: Svg, figure: PixelMap, index: int, top: float, cell: float,
                  number: Callable[[float], str]) -> None:
    channel = figure.channels[index]
    columns, rows, left = len(channel[0]) * cell, len(channel) * cell, GAP
    right = left + columns + 3.0 * GAP
    suffix = f" {index}" if len(figure.channels) > 1 else ""
    svg.text(left, top - GAP / 2.0, f"picture{suffix}")
    svg.text(right, top - GAP / 2.0, "∂loss/∂pixel")
    values = [pixel.value for pixel in figure.pixels]
    low, high = min(0.0, *values), max(values)
    largest = figure.largest or 1.0
    with svg.group(shape_rendering="crispEdges"):
        for row, pixels in enumerate(channel):
            for column, pixel in enumerate(pixels):
                x, y = column * cell, top + row * cell
                hint = f"{pixel.name}: {number(pixel.value)}, sensitivity {number(pixel.sensitivity)}" \
                    if len(figure.pixels) <= MOST_HINTS else ""
                ink = mixed("#ffffff", LIGHT.text, (pixel.value - low) / ((high - low) or 1.0))
                svg.rect(left + x, y, cell, cell, fill=ink)
                svg.rect(right + x, y, cell, cell, hint, fill=signed_colour(pixel.sensitivity / largest))
    for x in (left, right):
        svg.rect(x, top, columns, rows, fill="none", stroke=LIGHT.dim)


def _words(figure: PixelMap, number: Callable[[float], str]) -> List[str]:
    words = wrapped("above 0, a larger pixel raises the loss; below 0, it lowers it", WIDTH)
    if len(figure.channels) > MOST_CHANNELS:
        words.append(f"{count_of(len(figure.channels) - MOST_CHANNELS, 'channel')} more are not drawn")
    return [*words, "the largest sensitivities:",
            *(f"{pixel.name} = {number(pixel.value)}: {number(pixel.sensitivity)}"
              for pixel in figure.most_sensitive())]
