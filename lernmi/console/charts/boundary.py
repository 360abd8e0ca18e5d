"""A decision boundary on a terminal: the plane in half blocks, with the samples as letters in it."""

from __future__ import annotations

from typing import Dict, List, Optional, Tuple

from rich.text import Text

from ...figures.boundary import Boundary
from ...figures.meaning import CLASSES, DECISION, VALUE
from ...figures.palette import class_colours, mixed
from ...support.formatting import count_of
from ..display.page import Page
from .map_frame import axis_names, framed_map, layout_for, names_alone, wrapped
from .raster import (
    Spot,
    blocks,
    characters,
    has_all_colours,
    has_colours,
    legend,
    palette_of,
    raster,
    resampled,
)

SHARE_OF_SPOTS = 0.2        # of a map that samples may cover
PATTERNS = ".-+:=*%#&~"     # of the areas of several classes
UNSURE = 0.1                # strengths below have no pattern, where there are no colours
EVERY = 3, 6                # lines, columns: where an area in colour has its pattern


def draw_boundary(figure: Boundary, page: Page) -> None:
    """The map with the samples in it, axes in the units of the data, and what colours and letters mean."""
    page.line(figure.title, style="bold" if page.laid_out else "")
    words = _words(figure, page)
    layout = layout_for(page, figure.area, words)
    lines = map_lines(figure, page, layout.rows, layout.columns)
    with page.block():
        for line in framed_map(page, lines, figure.area, layout, words):
            page.show(line)


def map_lines(figure: Boundary, page: Page, rows: int, columns: int) -> List[Text]:
    """The map alone, with the samples in it: areas of several classes, or shades of a number."""
    symbols = sample_symbols(figure, rows, columns)
    if figure.meaning.kind == CLASSES:
        return _areas(figure, page, rows, columns, symbols)
    return raster(page, resampled(figure.strengths, 2 * rows, columns), 1.0, symbols)


def sample_symbols(figure: Boundary, rows: int, columns: int) -> Dict[Spot, str]:
    """The characters of samples by their spots: those with wrong answers, and of the others so many that the
    map remains visible."""
    symbols: Dict[Spot, str] = {}
    spots = [(spot, sampled) for sampled in figure.samples
             for spot in [figure.area.cell(sampled.point, columns, rows)] if spot is not None]
    for spot, sampled in spots:
        if sampled.is_right is False:
            symbols[spot] = figure.symbol(sampled)
    others = [(spot, sampled) for spot, sampled in dict(reversed(spots)).items() if spot not in symbols]
    every = max(round(len(others) / (SHARE_OF_SPOTS * rows * columns)), 1)
    for spot, sampled in sorted(others, key=lambda other: other[0])[::every]:
        symbols[spot] = figure.symbol(sampled)
    return symbols


# ---- areas of several classes --------------------------------------------------------------------------

def _areas(figure: Boundary, page: Page, rows: int, columns: int, symbols: Dict[Spot, str]) -> List[Text]:
    cells = resampled([list(zip(answers, strengths)) for answers, strengths
                       in zip(figure.answers, figure.strengths)], 2 * rows, columns)
    if not has_colours(page):
        return characters(cells, _pattern, symbols)
    palette, is_mixed = palette_of(page), has_all_colours(page)
    colours = class_colours(palette)
    marks = {(row, column): PATTERNS[(cells[2 * row][column][0] or 0) % len(PATTERNS)]
             for row in range(1, rows, EVERY[0])
             for column in range(3 if row // EVERY[0] % 2 else 0, columns, EVERY[1])}
    return blocks([[mixed(palette.neutral, colours[(answer or 0) % len(colours)],
                          0.25 + 0.75 * strength if is_mixed else float(strength > UNSURE))
                    for answer, strength in row] for row in cells], {**marks, **symbols})


def _pattern(pair: Tuple[Optional[Tuple[Optional[int], float]], ...]) -> Tuple[str, str]:
    answer, strength = pair[0] or (None, 0.0)
    return (" " if strength < UNSURE else PATTERNS[(answer or 0) % len(PATTERNS)]), ""


# ---- what it means -------------------------------------------------------------------------------------

def _words(figure: Boundary, page: Page) -> List[Text]:
    """The words beside the map."""
    return [*axis_names(page, *figure.names), Text(), *_colours_in_words(figure, page), Text(),
            *_samples_in_words(figure, page)]


def words_in_common(figure: Boundary, page: Page) -> List[Text]:
    """What is alike where several boundaries of the same data are drawn beside each other."""
    return [*names_alone(page, *figure.names), *_colours_in_words(figure, page), *_letters(figure, page)]


def _colours_in_words(figure: Boundary, page: Page) -> List[Text]:
    meaning = figure.meaning
    if meaning.kind == CLASSES:
        texts = [f"{meaning.letter(index)} {name}, area {PATTERNS[index % len(PATTERNS)]}"
                 for index, name in enumerate(meaning.names)]
        return [line for text in texts for line in wrapped(page, text, "  ")]
    if meaning.kind == DECISION:
        orange, blue = map(page.text, meaning.ends)
        return [legend(page, orange, "", blue)]
    low, middle, high = map(page.number, meaning.limits)
    return [legend(page, low, middle, high)]


def _samples_in_words(figure: Boundary, page: Page) -> List[Text]:
    words = []
    if figure.wrong is not None:
        words.append(f"{figure.wrong:,} of {count_of(len(figure.samples), 'sample')} wrong")
    if figure.unknown:
        words.append(f"{count_of(figure.unknown, 'sample')} can't be drawn")
    return _letters(figure, page) + [line for text in words for line in wrapped(page, text, "  ")]


def _letters(figure: Boundary, page: Page) -> List[Text]:
    """What the characters of the samples mean."""
    meaning, words = figure.of_samples, []
    if figure.samples and meaning.names and figure.meaning.kind != CLASSES:
        words.append(", ".join(f"{meaning.letter(index)} {name}"
                               for index, name in enumerate(meaning.names)))
    elif figure.samples and meaning.kind == VALUE:
        words.append(f"^ above {page.number(meaning.middle)}, v not")
    if figure.wrong:
        words.append("a capital: wrong")
    return [line for text in words for line in wrapped(page, text, "  ")]
