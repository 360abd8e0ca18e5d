"""A scene: the network with the object that moves standing out, or a close-up of it."""

from __future__ import annotations

from textwrap import wrap
from typing import Dict, List, NamedTuple, Optional, Sequence

from ...link import Link
from ...network.network import Network
from ...neuron import Neuron
from ...tracing.moves import Move
from ...weight import Weight
from .diagram import Diagram
from .diagram_model import NOTHING, DiagramModel, Marks, fits_a_diagram, whole_network
from .page import Page, count_of
from .trace_view import title

MOST = 4                    # neurons in a row or a column of a close-up
MOST_USES = 3               # links of one weight in a close-up
ROOM = 4                    # characters of a number beside its digits: a sign, a point, zeros
ARROWS = {"forward": "▶", "backward": "◀"}


class Scene(NamedTuple):
    """A view of what moves, and what it leaves out."""

    view: DiagramModel
    left_out: int = 0
    what: str = ""


def print_move(page: Page, network: Network, move: Optional[Move]) -> None:
    """Draw the network with what moves marked; if it is too large, a close-up of what moves.

    A neuron that moves has a double border, a link a line of dots, a bias its mark in the box's
    border, a neuron that gates a floor of dots; arrow heads tell the direction. The numbers are
    those that the neurons and links hold. A plain page gets a sentence for each thing, a page
    too narrow to draw on a line or two.
    """
    if page.plain:
        for sentence in _sentences(page, network, move):
            page.line(sentence)
        return
    marks = _marks(network, move)
    if fits_a_diagram(network) and _draw(page, Scene(whole_network(network, marks))):
        return
    if move is None:
        _say(page, f"{network!r}: too large to be drawn here; what moves is, when it does.")
        return
    for most in range(MOST, 0, -1):
        if _draw(page, _close_up(network, move, marks, most)):
            return
    _say(page, f"▶ {title(move)}", "bold")
    _say(page, _numbers(page, network, move))


def _draw(page: Page, scene: Scene) -> bool:
    """Draw it, if there is room for it with a line for what stands out; whether there was."""
    if not any(scene.view.columns):
        return False
    marked = scene.view.marks.links
    for room in (page.digits + ROOM, 0):
        drawing = Diagram(page, scene.view._replace(room=room))
        aside = {id(link) for link in drawing.aside} & marked
        if drawing.fits and (not aside or aside != marked):
            drawing.print()
            if scene.left_out > 0:
                _say(page, f"… and {count_of(scene.left_out, 'more ' + scene.what)}")
            return True
    return False


def _say(page: Page, text: str, style: str = "") -> None:
    """In lines that are no longer than the page is wide, even on a pipe."""
    for line in wrap(page.text(text), page.width):
        page.line(line, style=style if page.laid_out else "")


# ---- what moves

def _marks(network: Network, move: Optional[Move]) -> Marks:
    if move is None:
        return NOTHING
    links = _links(network, move)
    gates = [link.weight for link in links if isinstance(link.weight, Neuron)]
    return Marks(frozenset(map(id, _neurons(network, move))), frozenset(map(id, links)),
                 frozenset(map(id, gates)), ARROWS.get(move.phase, ""))


def _neurons(network: Network, move: Move) -> List[Neuron]:
    """The neuron that moves, or all inputs, or all outputs."""
    if move.mover is None:
        return list(network.inputs if move.phase == "input" else network.outputs)
    return [move.mover] if isinstance(move.mover, Neuron) else []


def _links(network: Network, move: Move) -> List[Link]:
    """The link that moves, or those that use the weight that is changed."""
    if isinstance(move.mover, Link):
        return [move.mover]
    if isinstance(move.mover, Weight):
        return [link for link in network.links if link.weight is move.mover]
    return []


# ---- a close-up: what moves, and what is next to it

def _close_up(network: Network, move: Move, marks: Marks, most: int) -> Scene:
    """No more than ``most`` neurons in a row or a column."""
    neurons = _neurons(network, move)
    if move.mover is None:
        view = DiagramModel([[neuron] for neuron in neurons[:most]], [], network.bias, marks)
        whose = "input" if move.phase == "input" else "output"
        return Scene(view, len(neurons) - most, f"{whose} neuron")
    links = neurons[0].incoming if neurons else _links(network, move)
    shown = _apart(links, network.bias, most if neurons else min(most, MOST_USES))
    drawn = [link for link in shown if link.source is not network.bias]
    view = DiagramModel(_columns(shown, drawn, neurons, marks), drawn, network.bias, marks, close_up=True,
                brief=not isinstance(move.mover, Link))
    return Scene(view, len(links) - len(shown), "link")


def _columns(shown: Sequence[Link], drawn: Sequence[Link], neurons: Sequence[Neuron],
             marks: Marks) -> List[List[Neuron]]:
    """Sources and gates on the left, targets on the right; a bias is told in its target's box."""
    sources = {id(link.source): link.source for link in drawn}
    for link in drawn:
        if isinstance(link.weight, Neuron) and id(link.weight) in marks.gates:
            sources[id(link.weight)] = link.weight
    targets = {id(neuron): neuron for neuron in [*neurons, *(link.target for link in shown)]}
    return [list(column.values()) for column in (sources, targets) if column]


def _apart(links: Sequence[Link], bias: Neuron, most: int) -> List[Link]:
    """The first links, such that no neuron is a source of one and the target of another."""
    shown: List[Link] = []
    sources: Dict[int, Neuron] = {}
    targets: Dict[int, Neuron] = {}
    for link in links:
        own = {} if link.source is bias else {id(link.source): link.source}
        if own.keys() & targets.keys() or id(link.target) in sources:
            continue
        if len({**sources, **own}) <= most and len({**targets, id(link.target): link.target}) <= most:
            sources.update(own)
            targets[id(link.target)] = link.target
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
    neurons = _neurons(network, move)
    sentences = [f"The neuron {neuron.name} moves; its {_what(move)} is "
                 f"{page.number(getattr(neuron, _what(move)))}." for neuron in neurons[:MOST]]
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


def _what(move: Move) -> str:
    """What a move writes that matters most."""
    return "sensitivity" if move.phase in ("loss", "backward") else "value"


def _numbers(page: Page, network: Network, move: Move) -> str:
    """The numbers of what moves."""
    if isinstance(move.mover, Link):
        return (f"weight {page.number(move.mover.weight.value)}, "
                f"{_what(move)} {page.number(getattr(move.mover, _what(move)))}")
    movers = _neurons(network, move) or [move.mover]
    told = [page.number(getattr(mover, _what(move))) for mover in movers[:MOST]]
    if len(movers) > MOST:
        told.append("…")
    return f"{_what(move)} " + ", ".join(told)
