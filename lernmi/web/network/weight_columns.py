"""The weights that all columns of a table share, beside its rows."""

from __future__ import annotations

from typing import Dict, List, Tuple

from ...figures.palette import LIGHT, text_on
from ..canvas import SMALL, Canvas, cell_width
from ..svg import text_width
from .block import LINE, short
from .grid import ROW, weight_cell
from .numbers import Numbers, fill_of
from .table_model import Layer, Row, Source

MOST_WRITTEN = 12       # columns with numbers
NARROW = 9.0            # a weight without its number


class WeightColumns:
    """The weights of a layer's rows: a column for each source, grouped by the layer that it is in."""

    def __init__(self, layer: Layer, numbers: Numbers) -> None:
        self.numbers = numbers
        self.written = len(layer.sources) <= MOST_WRITTEN
        texts = [numbers.written(numbers.of(weight)) for section in layer.sections for row in section.rows
                 for weight in row.weights.values()]
        self.cell = cell = cell_width(texts) if self.written else NARROW
        self.x: Dict[Source, float] = {}
        self.spans: List[Tuple[str, float, float]] = []
        left = 0.0
        for name in dict.fromkeys(source[0] for source in layer.sources):
            members = [source for source in layer.sources if source[0] == name]
            heading = short(name if name == "bias" else f"from {name}")
            span = max(cell * len(members), text_width(heading, SMALL))
            first = left + (span - cell * len(members)) / 2
            self.x.update((source, first + number * cell) for number, source in enumerate(members))
            self.spans.append((heading, left, span))
            left += span + 10.0
        self.width = max(left - 10.0, 0.0)
        has_labels = self.written and any(label for _, label, _ in layer.sources)
        self.heading_height = (2 if has_labels else 1) * LINE if layer.sources else 0.0

    def draw_headings(self, canvas: Canvas, x: float, y: float) -> None:
        """The layers that the weights come from, and below each the neurons there."""
        for heading, left, span in self.spans:
            canvas.text(x + left + span / 2, y + 10.0, heading, size=SMALL, anchor="middle", fill=LIGHT.dim)
        if self.written:
            for (_, label, _), left in self.x.items():
                if label:
                    canvas.number_within(x + left + self.cell / 2, y + LINE + 7.0, self.cell, label,
                                         LIGHT.dim)

    def draw(self, canvas: Canvas, row: Row, x: float, y: float) -> None:
        """The weights of a row, beside it."""
        for source, weight in row.weights.items():
            cell = weight_cell(self.numbers, weight)
            fill = fill_of(cell.number, self.numbers.largest_weight)
            left = x + self.x[source]
            with canvas.about(weight):
                canvas.svg.rect(left, y + 1.0, self.cell - 1.0, ROW - 2.0, cell.hint(), fill=fill)
                if self.written:
                    canvas.number_within(left + self.cell / 2 - 0.5, y + ROW / 2, self.cell - 3.0,
                                         self.numbers.written(cell.number), text_on(fill))
                else:
                    canvas.unwritten += 1
        if row.weights:
            canvas.svg.path(f"M{x + self.width + 8:.1f} {y + ROW / 2:.1f}h16m-4 -3l4 3l-4 3", fill="none",
                            stroke="#b0b0b0", stroke_width=1.2)
