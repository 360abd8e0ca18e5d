"""Whether a recording's moves are those of its network: did the right things move, in the right order?

The links and neurons of a recorded network are let move once more, by their own methods, on
numbers that remember their names. What they multiply and add is what the recording must have done.
"""

from __future__ import annotations

from typing import Any, Dict, Iterator, List, Set, Tuple, Union

from ..errors import LernmiError
from ..link import Link
from ..neuron import Neuron
from .arithmetic import SLOPE_OF
from .moves import PHASES
from .number import Number, noting, pieces
from .recorder import Recorder
from .recording import ANONYMOUS, Complaint, MoveLine, Operand, Recording, as_told
from .replay import Replay
from .trace import moved
from .writing_down import Keys

Part = Union[Link, Neuron]
Formula = Union[str, float, Tuple[Any, ...]]        # a name, a number, or a sign with one formula or two


def departures(recording: Recording, passed_over: Set[int]) -> Iterator[Complaint]:
    """What can't be done, or isn't what the network does; some lines are passed over.

    Known are the forward and the backward phase, and what links and neurons do in them; nothing
    of the loss, of activations of one's own, and of the optimizer.
    """
    try:
        replay = Replay(recording)
    except Complaint as complaint:
        yield complaint
        return
    network, keys = replay.network, Keys(replay.network)
    yield from _out_of_order(recording, "forward", list(map(keys.of, network.schedule)))
    yield from _out_of_order(recording, "backward", list(map(keys.of, reversed(network.links))))
    parts: Dict[str, Part] = {keys.of(part): part for part in network.schedule}
    for line in recording.moves:
        try:
            move = replay.move(line)
        except Complaint as complaint:
            found = [complaint]
        else:
            found = list(_missing(recording, line, parts, keys))
            move.redo()
        if line.line not in passed_over:
            yield from found


def _out_of_order(recording: Recording, phase: str, movers: List[str]) -> Iterator[Complaint]:
    """The first line of a phase where something else moves than the network would let move.

    A step may end early, but no later phase may come before all has moved.
    """
    lines = [line for line in recording.moves if line.phase == phase]
    for line, mover in zip(lines, movers):
        if line.mover != mover:
            yield recording.complain(line.line, f"{phase}, it is {mover} that moves here, not {line.mover}.")
            return
    later = [line for line in recording.moves if line.phase in PHASES[PHASES.index(phase) + 1:]]
    if len(lines) > len(movers):
        line = lines[len(movers)]
        yield recording.complain(line.line, f"{phase}, nothing is left to move here, not {line.mover}.")
    elif later and len(lines) < len(movers):
        yield recording.complain(later[0].line, f"before this, {movers[len(lines)]} must move {phase}.")


def _missing(recording: Recording, line: MoveLine, parts: Dict[str, Part], keys: Keys) -> Iterator[Complaint]:
    """What the link or the neuron that moves writes, and the line doesn't, or otherwise."""
    if line.phase not in ("forward", "backward") or line.mover not in parts:
        return
    part, stated = parts[line.mover], _stated(line)
    try:
        with noting():
            move = moved(Recorder(), line.phase, part)
    except LernmiError:         # an activation of one's own, or no such number
        return
    for change in move.changes:
        name = keys.number(change.place)
        formulas = [_formula(change.new, keys, is_root=True)]
        if change.place.attribute == "slope" and isinstance(part, Neuron):
            formulas.append((f"{SLOPE_OF}{part.activation.name}", f"{keys.of(part)}.total"))
        if not any(result == name and _fits(found, formula)
                   for result, found in stated for formula in formulas):
            told = " ".join(pieces(change.new, lambda number: as_told(str(_formula(number, keys)))))
            yield recording.complain(line.line, f"{as_told(name)} must become {told} here.")


def _formula(number: Any, keys: Keys, is_root: bool = False) -> Formula:
    """How a number was made, of names."""
    if not isinstance(number, Number):
        return float(number)
    if number.place is not None and not is_root:
        return keys.number(number.place)
    operands = [operand for operand in (number.left, number.right) if operand is not None]
    return (number.sign, *(_formula(operand, keys) for operand in operands))


def _stated(line: MoveLine) -> List[Tuple[str, Formula]]:
    """The results of a line, each with the formula that the line tells."""
    anonymous: Dict[str, Formula] = {}
    results: List[Tuple[str, Formula]] = []
    for step in line.steps:
        operands = [_operand(operand, anonymous) for operand in (step.left, step.right) if operand]
        name, formula = step.result.name, (step.sign, *operands)
        if ANONYMOUS.fullmatch(name):
            anonymous[name] = formula
        else:
            results.append((name, formula))
    return results


def _operand(operand: Operand, anonymous: Dict[str, Formula]) -> Formula:
    return anonymous.get(operand.name, operand.name) if operand.name else operand.value


def _fits(found: Formula, wanted: Formula) -> bool:
    """Whether it is the same formula; a number without a name may stand for anything."""
    if isinstance(found, float) or isinstance(wanted, str):
        return isinstance(found, float) or found == wanted
    if not isinstance(found, tuple) or not isinstance(wanted, tuple) or found[0] != wanted[0]:
        return False
    turned = found[:0:-1] if found[0] in ("+", "×") else found[1:]
    return len(found) == len(wanted) and any(all(map(_fits, operands, wanted[1:]))
                                             for operands in (found[1:], turned))
