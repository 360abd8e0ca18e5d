"""A recording, brought back to life: a trace that can be walked without the network's code."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, Dict, List, NoReturn, Optional, Union

from ..activations import ACTIVATIONS, Activation
from ..errors import BadInput, LernmiError
from ..link import Link
from ..losses import Loss
from ..network import Network
from ..neuron import Neuron
from ..neurons import Neurons
from ..training.memory import Memory
from ..weight import Weight
from .moves import Change, Move
from .names import Names
from .number import Number, Place, made
from .recorder import kept
from .recording import MoveLine, Operand, Recording, Start, Step
from .trace import Trace

TARGET = "target"           # of an output; no object keeps it


def replayed(path: Union[str, Path]) -> Trace:
    """The trace that was recorded in a file; its network's objects are at the end of the step.

    Raises BadInput, in one sentence with the file and the line, for whatever isn't a recording.
    """
    recording = Recording(path)
    if recording.missing:
        raise recording.complain(1, "it can be verified, but not stepped through: there is no "
                                 f"{recording.missing[0]}.")
    return _Replay(recording, _network(recording)).trace()


def _network(recording: Recording) -> Replica:
    """The network of the header; BadInput, with line 1, where that can't be one."""
    try:
        return Replica(recording.header, recording.start)
    except LernmiError as error:
        raise recording.complain(1, f"this network can't be built: {error}") from None
    except (AttributeError, LookupError, TypeError, ValueError):
        raise recording.complain(1, "this is not what a recording's header looks like.") from None


class Replica(Network):
    """A network as a recording tells it: its neurons, links and weights, but nothing to run it."""

    def __init__(self, header: Dict[str, Any], start: Start) -> None:
        self._header = header
        self._kept = {**{name: Weight(value, name) for name, value in start.weights.items()},
                      **{name: Weight(value, name, trainable=False) for name, value in start.fixed.items()}}
        loss = Loss(header["loss"]["name"], _refuse, _refuse, header["loss"]["formula"])
        super().__init__(header["shape"], lambda network, neurons: neurons, loss=loss)

    def _build(self) -> None:
        for name, layer, activation in self._header["neurons"]:
            if layer not in self.groups:
                self.begin_group(layer)
            self.group_name = layer
            self.add(Neuron(name, ACTIVATIONS.get(activation)
                            or Activation(activation, _refuse, _refuse)))
        for source, target, weight in self._header["links"]:
            Link(self[source], self[target],
                 self._kept[weight] if weight in self._kept else self[weight])
        self.inputs = Neurons(self.groups["input"], self.shape)
        self.bias = self["bias"]
        self.outputs = [self[name] for name in self._header["outputs"]]


def _refuse(*_: Any) -> NoReturn:
    raise BadInput("a recording can't be run again: it holds numbers, not the functions.")


class _Replay:
    """Reads the moves, one after the other, into Numbers that know what they were made of."""

    def __init__(self, recording: Recording, network: Replica) -> None:
        self.recording = recording
        self.network = network
        self._things = dict(Names(self.network).everything)
        self._optimizer = SimpleNamespace()
        self._memories: Dict[str, Memory] = {}
        self._latest: Dict[str, Number] = {}        # by name: what was written there last
        for name, value in recording.start.numbers.items():
            place = self._place(2, name)
            if place.thing is not None and place.attribute != TARGET:
                setattr(place.thing, place.attribute, value)

    def trace(self) -> Trace:
        """All moves; then the objects are taken to the end of the step."""
        moves = [self._move(line) for line in self.recording.moves]
        losses = [float(change.new) for move in moves for change in move.changes
                  if change.place.thing is None]
        if len(losses) != 1:
            raise self.recording.complain(1, "a step has one loss, "
                                          f"but there are {len(losses)} in this recording.")
        for move in moves:
            move.redo()
        return Trace(self.network, moves, losses[0])

    def _move(self, line: MoveLine) -> Move:
        mover = None if line.mover is None else self._thing(line.line, line.mover)
        if line.phase is None or (mover is None) != (line.phase in ("input", "loss")):
            raise self.recording.complain(line.line, "there must be a phase, and in the phases forward, "
                                          "backward and update a mover.")
        here: Dict[str, Number] = {}
        changes: List[Change] = []
        for step in line.steps:
            number = self._made(line.line, step, here)
            here[step.result.name] = number
            if number.place is not None:
                if number.place.attribute == TARGET:
                    raise self.recording.complain(line.line, "a target is given, not worked out.")
                old = self._known(line.line, step.result.name)
                changes.append(Change(number.place, 0.0 if number.place.thing is None else old, number))
        self._latest.update((name, number) for name, number in here.items() if number.place)
        return Move(line.phase, mover, changes)

    def _made(self, line: int, step: Step, here: Dict[str, Number]) -> Number:
        place = None if step.result.name.startswith("#") else self._place(line, step.result.name)
        left, right = (self._operand(line, operand, here) for operand in (step.left, step.right))
        return made(step.result.value, step.sign, left, right, place)

    def _operand(self, line: int, operand: Optional[Operand],
                 here: Dict[str, Number]) -> Union[None, float, Number]:
        """The very Number that is meant, so that what was made of what can be followed."""
        if operand is None:
            return None
        name, value = operand
        if not name:
            return value
        if name in here and (here[name] == value or name.startswith("#")):
            return here[name]
        known = self._known(line, name)
        if known != value:
            known = made(value, "", place=known.place)
            self._latest[name] = known
        return known

    def _known(self, line: int, name: str) -> Number:
        """What was written there last, or what was there from the start."""
        if name not in self._latest:
            place = self._place(line, name)
            value = getattr(place.thing, place.attribute, 0.0)
            self._latest[name] = made(value, "", place=place)
        return self._latest[name]

    def _place(self, line: int, name: str) -> Place:
        """Where the number of that name is kept; "rate" and the like belong to the optimizer."""
        if name == "loss":
            return Place(None, name)
        owner, _, attribute = name.rpartition(".")
        if not attribute.isidentifier() or attribute.startswith("_") or attribute == "name":
            raise self.recording.complain(line, f"a number can't be called {name!r}: try w5.value.")
        if not owner:
            return Place(self._optimizer, attribute)
        if owner.endswith(".memory"):
            weight = owner[:-len(".memory")]
            memory = self._memories.setdefault(weight, Memory(weight))
            vars(memory).setdefault(attribute, 0.0)
            return Place(memory, attribute)
        thing = self._thing(line, owner)
        if attribute != TARGET and attribute not in kept(thing):
            raise self.recording.complain(line, f"{owner} has no {attribute}.")
        return Place(thing, attribute)

    def _thing(self, line: int, name: str) -> Any:
        if name not in self._things:
            raise self.recording.complain(line, f"nothing in this network is called {name!r}.")
        return self._things[name]
