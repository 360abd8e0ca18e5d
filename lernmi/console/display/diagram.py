"""The drawing of a network: neurons in columns, links between them, and what stands out."""

from __future__ import annotations

import math
from itertools import chain
from typing import Dict, List, NamedTuple, Optional, Set, Tuple

from rich.cells import cell_len
from rich.text import Text

from ...link import Link
from ...neuron import Neuron
from .canvas import Canvas, Spot
from .diagram_model import DiagramModel
from .page import Page

VALUE = "value "
DOT = "•"               # what a link's line is made of when it stands out
GATE = " gate "
FILLED = "bold reverse"         # the name or number of what stands out
NARROWEST_GAP = 9       # characters between two columns: room for one weight
WIDEST_GAP = 24


class Box(NamedTuple):
    """A neuron's place in a drawing, and the lines inside."""

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

    def __init__(self, page: Page, view: DiagramModel) -> None:
        self.page = page
        self.view = view
        self.mark = view.marks.arrow or DOT     # where a link that stands out arrives or leaves
        self.canvas = Canvas()
        self.drawn, self.aside = self._links()
        self.lines: Dict[int, List[Text]] = {}
        self._measure()

    def _links(self) -> Tuple[List[Link], List[Link]]:
        """The links from one column to the next, and the others, past a column or within one."""
        place = {id(neuron): index for index, column in enumerate(self.view.columns)
                 for neuron in column}
        drawn: List[Link] = []
        aside: List[Link] = []
        for link in sorted(self.view.links, key=self._stands_out):      # what is drawn last is on top
            neighbours = place[id(link.target)] == place[id(link.source)] + 1
            if neighbours:
                drawn.append(link)
            else:
                aside.append(link)
        return drawn, aside

    def _measure(self) -> None:
        """How wide the boxes are and the gaps between; all that stands out must have room."""
        columns, gaps = len(self.view.columns), max(len(self.view.columns) - 1, 1)
        labels = [len(self._number(link)) + 3 for link in self.drawn if self._stands_out(link)]
        self.narrowest = max([NARROWEST_GAP if self.view.links else 1, *labels])
        self.longest_name = (self.page.width - self.narrowest * gaps) // columns - 6
        self.lines = self._all_lines()
        self.inside = max(len(VALUE) + self.view.room,
                          *(len(line.plain) for line in chain(*self.lines.values())),
                          *(cell_len(self._name(neuron)) + 2 for neuron in chain(*self.view.columns)))
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
        for link, source, target in sorted(ends, key=lambda end: not self._stands_out(end[0])):
            self._draw_weight(link, self._points(source, target), taken)
        for box in boxes.values():
            self._draw_box(box)
        self.canvas.print(self.page)
        for link in self.aside:
            mark = f"{self.mark} " if self._stands_out(link) else ""
            self.page.line(f"{mark}also {link.source.name} → {link.target.name}, weight ",
                           f"{link.weight.name} = ", self.page.signed(link.weight.value))

    # ---- what is drawn

    def _stands_out(self, link: Link) -> bool:
        return id(link) in self.view.marks.links

    def _number(self, link: Link) -> Text:
        return Text(f"{link.weight.value:+.{self.page.digits}g}",
                    style=self.page.colour(link.weight.value))

    def _name(self, neuron: Neuron) -> str:
        name = self.page.text(neuron.name)
        if not self.view.close_up or cell_len(name) <= self.longest_name:
            return name
        dots = self.page.text("…")
        kept = max(self.longest_name - len(dots), 2)
        return name[:kept // 2] + dots + name[kept // 2 - kept:]

    def _all_lines(self) -> Dict[int, List[Text]]:
        """What stands in the boxes, by the neurons' ids; but for a close-up, as much in each."""
        lines = {id(neuron): self._lines(neuron) for neuron in chain(*self.view.columns)}
        most = 0 if self.view.close_up else max(map(len, lines.values()))
        return {key: own + [Text()] * (most - len(own)) for key, own in lines.items()}

    def _lines(self, neuron: Neuron) -> List[Text]:
        brief = self.view.brief and id(neuron) not in self.view.marks.neurons
        lines = [Text.assemble(VALUE, self.page.signed(neuron.value))]
        if not brief:
            lines.append(Text.assemble("sens. ", self.page.signed(neuron.sensitivity)))
        for link in neuron.incoming:
            if link.source is self.view.bias and (self._stands_out(link) or not brief):
                lines.append(self._bias(link))
        return lines

    def _bias(self, link: Link) -> Text:
        line = Text.assemble("bias  ", self.page.signed(link.weight.value))
        if self._stands_out(link):
            line.style = f"{self.page.colour(link.weight.value)} {FILLED}"
        return line

    # ---- where everything is

    def _place_boxes(self) -> List[Box]:
        space = 2 if self.view.close_up else 3
        heights = [sum(len(self.lines[id(neuron)]) + space for neuron in column)
                   for column in self.view.columns]
        boxes = []
        for index, column in enumerate(self.view.columns):
            top = (max(heights) - heights[index]) // 2
            for neuron in column:
                lines = self.lines[id(neuron)]
                boxes.append(Box(neuron, index * (self.inside + 4 + self.gap), top, lines))
                top += len(lines) + space
        return boxes

    def _points(self, source: Box, target: Box) -> List[Spot]:
        """The line between two boxes, a (row, column) for each column of the gap."""
        start, length = source.left + self.inside + 4, self.gap
        rise = target.middle - source.middle
        return [(source.middle + round(rise * (step + 0.5) / length), start + step)
                for step in range(length)]

    def _spot(self, points: List[Spot], length: int, taken: Set[Spot]) -> Optional[Spot]:
        """Where a label on a line hides least; none where there is no room."""
        own = set(points)
        sloping = points[0][0] != points[-1][0]
        preferred = len(points) * (0.3 if sloping else 0.5) - 0.5      # clear of the crossings
        best, least = None, math.inf
        for index in range(1 + length // 2, len(points) - (length + 1) // 2):
            row, left = points[index][0], points[index][1] - length // 2
            covered = [(row, left + offset) for offset in range(length)]
            hidden = sum(cell in self.canvas.cells and cell not in own for cell in covered)
            badness = 100 * hidden + abs(index - preferred)
            if badness < least and taken.isdisjoint(covered):
                best, least = (row, left), badness
        return best

    # ---- drawing, character by character

    def _draw_box(self, box: Box) -> None:
        moves = id(box.neuron) in self.view.marks.neurons
        gate = id(box.neuron) in self.view.marks.gates
        corners, across, down = ("╔╗╚╝", "═", "║") if moves else ("╭╮╰╯", "─", "│")
        name, width = f" {self._name(box.neuron)} ", self.inside + 2
        self.canvas.write((box.top, box.left), Text.assemble(
            corners[0], (name, FILLED if moves else "bold"), across * (width - cell_len(name)),
            corners[1]))
        for row, line in enumerate(box.lines, start=box.top + 1):
            edge = (self.mark, "bold") if line.style else down      # only a bias that stands out has one
            blank = " " * (self.inside - len(line.plain))
            self.canvas.write((row, box.left), Text.assemble(edge, " ", line, f"{blank} {down}"))
        floor = GATE.center(width, DOT) if gate else across * width
        self.canvas.write((box.top + 1 + len(box.lines), box.left),
                          Text(corners[2] + floor + corners[3], style="bold" if gate else ""))

    def _draw_line(self, link: Link, points: List[Spot], before: int) -> None:
        marked = self._stands_out(link)
        style = self.page.colour(link.weight.value)
        if marked:
            style += " bold"
        elif any(self.view.marks):
            style += " dim"
        for row, column in points:
            step = 1 if row > before else -1
            symbol = DOT if marked else _symbol(link, row - before)
            for between in range(before + step, row, step):
                self.canvas.put((between, column), symbol, style)
            crossed = self.canvas.cells.get((row, column))
            if crossed and {crossed.symbol, symbol} == {"╲", "╱"}:
                symbol = "╳"
            self.canvas.put((row, column), symbol, style)
            before = row
        if marked:
            (row, column), next_to_it = (points[-1], -1) if self.mark == "▶" else (points[0], 1)
            self.canvas.put((row, column + next_to_it), DOT, style)
            self.canvas.put((row, column), self.mark, style)

    def _draw_weight(self, link: Link, points: List[Spot], taken: Set[Spot]) -> None:
        """The weight on its line, with its name where there is room; never over what stands out."""
        marked, number = self._stands_out(link), self._number(link)
        label = Text.assemble(f"{self.page.text(link.weight.name)} ", number)
        says_nothing = any(self.view.marks) and link.weight.name == self.page.number(link.weight.value)
        if says_nothing or cell_len(label.plain) > (self.gap - 4 if marked else self.gap // 2):
            label = number
        length = cell_len(label.plain)
        spot = self._spot(points, length, taken)
        if marked:
            label.stylize(f"{number.style} {FILLED}")
            spot = spot or self._spot(points, length, set())
            taken.update(points)
        if spot is not None:
            self.canvas.write(spot, label)
            taken.update((spot[0], spot[1] + index) for index in range(-1, length + 1))


def _symbol(link: Link, rise: int) -> str:
    """One character of an ordinary link's line."""
    if rise == 0:
        return "┄" if link.weight.value < 0.0 else "─"
    return "╲" if rise > 0 else "╱"
