"""Whether a recording's moves are those of its network: were the right things multiplied?

The links of a recorded network are let move once more, by their own methods, on numbers that
remember their names. What they multiply and add is what the recording must have done.
"""

from __future__ import annotations

from typing import Any, Dict, Iterator, List, Set, Tuple, Union

from ..link import Link
from .number import Number
from .recorder import Recorder
from .recording import ANONYMOUS, Complaint, MoveLine, Operand, Recording
from .replay import Replay
from .trace import moved
from .writing_down import Keys

Formula = Union[str, float, Tuple[Any, ...]]        # a name, a number, or (sign, formula, formula)


def departures(recording: Recording, passed_over: Set[int]) -> Iterator[Complaint]:
    """What can't be done, or isn't what the network's links do; some lines are passed over.

    Only what links multiply and add is known here: not the loss, and not the optimizer.
    """
    try:
        replay, twin = Replay(recording), Replay(recording).network
    except Complaint as complaint:
        yield complaint
        return
    keys = Keys(twin)
    links = {keys.of(link): link for link in twin.links}
    for line in recording.moves:
        try:
            replay.move(line)
        except Complaint as complaint:
            found = [complaint]
        else:
            found = list(_missing(recording, line, links, keys))
        if line.line not in passed_over:
            yield from found


def _missing(recording: Recording, line: MoveLine, links: Dict[str, Link], keys: Keys) -> Iterator[Complaint]:
    """What the link that moves writes, and the line doesn't, or otherwise."""
    if line.mover not in links:
        return
    stated = _stated(line)
    for change in moved(Recorder(), str(line.phase), links[line.mover]).changes:
        name = keys.number(change.place)
        formula = _formula(change.new, keys, is_root=True)
        if not any(result == name and _fits(found, formula) for result, found in stated):
            yield recording.complain(line.line, f"{name} must become {_told(formula)} here.")


def _formula(number: Any, keys: Keys, is_root: bool = False) -> Formula:
    """How a number was made, of names."""
    if not isinstance(number, Number):
        return float(number)
    if number.place is not None and not is_root:
        return keys.number(number.place)
    return number.sign, _formula(number.left, keys), _formula(number.right, keys)


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
    operands = list(found[1:])
    turned = operands[::-1] if found[0] in "+×" else operands
    return any(len(some) == len(wanted) - 1 and all(map(_fits, some, wanted[1:]))
               for some in (operands, turned))


def _told(formula: Formula) -> str:
    if isinstance(formula, tuple):
        return f"{_told(formula[1])} {formula[0]} {_told(formula[2])}"
    return str(formula)
