"""Layers over time steps or samples: a column for each, the states carried to the right, the weights once."""

from __future__ import annotations

from typing import Dict, List, NamedTuple, Sequence, Set, Tuple

from ...figures.palette import LIGHT, text_on
from ...network.neuron_names import copy_numbers, copy_title
from ...neuron import Neuron
from ...support.formatting import count_of
from ..canvas import GREY, SMALL, Canvas, cell_width
from ..svg import text_width
from .block import LINE, Anchor, Arrangement, Block, short
from .grid import ROW, Cell, neuron_cell
from .groups import chosen, left_out
from .numbers import Numbers, fill_of
from .table_model import Layer, Row, Where, carried, copies_of
from .weight_columns import WeightColumns

MOST_COPIES = 14
CARRY = 14.0            # between a column and the next: the arrow of a state
HEADER = 22.0
BETWEEN = 24.0          # from a layer to the next
TARGET = "target"


class Line(NamedTuple):
    """A row, a caption or a note, with its distance from the top of the table."""

    top: float
    layer: Layer
    row: Row | None
    text: str
    largest: float


class TimeTable(Block):
    """Several layers below each other, over the same columns."""

    in_rows = True

    def __init__(self, numbers: Numbers, layers: Sequence[Layer], titles: Sequence[str], where: Where,
                 subtitles: Dict[str, str]) -> None:
        self.layers, self.where, self.subtitles = layers, where, subtitles
        everything = copies_of(layers)
        shown = chosen(len(everything), MOST_COPIES, [
            numbers.blame([row.neurons[copy] for layer in layers for section in layer.sections
                           for row in section.rows if copy in row.neurons]) for copy in everything])
        self.copies = [everything[index] for index in shown]
        self.gaps = [after - before - 1 for before, after in zip([-1, *shown], shown)]
        super().__init__(numbers, titles, left_out(len(shown), len(everything), "columns"))
        self.members = {id(neuron) for layer in layers for neuron in layer.group.neurons}
        self.rows = [row for layer in layers for section in layer.sections for row in section.rows]
        self.shown = {id(row.neurons[copy]) for row in self.rows for copy in self.copies
                      if copy in row.neurons}
        self.states: Set[int] = {state for layer in layers for state in carried(layer.group)}
        self.weights = {id(layer): WeightColumns(layer, numbers) for layer in layers}
        self._lay_out_rows()

    def _lay_out_rows(self) -> None:
        """Where each line is, from the top of the body."""
        self.lines: List[Line] = []
        self.headers: List[Tuple[float, Layer]] = []
        top = LINE + 4.0
        for number, layer in enumerate(self.layers):
            top += BETWEEN if number else 0.0
            self.headers.append((top, layer))
            top += HEADER + self.weights[id(layer)].heading_height
            for section in layer.sections:
                if section.caption:
                    self.lines.append(Line(top, layer, None, section.caption, 0.0))
                    top += LINE + 2.0
                largest = self.numbers.largest([neuron for row in section.rows
                                                for neuron in row.neurons.values()])
                for row in section.rows:
                    self.lines.append(Line(top, layer, row, row.label, largest))
                    top += ROW
                if section.hidden:
                    self.lines.append(Line(top, layer, None, f"… {section.hidden:,} more", 0.0))
                    top += LINE
                top = self._targets(layer, section.rows if section.is_output else [], top) + 4.0
            for note in self._notes_of(layer):
                self.lines.append(Line(top, layer, None, note, 0.0))
                top += LINE
        self.bottom = top

    def _targets(self, layer: Layer, rows: Sequence[Row], top: float) -> float:
        """A row of targets below each row of outputs of the network."""
        for row in rows:
            if any(id(neuron) in self.numbers.targets for neuron in row.neurons.values()):
                self.lines.append(Line(top, layer, row, TARGET, 0.0))
                top += ROW
        return top

    def _notes_of(self, layer: Layer) -> List[str]:
        shown = sum(id(neuron) in self.shown for neuron in layer.group.neurons)
        notes = []
        count, links = len(layer.group.neurons), sum(len(neuron.incoming) for neuron in layer.group.neurons)
        if shown < count:
            lead = f"; {count_of(links, 'link')} lead to them" if links else ""
            notes.append(f"{shown:,} of {count_of(count, 'neuron')} are drawn{lead}")
        if layer.not_shared:
            notes.append(f"weights of {layer.not_shared:,} rows differ between the columns and aren't drawn")
        return notes

    def arrangement_of(self, sources: Set[int]) -> Arrangement:
        """The rows that hold them, unless all of them are in the last column."""
        rows = [row for row in self.rows if any(id(neuron) in sources for neuron in row.neurons.values())]
        if all(id(neuron) not in sources for row in rows for copy, neuron in row.neurons.items()
               if copy != self.copies[-1]):
            return []
        return [[row.neurons.get(copy) for copy in self.copies] for row in rows]

    # ---- sizes -------------------------------------------------------------------------------------

    def body_size(self) -> Tuple[float, float]:
        """Names, weights, columns."""
        texts = [self.numbers.written(self.numbers.of(neuron)) for row in self.rows
                 for copy, neuron in row.neurons.items() if copy in self.copies]
        self.cell = cell_width(texts)
        headings = max(text_width(copy_title(copy), SMALL) for copy in self.copies)
        self.pitch = max(self.cell + CARRY, headings + 6.0)
        labels = [text_width(line.text, SMALL) for line in self.lines if line.row]
        self.label_width = max([40.0, *labels]) + 10.0
        self.weight_width = max(columns.width for columns in self.weights.values())
        self.columns_left = self.label_width + (self.weight_width + 40.0 if self.weight_width else 14.0)
        gaps = sum(self.pitch for gap in self.gaps if gap)
        width = self.columns_left + gaps + self.pitch * len(self.copies) - (self.pitch - self.cell)
        titles = max([0.0, *(text_width(self._header(layer), SMALL) + 70.0 for layer in self.layers),
                      *(text_width(line.text, SMALL) for line in self.lines if not line.row)])
        return max(width + max(headings - self.cell, 0.0) / 2, titles), self.bottom

    def _header(self, layer: Layer) -> str:
        return f"{layer.group.name}  {self.subtitles.get(layer.group.name, '')}"

    def move_body_to(self, x: float, y: float) -> None:
        """Links leave at the last column."""
        self.left, self.upper = x, y
        self.lefts: List[float] = []
        left = x + self.columns_left
        for gap in self.gaps:
            left += self.pitch if gap else 0.0
            self.lefts.append(left)
            left += self.pitch
        for line in self.lines:
            neuron = line.row.neurons.get(self.copies[-1]) if line.row and line.text != TARGET else None
            if neuron is not None:
                self.anchors[id(neuron)] = Anchor(self.lefts[-1], self.lefts[-1] + self.cell,
                                                  y + line.top + ROW / 2)

    @property
    def breaks(self) -> List[float]:
        """A page may begin with any layer."""
        return [self.upper + top - 2.0 for top, _ in self.headers[1:]]

    # ---- drawing -----------------------------------------------------------------------------------

    def draw_body(self, canvas: Canvas) -> None:
        """Headings, then line after line."""
        for copy, x, gap in zip(self.copies, self.lefts, self.gaps):
            title = copy_title(copy) if copy else self._title_of_all()
            canvas.text(x + self.cell / 2, self.upper + 10.0, title, size=SMALL, anchor="middle")
            if gap:
                canvas.text(x - self.pitch + self.cell / 2, self.upper + 10.0, f"… {gap:,}", size=SMALL,
                            anchor="middle", fill=LIGHT.dim)
        for number, (top, layer) in enumerate(self.headers):
            self._draw_header(canvas, layer, self.upper + top, number > 0)
        for line in self.lines:
            self._draw_line(canvas, line, self.upper + line.top)

    def _title_of_all(self) -> str:
        return "all" if any(copy_numbers(copy)[0] for copy in self.copies) else "start"

    def _draw_header(self, canvas: Canvas, layer: Layer, y: float, has_before: bool) -> None:
        right = self.left + self.body_width
        canvas.svg.line(self.left, y + 0.5, right, y + 0.5, stroke="#b0b0b0", stroke_width=1)
        name = short(layer.group.name)
        canvas.text(self.left, y + 15.0, name, font_weight="bold")
        canvas.text(self.left + text_width(name) + 10.0, y + 15.0,
                    self.subtitles.get(layer.group.name, ""), size=SMALL, fill=LIGHT.dim)
        if has_before:
            for x in [x for copy, x in zip(self.copies, self.lefts) if copy]:
                middle = x + self.cell / 2
                canvas.svg.path(f"M{middle:.1f} {y - 17:.1f}V{y - 9:.1f}M{middle - 4:.1f} {y - 12:.1f}"
                                f"L{middle:.1f} {y - 7:.1f}L{middle + 4:.1f} {y - 12:.1f}",
                                fill="none", stroke=GREY, stroke_width=1.5)
        self.weights[id(layer)].draw_headings(canvas, self.left + self.label_width, y + HEADER)

    def _draw_line(self, canvas: Canvas, line: Line, y: float) -> None:
        if line.row is None:
            canvas.text(self.left, y + 11.0, line.text, size=SMALL, fill=LIGHT.dim)
            return
        is_target = line.text == TARGET
        canvas.text(self.left + self.label_width - 10.0, y + 13.5, line.text, size=SMALL, anchor="end",
                    fill=LIGHT.dim if is_target else LIGHT.text)
        if not is_target:
            columns = self.weights[id(line.layer)]
            columns.draw(canvas, line.row, self.left + self.label_width, y)
        for number, (copy, x) in enumerate(zip(self.copies, self.lefts)):
            neuron = line.row.neurons.get(copy)
            if neuron is None:
                continue
            if is_target:
                self._draw_target(canvas, neuron, x, y)
            else:
                with canvas.about(neuron):
                    self._draw_cell(canvas, neuron_cell(self.numbers, neuron), line.largest, x, y)
                if id(neuron) in self.states and self._goes_on(number):
                    self._draw_carry(canvas, x + self.cell, self.lefts[number + 1], y + ROW / 2)

    def _goes_on(self, number: int) -> bool:
        """Whether the column after that one is a later time step of the same sample."""
        if number + 1 == len(self.copies):
            return False
        (sample, time_step), (other, later) = map(copy_numbers, self.copies[number:number + 2])
        return sample == other and 0 < time_step < later

    def _draw_target(self, canvas: Canvas, neuron: Neuron, x: float, y: float) -> None:
        if id(neuron) in self.numbers.targets:
            canvas.number_within(x + self.cell / 2, y + ROW / 2, self.cell - 3.0,
                                 self.numbers.written(self.numbers.targets[id(neuron)]), LIGHT.dim)

    def _draw_cell(self, canvas: Canvas, cell: Cell, largest: float, x: float, y: float) -> None:
        fill = fill_of(cell.number, largest)
        canvas.svg.rect(x, y + 1.0, self.cell, ROW - 2.0, cell.hint(), fill=fill, rx=3, stroke="#a8a8a8",
                        stroke_width=0.6)
        canvas.number_within(x + self.cell / 2, y + ROW / 2, self.cell - 3.0,
                             self.numbers.written(cell.number), text_on(fill))

    @staticmethod
    def _draw_carry(canvas: Canvas, x1: float, x2: float, y: float) -> None:
        canvas.svg.path(f"M{x1 + 1:.1f} {y:.1f}H{x2 - 2:.1f}M{x2 - 5:.1f} {y - 3:.1f}L{x2 - 1.5:.1f} {y:.1f}"
                        f"L{x2 - 5:.1f} {y + 3:.1f}", fill="none", stroke=GREY, stroke_width=1.2)
