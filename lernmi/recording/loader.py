"""A recording, brought back to life: a trace that can be walked without the network's code."""

from __future__ import annotations

import math
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Dict, List, NoReturn, Optional, Tuple, Union

from ..activations import ACTIVATIONS, Activation
from ..link import Link
from ..losses import Loss
from ..network.names import NameTable
from ..network.network import Network
from ..network.shapes import Neurons
from ..neuron import Neuron
from ..support.errors import BadInput, LernmiError
from ..tracing.learning_trace import Trace
from ..tracing.moves import Change, Move
from ..tracing.operand_tracer import numeric_attributes
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
    """The trace that was recorded in a file; its network's objects are at the end of the step.

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
        return RecordedNetwork(recording.header, recording.start)
    except LernmiError as error:
        raise recording.error(1, f"this network can't be built: {str(error)[:LONGEST]}") from None
    except (AttributeError, LookupError, TypeError, ValueError):
        raise recording.error(1, "this is not what a recording's header looks like.") from None


class RecordedNetwork(Network):
    """A network as a recording tells it: its neurons, links and weights, but nothing to run it."""

    def __init__(self, header: Dict[str, Any], start: InitialNumbers) -> None:
        self._header = header
        self._own = set(header.get("own", []))
        self._kept = {**{name: Weight(value, name) for name, value in start.weights.items()},
                      **{name: Weight(value, name, trainable=False) for name, value in start.fixed.items()}}
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
                 self._kept[weight] if weight in self._kept else self[weight])
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


def _text(given: Any) -> str:
    """The text that was given; TypeError for anything else."""
    if not isinstance(given, str):
        raise TypeError(f"{given!r} is no text")
    return given


def _refuse(*_: Any) -> NoReturn:
    raise BadInput("a recording can't be run again: it holds numbers, not the functions.")


class _Here:
    """What one move has written, by name, and what stood there earlier."""

    def __init__(self) -> None:
        self.written: Dict[str, TracedNumber] = {}
        self.earlier: Dict[str, TracedNumber] = {}


class Loader:
    """Reads the moves, one after the other, into TracedNumbers that know what they were made of.

    Raises a RecordingError for what can't be understood.
    """

    def __init__(self, recording: Recording) -> None:
        self.recording = recording
        self.network = _network(recording)
        self._things = dict(NameTable(self.network).everything)
        self._optimizer = SimpleNamespace()
        self._memories: Dict[str, Memory] = {}
        self._kept: Dict[str, TracedNumber] = {}          # by name: what stands there
        for name, value in recording.start.numbers.items():
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
        here = _Here()
        changes: List[Change] = []
        for step in line.steps:
            if step.left is None and step.result.name.endswith(f".{TARGET}"):
                continue                        # given, and kept nowhere
            number = self._made(line, step, here)
            here.written[step.result.name] = number
            if number.place is not None:
                old = self._standing(line.line, step.result.name)
                here.earlier.setdefault(step.result.name, old)
                self._kept[step.result.name] = number
                changes.append(Change(number.place, 0.0 if number.place.is_the_loss else old, number))
        return Move(line.phase, mover, changes)

    def _made(self, line: MoveLine, step: Operation, here: _Here) -> TracedNumber:
        if (step.right is not None) != (step.sign in OPERATIONS):
            raise self.recording.error(line.line, f"{step.sign!r} has too many operands, or too few.")
        place = None
        if not ANONYMOUS.fullmatch(step.result.name):
            place = self._place(line.line, step.result.name)
            if place.attribute == TARGET or (place.thing is self._optimizer and line.phase != "update"):
                raise self.recording.error(line.line, f"{step.result.name} is given, not worked out.")
        left, right = (self._operand(line.line, operand, here) for operand in (step.left, step.right))
        return make_number(step.result.value, step.sign, left, right, place)

    def _operand(self, line: int, operand: Optional[Operand], here: _Here
                 ) -> Union[None, float, TracedNumber]:
        """The very TracedNumber that is meant, so that what was made of what can be followed."""
        if operand is None:
            return None
        name, value = operand
        if not name:
            return value
        if name in here.written and (here.written[name] == value or ANONYMOUS.fullmatch(name)):
            return here.written[name]
        known = here.earlier[name] if name in here.earlier else self._standing(line, name)
        return known if known == value else make_number(value, "", place=known.place)

    def _standing(self, line: int, name: str) -> TracedNumber:
        """What was written there last, or what was there from the start."""
        if name not in self._kept:
            place = self._place(line, name)
            self._kept[name] = make_number(getattr(place.thing, place.attribute, 0.0), "", place=place)
        return self._kept[name]

    def _place(self, line: int, name: str) -> Place:
        """Where the number of that name is kept; "rate" and the like belong to the optimizer."""
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
