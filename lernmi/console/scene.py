"""A scene: the network with the object that moves standing out, or what is around it."""

from __future__ import annotations

from typing import Any, List, Optional, Sequence, Set

from ..link import Link
from ..network import Network
from ..neuron import Neuron
from ..tracing.moves import Move
from ..weight import Weight
from .drawing import Drawing, Marks, View, few_enough, whole
from .page import Page, counted

AROUND = 2                  # neurons in a column, when only what is around the mover is drawn
ROOM = 3                    # characters of a number beside its digits: a sign, a zero, a point
ARROWS = {"forward": "▶", "backward": "◀"}


def print_scene(page: Page, network: Network, move: Optional[Move]) -> None:
    """Draw the network, with what moves marked; if it is too large, only what is around that."""
    if page.plain:
        page.line(_sentence(page, network, move))
        return
    marks = _marks(network, move)
    if few_enough(network):
        drawing = Drawing(page, whole(network, marks)._replace(room=page.digits + ROOM))
        if drawing.fits:
            drawing.print()
            return
    _print_around(page, network, move, marks)


def _marks(network: Network, move: Optional[Move]) -> Marks:
    """What stands out while this moves."""
    if move is None:
        return Marks()
    if move.mover is None:
        all_of_them = network.inputs if move.phase == "input" else network.outputs
        return Marks(neurons=frozenset(map(id, all_of_them)))
    if isinstance(move.mover, Neuron):
        return Marks(neurons=frozenset([id(move.mover)]))
    return Marks(links=frozenset(map(id, _links(network, move))),
                 arrow=ARROWS.get(move.phase, ""))


def _links(network: Network, move: Move) -> List[Link]:
    """The link that moves, or those whose weight is changed."""
    if isinstance(move.mover, Link):
        return [move.mover]
    return [link for link in network.links if link.weight is move.mover]


# ---- a large network: only what is around the mover

def _print_around(page: Page, network: Network, move: Optional[Move], marks: Marks) -> None:
    if move is None:
        page.line(f"{network!r}: too large to be drawn; what moves is drawn when it does.")
        return
    if move.mover is None:
        neurons = list(network.inputs if move.phase == "input" else network.outputs)
        view = View([neurons[:AROUND]], [], network.bias, marks)
        left_out = counted(len(neurons) - AROUND, f"more {move.phase} neuron") \
            if move.phase == "input" else counted(len(neurons) - AROUND, "more output")
        more = len(neurons) - AROUND
    else:
        links = move.mover.incoming if isinstance(move.mover, Neuron) else _links(network, move)
        drawn = _apart(links, network.bias)
        view = View(_columns(move.mover, drawn, network.bias),
                    [link for link in drawn if link.source is not network.bias],
                    network.bias, marks)
        more = len(links) - len(drawn)
        left_out = counted(more, "more link")
    drawing = Drawing(page, view._replace(room=page.digits + ROOM))
    if not drawing.fits:
        page.line(_sentence(page, network, move))
        return
    drawing.print()
    if more > 0:
        page.line(f"… and {left_out}.")


def _apart(links: Sequence[Link], bias: Neuron) -> List[Link]:
    """The first few links, such that no neuron is a source of one and the target of another."""
    drawn: List[Link] = []
    sources: Set[int] = set()
    targets: Set[int] = set()
    for link in links:
        apart = id(link.source) not in targets and id(link.target) not in sources
        if apart and len(sources | {id(link.source)}) <= AROUND \
                and len(targets | {id(link.target)}) <= AROUND:
            drawn.append(link)
            sources |= {id(link.source)} - {id(bias)}
            targets.add(id(link.target))
    return drawn


def _columns(mover: Any, drawn: Sequence[Link], bias: Neuron) -> List[List[Neuron]]:
    """Sources on the left, targets on the right; the bias is told in the targets' boxes."""
    targets = {id(link.target): link.target for link in drawn}
    sources = {id(link.source): link.source for link in drawn if link.source is not bias}
    if isinstance(mover, Neuron):
        targets[id(mover)] = mover
    if isinstance(mover, Link) and isinstance(mover.weight, Neuron) and mover.source is not bias \
            and mover.weight is not mover.target:
        sources.setdefault(id(mover.weight), mover.weight)
    return [list(column.values()) for column in (sources, targets) if column]


# ---- in words

def _sentence(page: Page, network: Network, move: Optional[Move]) -> str:
    """What moves, and the number that matters there."""
    if move is None:
        return "Nothing has moved yet."
    mover = move.mover
    if isinstance(mover, Link):
        gone = "delivers" if move.phase == "forward" else "hands back"
        return (f"The link from {mover.source.name} to {mover.target.name} {gone}; its weight "
                f"{mover.weight.name} is {page.number(mover.weight.value)}.")
    if isinstance(mover, Neuron):
        return f"The neuron {mover.name} answers; its value is {page.number(mover.value)}."
    if isinstance(mover, Weight):
        return f"The weight {mover.name} is updated; it is {page.number(mover.value)}."
    return ("The inputs take the sample's values." if move.phase == "input"
            else "The outputs are compared with the targets.")
