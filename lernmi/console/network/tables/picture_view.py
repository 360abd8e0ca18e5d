"""Pictures in a layer: inputs, kernels and feature maps side by side, small ones with their numbers."""

from __future__ import annotations

from functools import partial
from itertools import chain
from textwrap import wrap
from typing import Any, Callable, Dict, List, Sequence, Tuple

from rich.text import Text

from ....neuron import Neuron
from ....support.formatting import count_of
from ...charts.raster import enlarged, raster
from ...display.page import Page
from ...display.side_by_side import side_by_side
from .layer_numbers import SHORT, LayerNumbers, Member
from .number_table import FEWEST_DIGITS, Block, Column, NumberTable, Row, chosen
from .table_layout import lay_out, print_block
from .unit_table import PLURAL

MOST_NUMBERED = 6           # rows and columns of a picture whose numbers are written
MOST_DOUBLED = 16           # of one whose pixels are drawn twice as large
HIGHEST = 56                # rows of pixels, two to a line
MOST_PICTURES = 8
DIGITS = 3                  # where pictures don't fit beside each other with any number of digits
SHOWN = "Shown are the first, the last and those with the highest sensitivities."
BETWEEN = 4                 # blanks between two pictures

Picture = List[List[Neuron]]
Entry = Tuple[Picture, str, str]        # a picture, which of its numbers, and what its title begins with


def are_pictures(members: Sequence[Member]) -> bool:
    """Whether neurons are pixels: of channels, and of more than one pixel each."""
    return all(not member.role and len(member.indices) == 3 for member in members) and any(
        member.indices[1:] != (0, 0) for member in members)


def print_pictures(page: Page, numbers: LayerNumbers, members: Sequence[Member]) -> None:
    """The channels side by side; below them, or of a single one beside it, their sensitivities.

    The last two indices of the members are a row and a column.
    """
    pictures = _channels(numbers.group, members)
    titles, shape = list(pictures), _shape(next(iter(pictures.values())))
    blames = [sum(map(numbers.blame, chain(*picture))) for picture in pictures.values()]
    shown = [titles[index] for index in chosen(blames, _most_pictures(page, shape))]
    several = len(titles) > 1
    rows: List[List[Entry]] = [[(pictures[title], word, f"{title}: " if several else "") for title in shown]
                               for word in numbers.words_of_neurons()]
    for row in rows if several else [list(chain(*rows))]:
        print_side_by_side(page, partial(_pictures, page, row), has_numbers=_is_numbered(shape))
    missing = len(titles) - len(shown)
    if missing:
        page.line(f"… {count_of(missing, 'more channel')}. {SHOWN}", style="dim")


def _channels(group: str, members: Sequence[Member]) -> Dict[str, Picture]:
    """The pictures by their names: "conv[2]", of a copy "conv[2]#sample1"."""
    pictures: Dict[str, Picture] = {}
    for member in members:
        name = member._replace(indices=member.indices[:-2]).unit(group) + member.copy
        picture = pictures.setdefault(name, [])
        if member.indices[-1] == 0:
            picture.append([])
        picture[-1].append(member.neuron)
    return pictures


def _shape(picture: Picture) -> Tuple[int, int]:
    return len(picture), len(picture[0])


def _is_numbered(shape: Tuple[int, int]) -> bool:
    """Whether pictures are so small that their numbers are written."""
    return max(shape) <= MOST_NUMBERED


def _most_pictures(page: Page, shape: Tuple[int, int]) -> int:
    """How many channels are shown: of large ones, a row of them."""
    if _is_numbered(shape):
        return MOST_PICTURES
    width = shape[-1] * (2 if shape[-1] <= MOST_DOUBLED else 1) + BETWEEN
    return min(max((page.width + BETWEEN) // width, 2), MOST_PICTURES)


def _pictures(page: Page, entries: Sequence[Entry], digits: int) -> List[Block]:
    return [_picture(page, picture, word, title, digits) for picture, word, title in entries]


def _picture(page: Page, picture: Picture, attribute: str, title: str, digits: int) -> Block:
    """One picture below its title: with its numbers, or as half blocks with the extremes in words."""
    pixels = [[getattr(neuron, attribute) for neuron in row] for row in picture]
    heading = _dim(page, f"{title}{PLURAL[attribute]}")
    if _is_numbered(_shape(picture)):
        columns = [Column(("",), stays=True) for _ in pixels[0]]
        table = NumberTable(columns, [Row(("",), [(pixel,) for pixel in row]) for row in pixels], shaded=True,
                            most_digits=digits)
        block = lay_out(page, table, page.width)
        return Block([*heading, *block.lines], block.remarks)
    low, high = (page.number(function(chain(*pixels))) for function in (min, max))
    pixels, size = _shrunk(pixels, page.width)
    is_doubled = len(pixels[0]) <= min(MOST_DOUBLED, page.width // 2)
    lines = raster(page, enlarged(pixels, 2) if is_doubled else pixels)
    below = [f"all {low}" if low == high else f"{low} to {high}"]
    if size > 1:
        below.append(f"each pixel the mean of {size} × {size}")
    return Block([*heading, *lines, *_dim(page, ", ".join(below))], [])


def _dim(page: Page, text: str) -> List[Text]:
    """A title, in lines that are no longer than the page is wide."""
    return [Text(line, style="dim") for line in wrap(page.text(text), page.width)]


def _shrunk(pixels: List[List[float]], width: int) -> Tuple[List[List[float]], int]:
    """A picture with means of several pixels in place of each, if it has no room; and how many in a row."""
    size = max(-(-len(pixels[0]) // width), -(-len(pixels) // HIGHEST), 1)
    squares = [[[pixel for line in pixels[row:row + size] for pixel in line[column:column + size]]
                for column in range(0, len(pixels[0]), size)] for row in range(0, len(pixels), size)]
    return [[sum(square) / len(square) for square in row] for row in squares], size


def print_kernels(page: Page, numbers: LayerNumbers, layer: Any) -> None:
    """The kernels of a convolution: each weight, below it its sensitivity, and the bias."""
    kernels = [(channel, source) for channel, sources in enumerate(layer.weights)
               for source in range(len(sources))]
    blames = [sum(numbers.blame(weight) for row in layer.weights[channel][source] for weight in row)
              for channel, source in kernels]
    shown = [kernels[index] for index in chosen(blames, MOST_PICTURES)]
    print_side_by_side(page, lambda digits: [_kernel(page, numbers, layer, *one, digits=digits)
                                             for one in shown])
    missing = len(kernels) - len(shown)
    if missing:
        count = missing * len(layer.weights[0][0]) * len(layer.weights[0][0][0])
        page.line(f"… {count_of(missing, 'more kernel')}: {count_of(count, 'weight')} are left out. {SHOWN}",
                  style="dim")


def _kernel(page: Page, numbers: LayerNumbers, layer: Any, channel: int, source: int, digits: int) -> Block:
    kernel = layer.weights[channel][source]
    columns = [Column(("",), stays=True) for _ in kernel[0]]
    rows = [Row(("",), [numbers.of_weight(weight) for weight in row]) for row in kernel]
    block = lay_out(page, NumberTable(columns, rows, most_rows=len(rows), most_digits=digits), page.width)
    of = f" for channel {source}" if len(layer.weights[channel]) > 1 else ""
    below = f", {SHORT.get(second[0], second[0])} below" if (second := numbers.words_of_weights()[1:]) else ""
    heading = [f"kernel of {numbers.group}[{channel}]{of}{below}"]
    if layer.biases:
        words = ["bias", *(SHORT.get(word, word) for word in second)]
        heading.append(", ".join(f"{word} {page.number(number)}" for word, number
                                 in zip(words, numbers.of_weight(layer.biases[channel]))))
    return Block([*chain(*(_dim(page, line) for line in heading)), *block.lines], block.remarks)


def print_side_by_side(page: Page, blocks_with: Callable[[int], List[Block]],
                       has_numbers: bool = True) -> None:
    """The blocks beside each other, with as many digits as have room; or else in several rows."""
    for digits in range(page.digits, min(FEWEST_DIGITS, page.digits) - 1, -1):
        blocks = blocks_with(digits)
        if sum(block.width + BETWEEN for block in blocks) - BETWEEN <= page.width:
            break
    else:
        digits = min(DIGITS, page.digits)
        blocks = blocks_with(digits)
    row: List[Block] = []
    for block in blocks:
        if row and sum(other.width + BETWEEN for other in row) + block.width > page.width:
            print_block(page, _beside_each_other(row))
            row = []
        row.append(block)
    print_block(page, _beside_each_other(row))
    if digits < page.digits and has_numbers:
        page.line(f"({count_of(digits, 'digit')} here, for want of room.)", style="dim")


def _beside_each_other(blocks: Sequence[Block]) -> Block:
    return Block(side_by_side([block.lines for block in blocks], BETWEEN), [])
