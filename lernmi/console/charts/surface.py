"""The loss over two weights on a terminal: bands of losses as shades, with the path of learning on them."""

from __future__ import annotations

from typing import Dict, List

from rich.text import Text

from ...figures.surface import Surface
from ..display.page import Page
from .map_frame import axis_names, framed_map, layout_for, names_alone, wrapped
from .raster import Spot, raster, resampled

PATH, START, PRESENT, LOWEST = "o", "S", "P", "L"


def draw_surface(figure: Surface, page: Page) -> None:
    """The map with the path, axes in the units of the weights, and which losses the bands are."""
    page.line(figure.title, style="bold" if page.laid_out else "")
    words = _words(figure, page)
    layout = layout_for(page, figure.area, words)
    lines = map_lines(figure, page, layout.rows, layout.columns)
    with page.block():
        for line in framed_map(page, lines, figure.area, layout, words):
            page.show(line)


def map_lines(figure: Surface, page: Page, rows: int, columns: int) -> List[Text]:
    """The map alone, with the path on it."""
    strengths = [[figure.strength(figure.band(loss)) for loss in row] for row in figure.losses]
    return raster(page, resampled(strengths, 2 * rows, columns), 1.0, path_symbols(figure, columns, rows))


def words_in_common(figure: Surface, page: Page) -> List[Text]:
    """What is alike where several surfaces over the same weights are drawn beside each other."""
    marks = f"{START} start, {PATH} path, {PRESENT} present, {LOWEST} lowest"
    return [*names_alone(page, *figure.names), *_bands(figure, page), Text(marks)]


def path_symbols(figure: Surface, columns: int, rows: int) -> Dict[Spot, str]:
    """The path, spot by spot, with its start, the lowest loss and the present one over it."""
    spots = [figure.area.cell(point, columns, rows) or (0, 0) for point in figure.path]
    symbols = {spot: PATH for pair in zip(spots, spots[1:]) for spot in _between(*pair)}
    marks = [(figure.lowest.point, LOWEST), *((point, START) for point in figure.path[:1]),
             (figure.present.point, PRESENT)]
    for point, symbol in marks:
        symbols[figure.area.cell(point, columns, rows) or (0, 0)] = symbol
    return symbols


def _between(first: Spot, second: Spot) -> List[Spot]:
    """The spots of a straight line."""
    rows, columns = second[0] - first[0], second[1] - first[1]
    count = max(abs(rows), abs(columns), 1)
    return [(first[0] + round(rows * index / count), first[1] + round(columns * index / count))
            for index in range(count + 1)]


def _words(figure: Surface, page: Page) -> List[Text]:
    number = page.number
    marks = [f"{PRESENT} present: {number(figure.present.loss)}",
             f"{LOWEST} lowest: {number(figure.lowest.loss)}"]
    if figure.path:
        marks.append(f"{START} start, {PATH} path of learning")
    return [*axis_names(page, *figure.names), Text(), *_bands(figure, page), Text(),
            *(line for text in [*marks, *figure.counted()] for line in wrapped(page, text, "  "))]


def _bands(figure: Surface, page: Page) -> List[Text]:
    """A line for each band, the highest first: how it looks, and the loss from which on it is."""
    return [Text.assemble(raster(page, [[figure.strength(band)] * 2] * 2, 1.0)[0], f" {text}")
            for band, text in reversed(list(enumerate(figure.band_texts())))]
