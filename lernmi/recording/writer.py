"""Writes a trace as JSON Lines: every operation with named operands and its result.

Line 1 is the header: what the network consists of. Line 2 holds the numbers before the step,
the weights first. Then comes a line for each move, with its operations in ``steps``:

    {"left": ["w5.value", 0.4], "sign": "×", "right": ["hidden[0].value", 0.59], "result": ["#1", 0.24]}

A number's name is the thing's name, a dot, and the attribute; a result that is stored nowhere is
called "#1", "#2" … within its move. A number without a name is just the number. An optimizer's
own numbers have just the attribute's name, "rate".
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict, Iterator, List, Set, Tuple, Union

from .._version import __version__
from ..activations import is_built_in
from ..link import Link
from ..network.names import check_neuron_names
from ..network.network import Network
from ..neuron import Neuron
from ..support import validation
from ..support.atomic_file import write_atomically
from ..support.errors import BadInput
from ..tracing.learning_trace import Trace
from ..tracing.moves import Move
from ..tracing.operand_tracer import places
from ..tracing.traced_number import LOSS, Place, TracedNumber, in_order
from ..training.optimizer_memory import Memory
from ..weight import Weight
from .reader import FORMAT, OPTIMIZER, VERSION, is_recording

Written = Union[float, List[Any]]       # a number, or a name and a number


def save_trace(trace: Trace, path: Union[str, Path], *, force: bool = False) -> None:
    """Write the recording of a trace to a file; with ``force`` also in place of another file.

    Raises BadInput when the file can't be written, or is there and no recording; then there is no
    half-written file.
    """
    lines = (json.dumps(content, ensure_ascii=False) + "\n" for content in _contents(trace))
    write_atomically(Path(path), lines, is_recording, force)


def _contents(trace: Trace) -> Iterator[Dict[str, Any]]:
    """The object of each line."""
    names = RecordedNames(trace.network)
    _check_names(trace.network)
    yield _header(trace)
    yield _initial_numbers(trace, names)
    for number, move in enumerate(trace, start=1):
        yield {"move": number, "phase": move.phase,
               "mover": names.of(move.mover) if move.mover is not None else None,
               "steps": _Operations(names, move).operations}


class RecordedNames:
    """The names of a network's things and their numbers in a recording."""

    def __init__(self, network: Network) -> None:
        self._links = network.names.of_links()

    def of(self, thing: Any) -> str:
        """The thing's name; the second link from a to b is "a->b#2"."""
        name: str = self._links.get(id(thing)) or thing.name
        return f"{name}.memory" if isinstance(thing, Memory) else name

    def number(self, place: Place) -> str:
        """The name of the number that is stored there."""
        if place.is_the_loss:
            return LOSS
        if not isinstance(place.thing, (Neuron, Link, Weight, Memory)):         # an optimizer
            return place.attribute if place.attribute != LOSS else f"{OPTIMIZER}.{LOSS}"
        return f"{self.of(place.thing)}.{place.attribute}"


def _check_names(network: Network) -> None:
    """BadInput where the network couldn't be loaded: names may have changed since it was built."""
    for neuron in network.neurons:
        check_neuron_names(neuron)
    weights = network.weights + network.fixed_weights
    for weight in weights:
        validation.name(weight.name, "a weight")
    for text, what in ((network.loss.name, "a loss"), (network.loss.formula, "a loss's formula")):
        validation.name(text, what)
    if len(network.names.all()) < len(network.neurons) + len(weights) + len(network.links):
        raise BadInput("two neurons, weights or links have the same name: rename one before saving.")


def _header(trace: Trace) -> Dict[str, Any]:
    network = trace.network
    layers = {id(neuron): layer for layer, neurons in network.groups.items() for neuron in neurons}
    own = {neuron.activation.name for neuron in network.neurons if not is_built_in(neuron.activation)}
    return {"format": FORMAT, "version": VERSION, "by": f"lernmi {__version__}",
            "moves": len(trace),
            "loss": {"name": network.loss.name, "formula": network.loss.formula},
            "shape": list(network.shape),
            "neurons": [[neuron.name, layers[id(neuron)], neuron.activation.name]
                        for neuron in network.neurons],
            "own": sorted(own),
            "outputs": [neuron.name for neuron in network.outputs],
            "links": [[link.source.name, link.target.name, link.weight.name]
                      for link in network.links]}


def _initial_numbers(trace: Trace, names: RecordedNames) -> Dict[str, Any]:
    """The numbers as they were before the step."""
    network = trace.network
    numbers = {names.number(place): getattr(place.thing, place.attribute) for place in places(network)}
    for move in reversed(trace.moves):
        for place, old, _ in reversed(move.changes):
            if not place.is_the_loss:
                numbers[names.number(place)] = float(old)
    for name, number in _only_read(trace, names):
        numbers.setdefault(name, number)
    weights = {kind: {weight.name: numbers.pop(f"{weight.name}.value") for weight in some}
               for kind, some in (("weights", network.weights), ("fixed", network.fixed_weights))}
    others = {name: number for name, number in numbers.items() if repr(number) != "0.0"}
    return {**weights, "numbers": others}


def _only_read(trace: Trace, names: RecordedNames) -> Iterator[Tuple[str, float]]:
    """What an update reads and hasn't written: of memories, and of the optimizer."""
    updates = [move for move in trace if move.phase == "update"]
    written = {id(change.new) for move in updates for change in move.changes}
    for move in updates:
        for change in move.changes:
            for leaf in change.leaves:
                if leaf.place is not None and id(leaf) not in written:
                    yield names.number(leaf.place), float(leaf)


class _Operations:
    """The operations of one move, each once, in an order in which they can be done."""

    def __init__(self, names: RecordedNames, move: Move) -> None:
        self.operations: List[Dict[str, Any]] = []
        self._names = names
        self._written = {id(change.new) for change in move.changes}
        self._anonymous: Dict[int, str] = {}
        done: Set[int] = set()
        for change in move.changes:
            self.operations += map(self._operation, in_order(change.new, self._is_computed_here, done))

    def _is_computed_here(self, number: TracedNumber) -> bool:
        return id(number) in self._written or (number.place is None and number.sign != "")

    def _operation(self, number: TracedNumber) -> Dict[str, Any]:
        operation: Dict[str, Any] = {}
        if number.left is not None:
            operation.update(left=self._operand(number.left), sign=number.sign)
        if number.right is not None:
            operation.update(right=self._operand(number.right))
        if id(number) not in self._written:
            self._anonymous[id(number)] = f"#{len(self._anonymous) + 1}"
        return {**operation, "result": self._operand(number)}

    def _operand(self, number: float) -> Written:
        if id(number) in self._anonymous:
            return [self._anonymous[id(number)], float(number)]
        place = getattr(number, "place", None)
        return [self._names.number(place), float(number)] if place else float(number)
