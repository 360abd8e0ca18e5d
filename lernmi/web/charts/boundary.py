"""A decision boundary as SVG: the plane in colours, the border between the answers, and the samples."""

from __future__ import annotations

from functools import partial
from typing import Callable, List

from ...figures.boundary import Boundary, Sampled
from ...figures.meaning import CLASSES, DECISION, VALUE
from ...figures.palette import LIGHT, class_colours, mixed
from ...figures.scale import tick_labels
from ...support.formatting import count_of, significant
from ..svg import Svg, text_width
from .axes import GAP, LINE_HEIGHT, Axes, room_for_ticks
from .cells import (
    SIZE,
    TICKS,
    TOP,
    draw_borders,
    draw_cells,
    draw_strip,
    framed_plane,
    in_lines,
    signed_colour,
)

RIGHT = 2.0 * GAP
SMALL = 11.0                # the size of the letters of areas
MOST_SAMPLES = 600          # that are drawn of those with right answers, and of the others
SIZES = {14.0: 30, 10.0: 150, 8.0: 2 * MOST_SAMPLES}        # of the letters of so many samples
EVERY = 8                   # cells from one letter of an area to the next


def svg_of_boundary(figure: Boundary, digits: int) -> Svg:
    """The map, and below it what colours and symbols mean."""
    number = partial(significant, digits=digits)
    left = room_for_ticks(tick_labels(figure.area.up, TICKS))
    lines = _words(figure, number)
    below = TOP + SIZE + 4.5 * LINE_HEIGHT
    width = left + max(SIZE + RIGHT, *(text_width(line) for line in [figure.title, *lines]))
    svg = Svg(width, below + (len(lines) + 1.8) * LINE_HEIGHT, figure.title,
              " ".join(figure.sentences(number)))
    axes = framed_plane(svg, figure.area, figure.names, left)
    _draw_areas(figure, axes)
    _draw_samples(figure, axes, number)
    _draw_strip(figure, svg, left, below, number)
    for index, line in enumerate(lines):
        svg.text(left, below + (index + 1.8) * LINE_HEIGHT, line)
    return svg


def _draw_areas(figure: Boundary, axes: Axes) -> None:
    meaning = figure.meaning
    if meaning.kind != CLASSES:
        draw_cells(axes, [[signed_colour(strength) for strength in row] for row in figure.strengths])
    else:
        colours = class_colours(LIGHT)
        draw_cells(axes, [
            [mixed(LIGHT.neutral, colours[(answer or 0) % len(colours)], 0.2 + 0.5 * strength)
             for answer, strength in zip(*row)] for row in zip(figure.answers, figure.strengths)])
        _draw_letters(figure, axes)
    draw_borders(axes, figure.answers)


def _draw_letters(figure: Boundary, axes: Axes) -> None:
    """The letter of its class here and there in each area."""
    height, width = SIZE / figure.rows, SIZE / figure.columns
    with axes.svg.group(text_anchor="middle", font_size=SMALL, fill=LIGHT.dim):
        for row in range(EVERY // 2, figure.rows, EVERY):
            for column in range(EVERY // 2, figure.columns, EVERY):
                axes.svg.text(axes.left + (column + 0.5) * width,
                              axes.top + (row + 0.5) * height + SMALL / 3.0,
                              figure.meaning.letter(figure.answers[row][column] or 0))


def _draw_samples(figure: Boundary, axes: Axes, number: Callable[[float], str]) -> None:
    """Each as its letter, surrounded by white; what it is, on hovering."""
    drawn = _drawn(figure)
    size = next(size for size, most in SIZES.items() if len(drawn) <= most)
    with axes.svg.group(text_anchor="middle", font_size=size, font_weight="bold", stroke="#ffffff",
                        stroke_width=size / 5.0, paint_order="stroke", stroke_linejoin="round"):
        for sampled in drawn:
            across, up = sampled.point
            axes.svg.text(axes.x(across), axes.y(up) + size * 0.3, figure.symbol(sampled),
                          _hint(figure, sampled, number))


def _drawn(figure: Boundary) -> List[Sampled]:
    """The samples that are drawn: of many, those with wrong answers and some of the others, below them."""
    others = [sampled for sampled in figure.samples if sampled.is_right is not False]
    wrong = [sampled for sampled in figure.samples if sampled.is_right is False][:MOST_SAMPLES]
    return others[::-(-len(others) // MOST_SAMPLES) or 1] + wrong


def _hint(figure: Boundary, sampled: Sampled, number: Callable[[float], str]) -> str:
    (first, second), (across, up), names = figure.names, sampled.point, figure.of_samples.names
    where = f"sample {sampled.number}: {first} {number(across)}, {second} {number(up)}, target "
    if sampled.expected is None or sampled.answer is None:
        return where + number(sampled.target)
    return where + names[sampled.expected] + ("" if sampled.is_right else f", answer {names[sampled.answer]}")


def _words(figure: Boundary, number: Callable[[float], str]) -> List[str]:
    """What the letters mean."""
    meaning, words = figure.of_samples, []
    if meaning.kind == CLASSES and figure.meaning.kind == CLASSES or figure.samples and meaning.names:
        words = [f"{meaning.letter(index)} {name}" for index, name in enumerate(meaning.names)]
    elif figure.samples:
        words = [f"^ above {number(meaning.middle)}", "v not"]
    lines = in_lines(words, SIZE)
    if figure.wrong is not None:
        capital = ", in capitals" * bool(figure.wrong)
        lines.append(f"{figure.wrong:,} of {count_of(len(figure.samples), 'sample')} wrong{capital}")
    if len(_drawn(figure)) < len(figure.samples):
        lines.append(f"{len(_drawn(figure)):,} of {count_of(len(figure.samples), 'sample')} drawn")
    if figure.unknown:
        lines.append(f"{count_of(figure.unknown, 'sample')} can't be drawn")
    return lines


def _draw_strip(figure: Boundary, svg: Svg, x: float, y: float, number: Callable[[float], str]) -> None:
    meaning = figure.meaning
    if meaning.kind == DECISION:
        draw_strip(svg, x, y, *meaning.ends)
    elif meaning.kind == VALUE:
        low, middle, high = map(number, meaning.limits)
        draw_strip(svg, x, y, low, high, middle)
    else:
        svg.text(x, y, "the stronger a colour, the surer the answer")
