"""An unrolled learning step as a script to read: it runs by itself, and prints the loss before and after."""

from __future__ import annotations

import re
from typing import Any, Dict, List, Optional, Sequence, Tuple

from ..network.network import Network
from ..network.snapshot import LearningSnapshot
from ..support import validation
from ..support.errors import BadInput, UnknownName
from ..weight import Weight
from .function_sources import FunctionSources
from .listing import Listing
from .program_text import indented
from .recorder import BACKWARD, FINISH, FORWARD, LOSS, UPDATE, Recorder
from .stored import Stored
from .unrolled import recorded

WIDTH = 96              # columns: longer statements are broken where they can be
BREAKS = re.compile(r" (?=[+-] )|(?<=,) ")
PHASES = (FORWARD, LOSS, BACKWARD, UPDATE)
COMMENTS = {
    FORWARD: "forward: a neuron adds up what its links deliver; its value follows from the total",
    LOSS: "loss: how wrong the outputs are, and how much that changes with each of them",
    BACKWARD: "backward, the chain rule: sensitivity_x is d loss / d x, passed_back_x is d loss / d total_x",
    UPDATE: "update: {optimizer} changes each weight by its sensitivity"}
ZERO_COMMENT = "(0.0 + x is x, but 0.0 where x is -0.0)"


class DetailedRecorder(Recorder):
    """A Recorder that also names what people look for, although a variable costs time."""

    def _loss(self) -> None:
        super()._loss()
        for neuron, output, target in zip(self.network.outputs, self.outputs, self.targets):
            self.give_name(output - target, f"error_{self.variable_names.of(neuron)}")

    def _backward(self) -> None:
        super()._backward()
        for stored in self.weights:
            self.give_name(stored.thing.sensitivity, f"sensitivity_{stored.variable.text}")


def script(network: Network, sample: Tuple[Any, Any], optimizer: Any, phase: Optional[str] = None,
           title: str = "") -> str:
    """A learning step as a Python script that needs nothing but Python.

    ``sample``: inputs and targets. It begins with the numbers that the network and the optimizer have
    now, and the masks that dropout would draw; it prints the loss before and after the step, those of
    network.learn and then network.evaluate. With ``phase``, "forward", "loss", "backward" or "update",
    only the statements of this phase. ``title`` is a comment at the beginning. Where the source of a
    user-defined function isn't known, a comment in its place says so.

    Raises NotSymbolic, with the reason, for a network that can't be unrolled; BadInput for a sample
    that doesn't fit, or for a network that learns from batches only (its batch copies can be unrolled);
    UnknownName for another phase.
    """
    if phase is not None and phase not in PHASES:
        raise UnknownName("phase", phase, PHASES)
    [(inputs, targets)] = validation.samples([sample])
    return Script(network, inputs, targets, optimizer, title).text(phase)


class Script:
    """What the script consists of."""

    def __init__(self, network: Network, inputs: Any, targets: Any, optimizer: Any, title: str) -> None:
        validation.optimizer(optimizer)
        network.refresh()
        if network.needs_batch:
            raise BadInput("a network with BatchNorm learns from batches only: try network.photocopied(4), "
                           "with the inputs and the targets of 4 samples.")
        self.title = title or f"One learning step of {network!r}"
        self.optimizer = optimizer
        self.inputs = validation.numbers(inputs, network.shape, "input")
        self.targets = network.check_targets(targets)
        snapshot = LearningSnapshot(network, optimizer)
        try:
            self.recorder, self.functions = _recorded(network, optimizer)
            self.masks, self.masks_after = self._masks()
        finally:
            snapshot.restore()
        self.listing = Listing(self.recorder, checked=False)
        self.phases = {phase: self._phase(phase) for phase in PHASES}

    def _masks(self) -> List[List[float]]:
        """Of the sources beside the inputs, the numbers in training and afterwards."""
        network = self.recorder.network
        masks = self.recorder.sources[len(network.inputs):]
        numbers = []
        for training in (True, False):
            for prepare in network.preparations:
                prepare(training)
            numbers.append([mask.value for mask in masks])
        return numbers

    def text(self, phase: Optional[str]) -> str:
        """The script, or the statements of a phase."""
        lines = [*self._beginning(), *self._loop()] if phase is None else self.phases[phase]
        return "\n".join(lines) + "\n"

    # ---- before the step ---------------------------------------------------------------------------

    def _beginning(self) -> List[str]:
        lines = [f"# {line}" for line in self.title.replace("→", "->").splitlines()]
        imports = self.functions.imports | {f"from math import {name}" for name in ("inf", "nan")
                                            if self._mentions(name)}
        lines += ["", *sorted(imports, key=lambda line: (line.startswith("from"), line))] if imports else []
        for definition in self.functions.definitions:
            is_function = len(definition) > 1
            lines += [*[""] * (1 + is_function), *definition]
        lines += ["", ""] if self.functions.definitions else [""]
        for comment, names, numbers in self._numbers():
            if names:
                lines += [f"# {comment}", *map("{} = {!r}".format, names, numbers), ""]
        return lines

    def _mentions(self, name: str) -> bool:
        return any(re.search(rf"\b{name}\b", line) for lines in self.phases.values() for line in lines)

    def _numbers(self) -> List[Tuple[str, List[str], Sequence[float]]]:
        """What the step begins with: comments, names and numbers."""
        recorder, count = self.recorder, len(self.inputs)
        fixed = [stored for stored in recorder.others if isinstance(stored.thing, Weight)]
        memory = [stored for stored in recorder.others if not isinstance(stored.thing, Weight)]
        sources, targets = ([variable.text for variable in variables]
                            for variables in (recorder.inputs, recorder.targets))
        rates, rate_values = _stored(recorder.rates)
        return [("the weights", *_stored(recorder.weights)),
                ("fixed weights", *_stored(fixed)),
                ("the optimizer's memory", *_stored(memory)),
                ("the masks of dropout, as drawn for this step", sources[count:], self.masks),
                ("the learning rate, the inputs, the targets", [*rates, *sources[:count], *targets],
                 [*rate_values, *self.inputs, *self.targets])]

    # ---- the step ----------------------------------------------------------------------------------

    def _loop(self) -> List[str]:
        report = f'print(f"loss {{moment}} the update: {{{self.listing.loss}!r}}")'
        body = [*self.phases[FORWARD], "", *self.phases[LOSS], report, "",
                *self.phases[BACKWARD], "", *self.phases[UPDATE], *self._without_dropout()]
        moments = '"before",' if self.recorder.update_stays else '"before", "after"'
        return [f"for moment in ({moments}):", *(line.rstrip() for line in indented(body))]

    def _phase(self, phase: str) -> List[str]:
        lines = list(self.listing.lines.get(phase, []))
        comments = [COMMENTS[phase].format(optimizer=repr(self.optimizer))]
        if phase == UPDATE:
            lines = [*self.listing.lines.get(FINISH, []), *lines, *self.listing.changes]
        if self.recorder.update_stays and phase == UPDATE:
            comments.append(f"It must be put here: {self.recorder.update_stays}.")
        if any("0.0 + " in line for line in lines):
            comments.append(ZERO_COMMENT)
        return [*(f"# {comment}" for comment in comments), *(part for line in lines for part in broken(line))]

    def _without_dropout(self) -> List[str]:
        names = [variable.text for variable in self.recorder.inputs[len(self.inputs):]]
        changes = [f"{name} = {after!r}" for name, before, after in zip(names, self.masks, self.masks_after)
                   if before != after]
        return ["", "# after training nothing is dropped", *changes] if changes else []


def _recorded(network: Network, optimizer: Any) -> Tuple[Recorder, FunctionSources]:
    """The recorded step and the functions that it calls; no variable has the name of what these use."""
    reserved: Dict[str, Any] = {}
    while True:
        recorder = recorded(network, optimizer, kind=DetailedRecorder, for_functions=reserved)
        functions = FunctionSources()
        for name, function in recorder.table.functions.items():
            functions.add(name, function)
        if not recorder.variable_names.clashes(functions.names):
            return recorder, functions
        reserved = {**reserved, **functions.names}


def _stored(numbers: Sequence[Stored]) -> Tuple[List[str], List[float]]:
    return [stored.variable.text for stored in numbers], [stored.read() for stored in numbers]


def broken(statement: str) -> List[str]:
    """A long statement on several lines, in brackets, broken before + and - and after commas."""
    if len(statement) <= WIDTH:
        return [statement]
    names, _, expression = statement.partition(" = ")
    *lines, last = filled("", names, 1) if names.startswith("[") else [names]
    start = f"{last} = ("
    if names.startswith("[") or not BREAKS.search(expression[:WIDTH - len(start)]):
        return [*lines, start, *filled("    ", f"{expression})", 4)]
    return [*lines, *filled(start, f"{expression})", len(start))]


def filled(start: str, text: str, indent: int) -> List[str]:
    """The text after its start, in lines as full as they can be."""
    first, *pieces = BREAKS.split(text)
    lines = [start + first]
    for piece in pieces:
        if len(lines[-1]) + 1 + len(piece) > WIDTH:
            lines.append(" " * indent + piece)
        else:
            lines[-1] += f" {piece}"
    return lines
