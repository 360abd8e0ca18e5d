"""Loads a recording as a trace that can be stepped through without the network's code."""

from __future__ import annotations

import math
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Dict, List, NoReturn, Optional, Tuple, Union

from ..activations import ACTIVATIONS, Activation
from ..link import Link
from ..losses import Loss
from ..network.network import Network
from ..network.shapes import Neurons
from ..network.snapshot import numeric_attributes
from ..neuron import Neuron
from ..support.errors import BadInput, LernmiError
from ..tracing.learning_trace import Trace
from ..tracing.moves import Change, Move
from ..tracing.operations import OPERATIONS
from ..tracing.traced_number import LOSS, TARGET, Place, TracedNumber, make_number
from ..training.optimizer_memory import Memory
from ..weight import Weight
from .reader import ANONYMOUS, OPTIMIZER, InitialNumbers, MoveLine, Operand, Operation, Recording

LONGEST = 300               # characters of a reason
MEMORY = ".memory"
ALL = type(None)            # the mover, where all inputs or outputs move
MOVERS: Dict[str, Tuple[type, ...]] = {"input": (ALL,), "forward": (Link, Neuron), "loss": (ALL,),
                                       "backward": (Link,), "update": (Weight,)}


def load_trace(path: Union[str, Path]) -> Trace:
    """The trace recorded in a file; its network's objects are at the end of the step.

    Raises BadInput, in one sentence with the file and the line, for whatever isn't a recording.
    """
    recording = Recording(path)
    if recording.missing:
        raise recording.error(1, "it can be verified, but not stepped through: it lacks the "
                                 f"{recording.missing[0]}.")
    return Loader(recording).trace()


def _network(recording: Recording) -> RecordedNetwork:
    """The network of the header; a RecordingError about line 1 where that can't be one."""
    try:
        return RecordedNetwork(recording.header, recording.initial_numbers)
    except LernmiError as error:
        raise recording.error(1, f"this network can't be built: {str(error)[:LONGEST]}") from None
    except (AttributeError, LookupError, TypeError, ValueError):
        raise recording.error(1, "this is not what a recording's header looks like.") from None


class RecordedNetwork(Network):
    """A network as recorded: its neurons, links and weights, but no functions to run it."""

    def __init__(self, header: Dict[str, Any], initial: InitialNumbers) -> None:
        self._header = header
        self._own = set(header.get("own", []))
        self._weights = {
            **{name: Weight(value, name) for name, value in initial.weights.items()},
            **{name: Weight(value, name, trainable=False) for name, value in initial.fixed.items()}}
        loss = Loss(_text(header["loss"]["name"]), _refuse, _refuse, _text(header["loss"]["formula"]))
        super().__init__(header["shape"], lambda network, neurons: neurons, loss=loss)

    def _build(self) -> None:
        for name, layer, activation in self._header["neurons"]:
            if layer not in self.groups:
                self.begin_group(_text(layer))
            self.group_name = layer
            self.add(Neuron(_text(name), self._activation(_text(activation))))
        for source, target, weight in self._header["links"]:
            Link(self[source], self[target],
                 self._weights[weight] if weight in self._weights else self[weight])
        self.include(self._weights.values())
        self.layer_outputs = {name: neurons for name, neurons in self.groups.items()
                              if name not in ("input", "bias")}
        self.inputs = Neurons(self.groups["input"], self.shape)
        self.bias = self["bias"]
        self.outputs = [self[name] for name in self._header["outputs"]]
        if not self.outputs or self.groups["bias"] != [self.bias]:
            raise ValueError("there must be an output, and the bias in a layer of its own")
        if len(self.inputs) != math.prod(self.shape):
            raise ValueError("the inputs must fit the shape")

    def _activation(self, name: str) -> Activation:
        known = None if name in self._own else ACTIVATIONS.get(name)
        return known or Activation(name, _refuse, _refuse)


def _text(value: Any) -> str:
    """The value if it is text; TypeError for anything else."""
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _refuse(*_: Any) -> NoReturn:
    raise BadInput("a recording can't be run again: it holds numbers, not the functions.")


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
        self.network = _network(recording)
        self._things: Dict[str, Any] = dict(self.network.names.all())
        self._optimizer = SimpleNamespace()
        self._memories: Dict[str, Memory] = {}
        self._latest: Dict[str, TracedNumber] = {}          # by name: what is there
        for name, value in recording.initial_numbers.numbers.items():
            place = self._place(2, name)
            if not place.is_the_loss and place.attribute != TARGET:
                setattr(place.thing, place.attribute, value)

    def trace(self) -> Trace:
        """All moves; then the objects are taken to the end of the step."""
        moves = [self.move(line) for line in self.recording.moves]
        losses = [float(change.new) for move in moves for change in move.changes
                  if move.phase == "loss" and change.place.is_the_loss]
        if len(losses) != 1 or sum(move.phase == "loss" for move in moves) != 1:
            raise self.recording.error(1, "a step has one move in the phase loss, and in it one loss; "
                                          "that isn't so here.")
        for move in moves:
            move.redo()
        return Trace(self.network, moves, losses[0])

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

    def _result(self, line: MoveLine, operation: Operation, here: _MoveNumbers) -> TracedNumber:
        if (operation.right is not None) != (operation.sign in OPERATIONS):
            raise self.recording.error(line.line, f"{operation.sign!r} has too many operands, or too few.")
        place = None
        if not ANONYMOUS.fullmatch(operation.result.name):
            place = self._place(line.line, operation.result.name)
            if place.attribute == TARGET or (place.thing is self._optimizer and line.phase != "update"):
                raise self.recording.error(line.line, f"{operation.result.name} comes from outside and is "
                                           "not computed.")
        left, right = (self._operand(line.line, operand, here) for operand in operation.operands)
        return make_number(operation.result.value, operation.sign, left, right, place)

    def _operand(self, line: int, operand: Optional[Operand], here: _MoveNumbers
                 ) -> Union[None, float, TracedNumber]:
        """The very TracedNumber that is meant, so that operations can be followed back."""
        if operand is None:
            return None
        name, value = operand
        if not name:
            return value
        if name in here.written and (here.written[name] == value or ANONYMOUS.fullmatch(name)):
            return here.written[name]
        known = here.earlier[name] if name in here.earlier else self._stored(line, name)
        return known if known == value else make_number(value, "", place=known.place)

    def _stored(self, line: int, name: str) -> TracedNumber:
        """What was written there last, or what was there from the start."""
        if name not in self._latest:
            place = self._place(line, name)
            self._latest[name] = make_number(getattr(place.thing, place.attribute, 0.0), "", place=place)
        return self._latest[name]

    def _place(self, line: int, name: str) -> Place:
        """Where the number of that name is stored; "rate" and the like belong to the optimizer."""
        if name == LOSS:
            return Place(None, name)
        owner, _, attribute = name.rpartition(".")
        if not attribute.isidentifier() or attribute.startswith("_") or attribute == "name":
            raise self.recording.error(line, f"a number can't be called {name!r}: try w5.value.")
        if owner in ("", OPTIMIZER) and owner not in self._things:
            return Place(self._optimizer, attribute)
        if owner.endswith(MEMORY) and owner not in self._things:
            weight = owner[:-len(MEMORY)]
            memory = self._memories.setdefault(weight, Memory(weight))
            vars(memory).setdefault(attribute, 0.0)
            return Place(memory, attribute)
        thing = self._thing(line, owner)
        if attribute != TARGET and attribute not in numeric_attributes(thing):
            raise self.recording.error(line, f"{owner} has no {attribute}.")
        return Place(thing, attribute)

    def _thing(self, line: int, name: str) -> Any:
        if name not in self._things:
            raise self.recording.error(line, f"nothing in this network is called {name!r}.")
        return self._things[name]
