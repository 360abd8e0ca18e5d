"""A network on a page: drawn where every weight stands on the line of its link, otherwise layer by layer."""

from __future__ import annotations

from typing import Optional

from rich.text import Text

from ...network.network import Network
from ...network.whose_numbers import has_sensitivities, whose_numbers
from ...support import validation
from ...support.formatting import count_of
from ..display.page import Page
from .box_lines import shows_sensitivities
from .diagram import Diagram
from .diagram_model import fits_a_diagram, whole_network
from .network_lines import NetworkLines
from .tables.layer_views import print_layers
from .tables.number_table import ENOUGH_DIGITS

WHAT = ("values", "sensitivities", "slopes")


def print_network(page: Page, network: Network, what: str = "values") -> None:
    """Say whose numbers they are and draw the network; on a pipe, all its numbers follow in lines.

    ``what``: values, sensitivities or slopes, which come first in a drawing and in the tables.
    Raises BadInput for anything else.
    """
    validation.one_of(what, WHAT, "what")
    _say_whose_numbers(page, network)
    drawing = None if page.plain else readable_drawing(page, network, what)
    if drawing is not None:
        _print_drawing(page, drawing)
        if page.laid_out:
            _print_other_numbers(page, network, drawing)
    elif page.laid_out:
        print_layers(page, network, what)
    if not page.laid_out:
        page.blank()
        NetworkLines(page, network, what).print()


def print_if_readable(page: Page, network: Network) -> None:
    """Say whose numbers they are and draw the network, if every weight stands on its line."""
    drawing = readable_drawing(page, network)
    if drawing is not None:
        _say_whose_numbers(page, network)
        _print_drawing(page, drawing)


def _say_whose_numbers(page: Page, network: Network) -> None:
    page.line(whose_numbers(network))
    if network.latest_loss is not None and has_sensitivities(network):
        page.line(f"The loss is {page.number(network.latest_loss)} ({network.loss.name.replace('_', ' ')}).")


def _print_drawing(page: Page, drawing: Diagram) -> None:
    if shows_sensitivities(drawing.model):
        page.line("On the lines, and for a bias: the sensitivities of the weights.", style="dim")
    drawing.print()
    if drawing.page.digits < page.digits:
        page.line(f"({count_of(drawing.page.digits, 'digit')} here, for want of room.)", style="dim")


def readable_drawing(page: Page, network: Network, what: str = "values") -> Optional[Diagram]:
    """The drawing of the network, if every weight stands on the line of its own link."""
    if not fits_a_diagram(network):
        return None
    model = whole_network(network)._replace(
        what=what, sensitivities=has_sensitivities(network))
    for digits in range(page.digits, min(ENOUGH_DIGITS, page.digits) - 1, -1):
        drawing = Diagram(page.with_digits(digits), model)
        if drawing.is_readable:
            return drawing
    return None


def _print_other_numbers(page: Page, network: Network, drawing: Diagram) -> None:
    """Below a drawing, of each weight the number that doesn't stand on its line."""
    if not drawing.model.sensitivities:
        return
    title, attribute = ("Weights", "value") if shows_sensitivities(drawing.model) else (
        "Sensitivities of the weights", "sensitivity")
    lines = [Text(page.text(f"{title}:"))]
    for weight in [*network.weights, *network.fixed_weights]:
        item = Text.assemble(f"  {page.text(weight.name)} ", page.signed(getattr(weight, attribute)))
        if lines[-1].cell_len + item.cell_len > page.width:
            lines.append(Text())
        lines[-1].append_text(item)
    for line in lines:
        page.show(line)
