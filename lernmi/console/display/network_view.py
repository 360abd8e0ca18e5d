"""A network on a page: drawn in columns where it fits, otherwise a table for each layer."""

from __future__ import annotations

from rich.text import Text

from ...network.network import Network
from ...neuron import Neuron
from .diagram import Diagram
from .diagram_model import MOST_LINKS, fits_a_diagram, layers_of, whole_network
from .page import Page, count_of

MOST_ROWS = 12          # neurons in one table; a line counts those that are left out


def print_network(page: Page, network: Network) -> None:
    """Draw the network; on a pipe, all its numbers follow in lines."""
    if page.plain:
        _print_sentences(page, network)
        return
    drawing = Diagram(page, whole_network(network)) if fits_a_diagram(network) else None
    if drawing is None or not drawing.fits:
        _print_tables(page, network)
        return
    drawing.print()
    if not page.laid_out:
        _print_lines(page, network)


def _print_tables(page: Page, network: Network) -> None:
    """A table for each layer; on a pipe, a line for each neuron."""
    for name, neurons in layers_of(network).items():
        shown = neurons[:MOST_ROWS]
        page.table(("neuron", "total", "value", "slope", "sensitivity"),
                   [(neuron.name, Text(page.number(neuron.total)), page.signed(neuron.value),
                     Text(page.number(neuron.slope)), page.signed(neuron.sensitivity)) for neuron in shown],
                   [_neuron_line(page, neuron) for neuron in shown], title=name)
        if len(shown) < len(neurons):
            page.line(f"… and {len(neurons) - len(shown):,} others in {name}.")


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
        page.line(f"The layer {name} has {count_of(len(neurons), 'neuron')}.")
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
