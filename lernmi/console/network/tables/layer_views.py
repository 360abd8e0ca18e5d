"""A network layer by layer, each in the form that suits it: tables, pictures, time steps."""

from __future__ import annotations

from functools import partial
from types import FunctionType
from typing import Any, Callable, Iterator, List, Sequence

from rich.padding import Padding
from rich.text import Text

from ....layers import Convolution
from ....layers.normalization import Normalization
from ....network.network import Network
from ....support.formatting import count_of, quoted
from ...display.page import Page
from .ends_view import print_inputs
from .layer_numbers import SHORT, LayerNumbers, Member
from .number_table import MOST, Column, NumberTable, Row
from .picture_view import are_pictures, print_kernels, print_pictures
from .table_layout import print_block, print_table
from .unit_table import is_choice, print_neurons, print_units
from .weight_table import WeightGrid, neurons_in_table, weight_blocks

SHARES = "weight"               # the role of what each time step gives to the others in an attention
LONGEST_DESCRIPTION = 60
KNOWN_LAYERS = "lernmi.layers"    # whose wiring is known


def print_layers(page: Page, network: Network, what: str) -> None:
    """Print every layer of a network."""
    for group, neurons in network.groups.items():
        if group != "bias" and neurons:
            _LayerView(page, LayerNumbers(network, group, what)).print()


class _LayerView:
    """One layer on a page."""

    def __init__(self, page: Page, numbers: LayerNumbers) -> None:
        self.page, self.numbers = page, numbers
        self.members = [member for member in numbers.members if not is_choice(member)]
        self.grid = WeightGrid(numbers)

    def print(self) -> None:
        """Its heading, then part by part, each of which stays together on a screen."""
        self.page.blank()
        for number, print_part in enumerate(self._parts()):
            with self.page.block():
                if not number:
                    self._print_heading()
                print_part()

    def _parts(self) -> Iterator[Callable[[], None]]:
        page, numbers, layer = self.page, self.numbers, self.numbers.layer
        if numbers.group == "input":
            yield partial(print_inputs, page, numbers)
        elif isinstance(layer, Convolution):
            yield partial(print_kernels, page, numbers, layer)
            yield partial(print_pictures, page, numbers, self.members)
        elif isinstance(layer, Normalization):
            yield partial(print_scales, page, numbers, layer)
            yield partial(print_units, page, numbers, self.members)
        elif are_pictures(self.members):
            yield partial(print_pictures, page, numbers, self.members)
        else:
            yield from self._tables()
        choices = len(numbers.members) - len(self.members)
        if choices:
            more = count_of(choices, "more neuron")
            yield partial(page.line, f"… {more}: they choose the maximum (keep, take, so_far).", style="dim")

    def _tables(self) -> Iterator[Callable[[], None]]:
        """The weights, and the neurons that aren't in a table with their weights."""
        shares = shares_of(self.numbers)
        if shares:
            yield partial(print_shares, self.page, self.numbers, shares)
        for blocks in weight_blocks(self.page, self.grid):
            yield partial(print_block, self.page, blocks)
        done = set(map(id, [*(member.neuron for member in shares), *neurons_in_table(self.grid)]))
        others = [member for member in self.members if id(member.neuron) not in done]
        if others and all(not member.indices and not member.copy for member in others):
            yield partial(print_neurons, self.page, self.numbers, others)
        elif others:
            yield partial(print_units, self.page, self.numbers, others)
        if not type(self.numbers.layer).__module__.startswith(KNOWN_LAYERS):
            yield self._print_wiring

    def _print_wiring(self) -> None:
        """Of a user-defined layer, the links without a weight of their own: gates, and fixed factors."""
        links = self.grid.wiring()
        for link in links[:MOST]:
            self.page.line(f"{link.source.name} × {link.weight.name} → {link.target.name}: "
                           f"{self.page.number(link.value)}", style="dim")
        if len(links) > MOST:
            more = count_of(len(links) - MOST, "more link")
            self.page.line(f"… {more} through gates or with fixed factors.", style="dim")

    def _print_heading(self) -> None:
        numbers = self.numbers
        activations = {neuron.activation.name for neuron in numbers.neurons}
        described = [description] if (description := _description(numbers.layer)) else []
        if not described and len(activations) == 1 and numbers.group != "input":
            described = list(activations)
        described.append(count_of(len(numbers.neurons), "neuron"))
        if self.grid.weights and self.grid.is_dense and not isinstance(
                numbers.layer, (Convolution, Normalization)):
            shared = f" shared by all {self.grid.shared_by()}" if self.grid.has_copies else ""
            described.append(f"weights{shared} from {' and '.join(self.grid.source_groups()) or 'the bias'}")
        heading = Text(self.page.text(numbers.group), style="bold")
        heading.append(self.page.text(f"  {', '.join(described)}"), style="dim")
        self.page.show(Padding(heading, 0, expand=False))           # wrapped, where it is too long


def _description(layer: Any) -> str:
    """What a layer is, in a line; a user-defined function by its name."""
    if layer is None or isinstance(layer, FunctionType):
        return "" if layer is None or layer.__name__.startswith("_") else str(layer.__name__)
    return quoted(layer, LONGEST_DESCRIPTION)


def print_scales(page: Page, numbers: LayerNumbers, layer: Normalization) -> None:
    """Print the scale and the shift of each feature, and the running statistics of a BatchNorm."""
    below = ["  " + SHORT.get(word, word) for word in numbers.words_of_weights()[1:]]
    rows = [Row((f"{numbers.group}.{name}", *below), [numbers.of_weight(weight) for weight in weights])
            for name, weights in (("weight", layer.weights), ("bias", layer.biases))]
    rows += [Row((f"{numbers.group}.{name}",), [(weight.value,) for weight in getattr(layer, f"{name}s")])
             for name in ("running_mean", "running_variance") if hasattr(layer, f"{name}s")]
    columns = [Column((f"[{index}]",), "", sum(map(numbers.blame, pair)))
               for index, pair in enumerate(zip(layer.weights, layer.biases))]
    print_table(page, NumberTable(columns, rows, ("row", "feature", "weight")))


def shares_of(numbers: LayerNumbers) -> List[Member]:
    """The weights of an attention: how much each time step attends to each."""
    return [member for member in numbers.members if member.role == SHARES and member.copy]


def print_shares(page: Page, numbers: LayerNumbers, shares: Sequence[Member]) -> None:
    """Print them: a row for each time step, a column for each that it attends to."""
    for head in sorted({member.indices[:-1] for member in shares}):
        words = f" of head {head[0]}" if head else ""
        page.line(f"How much each time step (row) attends to each (column){words}; a row adds up to 1:",
                  style="dim")
        print_table(page, _share_table(numbers, [member for member in shares if member.indices[:-1] == head]))


def _share_table(numbers: LayerNumbers, shares: Sequence[Member]) -> NumberTable:
    keys = sorted({member.indices[-1] for member in shares})
    copies = list(dict.fromkeys(member.copy for member in shares))
    cells: Any = {(member.copy, member.indices[-1]): numbers.of_neuron(member.neuron) for member in shares}
    columns = [Column((f"t{key + 1}",)) for key in keys]
    rows = [Row((copy[1:], *("  " + SHORT.get(word, word) for word in numbers.words_of_neurons()[1:])),
                [cells.get((copy, key), ()) for key in keys]) for copy in copies]
    return NumberTable(columns, rows, ("time step", "time step", "number"), shaded=True)
