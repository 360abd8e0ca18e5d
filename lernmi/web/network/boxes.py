"""A layer of many inner neurons as one box, such as Softmax, Dropout and the normalising layers."""

from __future__ import annotations

from typing import Dict, List, NamedTuple, Sequence, Tuple

from ...figures.palette import LIGHT, text_on
from ...network.neuron_names import Index
from ...neuron import Neuron
from ...support.formatting import count_of
from ...weight import Weight
from ..canvas import GREY, SMALL, Box, Canvas
from ..svg import text_width
from .block import LINE, Anchor, Block, short
from .circles import BESIDE, MOST
from .grid import Cell, neuron_cell, weight_cell
from .groups import Group, chosen
from .numbers import Numbers, fill_of

CELL_HEIGHT, PITCH, BETWEEN = 24.0, 32.0, 8.0
PADDING = 10.0
HELPERS = ("keep", "take", "so_far", "match", "squares", "one_over_deviation",
           "one_minus_update")          # neurons that aren't drawn


class Column(NamedTuple):
    """Numbers of one kind, by the index of the output that they belong to; ``largest`` is full colour."""

    heading: str
    cells: Dict[Index, Cell]
    largest: float


class LayerBox(Block):
    """A frame; in it a row for each output: its name, what led to it, its number.

    Numbers that the layer has once, such as a mean, are written below.
    """

    def __init__(self, numbers: Numbers, titles: Sequence[str], group: Group) -> None:
        self.group = group
        by_what: Dict[str, Dict[Index, Neuron]] = {}
        for neuron in group.neurons:
            parsed = group.parsed[id(neuron)]
            by_what.setdefault(parsed.what, {})[parsed.indices] = neuron
        self.outputs = {group.parsed[id(neuron)].indices: neuron for neuron in group.outputs}
        inner = {what: neurons for what, neurons in by_what.items()
                 if what not in HELPERS and not set(neurons.values()) & set(self.outputs.values())}
        kinds = {what: neurons for what, neurons in inner.items() if set(neurons) == set(self.outputs)}
        single = [neurons[()] for what, neurons in inner.items()
                  if list(neurons) == [()] and what not in kinds]
        self.kinds = {**kinds, "output": self.outputs}
        shown = chosen(len(self.outputs), MOST, [numbers.blame([neuron]) for neuron in group.outputs])
        self.rows = [list(self.outputs)[number] for number in shown]
        self.gaps = [after - before - 1 for before, after in zip([-1, *shown], shown)]
        written = [f"{group.parsed[id(neuron)].what} {numbers.written(numbers.of(neuron))}"
                   for neuron in single]
        super().__init__(numbers, titles, [*written, inside(group)])
        self.members = set(map(id, group.neurons))
        self.shown = {id(neurons[index]) for neurons in self.kinds.values() for index in self.rows}
        self.shown |= set(map(id, single))
        self.columns = self._columns()

    def _columns(self) -> List[Column]:
        """Inner neurons, then the weights of the outputs' links, then the outputs."""
        columns = [Column(what, {index: neuron_cell(self.numbers, one) for index, one in neurons.items()},
                          self.numbers.largest(neurons.values())) for what, neurons in self.kinds.items()]
        weights: Dict[str, Dict[Index, Cell]] = {}
        for index, neuron in self.outputs.items():
            for link in neuron.incoming:
                if isinstance(link.weight, Weight) and not self.numbers.is_constant(link.weight):
                    name = "bias" if link.source is self.numbers.network.bias else "weight"
                    weights.setdefault(name, {})[index] = weight_cell(self.numbers, link.weight)
        return [*columns[:-1], *(Column(name, cells, self.numbers.largest_weight)
                                 for name, cells in weights.items()), columns[-1]]

    # ---- sizes -------------------------------------------------------------------------------------

    def body_size(self) -> Tuple[float, float]:
        """A column for the names, and one for each kind of number."""
        self.name_width = max(text_width(short(self.outputs[index].name), SMALL) for index in self.rows)
        self.widths = [max(text_width(text, SMALL) + 6.0 for text in [column.heading, *(
            self.numbers.written(cell.number) for index, cell in column.cells.items() if index in self.rows)])
            for column in self.columns]
        self.beside = [self._beside(self.outputs[index]) for index in self.rows]
        beside = max([0.0, *(text_width(text, SMALL) + BESIDE for text in self.beside if text)])
        self.frame_width = 2 * PADDING + self.name_width + sum(BETWEEN + width for width in self.widths)
        gaps = sum(LINE for gap in self.gaps if gap)
        return self.frame_width + beside, 2 * PADDING + LINE + PITCH * len(self.rows) + gaps - BETWEEN

    def _beside(self, neuron: Neuron) -> str:
        """What an output of the network stands for, and its target."""
        return ", ".join([*map(short, self.numbers.meaning(neuron)), *self.numbers.target(neuron)])

    def move_body_to(self, x: float, y: float) -> None:
        """Links leave at the right of the outputs, and arrive at the left of the frame."""
        self.left, self.upper = x, y
        self.middles: Dict[Index, float] = {}
        y += PADDING + LINE
        for index, gap in zip(self.rows, self.gaps):
            y += LINE if gap else 0.0
            self.middles[index] = y + CELL_HEIGHT / 2
            self.anchors[id(self.outputs[index])] = Anchor(x, x + self.frame_width, self.middles[index])
            y += PITCH
        self.entries = {id(neurons[index]): (x, middle) for neurons in self.kinds.values()
                        for index, middle in self.middles.items()}

    # ---- drawing -----------------------------------------------------------------------------------

    def draw_body(self, canvas: Canvas) -> None:
        """The frame, the headings, the rows."""
        canvas.svg.rect(self.left, self.upper, self.frame_width, self.body_height, fill="#ffffff",
                        stroke="#6a6a6a", stroke_width=1.2, rx=7)
        x = self.left + PADDING + self.name_width + BETWEEN
        for column, width in zip(self.columns, self.widths):
            canvas.text(x + width / 2, self.upper + PADDING + 7.0, column.heading, size=SMALL,
                        anchor="middle", fill=LIGHT.dim)
            for index in self.rows:
                if index in column.cells:
                    with canvas.about(column.cells[index].thing):
                        self._draw_cell(canvas, column, column.cells[index], x, self.middles[index], width)
            x += width + BETWEEN
        for index, beside, gap in zip(self.rows, self.beside, self.gaps):
            self._write_row(canvas, index, beside, gap)
        canvas.take(Box(self.left, self.upper, self.left + self.frame_width, self.upper + self.body_height))

    def _write_row(self, canvas: Canvas, index: Index, beside: str, gap: int) -> None:
        name, middle = short(self.outputs[index].name), self.middles[index]
        canvas.text(self.left + PADDING, middle + 4.0, name, size=SMALL)
        if beside:
            canvas.text(self.left + self.frame_width + BESIDE, middle + 4.0, beside, size=SMALL)
        if gap:
            canvas.text(self.left + PADDING, middle - CELL_HEIGHT / 2 - 6.0, f"… {gap:,} more", size=SMALL,
                        fill=LIGHT.dim)

    def _draw_cell(self, canvas: Canvas, column: Column, cell: Cell, x: float, middle: float,
                   width: float) -> None:
        fill = fill_of(cell.number, column.largest)
        canvas.svg.rect(x, middle - CELL_HEIGHT / 2, width, CELL_HEIGHT, cell.hint(), fill=fill,
                        stroke=GREY, stroke_width=0.75, rx=4)
        canvas.number_within(x + width / 2, middle, width - 4.0, self.numbers.written(cell.number),
                             text_on(fill))


def inside(group: Group) -> str:
    """How many neurons and links a layer has of which only some are drawn."""
    links = sum(len(neuron.incoming) for neuron in group.neurons)
    return f"inside: {count_of(len(group.neurons), 'neuron')}, {count_of(links, 'link')}"
