"""Pictures and feature maps: a grid of cells for each channel, with the kernels that compute it."""

from __future__ import annotations

from typing import Dict, List, NamedTuple, Sequence, Set, Tuple

from ...figures.palette import LIGHT
from ...link import Link
from ...network.neuron_names import Index
from ...neuron import Neuron
from ...weight import Weight
from ..canvas import GREY, SMALL, Canvas
from ..svg import text_width
from .block import LINE, Anchor, Arrangement, Block
from .grid import Cell, Grid, neuron_cell, weight_cell
from .groups import Group, chosen, left_out
from .numbers import Numbers, colour_of

MOST_CHANNELS = 6
MOST_SIDE = 64          # rows and columns of a map
MOST_KERNEL = 11        # rows and columns of a kernel
MOST_KERNELS = 4        # of a channel
BETWEEN = 16.0          # from a kernel to the next, and from a map to the next
ARROW = 26.0            # from the kernels to their map


class Channel(NamedTuple):
    """A map, with its title and what computes it."""

    title: str
    neurons: List[List[Neuron]]
    map: Grid
    kernels: List[Grid]
    bias: List[Weight]
    more: str               # kernels that aren't drawn


class Maps(Block):
    """The outputs of a layer with rows and columns; ``indices``: of each possible source, by its id."""

    def __init__(self, numbers: Numbers, titles: Sequence[str], notes: Sequence[str], group: Group,
                 indices: Dict[int, Index]) -> None:
        self.indices = indices
        neurons = {group.parsed[id(neuron)].indices: neuron for neuron in group.outputs}
        count = group.shape[0] if len(group.shape) == 3 else 1
        rows, columns = group.shape[-2:]
        maps = [[[neurons[(channel, row, column)[-len(group.shape):]] for column in range(columns)]
                 for row in range(rows)] for channel in range(count)]
        shown = chosen(count, MOST_CHANNELS, [numbers.blame([one for row in one_map for one in row])
                                              for one_map in maps])
        super().__init__(numbers, titles, [*notes, *_left_out(len(shown), count, rows, columns)])
        self.members = set(map(id, group.neurons))
        self.largest = numbers.largest(group.outputs)
        self.channels = [self._channel(f"channel {channel}" if count > 1 else "", maps[channel])
                         for channel in shown]
        self.shown = {id(neuron) for channel in self.channels for row in channel.neurons for neuron in row}
        self.is_column = columns == 1 and len(self.shown) == len(group.outputs) <= 12
        if any(channel.kernels for channel in self.channels):
            self.in_cells = {id(link.source) for neuron in group.outputs for link in neuron.incoming}

    def _channel(self, title: str, neurons: List[List[Neuron]]) -> Channel:
        drawn = [row[:MOST_SIDE] for row in neurons[:MOST_SIDE]]
        grid = Grid(self.numbers, [[neuron_cell(self.numbers, neuron) for neuron in row] for row in drawn],
                    self.largest)
        everyone = [neuron for row in neurons for neuron in row]
        kernels = kernels_of(everyone, self.numbers, self.indices)
        grids = [Grid(self.numbers, cells, self.numbers.largest_weight, 72.0,
                      written=len(cells) <= 5 and len(cells[0]) <= 5) for cells in kernels[:MOST_KERNELS]]
        biases = {id(link.weight): link.weight for neuron in everyone for link in neuron.incoming
                  if link.source is self.numbers.network.bias and isinstance(link.weight, Weight)}
        more = len(kernels) - len(grids)
        return Channel(title, drawn, grid, grids, list(biases.values()) if len(biases) == 1 else [],
                       f"and {more} more kernels" if more else "")

    def arrangement_of(self, sources: Set[int]) -> Arrangement:
        """All maps, one below the other."""
        if self.is_column or not sources & self.shown:
            return []
        return [list(row) for channel in self.channels for row in channel.neurons]

    # ---- sizes -------------------------------------------------------------------------------------

    def body_size(self) -> Tuple[float, float]:
        """The kernels are on the left of their maps."""
        self.kernel_width = max(self._kernel_width(channel) for channel in self.channels)
        self.map_width = max(max(channel.map.width, text_width(channel.title, SMALL))
                             for channel in self.channels)
        arrow = ARROW if self.kernel_width else 0.0
        heights = [self._height(channel) for channel in self.channels]
        return self.kernel_width + arrow + self.map_width, sum(heights) + BETWEEN * (len(heights) - 1)

    def _kernel_width(self, channel: Channel) -> float:
        grids = sum(grid.width for grid in channel.kernels) + BETWEEN * max(len(channel.kernels) - 1, 0)
        return max([grids, *(text_width(text, SMALL) for text in self._below(channel))]) if grids else 0.0

    def _below(self, channel: Channel) -> List[str]:
        """What is written below the kernels."""
        return [*(f"bias {self.numbers.written(self.numbers.of(weight))}" for weight in channel.bias),
                *([channel.more] if channel.more else [])]

    def _height(self, channel: Channel) -> float:
        below = 2 * LINE * len(self._below(channel))
        kernels = max([0.0, *(grid.height + below for grid in channel.kernels)])
        return max(channel.map.height, kernels) + (LINE if channel.title else 0.0)

    # ---- drawing -----------------------------------------------------------------------------------

    def move_body_to(self, x: float, y: float) -> None:
        """A single column of cells gets anchors."""
        self.tops: List[float] = []
        self.left = x
        for channel in self.channels:
            self.tops.append(y)
            map_x, map_y = self._map_corner(channel, y)
            for row, neurons in enumerate(channel.neurons if self.is_column else []):
                self.anchors[id(neurons[0])] = Anchor(map_x, map_x + channel.map.width,
                                                      map_y + (row + 0.5) * channel.map.cell_height)
            y += self._height(channel) + BETWEEN

    def _map_corner(self, channel: Channel, top: float) -> Tuple[float, float]:
        x = self.left + self.kernel_width + (ARROW if self.kernel_width else 0.0)
        title = LINE if channel.title else 0.0
        free = self._height(channel) - title - channel.map.height
        return x + (self.map_width - channel.map.width) / 2, top + title + free / 2

    def draw_body(self, canvas: Canvas) -> None:
        """Kernels, an arrow, the map."""
        for channel, top in zip(self.channels, self.tops):
            x, y = self._map_corner(channel, top)
            if channel.title:
                canvas.text(x + channel.map.width / 2, y - 5.0, channel.title, size=SMALL, anchor="middle",
                            fill=LIGHT.dim)
            channel.map.draw(canvas, x, y)
            if channel.kernels:
                self._draw_kernels(canvas, channel, y + channel.map.height / 2)
                arrow(canvas, self.left + self.kernel_width + 4.0, x - 4.0, y + channel.map.height / 2)

    def _draw_kernels(self, canvas: Canvas, channel: Channel, middle: float) -> None:
        x, texts = self.left + self.kernel_width - self._kernel_width(channel), self._below(channel)
        bottom = middle
        for grid in channel.kernels:
            grid.draw(canvas, x, middle - grid.height / 2)
            x += grid.width + BETWEEN
            bottom = max(bottom, middle + grid.height / 2)
        for number, text in enumerate(texts):
            weight = channel.bias[0] if text.startswith("bias") else None
            fill = colour_of(self.numbers.of(weight)) if weight else LIGHT.dim
            with canvas.about(weight):
                canvas.text(self.left + self.kernel_width, bottom + LINE * (number + 1) - 3.0, text,
                            size=SMALL, anchor="end", fill=fill)


def kernels_of(neurons: Sequence[Neuron], numbers: Numbers, indices: Dict[int, Index]
               ) -> List[List[List[Cell]]]:
    """The kernels of a map, one for each channel of its sources: the weights that all its neurons share.

    They are read from the neuron whose window is largest; [] where the weights aren't shared.
    """
    links = [_weighted(neuron, numbers, indices) for neuron in neurons]
    largest = max(links, key=len)
    shared = {id(link.weight) for link in largest}
    if len(neurons) > 1 and any(id(link.weight) not in shared for some in links for link in some):
        return []
    channels: Dict[Index, Dict[Tuple[int, int], Link]] = {}
    for link in largest:
        index = indices[id(link.source)]
        channels.setdefault(index[:-2], {})[index[-2:][0], index[-1]] = link
    kernels = [_cells(channel, numbers) for channel in channels.values()]
    return [cells for cells in kernels if cells and max(len(cells), len(cells[0])) <= MOST_KERNEL]


def _weighted(neuron: Neuron, numbers: Numbers, indices: Dict[int, Index]) -> List[Link]:
    """The links through weights from neurons with a row and a column."""
    return [link for link in neuron.incoming if isinstance(link.weight, Weight)
            and not numbers.is_constant(link.weight) and len(indices.get(id(link.source), ())) > 1]


def _cells(links: Dict[Tuple[int, int], Link], numbers: Numbers) -> List[List[Cell]]:
    rows, columns = (sorted(set(indices)) for indices in zip(*links))
    if len(rows) * len(columns) != len(links):
        return []
    return [[weight_cell(numbers, link.weight) for column in columns
             for link in [links[row, column]] if isinstance(link.weight, Weight)] for row in rows]


def arrow(canvas: Canvas, x1: float, x2: float, y: float, width: float = 1.5) -> None:
    """A grey arrow to the right."""
    head = 5.0 + width
    canvas.svg.line(x1, y, x2 - head, y, stroke=GREY, stroke_width=width)
    canvas.svg.path(f"M{x2 - head:.1f} {y - head / 2:.1f}L{x2:.1f} {y:.1f}"
                    f"L{x2 - head:.1f} {y + head / 2:.1f}z", fill=GREY)


def _left_out(shown: int, count: int, rows: int, columns: int) -> List[str]:
    notes = left_out(shown, count, "channels")
    if max(rows, columns) > MOST_SIDE:
        notes.append(f"the first {min(rows, MOST_SIDE)} of {rows:,} rows and "
                     f"{min(columns, MOST_SIDE)} of {columns:,} columns")
    return notes
