"""A move in a picture: the network with the moving object highlighted, or a close-up of it."""

from __future__ import annotations

import math
from functools import partial
from textwrap import wrap
from typing import Callable, Dict, Iterator, List, Optional, Sequence, Tuple

from rich.text import Text

from ...link import Link
from ...network.network import Network
from ...network.whose_numbers import has_sensitivities
from ...neuron import Neuron
from ...tracing.moves import Move
from ...tracing.traced_number import TARGET
from ...weight import Weight
from ..display.page import Page, count_of
from ..display.trace_view import title
from .diagram import Diagram
from .diagram_model import NO_MARKS, DiagramModel, Marks, fits_a_diagram, whole_network
from .line_labels import DOT
from .tables.ends_view import print_inputs, print_outputs
from .tables.layer_numbers import LayerNumbers
from .taking_part import NOTHING, TakingPart, taking_part

MOST = 4                    # neurons in a row or a column of a close-up
MOST_USES = 3               # links of one weight in a close-up
ROOM = 4                    # characters of a number beside its digits: a sign, a point, zeros
ARROWS = {"forward": "▶", "backward": "◀"}


def print_move(page: Page, network: Network, move: Optional[Move], rows: float = math.inf) -> bool:
    """Draw the network with the moving object highlighted; if it is too large, a close-up.

    It takes at most so many ``rows``: boxes move together, the close-up shows fewer neurons. Where
    not even the smallest has room, nothing is drawn, and False returned.

    A moving neuron has a double border, a link a line of dots, a bias its mark in the box's
    border, a gating neuron a floor of dots; arrow heads show the direction. The numbers are the
    present ones of the neurons and links. A plain page gets sentences, a page too narrow for a
    diagram a line or two.
    """
    if page.plain:
        for sentence in _sentences(page, network, move):
            page.line(sentence)
        return True
    too_high = False
    for draw in _forms(page, network, move):
        lines = printed_lines(page, draw)
        if 0 < len(lines) <= rows:
            for line in lines:
                page.show(line)
            return True
        too_high = too_high or len(lines) > rows
    if move is not None and not too_high:
        _print_numbers(page, network, move)
    return move is not None and not too_high


def printed_lines(page: Page, print_it: Callable[[], None]) -> List[Text]:
    """The lines that a function would print on the page, which stays as it is."""
    with page.console.capture() as capture:
        print_it()
    return [Text.from_ansi(line) for line in capture.get().split("\n")[:-1]]


def _forms(page: Page, network: Network, move: Optional[Move]) -> Iterator[Callable[[], None]]:
    """What draws a move, or the start, the largest first; what doesn't fit the width draws nothing."""
    marks, part = _marks(network, move), taking_part(page, move) if move else NOTHING
    if fits_a_diagram(network):
        whole = whole_network(network, marks)._replace(
            targets={}, taking_part=part.of_neurons, sensitivities=has_sensitivities(network))
        for model in (whole, whole._replace(close_up=True)):
            yield partial(_draw, page, model, part)
    if move is None:
        yield partial(_print_wrapped, page,
                      f"{network!r}: too large to be drawn here; what moves is, when it does.")
        return
    if move.mover is None and len(_moving_neurons(network, move)) > MOST:
        yield partial(_print_all, page, network, move, part)
    for most in range(MOST, 0, -1):
        model, left_out, kind = _close_up(network, move, marks, most)
        model = model._replace(taking_part=part.of_neurons,
                               sensitivities=has_sensitivities(network))
        yield partial(_draw, page, model, part, left_out, kind)


def _draw(page: Page, model: DiagramModel, part: TakingPart, left_out: int = 0, kind: str = "") -> None:
    """Draw it, if every weight has room in it, and at least one of the highlighted links is drawn.

    ``left_out``: how many of that kind are not in the model.
    """
    if not any(model.columns):
        return
    for room in (page.digits + ROOM, 0):
        diagram = Diagram(page, model._replace(room=room))
        listed = {id(link) for link in diagram.listed} & model.marks.links
        if diagram.is_readable and (not listed or listed != model.marks.links):
            diagram.print()
            _print_caption(page, part.caption({id(neuron) for column in model.columns for neuron in column}))
            if left_out > 0:
                _print_wrapped(page, f"… and {count_of(left_out, 'more ' + kind)}")
            return


def _print_all(page: Page, network: Network, move: Move, part: TakingPart) -> None:
    """All inputs, or all outputs with their targets: too many for boxes."""
    if move.phase == "input":
        print_inputs(page, LayerNumbers(network, "input", "values"))
    else:
        print_outputs(page, network, {key: numbers[TARGET] for key, numbers in part.of_neurons.items()
                                      if TARGET in numbers})
    _print_caption(page, part.caption(()))


def _print_caption(page: Page, caption: Sequence[str]) -> None:
    if caption:
        _print_wrapped(page, f"{DOT} {'; '.join(caption)}", "bold")


def _print_wrapped(page: Page, text: str, style: str = "") -> None:
    """In lines that are no longer than the page is wide, even on a pipe."""
    for line in wrap(page.text(text), page.width):
        page.line(line, style=style if page.laid_out else "")


# ---- what moves

def _marks(network: Network, move: Optional[Move]) -> Marks:
    if move is None:
        return NO_MARKS
    links = _moving_links(network, move)
    gates = [link.weight for link in links if isinstance(link.weight, Neuron)]
    return Marks(frozenset(map(id, _moving_neurons(network, move))), frozenset(map(id, links)),
                 frozenset(map(id, gates)), ARROWS.get(move.phase, ""))


def _moving_neurons(network: Network, move: Move) -> List[Neuron]:
    """The neuron that moves, or all inputs, or all outputs."""
    if move.mover is None:
        return list(network.inputs if move.phase == "input" else network.outputs)
    return [move.mover] if isinstance(move.mover, Neuron) else []


def _moving_links(network: Network, move: Move) -> List[Link]:
    """The link that moves, or the links of the weight that is updated."""
    if isinstance(move.mover, Link):
        return [move.mover]
    if isinstance(move.mover, Weight):
        return [link for link in network.links if link.weight is move.mover]
    return []


# ---- a close-up: what moves, and what is next to it

def _close_up(network: Network, move: Move, marks: Marks, most: int) -> Tuple[DiagramModel, int, str]:
    """No more than ``most`` neurons in a row or a column; how many objects are left out, and their kind."""
    neurons = _moving_neurons(network, move)
    if move.mover is None:
        model = DiagramModel([[neuron] for neuron in neurons[:most]], [], network.bias, marks)
        kind = "input" if move.phase == "input" else "output"
        return model, len(neurons) - most, f"{kind} neuron"
    links = neurons[0].incoming if neurons else _moving_links(network, move)
    shown = _drawable_links(links, network.bias, most if neurons else min(most, MOST_USES))
    drawn = [link for link in shown if link.source is not network.bias]
    model = DiagramModel(_columns(shown, drawn, neurons, marks), drawn, network.bias, marks, close_up=True,
                         brief=True)
    return model, len(links) - len(shown), "link"


def _columns(shown: Sequence[Link], drawn: Sequence[Link], neurons: Sequence[Neuron],
             marks: Marks) -> List[List[Neuron]]:
    """Sources and gates on the left, targets on the right; a bias is shown in its target's box."""
    sources = {id(link.source): link.source for link in drawn}
    for link in drawn:
        if isinstance(link.weight, Neuron) and id(link.weight) in marks.gates:
            sources[id(link.weight)] = link.weight
    targets = {id(neuron): neuron for neuron in [*neurons, *(link.target for link in shown)]}
    return [list(column.values()) for column in (sources, targets) if column]


def _drawable_links(links: Sequence[Link], bias: Neuron, most: int) -> List[Link]:
    """The first links, such that no neuron is a source of one and the target of another."""
    shown: List[Link] = []
    sources: Dict[int, Neuron] = {}
    targets: Dict[int, Neuron] = {}
    for link in links:
        source = {} if link.source is bias else {id(link.source): link.source}
        target = {id(link.target): link.target}
        if source.keys() & targets.keys() or target.keys() & sources.keys():
            continue
        if len({**sources, **source}) <= most and len({**targets, **target}) <= most:
            sources.update(source)
            targets.update(target)
            shown.append(link)
    return shown


# ---- in words

def _sentences(page: Page, network: Network, move: Optional[Move]) -> List[str]:
    """What moves, and the number that matters there."""
    if move is None:
        return ["Nothing has moved yet."]
    mover = move.mover
    if isinstance(mover, Link):
        return _sentences_of_link(page, mover)
    if mover is not None:
        kind = "neuron" if isinstance(mover, Neuron) else "weight"
        return [f"The {kind} {mover.name} moves; its value is {page.number(mover.value)}."]
    neurons, attribute = _moving_neurons(network, move), _main_attribute(move)
    sentences = [f"The neuron {neuron.name} moves; its {attribute} is "
                 f"{page.number(getattr(neuron, attribute))}." for neuron in neurons[:MOST]]
    more = len(neurons) - MOST
    if more > 0:
        sentences.append(f"{count_of(more, 'more neuron')} moved.")
    return sentences


def _sentences_of_link(page: Page, link: Link) -> List[str]:
    sentences = [f"The link from {link.source.name} to {link.target.name} moves; its weight "
                 f"{link.weight.name} is {page.number(link.weight.value)}."]
    if isinstance(link.weight, Neuron):
        sentences.append(f"The neuron {link.weight.name} is a gate; its sensitivity is "
                         f"{page.number(link.weight.sensitivity)}.")
    return sentences


def _main_attribute(move: Move) -> str:
    """The most important attribute that a move writes."""
    return "sensitivity" if move.phase in ("loss", "backward") else "value"


def _print_numbers(page: Page, network: Network, move: Move) -> None:
    """What moves, and its numbers."""
    _print_wrapped(page, f"▶ {title(move)}", "bold")
    _print_wrapped(page, _numbers_text(page, network, move))


def _numbers_text(page: Page, network: Network, move: Move) -> str:
    """The numbers of what moves, in one text."""
    attribute = _main_attribute(move)
    weight = f"weight {page.number(move.mover.weight.value)}, " if isinstance(move.mover, Link) else ""
    movers = _moving_neurons(network, move) or [move.mover]
    numbers = [page.number(getattr(mover, attribute)) for mover in movers[:MOST]]
    rest = ["…"] if len(movers) > MOST else []
    return f"{weight}{attribute} {', '.join(numbers + rest)}"
