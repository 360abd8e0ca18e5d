"""A step as a calculation that can be done again, with some of its numbers replaced by a pupil's.

The operations are those of the trace: what ran. Nothing of the chain rule is written down here.
"""

from __future__ import annotations

import math
from contextlib import suppress
from functools import partial
from typing import Any, Callable, Dict, List, Mapping, NamedTuple, Optional, Sequence, Set, Tuple, Union

from ...losses import Loss
from ...tracing.learning_trace import Trace
from ...tracing.moves import Change, Move
from ...tracing.operations import recomputed
from ...tracing.traced_number import Place, TracedNumber, in_order

Operation = Callable[..., float]
OTHERWISE = 0.9             # times an output, to see whether all operations on it are known


class Position(NamedTuple):
    """Where in the steps a number is written: the same in a step of a right and of a wrong engine."""

    step: int
    phase: str
    mover: str
    place: Tuple[str, str, str]     # the kind, the name and the attribute of what stores the number
    occurrence: int                 # 0 for the first time that this mover writes there


class Node(NamedTuple):
    """One number of the calculation: an operation on earlier ones, or a number from outside."""

    operation: Operation
    operands: Tuple[int, ...]       # the indices of earlier nodes; none for a number from outside
    value: float                    # what the step had there
    sign: str                       # of the operation: see TracedNumber; "" for none, or for a loss
    place: Optional[Place]          # where it is stored first; None if nowhere


class Written(NamedTuple):
    """What was written at a position: the nodes of the new number, of what was added, and of the old one."""

    new: int
    contribution: int
    old: int
    move: Move
    change: Change


class Calculation:
    """The operations of one or several learning steps, in their order.

    ``nodes``: an operation has only earlier ones as its operands. ``written``: by their positions,
    all numbers that were written. A number that several objects compute alike, as each link to one
    neuron computes the sensitivity of its total, is one node; so is a weight after a step and
    before the next.
    """

    def __init__(self, steps: Sequence[Trace]) -> None:
        self.nodes: List[Node] = []
        self.written: Dict[Position, Written] = {}
        self._known: Dict[Any, int] = {}                            # nodes by what they compute
        self._of_number: Dict[int, int] = {}                        # nodes by the ids of the numbers
        self._numbers: List[TracedNumber] = []                      # so that no id is used again
        self._latest: Dict[Tuple[str, str, str], int] = {}          # the last node at each place
        for number, step in enumerate(steps):
            self._add_step(number, step)

    def _add_step(self, number: int, step: Trace) -> None:
        occurrences: Dict[Tuple[str, str, Tuple[str, str, str]], int] = {}
        for move in step:
            changes = move.changes
            if move.phase == "loss" and step.targets is not None:
                self._write_loss(step, changes)
            for change in changes:
                spot = (move.phase, move.name, place_key(change.place))
                occurrence = occurrences[spot] = occurrences.get(spot, -1) + 1
                self._write(Position(number, *spot, occurrence), move, change)

    def _write(self, position: Position, move: Move, change: Change) -> None:
        old = self._node(change.old)
        if change.new.sign == "" and id(change.new) not in self._of_number:     # not what was there before
            constant = self._constant((position.place, float(change.new)), change.new, change.place)
            self._remember(change.new, constant)
        contribution = self._node(change.contribution)
        new = self._node(change.new)
        self.written[position] = Written(new, contribution, old, move, change)
        self._latest[position.place] = new

    # ---- nodes

    def _node(self, number: Any) -> int:
        """The node of a number, after those of all from which it was computed."""
        if not isinstance(number, TracedNumber):
            return self._constant(("number", float(number)), float(number))
        if id(number) in self._of_number:
            return self._of_number[id(number)]
        for operand in in_order(number, lambda other: id(other) not in self._of_number, set()):
            if id(operand) not in self._of_number:
                self._remember(operand, self._new_node(operand))
        return self._of_number[id(number)]

    def _remember(self, number: TracedNumber, index: int) -> None:
        """Note which node a number is."""
        self._of_number[id(number)] = index
        self._numbers.append(number)

    def _new_node(self, number: TracedNumber) -> int:
        sign, place = number.sign, number.place
        if sign == "":
            return self._from_outside(number)
        operands = tuple(self._node(one) for one in (number.left, number.right) if one is not None)
        if sign == "=" or sign == "+" and self._is_zero(operands[0]):
            return self._stored(operands[-1], place)
        # A part of one formula isn't the same number as a part of another: pupils compute each anew.
        key = (sign, *operands) if place is not None else (sign, *operands, "in", len(self.written))
        operation = self._repeated(number, operands)
        if operation is None:
            return self._constant((*key, "given"), float(number), place)
        return self._operation(operation, key, operands, float(number), sign, place)

    def _repeated(self, number: TracedNumber, operands: Tuple[int, ...]) -> Optional[Operation]:
        """What gives a number again: its operation, or its neuron's activation; None if neither does."""
        values = [self.nodes[operand].value for operand in operands]
        activation = getattr(number.place.thing, "activation", None) if number.place is not None else None
        for operation in (partial(recomputed, number.sign), partial(_activated, activation),
                          partial(_slope_of, activation)):
            with suppress(ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
                if math.isclose(operation(*values), number, rel_tol=1e-9, abs_tol=1e-12):
                    return operation
        return None

    def _is_zero(self, index: int) -> bool:
        """Whether a node is the 0 that a sum begins with."""
        return not self.nodes[index].operands and self.nodes[index].value == 0.0

    def _from_outside(self, number: TracedNumber) -> int:
        """A number that the step read; at a place that an earlier operation has written, its result."""
        if number.place is None:
            return self._constant(("number", float(number)), float(number))
        key = place_key(number.place)
        latest = self._latest.get(key)
        if latest is not None and self.nodes[latest].value == number:
            return latest
        return self._constant((key, float(number)), float(number), number.place)

    def _constant(self, key: Any, value: float, place: Optional[Place] = None) -> int:
        return self._operation(float, key, (), float(value), "", place)

    def _operation(self, operation: Operation, key: Any, operands: Tuple[int, ...], value: float,
                   sign: str, place: Optional[Place]) -> int:
        if key in self._known:
            return self._stored(self._known[key], place)
        self.nodes.append(Node(operation, operands, value, sign, place))
        self._known[key] = len(self.nodes) - 1
        return self._known[key]

    def _stored(self, index: int, place: Optional[Place]) -> int:
        """The node, with the place of its number if it had none."""
        if place is not None and self.nodes[index].place is None:
            self.nodes[index] = self.nodes[index]._replace(place=place)
        return index

    # ---- the loss

    def _write_loss(self, step: Trace, changes: Sequence[Change]) -> None:
        """The loss and its slopes as functions of the outputs' values, where not all operations are known.

        Inside a loss a trace sees only the four operations: of a logarithm, its result.
        """
        loss, targets = step.network.loss, step.targets or []
        outputs = tuple(self._latest[place_key(Place(output, "value"))] for output in step.network.outputs)
        functions: List[Operation] = [lambda *values: loss.function(values, targets)]
        functions += [partial(_slope, loss, targets, index) for index in range(len(outputs))]
        for change, function in zip(changes, functions):
            number = change.contribution
            if len(changes) == len(functions) and self._is_hidden(number, function, outputs):
                key = ("loss", place_key(change.place), outputs, tuple(targets))
                self._remember(number, self._operation(function, key, outputs, float(number), "", None))

    def _is_hidden(self, number: TracedNumber, function: Operation, outputs: Tuple[int, ...]) -> bool:
        """Whether a function gives this number, and its operations give another one for other outputs."""
        values = [self.nodes[output].value for output in outputs]
        if not math.isclose(function(*values), number, rel_tol=1e-9, abs_tol=1e-12):
            return False                        # a wrong engine has another loss
        others = [OTHERWISE * value for value in values]
        known = self.evaluated(self._node(number), dict(zip(outputs, others)))
        return not math.isclose(known, function(*others), rel_tol=1e-9, abs_tol=1e-12)

    # ---- again

    def evaluated(self, index: int, replaced: Mapping[int, float]) -> float:
        """The value of a node when those of some others are replaced."""
        values: Dict[int, float] = {}
        for number in sorted(self._needed(index, replaced)):
            values[number] = replaced[number] if number in replaced else computed(self.nodes[number], values)
        return values[index]

    def _needed(self, index: int, replaced: Mapping[int, float]) -> Set[int]:
        """The nodes from which a node is computed, back to those that are replaced."""
        needed, waiting = {index}, [index]
        while waiting:
            number = waiting.pop()
            if number not in replaced:
                further = set(self.nodes[number].operands) - needed
                needed |= further
                waiting += further
        return needed


Values = Union[Mapping[int, float], Sequence[float]]        # by the indices of nodes


def computed(node: Node, values: Values) -> float:
    """The operation of a node on these values of earlier nodes; NaN where it has no result."""
    if not node.operands:
        return node.value
    try:
        return float(node.operation(*(values[operand] for operand in node.operands)))
    except (ArithmeticError, LookupError, TypeError, ValueError):
        return math.nan


def place_key(place: Place) -> Tuple[str, str, str]:
    """A place by its names, which are the same in a copy of the network."""
    thing = place.thing
    return type(thing).__mro__[-2].__name__, getattr(thing, "name", ""), place.attribute


def _activated(activation: Any, total: float) -> float:
    return float(activation.function(total))


def _slope_of(activation: Any, total: float) -> float:
    return float(activation.slope(total, activation.function(total)))


def _slope(loss: Loss, targets: Any, index: int, *values: float) -> float:
    return float(loss.slopes(values, targets)[index])
