"""A network on a page: drawn in columns where it fits, otherwise a table for each layer."""

from __future__ import annotations

from typing import Dict, FrozenSet, List, NamedTuple

from rich import box
from rich.table import Table

from ..link import Link
from ..network import Network
from ..neuron import Neuron
from .drawing import Drawing
from .page import Page, counted

MOST_ROWS = 12          # neurons in one table; the rest is left out, and said to be
HIGHEST = 8             # neurons in one column of a drawing
MOST_LINKS = 40         # more can't be told apart


class Marks(NamedTuple):
    """What stands out in a drawing: the ids of neurons, of links, and of the neurons that gate.

    A neuron gets a double border, a link a line of dots, a gate a dotted floor. ``arrow`` says
    which way the links go: ▶ at the target's end, ◀ at the source's end, or none.
    """

    neurons: FrozenSet[int] = frozenset()
    links: FrozenSet[int] = frozenset()
    gates: FrozenSet[int] = frozenset()
    arrow: str = ""


NOTHING = Marks()

class View(NamedTuple):
    """What is drawn: columns of neurons, links, and what stands out. A bias is told in the boxes.

    ``room``: characters kept for every number, so that boxes stay as wide when numbers grow.
    ``close_up``: boxes right below each other, long names shortened; what stands out is told in
    full, of other neurons, if ``brief``, only the value.
    """

    columns: List[List[Neuron]]
    links: List[Link]
    bias: Neuron
    marks: Marks = NOTHING
    room: int = 0
    close_up: bool = False
    brief: bool = False


def layers_of(network: Network) -> Dict[str, List[Neuron]]:
    """The neurons by layer, without the bias."""
    return {name: neurons for name, neurons in network.groups.items() if name != "bias"}


def few_enough(network: Network) -> bool:
    """Whether the neurons and links of a network can be told apart in a drawing."""
    own = [link for link in network.links if link.source is not network.bias]
    return len(own) <= MOST_LINKS and max(map(len, network.groups.values())) <= HIGHEST


def whole(network: Network, marks: Marks = NOTHING) -> View:
    """The whole network, a column for each layer."""
    own = [link for link in network.links if link.source is not network.bias]
    return View(list(layers_of(network).values()), own, network.bias, marks)


def print_network(page: Page, network: Network) -> None:
    """Draw the network; say the rest in lines."""
    if page.plain:
        _print_sentences(page, network)
        return
    drawing = Drawing(page, whole(network)) if few_enough(network) else None
    if drawing is None or not drawing.fits:
        print_tables(page, network)
        return
    drawing.print()
    if not page.laid_out:
        _print_lines(page, network)


def print_tables(page: Page, network: Network) -> None:
    """A table for each layer; on a pipe, a line for each neuron."""
    for name, neurons in layers_of(network).items():
        shown = neurons[:MOST_ROWS]
        if page.laid_out:
            page.show(_table(page, name, shown))
        else:
            for neuron in shown:
                page.line(_neuron_line(page, neuron))
        if len(shown) < len(neurons):
            page.line(f"… and {len(neurons) - len(shown):,} more in {name}.")


def _table(page: Page, name: str, neurons: List[Neuron]) -> Table:
    table = Table(title=page.text(name), title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("neuron")
    for heading in ("total", "value", "slope", "sensitivity"):
        table.add_column(heading, justify="right")
    for neuron in neurons:
        table.add_row(page.text(neuron.name), page.number(neuron.total), page.signed(neuron.value),
                      page.number(neuron.slope), page.signed(neuron.sensitivity))
    return table


def _neuron_line(page: Page, neuron: Neuron) -> str:
    return (f"{neuron.name}: value {page.number(neuron.value)}, "
            f"total {page.number(neuron.total)}, slope {page.number(neuron.slope)}, "
            f"sensitivity {page.number(neuron.sensitivity)}")


def _print_lines(page: Page, network: Network) -> None:
    page.blank()
    for neurons in layers_of(network).values():
        for neuron in neurons:
            page.line(_neuron_line(page, neuron))
    for link in network.links:
        page.line(f"{link.source.name} → {link.target.name}: weight {link.weight.name} = "
                  f"{page.number(link.weight.value)}, value {page.number(link.value)}, "
                  f"sensitivity {page.number(link.sensitivity)}")


def _print_sentences(page: Page, network: Network) -> None:
    for name, neurons in layers_of(network).items():
        page.line(f"The layer {name} has {counted(len(neurons), 'neuron')}.")
        for neuron in neurons[:MOST_ROWS]:
            page.line(f"The neuron {neuron.name} has the value {page.number(neuron.value)} and the "
                      f"sensitivity {page.number(neuron.sensitivity)}.")
        if len(neurons) > MOST_ROWS:
            page.line(f"{len(neurons) - MOST_ROWS:,} more neurons of {name} are left out.")
    if len(network.links) <= MOST_LINKS:
        for link in network.links:
            page.line(f"The link from {link.source.name} to {link.target.name} has the weight "
                      f"{link.weight.name} = {page.number(link.weight.value)}.")
    else:
        page.line(f"Its {len(network.links):,} links are left out.")
