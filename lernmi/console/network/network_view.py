"""A network on a page: drawn in columns where it fits, otherwise a table for each layer."""

from __future__ import annotations

from typing import Union

from rich.text import Text

from ...link import Link
from ...network.network import Network
from ...neuron import Neuron
from ..display.page import Page, count_of
from .diagram import Diagram
from .diagram_model import MOST_LINKS, fits_a_diagram, layers_of, whole_network

MOST_ROWS = 12          # neurons in one table; a line counts those that are left out
# Whose numbers they are, by what was done last.
STATES = {
    "": "No forward pass is complete; sensitivities are not yet handed back.",
    "forward": "These are the values of the latest sample; sensitivities are not yet handed back.",
    "predict": "These are the values of the latest prediction, after which nothing is handed back.",
    "loss": "The outputs have their sensitivities; the others are not yet handed back.",
    "backward": "Values and sensitivities are of the latest sample; no update has used them yet.",
    "update": "Values and sensitivities are of the step before the update, which has used those of the "
              "weights up."}
WITH_SENSITIVITIES = ("loss", "backward", "update")


def print_network(page: Page, network: Network, what: str = "values") -> None:
    """Say whose numbers they are and draw the network; on a pipe, all its numbers follow in lines.

    ``what``: values, sensitivities or slopes.
    """
    page.line(STATES[network.last_phase])
    if page.plain:
        _print_sentences(page, network)
        return
    model = whole_network(network)._replace(sensitivities=_has_sensitivities(network))
    drawing = Diagram(page, model) if fits_a_diagram(network) else None
    if drawing is None or not drawing.fits:
        _print_tables(page, network)
        return
    drawing.print()
    if not page.laid_out:
        _print_lines(page, network)


def _has_sensitivities(network: Network) -> bool:
    """Whether anything has been handed back since the latest forward pass; what links hold may be older."""
    return network.last_phase in WITH_SENSITIVITIES


def _print_tables(page: Page, network: Network) -> None:
    """A table for each layer; on a pipe, a line for each neuron."""
    columns = ("total", "value", "slope", "sensitivity")[:4 if _has_sensitivities(network) else 3]
    for name, neurons in layers_of(network).items():
        shown = neurons[:MOST_ROWS]
        page.table(("neuron", *columns),
                   [(neuron.name, *(_cell(page, neuron, column) for column in columns)) for neuron in shown],
                   [_neuron_line(page, network, neuron) for neuron in shown], title=name)
        if len(shown) < len(neurons):
            page.line(f"… and {len(neurons) - len(shown):,} others in {name}.")


def _cell(page: Page, neuron: Neuron, attribute: str) -> Text:
    number = getattr(neuron, attribute)
    return page.signed(number) if attribute in ("value", "sensitivity") else Text(page.number(number))


def _neuron_line(page: Page, network: Network, neuron: Neuron) -> str:
    return (f"{neuron.name}: value {page.number(neuron.value)}, "
            f"total {page.number(neuron.total)}, slope {page.number(neuron.slope)}"
            f"{_sensitivity(page, network, neuron)}")


def _sensitivity(page: Page, network: Network, thing: Union[Neuron, Link]) -> str:
    return f", sensitivity {page.number(thing.sensitivity)}" if _has_sensitivities(network) else ""


def _print_lines(page: Page, network: Network) -> None:
    page.blank()
    for neurons in layers_of(network).values():
        for neuron in neurons:
            page.line(_neuron_line(page, network, neuron))
    for link in network.links:
        page.line(f"{link.source.name} → {link.target.name}: weight {link.weight.name} = "
                  f"{page.number(link.weight.value)}, value {page.number(link.value)}"
                  f"{_sensitivity(page, network, link)}")


def _print_sentences(page: Page, network: Network) -> None:
    for name, neurons in layers_of(network).items():
        page.line(f"The layer {name} has {count_of(len(neurons), 'neuron')}.")
        for neuron in neurons[:MOST_ROWS]:
            sensitivity = f" and the sensitivity {page.number(neuron.sensitivity)}"
            page.line(f"The neuron {neuron.name} has the value {page.number(neuron.value)}"
                      f"{sensitivity if _has_sensitivities(network) else ''}.")
        if len(neurons) > MOST_ROWS:
            page.line(f"{len(neurons) - MOST_ROWS:,} more neurons of {name} are left out.")
    if len(network.links) <= MOST_LINKS:
        for link in network.links:
            page.line(f"The link from {link.source.name} to {link.target.name} has the weight "
                      f"{link.weight.name} = {page.number(link.weight.value)}.")
    else:
        page.line(f"Its {len(network.links):,} links are left out.")
