"""Small maps of the hidden neurons, layer by layer, as many as there is room for."""

from __future__ import annotations

from typing import Container, Dict, List, Sequence

from rich.text import Text

from ....figures.plane.grid import Grid
from ....network.network import Network
from ....support.formatting import count_of
from ...charts.raster import Pixel, largest_of, raster
from ...display.page import Page

SIZES = (16, 12, 10, 8, 6, 4)       # columns and rows of pixels of a map, an even number


def neurons_by_layer(network: Network, maps: Container[str]) -> Dict[str, List[str]]:
    """The names of the neurons of each hidden layer of which there are maps, by its name."""
    layers = list(network.layer_outputs.items())[:-1]
    return {name: [neuron.name for neuron in neurons] for name, neurons in layers if neurons[0].name in maps}


def map_size(layers: Dict[str, List[str]], columns: int, rows: int) -> int:
    """The largest size of maps at which all have room, or the smallest."""
    for size in SIZES:
        if sum(1 + _lines_of(len(names), size, columns) for names in layers.values()) <= rows:
            return size
    return SIZES[-1]


def _lines_of(count: int, size: int, columns: int) -> int:
    """How many lines so many maps take."""
    return -(-count // per_line(size, columns)) * (size // 2)


def per_line(size: int, columns: int) -> int:
    """How many maps stand side by side, with a gap of a column."""
    return max((columns + 1) // (size + 1), 1)


def neuron_lines(page: Page, layers: Dict[str, List[str]], maps: Dict[str, Grid], chosen: int, columns: int,
                 rows: int) -> List[Text]:
    """A title for each layer, and below it its maps; the ``chosen`` layer is marked."""
    lines: List[Text] = []
    for number, (name, neurons) in enumerate(layers.items()):
        size = len(maps[neurons[0]])
        most = per_line(size, columns)
        room = rows - len(lines) - 1 - 2 * (len(layers) - number - 1)
        shown = neurons[:max(room // (size // 2), 0) * most]
        if not shown:
            break
        lines.append(_title(page, name, len(neurons), len(shown), number == chosen))
        for start in range(0, len(shown), most):
            lines += _side_by_side(page, [maps[neuron] for neuron in shown[start:start + most]])
    return lines


def _title(page: Page, name: str, count: int, shown: int, is_chosen: bool) -> Text:
    mark = page.symbols("▶ ") if is_chosen else "  "
    more = f", {shown} of them shown" if shown < count else ""
    return Text(f"{mark}{page.text(name)}: {count_of(count, 'neuron')}{more}",
                "bold" if is_chosen else "dim")


def _side_by_side(page: Page, maps: Sequence[Grid]) -> List[Text]:
    """The maps as one raster, each in its own range, with gaps beside it and, in place of a row, below."""
    rows: List[List[Pixel]] = [[] for _ in maps[0]]
    for each in maps:
        largest = largest_of(each) or 1.0
        for row, values in zip(rows, each):
            row += [*(value / largest for value in values), None]
    return raster(page, [*rows[:-1], [None] * len(rows[0])], 1.0)
