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
import math
from collections import defaultdict
from pathlib import Path
from typing import Any, DefaultDict, Dict, Iterator, Set, Tuple, Union

from .._version import __version__
from ..activations import is_built_in
from ..link import Link
from ..network.names import check_neuron_names
from ..network.network import Network
from ..neuron import Neuron
from ..support import validation
from ..support.atomic_file import write_atomically
from ..support.errors import BadInput
from ..support.progress import Progress, unreported
from ..tracing.learning_trace import Trace
from ..tracing.moves import Move
from ..tracing.operand_tracer import places
from ..tracing.operations import OPERATIONS
from ..tracing.traced_number import LOSS, Place, TracedNumber, in_order
from ..training.optimizer_memory import Memory
from ..training.perceptron import THRESHOLD
from ..weight import Weight
from .reader import FORMAT, OPTIMIZER, VERSION, is_recording

SIGNS = {sign: f'"{sign}"' for sign in OPERATIONS}              # as JSON


def save_trace(trace: Trace, path: Union[str, Path], *, force: bool = False,
               progress: Progress = unreported) -> None:
    """Write the recording of a trace to a file; with ``force`` also in place of another file.

    ``progress(done, total)`` is called for each move that is written.

    Raises BadInput when the file can't be written, or is there and no recording; then there is no
    half-written file.
    """
    write_atomically(Path(path), _lines(trace, progress), is_recording, force)


def _lines(trace: Trace, progress: Progress) -> Iterator[str]:
    """Each line, as json.dumps would write it; but of those of moves only what isn't known yet is encoded."""
    names = RecordedNames(trace.network)
    _check_names(trace.network)
    yield _as_json(_header(trace)) + "\n"
    yield _as_json(_initial_numbers(trace, names)) + "\n"
    json_names = _JsonNames(names)
    for number, move in enumerate(trace, start=1):
        mover = "null" if move.mover is None else _as_json(names.of(move.mover))
        steps = ", ".join(_Operations(json_names, move).operations)
        yield f'{{"move": {number}, "phase": "{move.phase}", "mover": {mover}, "steps": [{steps}]}}\n'
        progress(number, len(trace))


def _as_json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False)


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
        thing, attribute = place
        if thing is None:
            return LOSS
        if not isinstance(thing, (Neuron, Link, Weight, Memory)):           # an optimizer
            return attribute if attribute != LOSS else f"{OPTIMIZER}.{LOSS}"
        return f"{self.of(thing)}.{attribute}"


class _JsonNames:
    """The same as JSON. Since a step names each number several times, they are remembered."""

    def __init__(self, names: RecordedNames) -> None:
        self._names = names
        self._numbers: DefaultDict[str, Dict[int, str]] = defaultdict(dict)     # by attribute and thing's id

    def number(self, place: Place) -> str:
        """The name of the number that is stored there."""
        numbers = self._numbers[place.attribute]
        name = numbers.get(id(place.thing))
        if name is None:
            name = numbers[id(place.thing)] = _as_json(self._names.number(place))
        return name


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
    names = {id(neuron): neuron.activation.name for neuron in network.neurons}
    own = {neuron.activation.name for neuron in network.neurons if not is_built_in(neuron.activation)}
    for neuron in trace.stand_ins:              # it answered by this one, while it learned
        names[id(neuron)] = THRESHOLD.name
        own.add(THRESHOLD.name)
    return {"format": FORMAT, "version": VERSION, "by": f"lernmi {__version__}",
            "moves": len(trace),
            "loss": {"name": network.loss.name, "formula": network.loss.formula},
            "shape": list(network.shape),
            "neurons": [[neuron.name, layers[id(neuron)], names[id(neuron)]] for neuron in network.neurons],
            "own": sorted(own),
            "outputs": [neuron.name for neuron in network.outputs],
            "links": [[link.source.name, link.target.name, link.weight.name]
                      for link in network.links]}


def _initial_numbers(trace: Trace, names: RecordedNames) -> Dict[str, Any]:
    """The numbers as they were before the step."""
    network = trace.network
    numbers = {names.number(place): getattr(place.thing, place.attribute) for place in places(network)}
    for move in reversed(trace.moves):
        for old, new in reversed(move.writes):
            if not new.place.is_the_loss:
                numbers[names.number(new.place)] = float(old)
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
    """The operations of one move as JSON, each once, in an order in which they can be done."""

    def __init__(self, names: _JsonNames, move: Move) -> None:
        self._names = names
        self._written = {id(new) for _, new in move.writes}
        self._anonymous: Dict[int, str] = {}
        done: Set[int] = set()
        self.operations = [self._operation(number) for _, new in move.writes
                           for number in in_order(new, self._is_computed_here, done)]

    def _is_computed_here(self, number: TracedNumber) -> bool:
        return id(number) in self._written or (number.place is None and number.sign != "")

    def _operation(self, number: TracedNumber) -> str:
        operation = ""
        if number.left is not None:
            sign = SIGNS.get(number.sign) or _as_json(number.sign)
            operation = f'"left": {self._operand(number.left)}, "sign": {sign}, '
        if number.right is not None:
            operation += f'"right": {self._operand(number.right)}, '
        if id(number) not in self._written:
            self._anonymous[id(number)] = f'"#{len(self._anonymous) + 1}"'
        return f'{{{operation}"result": {self._operand(number)}}}'

    def _operand(self, number: float) -> str:
        """The number, with its name if it has one."""
        text = repr(float(number)) if math.isfinite(number) else _as_json(float(number))
        name = self._anonymous.get(id(number))
        if name is None:
            place = getattr(number, "place", None)
            if place is None:
                return text
            name = self._names.number(place)
        return f"[{name}, {text}]"
