"""Whether a recording's moves are those of its network: did the right things move, in the right order?

The links and neurons of a recorded network run once more, by their own methods, on numbers that
remember their names. What they multiply and add is what the recording must have done.
"""

from __future__ import annotations

from typing import Callable, Dict, Iterator, List, Set

from ..network.ordering import Scheduled
from ..support.errors import LernmiError
from ..tracing.learning_trace import trace_move
from ..tracing.moves import PHASES, Change, Move
from ..tracing.operand_tracer import OperandTracer
from ..tracing.operations import SLOPE_OF
from ..tracing.traced_number import TARGET, Place, TracedNumber, formula_columns, tracing_operations
from .loader import Loader
from .reader import MoveLine, Recording, RecordingError, readable
from .writer import RecordedNames

Agreement = Callable[[float, float], bool]          # whether a stated number is the right one


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
            problems = list(_wrong_writes(recording, line, move, movers, names, agree))
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


def _wrong_writes(recording: Recording, line: MoveLine, stated: Move, movers: Dict[str, Scheduled],
                  names: RecordedNames, agree: Agreement) -> Iterator[RecordingError]:
    """What the link or neuron that moves writes, and the line doesn't; and what only the line writes."""
    if line.phase not in ("forward", "backward") or line.mover not in movers:
        return
    try:
        with tracing_operations():
            done = trace_move(OperandTracer(), line.phase, movers[line.mover])
    except LernmiError:         # a user-defined activation, or no such number
        return

    def text(number: float) -> str:
        place = getattr(number, "place", None)
        return readable(names.number(place)) if place else repr(number)

    for operation in line.operations:
        if operation.result.name.endswith(f".{TARGET}"):        # which a loader passes over
            yield recording.error(line.line, f"{line.mover} does not write {readable(operation.result.name)} "
                                  "here.")
    left = stated.changes
    for change in done.changes:
        same_place = next((other for other in left if other.place == change.place), None)
        if same_place is not None:
            left.remove(same_place)
        if same_place is None or not _is_same(same_place, change, agree):
            formula = " ".join(formula_columns(change.new, text))
            yield recording.error(line.line, f"{text(change.new)} must become {formula} here.")
    for change in left:
        yield recording.error(line.line, f"{line.mover} does not write {text(change.new)} here.")


def _is_same(stated: Change, done: Change, agree: Agreement) -> bool:
    """Whether the operation is the right one; of a slope, the right number is enough, or its function."""
    if _is_same_operation(stated.new, done.new, agree):
        return True
    thing, attribute = done.place
    if attribute != "slope":
        return False
    if stated.new.sign in ("", "="):
        return agree(float(stated.new), float(done.new))
    of_total = getattr(stated.new.left, "place", None) == Place(thing, "total")
    return of_total and stated.new.sign == SLOPE_OF + thing.activation.name


def _is_same_number(stated: float, done: float, agree: Agreement) -> bool:
    """Whether an operand has the same place, or is the result of the same operation, or just the number."""
    if not isinstance(stated, TracedNumber):
        return agree(float(stated), float(done))
    place = getattr(done, "place", None)
    if stated.place is not None or place is not None or not isinstance(done, TracedNumber):
        return place is not None and stated.place == place
    return _is_same_operation(stated, done, agree)


def _is_same_operation(stated: TracedNumber, done: TracedNumber, agree: Agreement) -> bool:
    """Whether two numbers have the same sign and operands; of + and × in either order."""
    operands, expected = ([operand for operand in (number.left, number.right) if operand is not None]
                          for number in (stated, done))
    orders = [operands, operands[::-1]] if done.sign in ("+", "×") else [operands]
    return stated.sign == done.sign and len(operands) == len(expected) and any(
        all(_is_same_number(*pair, agree) for pair in zip(order, expected)) for order in orders)
