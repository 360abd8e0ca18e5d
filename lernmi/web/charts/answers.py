"""The answers to all samples as SVG: a table of a few; of many, a strip for each class, or a scatter plot."""

from __future__ import annotations

from functools import partial
from typing import Callable, List, Sequence, Tuple

from ...figures.answers import Answer, Answers, list_of
from ...figures.palette import LIGHT
from ...figures.scale import Scale, tick_labels
from ...support.formatting import significant
from ..svg import Svg, text_width
from .axes import GAP, LINE_HEIGHT, Axes, room_for_ticks, wrapped

WIDTH = 400.0               # of a scatter plot, and of words
STRIP_WIDTH, STRIP = 330.0, 26.0        # of a strip: units wide and high
MOST_CLASSES = 20           # that have a strip
TICKS = 6
DOT = 3.0
COLUMN_GAP = 16.0
LANES = 7                   # of dots in a strip, so that fewer are above one another
MARKS = {True: ("✓ right", LIGHT.positive), False: ("✗ wrong", LIGHT.negative)}
Number = Callable[[float], str]


def svg_of_answers(figure: Answers, digits: int) -> Svg:
    """The answers, how many are right, and the worst in words."""
    number = partial(significant, digits=digits)
    draw = _table if figure.are_few else _scatter if figure.wrong is None else _strips
    worst = [] if figure.are_few else [line for answer in figure.worst()
                                       for line in wrapped(figure.sentence(answer, number), WIDTH)]
    lines = ["the worst, by their loss:", *worst] if worst else []
    svg = Svg(2.0 * WIDTH, 0.0, figure.title, " ".join(figure.sentences(number)))
    svg.text(GAP, LINE_HEIGHT, figure.title, font_weight="bold")
    svg.text(GAP, 2.2 * LINE_HEIGHT, figure.summary(number))
    width, bottom = draw(svg, figure, 3.5 * LINE_HEIGHT, number)
    for index, line in enumerate(lines, start=1):
        svg.text(GAP, bottom + index * LINE_HEIGHT, line)
    svg.width = max(width, GAP + max(map(text_width, [figure.title, figure.summary(number), *lines]))) + GAP
    svg.height = bottom + (len(lines) + 0.7) * LINE_HEIGHT
    return svg


# ---- a few ---------------------------------------------------------------------------------------------

def _table(svg: Svg, figure: Answers, top: float, number: Number) -> Tuple[float, float]:
    """A row for each answer; how wide it is, and where it ends."""
    headings = ["sample", "inputs", "target", "answer"]
    headings += ["loss"] if figure.wrong is None else [figure.meaning.share_name, "loss", ""]
    rows = [headings, *(_row(figure, answer, number) for answer in figure.answers)]
    left = GAP
    for column in range(len(headings)):
        cells = [row[column] for row in rows]
        for index, cell in enumerate(cells):
            colour = MARKS[bool(figure.answers[index - 1].is_right)][1] if not headings[column] else None
            svg.text(left, top + index * LINE_HEIGHT, cell, fill=colour,
                     font_weight="bold" if index == 0 else None)
        left += max(map(text_width, cells)) + COLUMN_GAP
    return left - COLUMN_GAP, top + (len(rows) - 1) * LINE_HEIGHT


def _row(figure: Answers, answer: Answer, number: Number) -> List[str]:
    row = [str(answer.number), list_of(answer.inputs, number), figure.target_text(answer, number),
           figure.answer_text(answer, number)]
    if answer.is_right is None:
        return [*row, number(answer.loss)]
    return [*row, figure.output_text(answer, number), number(answer.loss), MARKS[answer.is_right][0]]


# ---- of classes ----------------------------------------------------------------------------------------

def _strips(svg: Svg, figure: Answers, top: float, number: Number) -> Tuple[float, float]:
    """A strip of dots for each class: where the shares of the right class are."""
    strips = figure.strips(MOST_CLASSES)
    left = 2.0 * GAP + max(text_width(strip.name) for strip in strips)
    axes = Axes(svg, left, top, STRIP_WIDTH, STRIP * len(strips), figure.scale,
                Scale(float(len(strips)), 0.0))
    axes.draw_bottom(tick_labels(figure.scale, TICKS), figure.share_title)
    for row, strip in enumerate(strips):
        base = top + (row + 0.5) * STRIP + 4.0
        svg.text(left - GAP, base, strip.name, text_anchor="end")
        svg.text(axes.right + GAP, base, strip.counts)
        svg.line(left, top + row * STRIP, axes.right, top + row * STRIP, stroke=LIGHT.neutral)
        _draw_dots(axes, [answer for answer in strip.answers if answer.is_right], row)
        _draw_crosses(axes, figure, [answer for answer in strip.answers if not answer.is_right], row, number)
    right, bottom = axes.right + GAP + max(text_width(strip.counts) for strip in strips), axes.bottom
    left_out = figure.classes_left_out(len(strips))
    if left_out:
        bottom += LINE_HEIGHT
        svg.text(GAP, bottom + 3.2 * LINE_HEIGHT, left_out)
    return max(right, GAP + text_width(left_out)), bottom + 3.2 * LINE_HEIGHT


def _height(axes: Axes, row: int, number: int) -> float:
    """How far down the dot of a sample is: samples next to each other are in different lanes."""
    return axes.y(row + (number % LANES + 1.0) / (LANES + 1.0))


def _draw_dots(axes: Axes, answers: Sequence[Answer], row: int) -> None:
    """Right answers, in one path."""
    if answers:
        axes.svg.path("".join(f"M{axes.x(answer.share):.1f} {_height(axes, row, answer.number):.1f}h0"
                              for answer in answers), stroke=LIGHT.positive, stroke_width=DOT,
                      stroke_linecap="round", stroke_opacity=0.6)


def _draw_crosses(axes: Axes, figure: Answers, answers: Sequence[Answer], row: int, number: Number) -> None:
    """Wrong answers; what they are on hovering."""
    for answer in answers:
        x, y = axes.x(answer.share), _height(axes, row, answer.number)
        axes.svg.path(f"M{x - DOT:.1f} {y - DOT:.1f}l{2 * DOT} {2 * DOT}m0 {-2 * DOT}l{-2 * DOT} {2 * DOT}",
                      figure.sentence(answer, number), stroke=LIGHT.negative, stroke_width=1.5, fill="none")


# ---- of values -----------------------------------------------------------------------------------------

def _scatter(svg: Svg, figure: Answers, top: float, number: Number) -> Tuple[float, float]:
    """A dot for each sample, and the line where target and output are equal; the worst on hovering."""
    scale, worst = figure.scale, figure.worst()
    ticks = tick_labels(scale, TICKS)
    axes = Axes(svg, room_for_ticks(ticks), top + LINE_HEIGHT, WIDTH, WIDTH, scale, scale)
    axes.draw_left(ticks, figure.axes[1])
    axes.draw_bottom(ticks, figure.axes[0])
    axes.svg.line(axes.left, axes.bottom, axes.right, axes.top, "where they are equal", stroke=LIGHT.dim,
                  stroke_dasharray="4 3")
    spots = [(axes.x(figure.meaning.target(answer.targets)), axes.y(answer.share))
             for answer in figure.answers]
    axes.svg.path("".join(f"M{x:.1f} {y:.1f}h0" for x, y in spots), stroke=LIGHT.positive, stroke_width=DOT,
                  stroke_linecap="round", stroke_opacity=0.6)
    for answer in worst:
        axes.svg.circle(*spots[answer.number], 2.0 * DOT, figure.sentence(answer, number), fill="none",
                        stroke=LIGHT.negative, stroke_width=1.5, pointer_events="all")
    return axes.right + GAP, axes.bottom + 3.2 * LINE_HEIGHT
