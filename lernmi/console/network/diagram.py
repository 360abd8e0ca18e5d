"""The diagram of a network: neurons in columns, links between them, some of them highlighted."""

from __future__ import annotations

from itertools import chain
from typing import Dict, List, NamedTuple, Tuple

from rich.cells import cell_len
from rich.text import Text

from ...link import Link
from ...neuron import Neuron
from ..display.page import Page
from .box_lines import FILLED, BoxLines
from .canvas import Canvas, Spot
from .diagram_model import MOST_CROSSINGS, DiagramModel, crossings
from .line_labels import DOT, LineLabels, Route, symbol_of

GATE = " gate "
NARROWEST_GAP = 9       # characters between two columns: room for one weight
WIDEST_GAP = 24


class Box(NamedTuple):
    """A neuron's box: its upper left corner and the lines inside. ``middle``: the row of its links."""

    neuron: Neuron
    left: int
    top: int
    lines: List[Text]
    middle: int


class Diagram:
    """Neurons in columns, links between them with their weights."""

    def __init__(self, page: Page, model: DiagramModel) -> None:
        self.page = page
        self.model = model
        self.mark = model.marks.arrow or DOT        # at the end of a highlighted link
        self.canvas = Canvas()
        self.labels = LineLabels(page, model)
        self.drawn, self.listed = self._links()
        self.lines: Dict[int, List[Text]] = {}
        self._measure()
        self.boxes = self._lay_out_boxes() if self.fits else {}
        self.routes = self._routes() if self.fits else []

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
        widths = [cell_len(self.labels.number(link).plain) + 3 for link in self.drawn
                  if self._is_highlighted(link)]
        self.narrowest = max([NARROWEST_GAP if self.model.links else 1, *widths])
        self.longest_name = (self.page.width - self.narrowest * gaps) // columns - 6
        boxes = BoxLines(self.page, self.model)
        self.lines = boxes.of_all()
        self.inside = max(boxes.narrowest,
                          *(len(line.plain) for line in chain(*self.lines.values())),
                          *(cell_len(self._name(neuron)) + 2 for neuron in chain(*self.model.columns)))
        self.gap = min((self.page.width - (self.inside + 4) * columns) // gaps,
                       max(self.narrowest, WIDEST_GAP))

    @property
    def fits(self) -> bool:
        """Whether there is room for the boxes between the page's edges."""
        return self.gap >= self.narrowest

    @property
    def is_readable(self) -> bool:
        """Whether it fits, the lines can be followed, and every weight stands on the line of its link."""
        return (self.fits and crossings(self.model) <= MOST_CROSSINGS
                and not self.labels.find_spots(self.routes, self.gap))

    def print(self) -> None:
        """The drawing; below it the links that go past a column."""
        self._draw()
        self.canvas.print(self.page)
        for link in self.listed:
            mark = f"{self.mark} " if self._is_highlighted(link) else ""
            self.page.line(f"{mark}also {link.source.name} → {link.target.name}, weight ",
                           f"{link.weight.name} = ", self.page.signed(link.weight.value))

    def _is_highlighted(self, link: Link) -> bool:
        return id(link) in self.model.marks.links

    def _name(self, neuron: Neuron) -> str:
        name = self.page.text(neuron.name)
        if not self.model.close_up or cell_len(name) <= self.longest_name:
            return name
        dots = self.page.text("…")
        length = max(self.longest_name - len(dots), 2)
        return name[:length // 2] + dots + name[length // 2 - length:]

    # ---- the layout

    def _lay_out_boxes(self) -> Dict[int, Box]:
        """The boxes by the ids of their neurons."""
        space = 2 if self.model.close_up else 3
        heights = [sum(len(self.lines[id(neuron)]) + space for neuron in column)
                   for column in self.model.columns]
        boxes = {}
        for index, column in enumerate(self.model.columns):
            top = (max(heights) - heights[index]) // 2
            for neuron in column:
                lines = self.lines[id(neuron)]
                middle = top + min(len(lines), 1 if self.model.brief else 2)
                boxes[id(neuron)] = Box(neuron, index * (self.inside + 4 + self.gap), top, lines, middle)
                top += len(lines) + space
        return boxes

    def _routes(self) -> List[Route]:
        ends = [(link, self.boxes[id(link.source)], self.boxes[id(link.target)]) for link in self.drawn]
        return [Route(link, self._points(source, target), source.middle) for link, source, target in ends]

    def _points(self, source: Box, target: Box) -> List[Spot]:
        """The line between two boxes: a spot in each column of the gap."""
        start, length = source.left + self.inside + 4, self.gap
        rise = target.middle - source.middle
        return [(source.middle + round(rise * (index + 0.5) / length), start + index)
                for index in range(length)]

    # ---- drawing, character by character

    def _draw(self) -> None:
        """Lines first, then weights, then the boxes over both."""
        for route in self.routes:
            self._draw_line(route)
        for spot, label in self.labels.labelled:
            self.canvas.write(spot, label)
        for box in self.boxes.values():
            self._draw_box(box)

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

    def _draw_line(self, route: Route) -> None:
        highlighted = self._is_highlighted(route.link)
        emphasis = " bold" if highlighted else " dim" if any(self.model.marks) else ""
        style = self.page.colour(route.link.weight.value) + emphasis
        before = route.before
        for row, column in route.points:
            direction = 1 if row > before else -1
            symbol = DOT if highlighted else symbol_of(route.link, row - before)
            for between in range(before + direction, row, direction):
                self.canvas.put((between, column), symbol, style)
            crossed = self.canvas.cells.get((row, column))
            if crossed and {crossed.symbol, symbol} == {"╲", "╱"}:
                symbol = "╳"
            self.canvas.put((row, column), symbol, style)
            before = row
        if highlighted:
            (row, column), next_to_it = (route.points[-1], -1) if self.mark == "▶" else (route.points[0], 1)
            self.canvas.put((row, column + next_to_it), DOT, style)
            self.canvas.put((row, column), self.mark, style)
