"""Whether a recording's moves are those of its network: did the right things move, in the right order?

The links and neurons of a recorded network are let move once more, by their own methods, on
numbers that remember their names. What they multiply and add is what the recording must have done.
"""

from __future__ import annotations

from typing import Any, Callable, Dict, Iterator, List, NamedTuple, Set, Tuple, Union

from ..link import Link
from ..neuron import Neuron
from ..support.errors import LernmiError
from ..tracing.learning_trace import trace_move
from ..tracing.moves import PHASES, Change
from ..tracing.operand_tracer import OperandTracer
from ..tracing.operations import SLOPE_OF
from ..tracing.traced_number import TracedNumber, formula_columns, tracing_operations
from .loader import Loader
from .reader import ANONYMOUS, MoveLine, Operand, Recording, RecordingError, readable
from .writer import Keys

Part = Union[Link, Neuron]
Formula = Union[str, float, Tuple[Any, ...]]        # a name, a number, or a sign with one formula or two
Agreement = Callable[[float, float], bool]          # whether a number that is told is the right one


class Result(NamedTuple):
    """What a line writes to one place, and how it says that this was made."""

    name: str
    value: float
    formula: Tuple[Any, ...]


def structure_problems(recording: Recording, passed_over: Set[int],
                       agree: Agreement) -> Iterator[RecordingError]:
    """What can't be done, or isn't what the network does; some lines are passed over.

    Known are the forward and the backward phase, and what links and neurons do in them; nothing
    of the input, the loss, activations of one's own, and the optimizer. ``agree`` tells whether
    a number without a name can be the one that is wanted.
    """
    try:
        loader = Loader(recording)
    except RecordingError as error:
        yield error
        return
    network, keys = loader.network, Keys(loader.network)
    yield from _phases_out_of_order(recording)
    yield from _out_of_order(recording, "forward", list(map(keys.of, network.schedule)))
    yield from _out_of_order(recording, "backward", list(map(keys.of, reversed(network.links))))
    parts: Dict[str, Part] = {keys.of(part): part for part in network.schedule}
    for line in recording.moves:
        try:
            move = loader.move(line)
        except RecordingError as error:
            found = [error]
        else:
            found = list(_otherwise(recording, line, parts, keys, agree))
            move.redo()
        if line.line not in passed_over:
            yield from found


def _phases_out_of_order(recording: Recording) -> Iterator[RecordingError]:
    """The first line whose phase has been left already."""
    reached = 0
    for line in recording.moves:
        phase = PHASES.index(line.phase) if line.phase else reached
        if phase < reached:
            yield recording.error(line.line, f"the phase {line.phase} comes before {PHASES[reached]}.")
            return
        reached = phase


def _out_of_order(recording: Recording, phase: str, movers: List[str]) -> Iterator[RecordingError]:
    """The first line of a phase where something else moves than the network would let move.

    A step may end early, but no later phase may come before all has moved.
    """
    lines = [line for line in recording.moves if line.phase == phase]
    for line, mover in zip(lines, movers):
        if line.mover != mover:
            yield recording.error(line.line, f"{phase}, it is {mover} that moves here, not {line.mover}.")
            return
    later = [line for line in recording.moves if line.phase in PHASES[PHASES.index(phase) + 1:]]
    if len(lines) > len(movers):
        line = lines[len(movers)]
        yield recording.error(line.line, f"{phase}, nothing is left to move here, not {line.mover}.")
    elif later and len(lines) < len(movers):
        yield recording.error(later[0].line, f"before this, {movers[len(lines)]} must move {phase}.")


def _otherwise(recording: Recording, line: MoveLine, parts: Dict[str, Part], keys: Keys,
               agree: Agreement) -> Iterator[RecordingError]:
    """What the link or the neuron that moves writes, and the line doesn't; and what only the line writes."""
    if line.phase not in ("forward", "backward") or line.mover not in parts:
        return
    try:
        with tracing_operations():
            move = trace_move(OperandTracer(), line.phase, parts[line.mover])
    except LernmiError:         # an activation of one's own, or no such number
        return
    stated, fitting = _stated(line), Fitting(keys, agree)
    for change in move.changes:
        name = keys.number(change.place)
        found = next((result for result in stated if result.name == name), None)
        if found is not None:
            stated.remove(found)
        if found is None or not fitting.writes(found, change):
            told = " ".join(formula_columns(change.new,
                                            lambda number: readable(fitting.display_name(number))))
            yield recording.error(line.line, f"{readable(name)} must become {told} here.")
    for result in stated:
        yield recording.error(line.line, f"{line.mover} does not write {readable(result.name)} here.")


class Fitting:
    """Whether what a line says is what was done."""

    def __init__(self, keys: Keys, agree: Agreement) -> None:
        self._keys = keys
        self._agree = agree

    def writes(self, result: Result, change: Change) -> bool:
        """Whether it is the right formula; of a slope, the right number is enough, or its function."""
        if self._is(result.formula, change.new, is_root=True):
            return True
        thing, attribute = change.place
        if attribute != "slope":
            return False
        sign, *operands = result.formula
        if sign in ("", "="):
            return self._agree(result.value, float(change.new))
        return (sign, operands) == (f"{SLOPE_OF}{thing.activation.name}", [f"{self._keys.of(thing)}.total"])

    def _is(self, found: Formula, wanted: float, is_root: bool = False) -> bool:
        """Whether a formula is how a number was made, or just that number."""
        if isinstance(found, float):
            return self._agree(found, float(wanted))
        place = getattr(wanted, "place", None)
        if isinstance(found, str) or not isinstance(wanted, TracedNumber):
            return place is not None and found == self._keys.number(place)
        if (place is not None and not is_root) or found[0] != wanted.sign:
            return False
        operands = [operand for operand in (wanted.left, wanted.right) if operand is not None]
        turned = found[:0:-1] if wanted.sign in ("+", "×") else found[1:]
        return len(found) == 1 + len(operands) and any(
            all(map(self._is, some, operands)) for some in (found[1:], turned))

    def display_name(self, number: float) -> str:
        """The name of a number as a recording has it, or the number."""
        place = getattr(number, "place", None)
        return self._keys.number(place) if place else f"{number!r}"


def _stated(line: MoveLine) -> List[Result]:
    """What a line writes, and the formulas that it tells."""
    anonymous: Dict[str, Formula] = {}
    results: List[Result] = []
    for step in line.steps:
        operands = [_operand(operand, anonymous) for operand in (step.left, step.right) if operand]
        name, formula = step.result.name, (step.sign, *operands)
        if ANONYMOUS.fullmatch(name):
            anonymous[name] = formula
        else:
            results.append(Result(name, step.result.value, formula))
    return results


def _operand(operand: Operand, anonymous: Dict[str, Formula]) -> Formula:
    return anonymous.get(operand.name, operand.name) if operand.name else operand.value
