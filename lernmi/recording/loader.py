"""Loads a recording as a trace that can be stepped through without the network's code."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence, Tuple, Union

from ..link import Link
from ..network.snapshot import numeric_attributes
from ..neuron import Neuron
from ..support.garbage import no_search_for_garbage
from ..support.json_text import one_line
from ..support.progress import Progress, unreported
from ..tracing.learning_trace import Trace
from ..tracing.moves import Change, Move
from ..tracing.operations import OPERATIONS
from ..tracing.traced_number import LOSS, TARGET, Place, TracedNumber, make_number
from ..training.optimizer_memory import Memory
from ..weight import Weight
from .json_lines import readable
from .reader import OPTIMIZER, MoveLine, Operand, Operation, Recording, is_anonymous
from .recorded_network import recorded_network

MEMORY = ".memory"
ALL = type(None)            # the mover, where all inputs or outputs move
MOVERS: Dict[str, Tuple[type, ...]] = {"input": (ALL,), "forward": (Link, Neuron), "loss": (ALL,),
                                       "backward": (Link,), "update": (Weight,)}


def load_trace(path: Union[str, Path], progress: Progress = unreported) -> Trace:
    """The trace recorded in a file; its network's objects are at the end of the step.

    ``progress(done, total)`` is called for each move that was read.
    Raises BadInput, in one sentence with the file and the line, for whatever isn't a recording.
    """
    recording = Recording(path, progress)
    if recording.missing:
        for _ in recording:
            pass                # it may be damaged as well
        raise recording.error(1, "it can be verified, but not stepped through: it lacks the "
                                 f"{recording.missing[0]}.")
    with no_search_for_garbage():
        return Loader(recording).trace()


class RecordedOptimizer:
    """The numbers of a recorded optimizer."""


class _MoveNumbers:
    """What one move has written, by name, and what was there earlier."""

    def __init__(self) -> None:
        self.written: Dict[str, TracedNumber] = {}
        self.earlier: Dict[str, TracedNumber] = {}


class Loader:
    """Reads the moves, one after the other, into TracedNumbers that know their operations.

    Raises a RecordingError for what can't be understood.
    """

    def __init__(self, recording: Recording) -> None:
        self.recording = recording
        self.network = recorded_network(recording)
        self.things: Dict[str, Any] = dict(self.network.names.all())
        self._optimizer = RecordedOptimizer()
        self._memories: Dict[str, Memory] = {}
        self._latest: Dict[str, TracedNumber] = {}          # by name: what is there
        self._places: Dict[str, Place] = {}
        for name, value in recording.initial_numbers.numbers.items():
            place = self._place(2, name)
            if not place.is_the_loss and not self._is_target(place):
                setattr(place.thing, place.attribute, value)

    def trace(self) -> Trace:
        """All moves; then the objects are taken to the end of the step."""
        moves = [self.move(line) for line in self.recording]
        losses = [float(change.new) for move in moves for change in move.changes
                  if move.phase == "loss" and change.place.is_the_loss]
        if len(losses) != 1 or sum(move.phase == "loss" for move in moves) != 1:
            raise self.recording.error(1, "a step has one move in the phase loss, and in it one loss; "
                                          "that isn't so here.")
        for move in moves:
            move.redo()
        self.network.targets, self.network.latest_loss = self._targets(moves), losses[0]
        return Trace(self.network, moves, losses[0])

    def _targets(self, moves: Sequence[Move]) -> List[float]:
        """The targets of the outputs, which the loss was computed from; [] unless each has one."""
        targets = {id(leaf.place.thing): float(leaf) for move in moves if move.phase == "loss"
                   for change in move.changes for leaf in change.leaves
                   if leaf.place is not None and leaf.place.attribute == TARGET}
        outputs = list(map(id, self.network.outputs))
        return [targets[output] for output in outputs] if targets.keys() >= set(outputs) else []

    def move(self, line: MoveLine) -> Move:
        """The next move."""
        mover = None if line.mover is None else self._thing(line.line, line.mover)
        if line.phase is None or not isinstance(mover, MOVERS[line.phase]):
            raise self.recording.error(line.line, "there must be a phase, and what moves in it: links and "
                                          "neurons in forward, links in backward, weights in update.")
        here = _MoveNumbers()
        changes: List[Change] = []
        for operation in line.operations:
            name = operation.result.name
            if operation.left is None and name.endswith(f".{TARGET}"):
                continue                        # from outside, and stored nowhere
            number = self._result(line, operation, here)
            here.written[name] = number
            if number.place is not None:
                old = self._stored(line.line, name)
                here.earlier.setdefault(name, old)
                self._latest[name] = number
                changes.append(Change(number.place, 0.0 if number.place.is_the_loss else old, number))
        return Move(line.phase, mover, changes)

    def forget_operations(self) -> None:
        """Forget how the numbers were computed: those of later moves are read from the objects."""
        self._latest.clear()
        self._places.clear()

    def _result(self, line: MoveLine, operation: Operation, here: _MoveNumbers) -> TracedNumber:
        if (operation.right is not None) != (operation.sign in OPERATIONS):
            raise self.recording.error(line.line, f"{one_line(operation.sign)!r} has too many operands, or "
                                                  "too few.")
        place = None
        if not is_anonymous(operation.result.name):
            place = self._place(line.line, operation.result.name)
            if self._is_target(place) or (place.thing is self._optimizer and line.phase != "update"):
                raise self.recording.error(line.line, f"{readable(operation.result.name)} comes from outside "
                                           "and is not computed.")
        left = self._operand(line.line, operation.left, here)
        right = self._operand(line.line, operation.right, here)
        return make_number(operation.result.value, operation.sign, left, right, place)

    def _operand(self, line: int, operand: Optional[Operand], here: _MoveNumbers
                 ) -> Union[None, float, TracedNumber]:
        """The very TracedNumber that is meant, so that operations can be followed back."""
        if operand is None:
            return None
        name, value = operand
        if not name:
            return value
        written = here.written.get(name)
        if written is not None and (_is_same(written, value) or is_anonymous(name)):
            return written
        known = here.earlier[name] if name in here.earlier else self._stored(line, name)
        return known if _is_same(known, value) else make_number(value, "", place=known.place)

    def _stored(self, line: int, name: str) -> TracedNumber:
        """What was written there last, or what was there from the start."""
        latest = self._latest.get(name)
        if latest is None:
            place = self._place(line, name)
            latest = make_number(getattr(place.thing, place.attribute, 0.0), "", place=place)
            self._latest[name] = latest
        return latest

    def _place(self, line: int, name: str) -> Place:
        """Where the number of that name is stored; "rate" and the like belong to the optimizer."""
        place = self._places.get(name)
        if place is None:
            place = self._places[name] = self._find_place(line, name)
        return place

    def _find_place(self, line: int, name: str) -> Place:
        if name == LOSS:
            return Place(None, name)
        owner, _, attribute = name.rpartition(".")
        thing = self._owner(line, owner, attribute)
        is_private = attribute.startswith("__") or (attribute == "name" and thing is not self._optimizer)
        if not attribute.isidentifier() or is_private:
            raise self.recording.error(line, f"a number can't be called {one_line(name)!r}: try w5.value.")
        if isinstance(thing, Memory):
            vars(thing).setdefault(attribute, 0.0)
        elif not (thing is self._optimizer or attribute == TARGET or attribute in numeric_attributes(thing)):
            raise self.recording.error(line, f"{one_line(owner)} has no {one_line(attribute)}.")
        return Place(thing, attribute)

    def _owner(self, line: int, name: str, attribute: str) -> Any:
        """What has the number: a thing of the network, the optimizer, or its memory of a weight.

        Where a neuron is called optimizer or w.memory, the attribute decides.
        """
        thing = self.things.get(name)
        if thing is not None and attribute in (*numeric_attributes(thing), TARGET):
            return thing
        if name in ("", OPTIMIZER):
            return self._optimizer
        if name.endswith(MEMORY):
            weight = name[:-len(MEMORY)]
            return self._memories.setdefault(weight, Memory(weight))
        return self._thing(line, name)

    def _is_target(self, place: Place) -> bool:
        return place.attribute == TARGET and place.thing is not self._optimizer

    def _thing(self, line: int, name: str) -> Any:
        if name not in self.things:
            raise self.recording.error(line, f"nothing in this network is called {one_line(name)!r}.")
        return self.things[name]


def _is_same(number: float, other: float) -> bool:
    """Whether two numbers are equal, and of the same sign if they are 0; or both none."""
    if math.isnan(number):
        return math.isnan(other)
    return number == other and (number != 0.0 or math.copysign(1.0, number) == math.copysign(1.0, other))
