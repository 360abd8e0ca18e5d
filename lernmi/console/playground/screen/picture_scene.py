"""The scene of pictures: one of them, its sensitivity map, and how likely the network finds each class."""

from __future__ import annotations

from typing import Dict, List, Sequence

from rich.text import Text

from ....figures.pixel_map import PixelMap, pixel_map
from ....figures.plane.grid import Grid
from ....layers import Dense
from ....support.formatting import percent, significant
from ...charts.raster import enlarged, picture, raster, resampled
from ...display.page import Page
from ...display.side_by_side import side_by_side
from ..training import Training

GAP = 2                 # columns
LARGEST_PIXEL = 6       # columns
MOST_COLUMNS = 32       # of a picture that is drawn pixel by pixel
MOST_CLASSES = 20
SHARE = 8               # columns of "100.0 % "
DIGITS = 3


class PictureScene:
    """One picture of those held out, or else of those learned, and how the network sees it."""

    def __init__(self, training: Training) -> None:
        self._network = training.network
        self._pairs = training.held_out or training.samples
        self._of = "held out" if training.held_out else "learned"
        self._number = 0
        self._figure: PixelMap = pixel_map(self._network, *self._pairs[0])

    def title(self, page: Page, columns: int) -> Text:
        """What is shown."""
        return Text(page.text(f"{self._of}: picture {self._number + 1:,} of {len(self._pairs):,}"), "dim")

    def compute(self, columns: int, rows: int, chosen: int) -> None:
        """Let the network answer to the chosen picture, as it is now."""
        self._number = chosen % len(self._pairs)
        self._figure = pixel_map(self._network, *self._pairs[self._number])

    def lines(self, page: Page, columns: int, rows: int) -> List[Text]:
        """The picture beside its sensitivity map, and below them a bar for each class."""
        first = self._figure.channels[0]
        values = [[pixel.value for pixel in row] for row in first]
        sensitivities = [[pixel.sensitivity for pixel in row] for row in first]
        wide = (columns - GAP) // 2
        factor = self._factor(len(values[0]), len(values), wide, rows)
        lines = side_by_side([
            [Text("picture", "dim"), *picture(page, _fitting(values, factor, wide))],
            [Text("sensitivities", "dim"), *raster(page, _fitting(sensitivities, factor, wide),
                                                   self._figure.largest)]], GAP)
        lines.append(Text(page.text(self._answer()), "bold"))
        return lines + self._bars(page, columns, rows - len(lines))

    def _answer(self) -> str:
        """What the network answers, and whether that is right."""
        meaning = self._figure.meaning
        answer, expected = meaning.answer(self._figure.outputs), meaning.expected(self._figure.targets)
        loss = f"loss {significant(self._figure.loss, DIGITS)}"
        if answer is None or expected is None:
            return loss
        right = "right" if answer == expected else f"wrong: {meaning.names[expected]}"
        return f"answer {meaning.names[answer]}, {right}; {loss}"

    def _factor(self, columns: int, rows: int, wide: int, high: int) -> int:
        """How many columns wide a pixel is: 0 where not all pixels have room."""
        for factor in range(LARGEST_PIXEL, 0, -1):
            bars = min(len(self._figure.outputs), MOST_CLASSES) // 2
            if factor * columns <= wide and factor * rows // 2 + 2 + bars <= high:
                return factor
        return 0

    def _bars(self, page: Page, columns: int, rows: int) -> List[Text]:
        """How likely each class is, as a bar; in two columns where one has no room."""
        meaning, outputs = self._figure.meaning, self._figure.outputs
        if len(meaning.names) != len(outputs) or rows < 1:
            return []
        expected = meaning.expected(self._figure.targets)
        parts = 1 if len(outputs) <= rows else 2
        wide = columns // parts - GAP * (parts - 1)
        bars = [_bar(page, page.text(name), meaning.share(outputs, index), wide, index == expected)
                for index, name in enumerate(meaning.names)]
        each = min(-(-len(bars) // parts), rows)
        return side_by_side([bars[start:start + each] for start in range(0, len(bars), each)][:parts], GAP)

    def neuron_maps(self, size: int) -> Dict[str, Grid]:
        """Of each neuron of the first layer, by its name, its weights from the pixels."""
        name, layer = next(iter(self._network.layer_outputs)), self._network.layers[0]
        if not isinstance(layer, Dense) or len(self._network.shape) != 2:
            return {}
        columns = self._network.shape[1]
        return {neuron.name: resampled(_in_rows([weight.value for weight in weights], columns), size, size)
                for neuron, weights in zip(self._network.layer_outputs[name], layer.weights)}


def _in_rows(numbers: Sequence[float], columns: int) -> Grid:
    return [list(numbers[start:start + columns]) for start in range(0, len(numbers), columns)]


def _fitting(pixels: Grid, factor: int, wide: int) -> Grid:
    """Each pixel so many times, or so many of them that they fit."""
    if factor:
        return enlarged(pixels, factor)
    size = min(wide, MOST_COLUMNS)
    return resampled(pixels, size * len(pixels) // len(pixels[0]), size)


def _bar(page: Page, name: str, share: float, wide: int, is_right: bool) -> Text:
    """A name, a bar and a percentage; the right class is marked."""
    mark = ">" if is_right else " "
    room = max(wide - len(name) - SHARE - 3, 1)
    full = round(share * room)
    bar = page.symbols("█") * full if not page.ascii else "#" * full
    return Text(f"{mark}{name} ", "bold" if is_right else "").append(
        f"{bar:<{room}} ", page.colour(1.0) if page.laid_out else "").append(f"{percent(share):>{SHARE - 1}}")
