"""The first wrong product on the way back, from the loss to the inputs."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any, Dict, Iterator, List, NamedTuple, Optional, Sequence, Tuple

from ...link import Link
from ...neuron import Neuron
from ...support.errors import LernmiError
from ...support.formatting import significant
from ...tracing import Trace, trace
from ...tracing.comparison.alignment import Pair, paired_changes, paired_moves
from ...tracing.comparison.formula_shape import PlaceKeys
from ...tracing.explanation import Explanation, explain_change
from ...tracing.moves import Change
from ...weight import Weight
from ..bugs import Bug
from .answers import common_ratio
from .search import SearchResult
from .trials import Step, engine_of

MOST_LINKS = 20_000         # of a step that is traced
ON_THE_WAY_BACK = ("loss", "backward", "update")
SAME = 1e-9                 # relative: what the order of a sum may change


class FirstWrong(NamedTuple):
    """The first number on the way back that is wrong, and how it should have been computed.

    ========= ====================================================================
    name      of the number: "sensitivity of output[0]"
    should_be what it should be
    value     what it is in the user's program, as far as that is known
    right     the change of the right step that writes it; None where there is none
    wrong     the same of a step with the mistake that was named; None where there is none
    mover     the link, neuron or weight that moves then, in the right step; other_mover, in the wrong one
    sample    which of several samples, from 0
    neuron    whose total's sensitivity it is, where all gradients into that neuron are the same
              multiple of the right ones; else None
    ========= ====================================================================
    """

    name: str
    should_be: float
    value: float
    right: Optional[Change] = None
    wrong: Optional[Change] = None
    mover: Any = None
    other_mover: Any = None
    sample: int = 0
    neuron: Optional[Neuron] = None

    def explained(self, change: Change, digits: int = 4) -> Explanation:
        """How a change, right or wrong, computes its number, with so many digits."""
        mover = self.mover if change is self.right else self.other_mover
        return explain_change(change, mover, lambda number: significant(number, digits))


def first_wrong(step: Step, result: SearchResult) -> Optional[FirstWrong]:
    """The first wrong number: of a step with the mistake that was named, or among the user's."""
    wrong = result.answers.wrong(result.right)
    if result.is_right or not wrong:
        return None
    if step.steps == 1 and len(step.network.links) <= MOST_LINKS:
        by_trace = _by_mistake(step, result.mistakes[0]) if result.mistakes else _by_numbers(step, result)
        if by_trace is not None:
            return by_trace
    last = wrong[-1]
    what = "sensitivity" if last.owner.is_neuron else "gradient" if step.optimizer is None else "new value"
    return FirstWrong(f"{what} of {last.owner.name}", result.right[last.slot], last.written.value)


# ---- with the mistake ------------------------------------------------------------------------------------

def _by_mistake(step: Step, mistake: Sequence[Bug]) -> Optional[FirstWrong]:
    """The first number that the right step and one with the mistake write differently."""
    for sample in range(len(step.samples)):
        try:
            right, wrong = _traced(step, sample), _traced(step, sample, *mistake)
        except LernmiError:
            return None
        keys = PlaceKeys(right.network), PlaceKeys(wrong.network)
        pairs = [pair for pair in paired_moves((right, wrong), keys) if pair.phase in ON_THE_WAY_BACK]
        for pair in sorted(pairs, key=lambda pair: _is_of_bias(pair, right)):
            different = _first_different(pair, keys)
            if different is not None:
                return different._replace(sample=sample)
    return None


def _traced(step: Step, sample: int, *bugs: Bug) -> Trace:
    network, optimizer = engine_of(step, *bugs)
    inputs, targets = step.samples[sample]
    return trace(network, inputs, targets, optimizer)


def _is_of_bias(pair: Pair, traced: Trace) -> bool:
    """Whether it is that of a link from the bias: what is wrong elsewhere, too, is shown there."""
    mover = getattr(pair.moves[0], "mover", None)
    return isinstance(mover, Link) and mover.source is traced.network.bias


def _first_different(pair: Pair, keys: Sequence[PlaceKeys]) -> Optional[FirstWrong]:
    """The first number that two moves write differently, or that one of them writes alone."""
    for change, instead in _paired(pair, keys):
        written = change or instead
        if isinstance(written.place.thing, Weight) and not written.place.thing.trainable:
            continue                    # what is fixed has no gradient in another program
        should_be = change.new if change is not None else written.old
        value = instead.new if instead is not None else written.old
        if not math.isclose(should_be, value, rel_tol=SAME):
            mover, other_mover = (getattr(move, "mover", None) for move in pair.moves)
            name = "loss" if written.place.is_the_loss else written.place.words()
            return FirstWrong(name, float(should_be), float(value), change, instead, mover,
                              other_mover)
    return None


def _paired(pair: Pair, keys: Sequence[PlaceKeys]) -> Iterator[Any]:
    """The changes of two moves, or of the one that there is, beside None."""
    first, second = pair.moves
    if first is not None and second is not None:
        yield from paired_changes(first, second, keys)
    elif first is not None:
        yield from ((change, None) for change in first.changes)
    elif second is not None:
        yield from ((None, change) for change in second.changes)


# ---- without ---------------------------------------------------------------------------------------------

def _by_numbers(step: Step, result: SearchResult) -> Optional[FirstWrong]:
    """The first of the user's numbers that is wrong, in the order in which the right step completes them."""
    if len(step.samples) > 1 or step.network.samples > 1:       # there, a gradient is a mean of several
        return None
    traced = _traced(step, 0)
    things: List[Any] = [*traced.network.weights, *traced.network.neurons]
    wrong = {id(things[answer.slot]): answer for answer in result.answers.wrong(result.right)}
    complete, updates = _complete(traced), _updates(traced)
    key = next((key for key in complete if key in wrong), None)
    if key is None:
        return None
    (change, mover), answer = updates.get(key, complete[key]), wrong[key]
    if step.optimizer is None and isinstance(mover, Link):
        of_total = _of_total(traced, result, mover.target, complete)
        if of_total is not None:
            return of_total
    return FirstWrong(change.place.words(), result.right[answer.slot], answer.written.value, change,
                      mover=mover)


def _of_total(traced: Trace, result: SearchResult, neuron: Neuron,
              complete: Dict[int, Tuple[Change, Any]]) -> Optional[FirstWrong]:
    """The sensitivity of a neuron's total, if all gradients into it are the same multiple of the right ones.

    They are its products with the values that come in; from that of the bias it is read off, or else
    from the largest.
    """
    users = Counter(id(link.weight) for link in traced.network.links)
    slots = {id(weight): slot for slot, weight in enumerate(traced.network.weights)}
    links = {slots[id(link.weight)]: link for link in neuron.incoming
             if users[id(link.weight)] == 1 and id(link.weight) in slots}
    answers = [answer for answer in result.answers.all if answer.slot in links]
    if common_ratio(answers, result.right) is None:
        return None
    answer = min(answers, key=lambda one: (links[one.slot].source is not traced.network.bias,
                                           -abs(result.right[one.slot])))
    link = links[answer.slot]
    change, _ = complete[id(link)]
    return FirstWrong(f"sensitivity of the total of {neuron.name}", change.new,
                      answer.written.value / link.source.value, change, mover=link, neuron=neuron)


def _complete(traced: Trace) -> Dict[int, Tuple[Change, Any]]:
    """The last write of each sensitivity, and by whom, in the order of these; by the id of whose it is."""
    complete: Dict[int, Tuple[Change, Any]] = {}
    for move in traced:
        for change in move.changes if move.phase in ("loss", "backward") else ():
            if change.place.attribute == "sensitivity":
                complete.pop(id(change.place.thing), None)
                complete[id(change.place.thing)] = change, move.mover
    return complete


def _updates(traced: Trace) -> Dict[int, Tuple[Change, Any]]:
    """The write of each weight's new value, by the weight's id."""
    return {id(change.place.thing): (change, move.mover) for move in traced if move.phase == "update"
            for change in move.changes if change.place.attribute == "value"}
