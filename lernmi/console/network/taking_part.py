"""The numbers that take part in a move: in the boxes of their neurons, and in a caption."""

from __future__ import annotations

from typing import Container, Dict, List, NamedTuple, Tuple

from ...neuron import Neuron
from ...tracing.moves import Change, Move
from ...tracing.traced_number import TARGET, Place
from ...weight import Weight
from ..display.page import Page
from ..display.trace_view import notable_changes

IN_BOXES = ("total", "value", "slope", "sensitivity", TARGET)
Numbers = Dict[int, Dict[str, float]]           # by the ids of neurons


class TakingPart(NamedTuple):
    """The numbers of a move: those of neurons, by their ids, and all others in words."""

    of_neurons: Numbers
    others: List[Tuple[Place, str]]

    def caption(self, boxes: Container[int]) -> List[str]:
        """In words: all that stands in no box of these neurons."""
        return [words for place, words in self.others if id(place.thing) not in boxes]


NOTHING = TakingPart({}, [])


def taking_part(page: Page, move: Move) -> TakingPart:
    """The numbers that the move reads and writes, as the objects hold them now.

    What an update changes or uses up comes with its old value.
    """
    of_neurons: Numbers = {}
    others: Dict[Place, str] = {}
    changes = notable_changes(move)
    written = {change.place: change for change in changes}
    read = {leaf.place: float(leaf) for change in changes for leaf in change.leaves if leaf.place is not None}
    for place in [*read, *written]:
        number = _number(place, read, written)
        if isinstance(place.thing, Neuron) and place.attribute in IN_BOXES:
            of_neurons.setdefault(id(place.thing), {})[place.attribute] = number
        if isinstance(place.thing, Neuron) and move.mover is None:
            continue                    # one of many, which all do the same
        others[place] = f"{_words(place, move)} {_old(page, place, move, written)}{page.number(number)}"
    return TakingPart(of_neurons, sorted(others.items(), key=lambda entry: _rank(entry[0])))


def _rank(place: Place) -> int:
    """A weight comes first, then its sensitivity, then all else."""
    if not isinstance(place.thing, Weight):
        return 2
    return int(place.attribute != "value")


def _number(place: Place, read: Dict[Place, float], written: Dict[Place, Change]) -> float:
    """What the object holds now; where nothing does, or an update has used it up, what was read."""
    if place in written:
        return float(getattr(place.thing, place.attribute, written[place].new))
    return read[place]


def _old(page: Page, place: Place, move: Move, written: Dict[Place, Change]) -> str:
    change = written.get(place)
    if move.phase != "update" or change is None:
        return ""
    return f"{page.number(change.old)} → "


def _words(place: Place, move: Move) -> str:
    """ "w5" for its value, "its sensitivity", "value of the link"."""
    if isinstance(place.thing, Weight):
        return str(place.thing.name) if place.attribute == "value" else f"its {place.attribute}"
    return place.words(move.mover)

