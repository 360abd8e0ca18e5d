"""Whether a recording's moves are those of its network: did the right things move, in the right order?

The links and neurons of a recorded network run once more, by their own methods, on numbers that
remember their names. What they multiply and add is what the recording must have done.
"""

from __future__ import annotations

from typing import Callable, Dict, Iterator, Set

from ..link import Link
from ..network.network import Network
from ..neuron import Neuron
from ..support.errors import LernmiError
from ..support.json_text import one_line
from ..tracing.moves import PHASES, Change, Move
from ..tracing.operations import SLOPE_OF
from ..tracing.phase_record import trace_move
from ..tracing.traced_number import TARGET, Place, TracedNumber, formula_columns, tracing_operations
from .json_lines import RecordingError, readable
from .link_forms import LinkForms
from .loader import Loader
from .reader import MoveLine, Recording
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
    order, forms = _Order(network, names), LinkForms(names)
    for line in recording:
        yield from order.check(recording, line)
        if forms.write(line, loader.things.get(str(line.mover))):
            continue
        try:
            move = loader.move(line)
        except RecordingError as error:
            problems = [error]
        else:
            problems = list(_wrong_writes(recording, line, move, names, agree))
            move.redo()
            loader.forget_operations()
        if line.line not in passed_over:
            yield from problems
    yield from order.missing(recording)


class _Order:
    """Whether the moves come in the order of the network; what is wrong with a phase is reported once."""

    def __init__(self, network: Network, names: RecordedNames) -> None:
        self._movers = {"forward": list(map(names.of, network.schedule)),
                        "backward": list(map(names.of, reversed(network.links)))}
        self._done = dict.fromkeys(self._movers, 0)         # how many moves of a phase have come
        self._later: Dict[str, int] = {}                    # the line with which a later phase begins
        self._reached = 0                                   # the phase
        self._reported: Set[str] = set()

    def check(self, recording: Recording, line: MoveLine) -> Iterator[RecordingError]:
        """What is wrong with the phase of a move, or with what moves."""
        phase = PHASES.index(line.phase) if line.phase else self._reached
        if phase < self._reached and "" not in self._reported:
            self._reported.add("")
            yield recording.error(line.line, f"the phase {line.phase} comes before {PHASES[self._reached]}.")
        self._reached = max(phase, self._reached)
        for earlier in self._movers:
            if line.phase and phase > PHASES.index(earlier):
                self._later.setdefault(earlier, line.line)
        if line.phase in self._movers and line.phase not in self._reported:
            yield from self._wrong_mover(recording, line, line.phase)

    def _wrong_mover(self, recording: Recording, line: MoveLine, phase: str) -> Iterator[RecordingError]:
        movers, done = self._movers[phase], self._done[phase]
        self._done[phase] += 1
        if done < len(movers) and line.mover == movers[done]:
            return
        self._reported.add(phase)
        moves = "nothing is left to move"
        if done < len(movers):
            moves = f"it is {one_line(movers[done])} that moves"
        yield recording.error(line.line, f"{phase}, {moves} here, not {one_line(str(line.mover))}.")

    def missing(self, recording: Recording) -> Iterator[RecordingError]:
        """A later phase that came before all had moved; a step may end early, though."""
        for phase, movers in self._movers.items():
            done = self._done[phase]
            if phase in self._later and done < len(movers) and phase not in self._reported:
                yield recording.error(self._later[phase], f"before this, {one_line(movers[done])} must move "
                                                          f"{phase}.")


def _wrong_writes(recording: Recording, line: MoveLine, stated: Move, names: RecordedNames,
                  agree: Agreement) -> Iterator[RecordingError]:
    """What the link or neuron that moves writes, and the line doesn't; and what only the line writes."""
    mover = stated.mover
    runs = isinstance(mover, Link) or (isinstance(mover, Neuron) and mover.incoming)
    if stated.phase not in ("forward", "backward") or not runs:
        return
    try:
        with tracing_operations():
            done = trace_move(stated.phase, mover)
    except LernmiError:         # a user-defined activation, or no such number
        return

    def text(number: float) -> str:
        place = getattr(number, "place", None)
        return readable(names.number(place)) if place else repr(number)

    what = one_line(str(line.mover))
    for operation in line.operations:
        if operation.result.name.endswith(f".{TARGET}"):        # which a loader passes over
            yield recording.error(line.line, f"{what} does not write {readable(operation.result.name)} here.")
    left = stated.changes
    for change in done.changes:
        same_place = next((other for other in left if other.place == change.place), None)
        if same_place is not None:
            left.remove(same_place)
        if same_place is None or not _is_same(same_place, change, agree):
            formula = " ".join(formula_columns(change.new, text))
            yield recording.error(line.line, f"{text(change.new)} must become {formula} here.")
    for change in left:
        yield recording.error(line.line, f"{what} does not write {text(change.new)} here.")


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
