"""A move in words: what moves, what it did, and the sentences that say so."""

from __future__ import annotations

from typing import List, Tuple

from ..link import Link
from ..network.network import Network
from ..tracing.explanation import Explanation
from ..tracing.moves import Change, Move

PHASE_TITLES = {
    "input": "Input: the sample is put into the input neurons",
    "forward": "Forward: values flow from the inputs to the outputs",
    "loss": "Loss: how wrong is it?",
    "backward": "Backward: sensitivities are passed back, link by link",
    "update": "Update: only now do the weights change"}

LEGEND = (
    "sensitivity of x = ∂loss/∂x (the gradient): how much the loss changes when x does. "
    "High sensitivity, large adjustment.",
    "L loss · v value of the link · Σx total of x · x′ slope of x · ∂L/∂x sensitivity of x · "
    "d(x) target of x · η the learning rate")
OF_WRONG_ENGINE = ("sensitivity of x = what this wrong engine takes for ∂loss/∂x (the gradient): how much "
                   "the loss changes when x does.")


def legend(network: Network) -> Tuple[str, str]:
    """What the words and the symbols mean; with a wrong engine, a sensitivity is no derivative."""
    return (OF_WRONG_ENGINE if network.bugs else LEGEND[0]), LEGEND[1]


def title(move: Move) -> str:
    """What moves: a link with its weight, a neuron, a weight."""
    mover = move.mover
    if isinstance(mover, Link):
        ends = [mover.source.name, mover.target.name]
        first, second = reversed(ends) if move.phase == "backward" else ends
        return f"{first} → {second} through {mover.weight.name}"
    return move.name


def mover_text(move: Move, between: str) -> str:
    """The phase, and who moves if it is not everyone."""
    return move.phase if move.mover is None else f"{move.phase}{between}{title(move)}"


def notable_changes(move: Move) -> List[Change]:
    """The changes worth a line: not the resets before a sample and after an update."""
    if move.phase == "input":
        return [change for change in move.changes
                if change.place.attribute == "value" and change.place.thing.name != "bias"]
    if move.phase == "update":
        return [change for change in move.changes if change.place.attribute != "sensitivity"]
    return move.changes


def effective_changes(move: Move) -> List[Change]:
    """All changes of one object's move; of a move of all at once, those that make a difference."""
    if move.mover is not None:
        return move.changes
    return [change for change in move.changes if change.old != change.new]


def sentence(position: str, last: int, move: Move, explained: Explanation) -> str:
    """What a move did to one number, for a screen reader."""
    verb = "grows by" if explained.added else "is"
    return (f"Move {position} of {last}, {mover_text(move, ', ')}: {explained.name} {verb} "
            f"{explained.equation}")


def old_to_new_sentence(name: str, old: str, new: str) -> str:
    """The numbers before and after, for a screen reader."""
    return f"The {name} was {old} and is now {new}"
