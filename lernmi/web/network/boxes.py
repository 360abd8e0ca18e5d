"""A layer of many inner neurons as one box, such as Softmax, Dropout and the normalising layers."""

from __future__ import annotations

from typing import Dict, List, Sequence, Tuple

from ...figures.palette import LIGHT
from ...neuron import Neuron
from ..canvas import SMALL, Box, Canvas
from ..svg import text_width
from .block import LINE, Anchor, Block, short
from .circles import BESIDE, MOST
from .groups import Group, chosen
from .names import Index
from .numbers import Numbers, fill_of, ink_on

CELL_HEIGHT, PITCH = 24.0, 32.0
PADDING = 10.0
HELPERS = ("keep", "take", "so_far", "match", "squares", "one_over_deviation")     # they aren't drawn


class LayerBox(Block):
    """A frame; in it a row for each output: its name, what led to it, its number.

    Numbers that the layer has once, such as a mean, are written below.
    """

    def __init__(self, numbers: Numbers, titles: Sequence[str], notes: Sequence[str], group: Group) -> None:
        self.group = group
        self.by_what: Dict[str, Dict[Index, Neuron]] = {}
        for neuron in group.neurons:
            parts = group.parts[id(neuron)]
            self.by_what.setdefault(parts.what, {})[parts.indices] = neuron
        indices = [group.parts[id(neuron)].indices for neuron in group.outputs]
        last = group.parts[id(group.outputs[0])].what
        self.columns = [what for what, neurons in self.by_what.items()
                        if what != last and what not in HELPERS and list(neurons) == indices] + [last]
        self.single = [neurons[()] for what, neurons in self.by_what.items()
                       if list(neurons) == [()] and what not in HELPERS and what not in self.columns]
        shown = chosen(len(indices), MOST, [numbers.blame([neuron]) for neuron in group.outputs])
        self.rows = [indices[number] for number in shown]
        self.gaps = [after - before - 1 for before, after in zip([-1, *shown], shown)]
        super().__init__(numbers, titles, [*self._singles(numbers), *notes, *self._inside(numbers)])
        self.members = set(map(id, group.neurons))
        self.shown = {id(self.by_what[what][index]) for what in self.columns for index in self.rows}
        self.shown |= set(map(id, self.single))
        self.largest = {what: numbers.largest(self.by_what[what].values()) for what in self.columns}

    def _singles(self, numbers: Numbers) -> List[str]:
        return [f"{self.group.parts[id(neuron)].what} {numbers.written(numbers.of(neuron))}"
                for neuron in self.single]

    def _inside(self, numbers: Numbers) -> List[str]:
        links = sum(len(neuron.incoming) for neuron in self.group.neurons)
        return [f"inside: {len(self.group.neurons):,} neurons, {links:,} links"]

    # ---- sizes -------------------------------------------------------------------------------------

    def body_size(self) -> Tuple[float, float]:
        """A column for the names, and one for each kind of number."""
        self.names = [short(self._output(index).name) for index in self.rows]
        self.name_width = max(text_width(name, SMALL) for name in self.names)
        self.headings = ["output" if what == self.columns[-1] else what for what in self.columns]
        self.cell_widths = [max(text_width(text, SMALL) + 6.0 for text in [heading, *(
            self.numbers.written(self.numbers.of(self.by_what[what][index])) for index in self.rows)])
            for heading, what in zip(self.headings, self.columns)]
        self.beside = [self._beside(self._output(index)) for index in self.rows]
        beside = max([0.0, *(text_width(text, SMALL) + BESIDE for text in self.beside if text)])
        self.frame_width = 2 * PADDING + self.name_width + sum(8.0 + width for width in self.cell_widths)
        gaps = sum(LINE for gap in self.gaps if gap)
        return self.frame_width + beside, 2 * PADDING + LINE + PITCH * len(self.rows) + gaps - 8.0

    def _output(self, index: Index) -> Neuron:
        return self.by_what[self.columns[-1]][index]

    def _beside(self, neuron: Neuron) -> str:
        """What an output of the network stands for, and its target."""
        return ", ".join([*map(short, self.numbers.meaning(neuron)), *self.numbers.target(neuron)])

    def place_body(self, x: float, y: float) -> None:
        """Links leave at the right of the outputs, and arrive at the left of the frame."""
        self.left, self.upper = x, y
        self.middles: List[float] = []
        y += PADDING + LINE
        for index, gap in zip(self.rows, self.gaps):
            y += LINE if gap else 0.0
            self.middles.append(y + CELL_HEIGHT / 2)
            self.anchors[id(self._output(index))] = Anchor(x, x + self.frame_width, y + CELL_HEIGHT / 2)
            y += PITCH
        rows = dict(zip(self.rows, self.middles))
        self.entries = {id(neuron): (x, rows[index]) for what in self.columns
                        for index, neuron in self.by_what[what].items() if index in rows}

    def draw_body(self, canvas: Canvas) -> None:
        """The frame, the headings, the rows."""
        canvas.svg.rect(self.left, self.upper, self.frame_width, self.body_height, fill="#ffffff",
                        stroke="#6a6a6a", stroke_width=1.2, rx=7)
        canvas.take(Box(self.left, self.upper, self.left + self.frame_width, self.upper + self.body_height))
        x = self.left + PADDING + self.name_width + 8.0
        for what, heading, width in zip(self.columns, self.headings, self.cell_widths):
            canvas.text(x + width / 2, self.upper + PADDING + 7.0, heading, size=SMALL, anchor="middle",
                        fill=LIGHT.dim)
            for index, middle in zip(self.rows, self.middles):
                self._draw_cell(canvas, what, self.by_what[what][index], x, middle, width)
            x += width + 8.0
        for name, text, gap, middle in zip(self.names, self.beside, self.gaps, self.middles):
            canvas.text(self.left + PADDING, middle + 4.0, name, size=SMALL)
            if text:
                canvas.text(self.left + self.frame_width + BESIDE, middle + 4.0, text, size=SMALL)
            if gap:
                canvas.text(self.left + PADDING, middle - CELL_HEIGHT / 2 - 4.0, f"… {gap:,} more",
                            size=SMALL, fill=LIGHT.dim)

    def _draw_cell(self, canvas: Canvas, what: str, neuron: Neuron, x: float, middle: float,
                   width: float) -> None:
        number = self.numbers.of(neuron)
        fill = fill_of(number, self.largest[what])
        canvas.svg.rect(x, middle - CELL_HEIGHT / 2, width, CELL_HEIGHT, self.numbers.neuron_hint(neuron),
                        fill=fill, stroke="#8a8a8a", stroke_width=0.75, rx=4)
        canvas.number_within(x + width / 2, middle, width - 4.0, self.numbers.written(number), ink_on(fill))
