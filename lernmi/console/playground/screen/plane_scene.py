"""The scene of data in a plane: a map of what the network answers, and of what each hidden neuron does."""

from __future__ import annotations

from typing import Dict, List, Sequence, Tuple

from rich.text import Text

from ....figures.boundary import Boundary, Sampled
from ....figures.meaning import CLASSES, DECISION, Meaning, meaning_of, meaning_of_neuron, spanning
from ....figures.plane import PlaneGrid, plane_of
from ....figures.plane.grid import Grid, hidden_neurons
from ....neuron import Neuron
from ....support.formatting import significant
from ...charts.boundary import map_lines
from ...charts.raster import has_colours, legend, raster, resampled
from ...display.page import Page
from ..training import Training

MOST_CELLS = 36             # columns and rows of the grid that is computed
PALE = 1.7                  # of how strong a colour may be, the map takes 1 ÷ so much: samples are stronger
LEGEND = 7                  # columns of the colours in the title


class PlaneScene:
    """The plane of two inputs: the samples, and maps of all neurons, computed with one grid.

    Where there are colours, a sample is a pixel of its class's or its target's full colour.
    """

    def __init__(self, training: Training) -> None:
        encoding, network = training.assignment.encoding, training.network
        self._network = network
        self._plane = plane_of(network)
        points = [(float(row[0]), float(row[1])) for row in training.assignment.dataset.rows]
        self._area = self._plane.area(points)
        self._meaning = meaning_of(network, training.samples)
        self._samples = [self._sampled(number, row, encoding.targets(row))
                         for number, row in enumerate(training.assignment.learned.rows)]
        self._hidden: Sequence[Neuron] = hidden_neurons(network)
        self._grid = PlaneGrid(network, 1, 1)
        self._size = 0
        self._chosen = 0
        self._size_of_map = 0, 0
        self._pixel_of_sample: Dict[Tuple[int, int], float] = {}
        self._values: List[List[List[float]]] = []

    def _sampled(self, number: int, row: Sequence[float], targets: Sequence[float]) -> Sampled:
        """A sample as if it were answered rightly: what is wrong shows in the colours around it."""
        expected = self._meaning.expected(targets)
        point = float(row[0]), float(row[1])
        return Sampled(number, point, self._meaning.target(targets), expected, expected)

    def title(self, page: Page, columns: int) -> Text:
        """What is shown, and what the colours mean."""
        meaning = self._shown_meaning()
        if meaning.kind == CLASSES:
            return Text(page.text(meaning.what), "dim")
        if meaning.kind == DECISION:
            low, high = meaning.ends
        else:
            low, high = (significant(limit, 2) for limit in meaning.limits[::2])
        colours = legend(page, page.text(low), "", page.text(high), LEGEND)
        what = f"{self._hidden[self._chosen - 1].name}, " if self._chosen else ""
        words = Text(page.text(f"  {what}{' and '.join(self._plane.names)}"), "dim")
        return colours.append_text(words) if len(colours) + len(words) <= columns else colours

    def compute(self, columns: int, rows: int, chosen: int) -> None:
        """Let the network answer everywhere in the plane, as it is now, for a map of so many characters.

        ``chosen``: 0 for the map of the output, then those of the hidden neurons, in a circle.
        """
        self._chosen = chosen % (len(self._hidden) + 1)
        size = min(columns, 2 * rows, MOST_CELLS)
        if size != self._size:
            self._size = size
            self._grid = PlaneGrid(self._network, size, size, self._area,
                                   [*self._network.outputs, *self._hidden])
        self._values = self._grid.outputs()

    def lines(self, page: Page, columns: int, rows: int) -> List[Text]:
        """The map with the samples on it, after ``compute``."""
        figure = self._boundary()
        if figure.meaning.kind == CLASSES or not has_colours(page):
            return map_lines(figure, page, rows, columns)
        pixels = resampled(figure.strengths, 2 * rows, columns)
        for (row, column), strength in self._pixels(columns, 2 * rows).items():
            pixels[row][column] = strength
        return raster(page, pixels, PALE)

    def _pixels(self, columns: int, rows: int) -> Dict[Tuple[int, int], float]:
        """The pixels of the samples in a map of that size."""
        if (columns, rows) != self._size_of_map:
            self._size_of_map = columns, rows
            cells = [self._area.cell(sampled.point, columns, rows) for sampled in self._samples]
            self._pixel_of_sample = {
                cell: PALE * self._meaning.strength_of(sampled.target)
                for cell, sampled in zip(cells, self._samples) if cell is not None}
        return self._pixel_of_sample

    def _shown_meaning(self) -> Meaning:
        """What the numbers of the chosen map mean."""
        if not self._chosen:
            return self._meaning
        index = self._chosen - 1
        meaning = meaning_of_neuron(self._network, self._hidden[index])
        index += len(self._network.outputs)
        return spanning(meaning, [values[index] for row in self._values for values in row])

    def _boundary(self) -> Boundary:
        """The figure of the grid as it was computed last."""
        meaning = self._shown_meaning()
        start = len(self._network.outputs) + self._chosen - 1
        shown = slice(start, start + 1) if self._chosen else slice(len(self._network.outputs))
        outputs = [[values[shown] for values in row] for row in self._values]
        return Boundary(self._area, self._plane.names, meaning, self._meaning, [],
                        [[meaning.strength(cell) for cell in row] for row in outputs],
                        [[meaning.answer(cell) for cell in row] for row in outputs]
                        if meaning.kind == CLASSES else [], self._samples, 0)

    def neuron_maps(self, size: int) -> Dict[str, Grid]:
        """Of each hidden neuron, by its name, a map of so many columns and rows; after ``compute``."""
        cells = resampled(self._values, size, size)
        start = len(self._network.outputs)
        return {neuron.name: [[values[start + index] for values in row] for row in cells]
                for index, neuron in enumerate(self._hidden)}
