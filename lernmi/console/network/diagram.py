"""The diagram of a network: neurons in columns, links between them, some of them highlighted."""

from __future__ import annotations

import math
from itertools import chain
from typing import Dict, List, NamedTuple, Optional, Set, Tuple

from rich.cells import cell_len
from rich.text import Text

from ...link import Link
from ...neuron import Neuron
from ..display.page import Page
from .canvas import Canvas, Spot
from .diagram_model import DiagramModel

VALUE = "value "
DOT = "•"               # the character of a highlighted link's line
GATE = " gate "
FILLED = "bold reverse"         # the style of a highlighted name or number
NARROWEST_GAP = 9       # characters between two columns: room for one weight
WIDEST_GAP = 24


class Box(NamedTuple):
    """A neuron's box: its upper left corner and the lines inside."""

    neuron: Neuron
    left: int
    top: int
    lines: List[Text]

    @property
    def middle(self) -> int:
        """The row at which links arrive and leave."""
        return self.top + min(len(self.lines), 2)


class Diagram:
    """Neurons in columns, links between them with their weights where there is room."""

    def __init__(self, page: Page, model: DiagramModel) -> None:
        self.page = page
        self.model = model
        self.mark = model.marks.arrow or DOT        # at the end of a highlighted link
        self.canvas = Canvas()
        self.drawn, self.listed = self._links()
        self.lines: Dict[int, List[Text]] = {}
        self._measure()

    def _links(self) -> Tuple[List[Link], List[Link]]:
        """The links from one column to the next, which are drawn, and the others, which are listed."""
        column_of = {id(neuron): index for index, column in enumerate(self.model.columns)
                     for neuron in column}
        drawn: List[Link] = []
        listed: List[Link] = []
        for link in sorted(self.model.links, key=self._is_highlighted):      # the last one is on top
            neighbours = column_of[id(link.target)] == column_of[id(link.source)] + 1
            (drawn if neighbours else listed).append(link)
        return drawn, listed

    def _measure(self) -> None:
        """How wide the boxes and the gaps are; highlighted weights must have room."""
        columns, gaps = len(self.model.columns), max(len(self.model.columns) - 1, 1)
        labels = [len(self._number(link)) + 3 for link in self.drawn if self._is_highlighted(link)]
        self.narrowest = max([NARROWEST_GAP if self.model.links else 1, *labels])
        self.longest_name = (self.page.width - self.narrowest * gaps) // columns - 6
        self.lines = self._all_lines()
        self.inside = max(len(VALUE) + self.model.room,
                          *(len(line.plain) for line in chain(*self.lines.values())),
                          *(cell_len(self._name(neuron)) + 2 for neuron in chain(*self.model.columns)))
        self.gap = min((self.page.width - (self.inside + 4) * columns) // gaps,
                       max(self.narrowest, WIDEST_GAP))

    @property
    def fits(self) -> bool:
        """Whether there is room for the boxes between the page's edges."""
        return self.gap >= self.narrowest

    def print(self) -> None:
        """Lines first, then weights, then the boxes over both."""
        boxes = {id(box.neuron): box for box in self._place_boxes()}
        ends = [(link, boxes[id(link.source)], boxes[id(link.target)]) for link in self.drawn]
        for link, source, target in ends:
            self._draw_line(link, self._points(source, target), source.middle)
        taken: Set[Spot] = set()
        for link, source, target in sorted(ends, key=lambda end: not self._is_highlighted(end[0])):
            self._draw_weight(link, self._points(source, target), taken)
        for box in boxes.values():
            self._draw_box(box)
        self.canvas.print(self.page)
        for link in self.listed:
            mark = f"{self.mark} " if self._is_highlighted(link) else ""
            self.page.line(f"{mark}also {link.source.name} → {link.target.name}, weight ",
                           f"{link.weight.name} = ", self.page.signed(link.weight.value))

    # ---- the texts

    def _is_highlighted(self, link: Link) -> bool:
        return id(link) in self.model.marks.links

    def _number(self, link: Link) -> Text:
        return Text(f"{link.weight.value:+.{self.page.digits}g}",
                    style=self.page.colour(link.weight.value))

    def _name(self, neuron: Neuron) -> str:
        name = self.page.text(neuron.name)
        if not self.model.close_up or cell_len(name) <= self.longest_name:
            return name
        dots = self.page.text("…")
        length = max(self.longest_name - len(dots), 2)
        return name[:length // 2] + dots + name[length // 2 - length:]

    def _all_lines(self) -> Dict[int, List[Text]]:
        """The lines in the boxes, by the neurons' ids; as many in each, except in a close-up."""
        lines = {id(neuron): self._lines(neuron) for neuron in chain(*self.model.columns)}
        most = 0 if self.model.close_up else max(map(len, lines.values()))
        return {key: texts + [Text()] * (most - len(texts)) for key, texts in lines.items()}

    def _lines(self, neuron: Neuron) -> List[Text]:
        brief = self.model.brief and id(neuron) not in self.model.marks.neurons
        lines = [Text.assemble(VALUE, self.page.signed(neuron.value))]
        if self.model.sensitivities and not brief:
            lines.append(Text.assemble("sens. ", self.page.signed(neuron.sensitivity)))
        for link in neuron.incoming:
            if link.source is self.model.bias and (self._is_highlighted(link) or not brief):
                lines.append(self._bias(link))
        return lines

    def _bias(self, link: Link) -> Text:
        line = Text.assemble("bias  ", self.page.signed(link.weight.value))
        if self._is_highlighted(link):
            line.style = f"{self.page.colour(link.weight.value)} {FILLED}"
        return line

    # ---- the layout

    def _place_boxes(self) -> List[Box]:
        space = 2 if self.model.close_up else 3
        heights = [sum(len(self.lines[id(neuron)]) + space for neuron in column)
                   for column in self.model.columns]
        boxes = []
        for index, column in enumerate(self.model.columns):
            top = (max(heights) - heights[index]) // 2
            for neuron in column:
                lines = self.lines[id(neuron)]
                boxes.append(Box(neuron, index * (self.inside + 4 + self.gap), top, lines))
                top += len(lines) + space
        return boxes

    def _points(self, source: Box, target: Box) -> List[Spot]:
        """The line between two boxes: a spot in each column of the gap."""
        start, length = source.left + self.inside + 4, self.gap
        rise = target.middle - source.middle
        return [(source.middle + round(rise * (index + 0.5) / length), start + index)
                for index in range(length)]

    def _spot(self, points: List[Spot], length: int, taken: Set[Spot]) -> Optional[Spot]:
        """Where a label on a line covers least; None where there is no room."""
        line = set(points)
        sloping = points[0][0] != points[-1][0]
        preferred = len(points) * (0.3 if sloping else 0.5) - 0.5      # clear of the crossings
        best, least = None, math.inf
        for index in range(1 + length // 2, len(points) - (length + 1) // 2):
            row, left = points[index][0], points[index][1] - length // 2
            covered = [(row, left + offset) for offset in range(length)]
            hidden = sum(spot in self.canvas.cells and spot not in line for spot in covered)
            badness = 100 * hidden + abs(index - preferred)
            if badness < least and taken.isdisjoint(covered):
                best, least = (row, left), badness
        return best

    # ---- drawing, character by character

    def _draw_box(self, box: Box) -> None:
        highlighted = id(box.neuron) in self.model.marks.neurons
        gate = id(box.neuron) in self.model.marks.gates
        corners, across, down = ("╔╗╚╝", "═", "║") if highlighted else ("╭╮╰╯", "─", "│")
        name, width = f" {self._name(box.neuron)} ", self.inside + 2
        self.canvas.write((box.top, box.left), Text.assemble(
            corners[0], (name, FILLED if highlighted else "bold"), across * (width - cell_len(name)),
            corners[1]))
        for row, line in enumerate(box.lines, start=box.top + 1):
            edge = (self.mark, "bold") if line.style else down      # only a highlighted bias has one
            blank = " " * (self.inside - len(line.plain))
            self.canvas.write((row, box.left), Text.assemble(edge, " ", line, f"{blank} {down}"))
        floor = GATE.center(width, DOT) if gate else across * width
        self.canvas.write((box.top + 1 + len(box.lines), box.left),
                          Text(corners[2] + floor + corners[3], style="bold" if gate else ""))

    def _draw_line(self, link: Link, points: List[Spot], before: int) -> None:
        highlighted = self._is_highlighted(link)
        emphasis = " bold" if highlighted else " dim" if any(self.model.marks) else ""
        style = self.page.colour(link.weight.value) + emphasis
        for row, column in points:
            direction = 1 if row > before else -1
            symbol = DOT if highlighted else _symbol(link, row - before)
            for between in range(before + direction, row, direction):
                self.canvas.put((between, column), symbol, style)
            crossed = self.canvas.cells.get((row, column))
            if crossed and {crossed.symbol, symbol} == {"╲", "╱"}:
                symbol = "╳"
            self.canvas.put((row, column), symbol, style)
            before = row
        if highlighted:
            (row, column), next_to_it = (points[-1], -1) if self.mark == "▶" else (points[0], 1)
            self.canvas.put((row, column + next_to_it), DOT, style)
            self.canvas.put((row, column), self.mark, style)

    def _draw_weight(self, link: Link, points: List[Spot], taken: Set[Spot]) -> None:
        """The weight on its line, where there is room; never over a highlighted link."""
        label = self._label(link)
        length = cell_len(label.plain)
        spot = self._spot(points, length, taken)
        if self._is_highlighted(link):
            label.stylize(f"{self.page.colour(link.weight.value)} {FILLED}")
            spot = spot or self._spot(points, length, set())
            taken.update(points)
        if spot is not None:
            self.canvas.write(spot, label)
            taken.update((spot[0], spot[1] + index) for index in range(-1, length + 1))

    def _label(self, link: Link) -> Text:
        """The weight with its name, or without, where it is too long or says the number itself."""
        number, written = self._number(link), self.page.number(link.weight.value)
        label = Text.assemble(f"{self.page.text(link.weight.name)} ", number)
        says_it = any(self.model.marks) and link.weight.name in (written, f"fixed({written})")
        room = self.gap - 4 if self._is_highlighted(link) else self.gap // 2
        return number if says_it or cell_len(label.plain) > room else label


def _symbol(link: Link, rise: int) -> str:
    """One character of an ordinary link's line."""
    if rise == 0:
        return "┄" if link.weight.value < 0.0 else "─"
    return "╲" if rise > 0 else "╱"
