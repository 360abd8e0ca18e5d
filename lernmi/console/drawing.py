"""The drawing of a network: neurons in columns by layer, links between them."""

from __future__ import annotations

import math
from typing import Dict, FrozenSet, List, NamedTuple, Optional, Tuple

from rich.text import Text

from ..link import Link
from ..network import Network
from ..neuron import Neuron
from .page import Page

HIGHEST = 8             # neurons in one column
MOST_LINKS = 40         # more can't be told apart
VALUE = "value "
MARK = "•"              # what a link's line is made of when it stands out
NARROWEST_GAP = 9       # characters between two columns: room for one weight


def layers_of(network: Network) -> Dict[str, List[Neuron]]:
    """The neurons by layer, without the bias."""
    return {name: neurons for name, neurons in network.groups.items() if name != "bias"}


def few_enough(network: Network) -> bool:
    """Whether the neurons and links of a network can be told apart in a drawing."""
    own = [link for link in network.links if link.source is not network.bias]
    return len(own) <= MOST_LINKS and max(map(len, network.groups.values())) <= HIGHEST


class Marks(NamedTuple):
    """What stands out in a drawing: the ids of neurons and links, and which way the links go."""

    neurons: FrozenSet[int] = frozenset()
    links: FrozenSet[int] = frozenset()
    arrow: str = ""             # ▶ at the end of a link, ◀ at its beginning, or none


class View(NamedTuple):
    """What is drawn: columns of neurons, links, and what stands out. A bias is told in the boxes."""

    columns: List[List[Neuron]]
    links: List[Link]
    bias: Neuron
    marks: Marks = Marks()
    room: int = 0               # for a number, so that the boxes stay as wide when numbers grow


NOTHING = Marks()


def whole(network: Network, marks: Marks = NOTHING) -> View:
    """The whole network, a column for each layer."""
    own = [link for link in network.links if link.source is not network.bias]
    return View(list(layers_of(network).values()), own, network.bias, marks)


class Cell(NamedTuple):
    """One character of a drawing."""

    symbol: str
    style: str


class Box(NamedTuple):
    """A neuron's place in a drawing, and the lines inside."""

    neuron: Neuron
    left: int
    top: int
    lines: List[Text]

    @property
    def middle(self) -> int:
        """The row at which links arrive and leave."""
        return self.top + 2


def _symbol(link: Link, rise: int) -> str:
    """One character of an ordinary link's line."""
    if rise == 0:
        return "┄" if link.weight.value < 0.0 else "─"
    return "╲" if rise > 0 else "╱"


class Drawing:
    """Neurons in columns by layer, links between them with their weights where there is room."""

    def __init__(self, page: Page, view: View) -> None:
        self.page = page
        self.view = view
        self.columns = view.columns
        self.cells: Dict[Tuple[int, int], Cell] = {}
        self.inside = max(*(len(line.plain) for line in self._all_lines()),
                          len(VALUE) + view.room)
        self.height = max(len(self._lines(neuron)) for column in self.columns for neuron in column)
        gaps = max(len(self.columns) - 1, 1)
        self.gap = min((page.width - (self.inside + 4) * len(self.columns)) // gaps, 24)
        column = {id(neuron): index for index, neurons in enumerate(self.columns)
                  for neuron in neurons}
        self.drawn: List[Link] = []
        self.aside: List[Link] = []         # past a layer, or within one
        for link in sorted(view.links, key=self._is_marked):        # what is drawn last is on top
            neighbours = column[id(link.target)] == column[id(link.source)] + 1
            (self.drawn if neighbours else self.aside).append(link)

    def _is_marked(self, link: Link) -> bool:
        return id(link) in self.view.marks.links

    @property
    def fits(self) -> bool:
        """Whether there is room for the boxes between the page's edges."""
        return self.gap >= NARROWEST_GAP

    def print(self) -> None:
        """Lines first, then weights, then the boxes over both."""
        boxes = self._place_boxes()
        by_neuron = {id(box.neuron): box for box in boxes}
        ends = [(link, by_neuron[id(link.source)], by_neuron[id(link.target)])
                for link in self.drawn]
        for link, source, target in ends:
            self._draw_line(link, source, target)
        taken: Dict[Tuple[int, int], bool] = {}
        for link, source, target in sorted(ends, key=lambda end: not self._is_marked(end[0])):
            self._draw_weight(link, source, target, taken)
        for placed in boxes:
            self._draw_box(placed)
        self._print_cells()
        for link in self.aside:
            mark = f"{self.view.marks.arrow or MARK} " * self._is_marked(link)
            self.page.line(f"{mark}also {link.source.name} → {link.target.name}, weight ",
                           f"{link.weight.name} = ", self.page.signed(link.weight.value))

    # ---- where everything is

    def _all_lines(self) -> List[Text]:
        return [line for column in self.columns for neuron in column for line in
                [Text(neuron.name + "  "), *self._lines(neuron)]]

    def _lines(self, neuron: Neuron) -> List[Text]:
        """What stands in a neuron's box."""
        lines = [Text.assemble(VALUE, self.page.signed(neuron.value)),
                 Text.assemble("sens. ", self.page.signed(neuron.sensitivity))]
        for link in neuron.incoming:
            if link.source is self.view.bias:
                mark = f"{self.view.marks.arrow or MARK} " * self._is_marked(link)
                lines.append(Text.assemble(mark, "bias  ", self.page.signed(link.weight.value),
                                           style="bold" * bool(mark)))
        return lines

    def _place_boxes(self) -> List[Box]:
        pitch = self.height + 3
        highest = max(map(len, self.columns))
        return [Box(neuron, index * (self.inside + 4 + self.gap),
                    pitch * (highest - len(column)) // 2 + pitch * place,
                    self._lines(neuron))
                for index, column in enumerate(self.columns)
                for place, neuron in enumerate(column)]

    # ---- drawing, character by character

    def _write(self, row: int, column: int, text: Text) -> None:
        for index, symbol in enumerate(text.plain):
            style = next((str(span.style) for span in text.spans
                          if span.start <= index < span.end), str(text.style))
            self.cells[row, column + index] = Cell(symbol, style)

    def _draw_box(self, placed: Box) -> None:
        marked = id(placed.neuron) in self.view.marks.neurons
        corners, across, down = ("╔╗╚╝", "═", "║") if marked else ("╭╮╰╯", "─", "│")
        name = Text(f" {placed.neuron.name} ", style="bold")
        self._write(placed.top, placed.left, Text.assemble(
            corners[0], name, across * (self.inside + 2 - len(name.plain)), corners[1]))
        blank = [Text()] * (self.height - len(placed.lines))
        for index, line in enumerate(placed.lines + blank):
            self._write(placed.top + 1 + index, placed.left, Text.assemble(
                f"{down} ", line, " " * (self.inside - len(line.plain)), f" {down}"))
        self._write(placed.top + 1 + self.height, placed.left,
                    Text(corners[2] + across * (self.inside + 2) + corners[3]))

    def _points(self, source: Box, target: Box) -> List[Tuple[int, int]]:
        """The line between two boxes, a (row, column) for each column of the gap."""
        start, length = source.left + self.inside + 4, self.gap
        rise = target.middle - source.middle
        return [(source.middle + round(rise * (step + 0.5) / length), start + step)
                for step in range(length)]

    def _draw_line(self, link: Link, source: Box, target: Box) -> None:
        points = self._points(source, target)
        marked = self._is_marked(link)
        style = self.page.colour(link.weight.value) + " bold" * marked
        before = source.middle
        for row, column in points:
            step = 1 if row > before else -1
            symbol = MARK if marked else _symbol(link, row - before)
            for between in range(before + step, row, step):
                self.cells[between, column] = Cell(symbol, style)
            crossed = self.cells.get((row, column))
            if crossed and {crossed.symbol, symbol} == {"╲", "╱"}:
                symbol = "╳"
            self.cells[row, column] = Cell(symbol, style)
            before = row
        if marked and self.view.marks.arrow:
            place = points[-1] if self.view.marks.arrow == "▶" else points[0]
            self.cells[place] = Cell(self.view.marks.arrow, style)

    def _draw_weight(self, link: Link, source: Box, target: Box,
                     taken: Dict[Tuple[int, int], bool]) -> None:
        """The weight on its line, at the place that hides least; none where there is no room."""
        points = self._points(source, target)
        number = Text(f"{link.weight.value:+.{self.page.digits}g}",
                      style=self.page.colour(link.weight.value))
        longer = Text.assemble(f"{link.weight.name} ", number)
        marked = self._is_marked(link)
        label = longer if len(longer.plain) <= (self.gap - 4 if marked else self.gap // 2) else number
        if marked:
            label.stylize("bold")
        spot = self._spot(points, len(label.plain), taken)
        if spot is not None:
            self._write(*spot, label)
            taken.update({(spot[0], spot[1] + index): True
                          for index in range(-1, len(label.plain) + 1)})

    def _spot(self, points: List[Tuple[int, int]], length: int,
              taken: Dict[Tuple[int, int], bool]) -> Optional[Tuple[int, int]]:
        own = set(points)
        sloping = points[0][0] != points[-1][0]
        preferred = len(points) * (0.3 if sloping else 0.5) - 0.5      # clear of the crossings
        best, least = None, math.inf
        for index in range(1 + length // 2, len(points) - (length + 1) // 2):
            row, left = points[index][0], points[index][1] - length // 2
            covered = [(row, left + offset) for offset in range(length)]
            if any(cell in taken for cell in covered):
                continue
            hidden = sum(cell in self.cells and cell not in own for cell in covered)
            away = abs(index - preferred)
            if 100 * hidden + away < least:
                best, least = (row, left), 100 * hidden + away
        return best

    def _print_cells(self) -> None:
        rows = 1 + max(row for row, _ in self.cells)
        columns = 1 + max(column for _, column in self.cells)
        for row in range(rows):
            line = Text()
            for column in range(columns):
                cell = self.cells.get((row, column), Cell(" ", ""))
                line.append(self.page.text(cell.symbol), style=cell.style)
            line.rstrip()
            self.page.show(line)
