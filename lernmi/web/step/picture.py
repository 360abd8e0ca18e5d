"""The picture of the network in the page: as in other pages, but each part of it carries its key."""

from __future__ import annotations

from contextlib import contextmanager
from typing import Iterator, List

from ...network.snapshot import LearningSnapshot
from ...tracing.learning_trace import Trace
from ..network.blocks import blocks_of
from ..network.drawing import Drawing
from ..network.numbers import Numbers
from ..svg import Svg
from .things import Things

LETTERS, LETTERS_ON_A_PHONE = 6, 5      # beside the digits of a number: "∂ -0.0"
PHONE = 500.0           # units: a wider drawing can't be read on a telephone, where it would be shrunk to fit


def pictures_of_step(trace: Trace, things: Things, digits: int) -> List[Svg]:
    """The network before the update, when all is known; and a narrow one, if that is of use on a phone."""
    with _before_the_update(trace):
        usual, narrow = (_picture(trace, things, digits, is_narrow) for is_narrow in (False, True))
    return [usual, narrow] if narrow.width < PHONE < usual.width else [usual]


def _picture(trace: Trace, things: Things, digits: int, is_narrow: bool) -> Svg:
    letters = digits + (LETTERS_ON_A_PHONE if is_narrow else LETTERS)
    numbers = Numbers(trace.network, "values", digits, is_narrow, letters)
    svg = Drawing(numbers, blocks_of(numbers), things.key_of).svg()
    svg.description = ""            # the script says what is known at each moment
    return svg


@contextmanager
def _before_the_update(trace: Trace) -> Iterator[None]:
    """In this block the network holds the numbers of the step, whatever it has learned since."""
    network = trace.network
    present = LearningSnapshot(network)
    moves = trace.moves
    try:
        for move in reversed(moves):
            move.undo()
        for move in moves:
            if move.phase != "update":
                move.redo()
        network.last_phase, network.latest_loss = "backward", trace.loss
        network.targets = trace.targets or []           # unknown in a recording
        yield
    finally:
        present.restore()
