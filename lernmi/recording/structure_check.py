"""Whether a recording's moves are those of its network: did the right things move, in the right order?

The links and neurons of a recorded network run once more, by their own methods, on numbers that
remember their names. What they multiply and add is what the recording must have done.
"""

from __future__ import annotations

from typing import Any, Callable, Dict, Iterator, List, NamedTuple, Set, Tuple, Union

from ..network.ordering import Scheduled
from ..support.errors import LernmiError
from ..tracing.learning_trace import trace_move
from ..tracing.moves import PHASES, Change
from ..tracing.operand_tracer import OperandTracer
from ..tracing.operations import SLOPE_OF
from ..tracing.traced_number import TracedNumber, formula_columns, tracing_operations
from .loader import Loader
from .reader import ANONYMOUS, MoveLine, Operand, Recording, RecordingError, readable
from .writer import RecordedNames

Formula = Union[str, float, Tuple[Any, ...]]        # a name, a number, or a sign with one formula or two
Agreement = Callable[[float, float], bool]          # whether a stated number is the right one


class Result(NamedTuple):
    """What a line writes to one place, and the formula that it states."""

    name: str
    value: float
    formula: Tuple[Any, ...]


def structure_problems(recording: Recording, passed_over: Set[int],
                       agree: Agreement) -> Iterator[RecordingError]:
    """What can't be done, or isn't what the network does; lines that are ``passed_over`` are not reported.

    Checked are the forward and the backward phase, and what links and neurons do in them; not the
    input, the loss, user-defined activations, and the optimizer. ``agree`` decides whether a number
    without a name can be the expected one.
    """
    try:
        loader = Loader(recording)
    except RecordingError as error:
        yield error
        return
    network, names = loader.network, RecordedNames(loader.network)
    yield from _phases_out_of_order(recording)
    yield from _moves_out_of_order(recording, "forward", list(map(names.of, network.schedule)))
    yield from _moves_out_of_order(recording, "backward", list(map(names.of, reversed(network.links))))
    movers: Dict[str, Scheduled] = {names.of(scheduled): scheduled for scheduled in network.schedule}
    for line in recording.moves:
        try:
            move = loader.move(line)
        except RecordingError as error:
            problems = [error]
        else:
            problems = list(_wrong_writes(recording, line, movers, names, agree))
            move.redo()
        if line.line not in passed_over:
            yield from problems


def _phases_out_of_order(recording: Recording) -> Iterator[RecordingError]:
    """The first line whose phase was over already."""
    reached = 0
    for line in recording.moves:
        phase = PHASES.index(line.phase) if line.phase else reached
        if phase < reached:
            yield recording.error(line.line, f"the phase {line.phase} comes before {PHASES[reached]}.")
            return
        reached = phase


def _moves_out_of_order(recording: Recording, phase: str, movers: List[str]) -> Iterator[RecordingError]:
    """The first line of a phase where something else moves than in the network.

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


def _wrong_writes(recording: Recording, line: MoveLine, movers: Dict[str, Scheduled],
                  names: RecordedNames, agree: Agreement) -> Iterator[RecordingError]:
    """What the link or neuron that moves writes, and the line doesn't; and what only the line writes."""
    if line.phase not in ("forward", "backward") or line.mover not in movers:
        return
    try:
        with tracing_operations():
            move = trace_move(OperandTracer(), line.phase, movers[line.mover])
    except LernmiError:         # a user-defined activation, or no such number
        return
    stated, comparison = _stated(line), Comparison(names, agree)
    for change in move.changes:
        name = names.number(change.place)
        result = next((result for result in stated if result.name == name), None)
        if result is not None:
            stated.remove(result)
        if result is None or not comparison.is_same(result, change):
            formula = " ".join(formula_columns(change.new, lambda number: readable(comparison.name(number))))
            yield recording.error(line.line, f"{readable(name)} must become {formula} here.")
    for result in stated:
        yield recording.error(line.line, f"{line.mover} does not write {readable(result.name)} here.")


class Comparison:
    """Whether what a line states is what was done."""

    def __init__(self, names: RecordedNames, agree: Agreement) -> None:
        self._names = names
        self._agree = agree

    def is_same(self, result: Result, change: Change) -> bool:
        """Whether it is the right formula; of a slope, the right number is enough, or its function."""
        if self._matches(result.formula, change.new, is_root=True):
            return True
        thing, attribute = change.place
        if attribute != "slope":
            return False
        sign, *operands = result.formula
        if sign in ("", "="):
            return self._agree(result.value, float(change.new))
        return (sign, operands) == (f"{SLOPE_OF}{thing.activation.name}", [f"{self._names.of(thing)}.total"])

    def _matches(self, formula: Formula, number: float, is_root: bool = False) -> bool:
        """Whether a formula is how a number was computed, or just that number."""
        if isinstance(formula, float):
            return self._agree(formula, float(number))
        place = getattr(number, "place", None)
        if isinstance(formula, str) or not isinstance(number, TracedNumber):
            return place is not None and formula == self._names.number(place)
        if (place is not None and not is_root) or formula[0] != number.sign:
            return False
        operands = [operand for operand in (number.left, number.right) if operand is not None]
        turned = formula[:0:-1] if number.sign in ("+", "×") else formula[1:]
        return len(formula) == 1 + len(operands) and any(
            all(map(self._matches, some, operands)) for some in (formula[1:], turned))

    def name(self, number: float) -> str:
        """The name of a number in a recording, or the number."""
        place = getattr(number, "place", None)
        return self._names.number(place) if place else f"{number!r}"


def _stated(line: MoveLine) -> List[Result]:
    """What a line writes, and the formulas that it states."""
    anonymous: Dict[str, Formula] = {}
    results: List[Result] = []
    for operation in line.operations:
        operands = [_operand(operand, anonymous) for operand in operation.operands if operand]
        name, formula = operation.result.name, (operation.sign, *operands)
        if ANONYMOUS.fullmatch(name):
            anonymous[name] = formula
        else:
            results.append(Result(name, operation.result.value, formula))
    return results


def _operand(operand: Operand, anonymous: Dict[str, Formula]) -> Formula:
    return anonymous.get(operand.name, operand.name) if operand.name else operand.value
