"""The walk through two steps at once, move by move, number by number."""

from __future__ import annotations

import itertools
import math
from typing import Any, Dict, Iterator, List, Optional, Sequence, Tuple

from ...support.progress import Progress
from ..learning_trace import Trace
from ..operations import rounding_slack
from ..traced_number import TARGET, Place, TracedNumber, make_number
from .alignment import Changes, Pair, paired_changes, paired_moves
from .difference import FOLLOWS, ONLY, OPERATION, RESULT, START, Difference
from .formula_shape import MADE_HERE, Formula, Key, PlaceKeys, Thing

MOST_HIDDEN = 20        # differences that an operation may have read without a trace


class Walk:
    """Compares the moves of the same name, and follows what differs.

    ``differences``: numbers that moves have written; ``started``: those that were there before;
    ``only_moves``: a difference for each move that one step has and the other hasn't.
    """

    def __init__(self, first: Trace, second: Trace, digits: Optional[int]) -> None:
        self.digits = digits
        self.traces = first, second
        self.keys = PlaceKeys(first.network), PlaceKeys(second.network)
        self.differences: List[Difference] = []
        self.only_moves: List[Difference] = []
        self.only: Tuple[List[int], List[int]] = ([], [])
        self.covered: List[Tuple[str, float]] = []          # a name, and its number in both
        self.equal = 0
        self.moves: Dict[str, Tuple[int, int]] = {}
        self._by_number: Dict[int, Difference] = {}         # by the ids of the numbers in both steps
        self._latest: Dict[Thing, Dict[str, Difference]] = {}       # by thing and attribute: now
        self.started: Dict[Key, Difference] = {}

    def run(self, progress: Progress) -> None:
        """Walk through both."""
        total = max(map(len, self.traces))
        for done, pair in enumerate(paired_moves(self.traces, self.keys), start=1):
            progress(min(done, total), total)
            first, second = pair.moves
            if first is None or second is None:
                self._note_only_move(pair)
                continue
            before = len(self.differences)
            for changes in paired_changes(first, second, self.keys):
                self._compare(pair, changes)
            count, equal = self.moves.get(pair.phase, (0, 0))
            self.moves[pair.phase] = count + 1, equal + (len(self.differences) == before)

    # ---- a move or a number of one step alone

    def _note_only_move(self, pair: Pair) -> None:
        side = 0 if pair.moves[0] is not None else 1
        move, position = pair.moves[side], pair.positions[side]
        assert move is not None and position is not None
        self.only[side].append(position)
        difference = Difference(move.name, (None, None), pair.positions, pair.moves, kind=ONLY,
                                group=(side, move.phase))
        self.only_moves.append(difference)
        for _, new in move.writes:
            self._note(difference, side, new)

    def _note_only_change(self, pair: Pair, changes: Changes) -> None:
        side = 0 if changes[0] is not None else 1
        change = changes[side]
        assert change is not None
        if change.old != change.new:
            numbers = (float(change.new), None) if side == 0 else (None, float(change.new))
            self._add(pair, changes, numbers, ONLY, (), (side, pair.phase, change.place.attribute))

    # ---- a number of both

    def _compare(self, pair: Pair, changes: Changes) -> None:
        first, second = changes
        if first is None or second is None:
            self._note_only_change(pair, changes)
            return
        key = self.keys[0].of(first.place)
        if pair.phase == "input" and key[2] == "total":         # of an input it is its value
            return
        if self._agree(first.new, second.new, (first.old, second.old) if first.added else ()):
            self.equal += 1
            self._latest.get(key[:2], {}).pop(key[2], None)
            read = first.new.left, first.new.right, second.new.left, second.new.right
            if key[2] != "slope" and any(id(operand) in self._by_number for operand in read):
                self.covered.append((first.place.words(), float(first.new)))
            return
        numbers = float(first.new), float(second.new)
        formulas = [Formula(change.new, move.mover if move else None, keys)
                    for change, move, keys in zip((first, second), pair.moves, self.keys)]
        kind, operands = self._reasons(pair, key, formulas)
        group = self._group(pair, key, kind, formulas)
        self._add(pair, changes, numbers, kind, operands, group)

    def _add(self, pair: Pair, changes: Changes,
             numbers: Tuple[Optional[float], Optional[float]], kind: str, operands: Sequence[Difference],
             group: Any) -> None:
        side = 0 if changes[0] is not None else 1
        change = changes[side]
        assert change is not None
        difference = Difference(change.place.words(), numbers, pair.positions, pair.moves, changes, kind,
                                operands, group)
        self.differences.append(difference)
        for index, one in enumerate(changes):
            if one is not None:
                self._note(difference, index, one.new)

    def _note(self, difference: Difference, side: int, number: TracedNumber) -> None:
        """What of a step a difference is, and what differs at that place from now on."""
        assert number.place is not None
        thing, attribute = number.place
        self._by_number[id(number)] = difference
        self._latest.setdefault(self.keys[side].of_thing(thing), {})[attribute] = difference

    def _agree(self, first: float, second: float, added_to: Sequence[float] = ()) -> bool:
        """Whether two numbers are the same, as far as their digits show; of a sum, as its terms show."""
        if first == second or (math.isnan(first) and math.isnan(second)):
            return True
        size = max(map(abs, (first, second, *added_to)))
        return abs(first - second) <= rounding_slack(self.digits, size)

    # ---- why it differs

    def _reasons(self, pair: Pair, key: Key, formulas: Sequence[Formula]) -> Tuple[str, List[Difference]]:
        """The kind of a difference, and the differences that it was computed from."""
        first, second = formulas
        if pair.phase == "input":
            return START, []
        if first.shape == second.shape:
            couples = list(zip(first.parts, first.operands, second.operands))
        else:
            theirs = dict(zip(second.parts, second.operands))
            couples = [(part, operand, theirs[part]) for part, operand in zip(first.parts, first.operands)
                       if part in theirs]
        operands = [difference for part, operand, other in couples if part and not self._agree(operand, other)
                    for difference in self._of_operands(pair, operand, other)]
        if not any(first.parts) or any(not part and operand != other for part, operand, other in couples):
            operands += self._hidden_operands(pair, key)
        functions = self._functions(pair)        # of one name: perhaps by another branch
        same = first.shape == second.shape or (operands and len(functions) == 2 > len(set(functions)))
        if not same and self._is_another_operation(first, second):
            return OPERATION, _distinct(operands)
        return (FOLLOWS if operands else RESULT), _distinct(operands)

    def _group(self, pair: Pair, key: Key, kind: str, formulas: Sequence[Formula]) -> Tuple[Any, ...]:
        """What differences have in common that are one cause."""
        if kind == START:
            return key[0], key[2], pair.phase
        if kind == OPERATION:
            functions = self._functions(pair)
            return (pair.phase, *(functions if len(set(functions)) == 2 else
                                  (key[2], *(formula.shape for formula in formulas))))
        return pair.phase, key[2]

    def _functions(self, pair: Pair) -> List[str]:
        """The names of the losses, or of the activations, that computed a number in both steps."""
        if pair.phase == "loss":
            return [trace.network.loss.name for trace in self.traces]
        activations = [getattr(move.mover if move else None, "activation", None) for move in pair.moves]
        return [activation.name for activation in activations if activation is not None]

    def _is_another_operation(self, first: Formula, second: Formula) -> bool:
        """Whether the second formula gives another result with the operands of the first."""
        result = second.result_with(first)
        size = max(abs(first.number), abs(result or 0.0))
        return result is None or abs(result - first.number) > max(
            MADE_HERE * size, rounding_slack(self.digits, size))

    def _of_operands(self, pair: Pair, first: Any, second: Any) -> List[Difference]:
        """The differences that two operands are, or the one that was there from the start."""
        ids = id(first), id(second)
        known = [self._by_number[number] for number in ids if number in self._by_number]
        if known:
            return known
        place: Place = first.place
        key = self.keys[0].of(place)
        if key not in self.started:
            difference = Difference(place.words(), (float(first), float(second)), pair.positions, pair.moves,
                                    kind=START, group=(key[0], key[2]))
            self.started[key] = difference
        return [self.started[key]]

    def _hidden_operands(self, pair: Pair, key: Key) -> List[Difference]:
        """Differences that a function may have read without a trace: a loss, an activation, an optimizer."""
        move, keys = pair.moves[0], self.keys[0]
        if move is None or pair.phase == "backward":
            return []
        if pair.phase == "loss":
            outputs = [self._latest.get(keys.of_thing(neuron), {})
                       for neuron in self.traces[0].network.outputs]
            return [*(latest["value"] for latest in outputs if "value" in latest), *self._targets(pair)]
        name = keys.of_thing(move.mover)[1]
        own = [difference for kind in ("neuron", "weight", "memory")
               for attribute, difference in self._latest.get((kind, name), {}).items() if attribute != key[2]]
        return own or (self._sensitivities() if pair.phase == "update" else [])

    def _sensitivities(self) -> List[Difference]:
        """Some of those of the weights: a limit of their norm is computed from all."""
        different = (latest["sensitivity"] for (kind, _), latest in self._latest.items()
                     if kind == "weight" and "sensitivity" in latest)
        return list(itertools.islice(different, MOST_HIDDEN))

    def _targets(self, pair: Pair) -> Iterator[Difference]:
        """The targets that differ."""
        network = self.traces[0].network
        first, second = (trace.network.targets if trace.targets is None else trace.targets
                         for trace in self.traces)
        if len(first) != len(second):
            return
        for (neuron, one), (_, other) in zip(network.loss.pairs(network.outputs, first),
                                             network.loss.pairs(network.outputs, second)):
            if not self._agree(one, other):
                yield from self._of_operands(pair, *(make_number(target, "", place=Place(neuron, TARGET))
                                                     for target in (one, other)))


def _distinct(differences: Sequence[Difference]) -> List[Difference]:
    return list({id(difference): difference for difference in differences}.values())
