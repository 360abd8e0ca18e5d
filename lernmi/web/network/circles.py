"""Neurons as circles, one below the other; of a large layer the first, the last and the most blamed."""

from __future__ import annotations

from typing import Dict, List, NamedTuple, Sequence, Tuple

from ...figures.palette import LIGHT, text_on
from ...link import Link
from ...neuron import Neuron
from ..canvas import GREY, SMALL, Box, Canvas
from ..svg import text_width
from .block import LINE, Anchor, Arrangement, Block, short
from .grid import Grid, cells_of_weights
from .groups import chosen, left_out
from .numbers import Numbers, colour_of, fill_of

MOST = 12               # circles in a column
RADIUS = 28.0
STUB = 11.0             # the line of a bias
NAME = 17.0             # above a circle
SPACE, NARROW_SPACE = 13.0, 38.0        # between a circle and the next; where short links bear numbers
BESIDE = 8.0            # between a circle and what is written beside it
MOST_BIASES = 3         # of one neuron, below each other


class Row(NamedTuple):
    """A neuron, or how many neurons are left out there; what is written beside it, left and right."""

    neuron: Neuron | None
    hidden: int = 0
    left: Sequence[str] = ()
    right: Sequence[str] = ()


class Circles(Block):
    """A column of circles.

    ``arrangements``: the neurons of earlier blocks that are drawn as cells; the weights of links from
    there are drawn as small grids beside each circle.
    """

    def __init__(self, numbers: Numbers, titles: Sequence[str], notes: Sequence[str],
                 neurons: Sequence[Neuron], arrangements: Sequence[Arrangement] = ()) -> None:
        self.neurons = neurons
        self.space = NARROW_SPACE if numbers.is_narrow else SPACE
        shown = chosen(len(neurons), MOST, [numbers.blame([neuron]) for neuron in neurons])
        super().__init__(numbers, titles, [*notes, *left_out(len(shown), len(neurons), "neurons")])
        self.members = set(map(id, neurons))
        self.largest = numbers.largest(neurons)
        self.inputs = set(map(id, numbers.network.inputs))
        self.rows = self._rows(shown)
        self.circles = [row.neuron for row in self.rows if row.neuron]
        self.grids: Dict[int, List[Grid]] = {
            id(neuron): [cells_of_weights(numbers, neuron, arrangement) for arrangement in arrangements]
            for neuron in self.circles}
        self.shown = set(map(id, self.circles))
        self.in_cells = {id(source) for arrangement in arrangements for row in arrangement for source in row}

    def _rows(self, shown: Sequence[int]) -> List[Row]:
        rows: List[Row] = []
        for before, index in zip([-1, *shown], shown):
            if index - before > 1:
                rows.append(Row(None, index - before - 1))
            neuron = self.neurons[index]
            beside = list(map(short, self.numbers.meaning(neuron))), self.numbers.target(neuron)
            left = beside[0] if id(neuron) in self.inputs else []
            rows.append(Row(neuron, 0, left, [*(beside[0] if not left else []), *beside[1]]))
        return rows

    # ---- sizes -------------------------------------------------------------------------------------

    def body_size(self) -> Tuple[float, float]:
        """As wide as the names; a row is as high as its grids."""
        written = [text_width(short(neuron.name), SMALL) for neuron in self.circles]
        written += [text_width(text, SMALL) for neuron in self.circles for text in self.bias_texts(neuron)]
        self.column = max([2 * RADIUS, *written])
        self.left = max([0.0, *(max(text_width(text, SMALL) for text in row.left) + BESIDE - self._spare
                                for row in self.rows if row.left)])
        self.right = max([0.0, *(max(text_width(text, SMALL) for text in row.right) + BESIDE - self._spare
                                 for row in self.rows if row.right)])
        self.before = max([0.0, *(sum(grid.width + 12.0 for grid in grids) + 24.0
                                  for grids in self.grids.values() if grids)])
        return (self.left + self.before + self.column + self.right, sum(map(self._row_height, self.rows)))

    @property
    def _spare(self) -> float:
        """The room between a circle and the edge of its column."""
        return (self.column - 2 * RADIUS) / 2

    def _row_height(self, row: Row) -> float:
        if row.neuron is None:
            return 26.0
        grids = max([0.0, *(grid.height + 12.0 for grid in self.grids[id(row.neuron)])])
        return max(NAME + 2 * RADIUS + self._below(row.neuron) + self.space, grids)

    def _below(self, neuron: Neuron) -> float:
        count = len(self.bias_texts(neuron))
        return STUB + LINE * count if count else 0.0

    def biases(self, neuron: Neuron) -> List[Link]:
        """The links from the bias."""
        return [link for link in neuron.incoming if link.source is self.numbers.network.bias][:MOST_BIASES]

    def bias_texts(self, neuron: Neuron) -> List[str]:
        """What is written at the stub of each bias."""
        return [weight_text(self.numbers, link) for link in self.biases(neuron)]

    # ---- drawing -----------------------------------------------------------------------------------

    def move_body_to(self, x: float, y: float) -> None:
        """A circle is in the middle of its row, but for its name above and its bias below."""
        middle = x + self.left + self.before + self.column / 2
        self.centres: List[Tuple[Row, float, float]] = []
        for row in self.rows:
            height = self._row_height(row)
            centre = y + height / 2
            if row.neuron is not None:
                centre += (NAME - self._below(row.neuron)) / 2
                left = middle - RADIUS
                self.anchors[id(row.neuron)] = Anchor(left, middle + RADIUS, centre, RADIUS)
            self.centres.append((row, middle, centre))
            y += height

    def draw_body(self, canvas: Canvas) -> None:
        """Each neuron, and how many there are between them."""
        for row, x, y in self.centres:
            if row.neuron is None:
                canvas.text(x, y + 4.0, f"… {row.hidden:,} more", size=SMALL, anchor="middle", fill=LIGHT.dim,
                            halo=True)
            else:
                self._draw_grids(canvas, row.neuron, x - RADIUS, y)
                self._draw_neuron(canvas, row, row.neuron, x, y)

    def _draw_grids(self, canvas: Canvas, neuron: Neuron, x: float, y: float) -> None:
        grids = self.grids[id(neuron)]
        if grids:
            canvas.svg.line(x - 24.0, y, x, y, stroke=GREY, stroke_width=1.5)
        x -= 24.0
        for grid in reversed(grids):
            grid.draw(canvas, x - grid.width, y - grid.height / 2)
            x -= grid.width + 12.0

    def _draw_neuron(self, canvas: Canvas, row: Row, neuron: Neuron, x: float, y: float) -> None:
        number = self.numbers.of(neuron)
        fill = fill_of(number, self.largest)
        with canvas.about(neuron):
            canvas.svg.circle(x, y, RADIUS, self.numbers.neuron_hint(neuron), fill=fill,
                              stroke=colour_of(number), stroke_width=1.5)
            canvas.number_within(x, y, 2 * RADIUS - 3.0, self.numbers.written(number), text_on(fill),
                                 largest=SMALL + 1.0)
        canvas.text(x, y - RADIUS - 6.0, short(neuron.name), size=SMALL, anchor="middle", halo=True)
        for side, anchor, texts in ((-1, "end", row.left), (1, "start", row.right)):
            for number_of_line, text in enumerate(texts):
                middle = y + 4.0 + LINE * (number_of_line - (len(texts) - 1) / 2)
                canvas.text(x + side * (RADIUS + BESIDE), middle, text, size=SMALL, anchor=anchor,
                            fill=LIGHT.dim if text.startswith("target") else LIGHT.text)
        self._draw_biases(canvas, neuron, x, y + RADIUS)
        canvas.take(Box(x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS))

    def _draw_biases(self, canvas: Canvas, neuron: Neuron, x: float, y: float) -> None:
        """A short line into the neuron, with the number of its weight."""
        for number, (link, text) in enumerate(zip(self.biases(neuron), self.bias_texts(neuron))):
            value = self.numbers.of(link.weight)
            if number == 0:
                with canvas.about(link):
                    canvas.svg.line(x, y, x, y + STUB, self.numbers.link_hint(link), stroke=colour_of(value),
                                    stroke_width=self.numbers.thickness(value))
            with canvas.about(link.weight):
                canvas.text(x, y + STUB + LINE * number + 10.0, text, size=SMALL, anchor="middle",
                            fill=colour_of(value), halo=True)


def weight_text(numbers: Numbers, link: Link) -> str:
    """The number of a link's weight, with its name where that is a short one."""
    name, number = link.weight.name, numbers.written(numbers.of(link.weight))
    return f"{name} {number}" if len(name) <= 3 else number
