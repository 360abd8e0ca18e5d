"""What the wrong engines of the catalogue of bugs give where a pupil went wrong."""

from __future__ import annotations

from functools import cached_property
from typing import Container, Dict, Iterator, List, Mapping, Sequence, Tuple

from ...support.errors import LernmiError
from ...tracing.learning_trace import Trace, trace
from ...training.optimizers import GradientDescent
from ..bugs import BUGS, Bug, wrong_network, wrong_optimizer
from ..worksheets import Exercise, Item
from .recalculation import Calculation, Position


def wrong_steps(exercise: Exercise, *bugs: Bug) -> List[Trace]:
    """The steps of an exercise by an engine that has these bugs; BadInput where one changes nothing."""
    network = wrong_network(exercise.network, *bugs, rate=exercise.rate)
    optimizer = wrong_optimizer(GradientDescent(exercise.rate), *bugs)
    inputs = [number for sample, _ in exercise.samples for number in sample]
    targets = [number for _, sample in exercise.samples for number in sample]
    return [trace(network, inputs, targets, optimizer) for _ in exercise.steps]


class WrongEngines:
    """The operations of the wrong engines, on a pupil's numbers."""

    def __init__(self, exercise: Exercise, calculation: Calculation, nodes: Mapping[int, int]) -> None:
        self._exercise = exercise
        self._nodes = nodes
        self._written = calculation.written
        self._positions: Dict[int, List[Position]] = {}         # of each node
        for position, one in calculation.written.items():
            self._positions.setdefault(one.new, []).append(position)

    @cached_property
    def _engines(self) -> List[Tuple[Bug, Calculation]]:
        engines = []
        for bug in BUGS.values():
            try:
                engines.append((bug, Calculation(wrong_steps(self._exercise, bug))))
            except LernmiError:                 # the network has nothing that the bug is about
                continue
        return engines

    def results(self, item: Item, values: Sequence[float],
                answers: Container[int]) -> Iterator[Tuple[Bug, float]]:
        """For each bug, what its operation gives at an item; ``values``: the pupil's numbers before.

        ``answers``: the numbers of the items that were answered. What wasn't is computed by the bug too.
        """
        position = next(position for position, one in self._written.items()
                        if one.change.new is item.change.new)
        for bug, engine in self._engines:
            target = node_at(engine, position)
            if target >= 0:
                own = self._own(engine, item, values, answers)
                own.pop(target, None)           # another item that this engine computes in the same way
                yield bug, engine.evaluated(target, own)

    def _own(self, engine: Calculation, item: Item, values: Sequence[float],
             answers: Container[int]) -> Dict[int, float]:
        """The pupil's numbers at the nodes of the wrong engine, those before the item."""
        own: Dict[int, float] = {}
        for number, node in self._nodes.items():
            if number in answers and node < len(values) - 1 and node != self._nodes[item.number]:
                for position in self._positions[node]:
                    one = engine.written.get(position)
                    if one is not None and engine.nodes[one.new].operands:
                        own[one.new] = values[node]
        return own


def node_at(engine: Calculation, position: Position) -> int:
    """What an engine writes at a position; where it doesn't, what it writes last at that place; or −1."""
    if position in engine.written:
        return engine.written[position].new
    last = [one.new for other, one in engine.written.items()
            if other.place == position.place and other.step == position.step]
    return last[-1] if last else -1
