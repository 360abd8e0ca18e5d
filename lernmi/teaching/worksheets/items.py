"""The items of a worksheet: the numbers that a pupil computes, each once, in the order of computing."""

from __future__ import annotations

from typing import Any, Callable, Dict, List, NamedTuple, Optional, Sequence, Set, Tuple

from ...network.network import Network
from ...neuron import Neuron
from ...tracing.learning_trace import Trace
from ...tracing.moves import Change
from ...tracing.traced_number import Place, TracedNumber
from ...weight import Weight
from ..questions import (
    ANSWERED,
    DELIVERED,
    LOSS_ITSELF,
    LOSS_SLOPE,
    STEEPNESS,
    THROUGH,
    TO_WHAT,
    TO_WHOM,
    UPDATED,
    kind_of,
)
from .naming import sample_of, weights_of
from .words import Words

IDENTITY = "identity"
# The symbol of what is asked, by the kind of question.
SYMBOLS = {DELIVERED: "z({})", ANSWERED: "y({})", STEEPNESS: "y′({})", LOSS_ITSELF: "L",
           LOSS_SLOPE: "∂L/∂y({})", TO_WHOM: "∂L/∂y({})", THROUGH: "∂L/∂z({})", TO_WHAT: "∂L/∂{}"}
PHASES = ((DELIVERED, ANSWERED, STEEPNESS), (LOSS_ITSELF,), (LOSS_SLOPE, TO_WHOM, THROUGH, TO_WHAT),
          (UPDATED,))


class Item(NamedTuple):
    """One number that a sheet asks for, always the whole of it: a total, a sensitivity with all its paths.

    ============ =====================================================================
    number       1, 2, … as printed on the sheet
    step         of which of the steps it is: 1 or 2
    change       the write after which the number is complete: change.new is the number,
                 and remembers how it was computed
    label        what is asked, as the sheet writes it: "∂L/∂w5"
    points       how much it counts
    result       the number
    kind         which kind of result it is, of teaching.questions: the totals count as
                 DELIVERED, what a link delivers
    thing        the neuron or weight that it is about; None for the loss
    places       every place that holds just this number: ∂L/∂z of a neuron is the sensitivity
                 of each link that leads to it
    ============ =====================================================================
    """

    number: int
    step: int
    change: Change
    label: str
    points: int
    result: float
    kind: str
    thing: object
    places: Tuple[Place, ...]


class Blank:
    """What is asked about one neuron, weight or loss, with every write that gives just this number."""

    def __init__(self, kind: str, thing: object) -> None:
        self.kind, self.thing = kind, thing
        self.changes: List[Change] = []

    @property
    def change(self) -> Change:
        """The write after which the number is complete."""
        return self.changes[0] if self.kind == THROUGH else self.changes[-1]


def items_of(steps: Sequence[Trace], level: str, goal: Optional[Weight], words: Words) -> List[Item]:
    """The items of a level: forward, path (back to the weight ``goal``), step or two-steps."""
    items: List[Item] = []
    for number, step in enumerate(steps, start=1):
        blanks = blanks_of(step)
        for blank in sorted(_of_level(blanks, level, goal), key=Order(step.network).key):
            label = label_of(blank.kind, blank.thing, words)
            if len(steps) > 1:
                label = words.filled("in step", what=label, number=number)
            places = tuple(dict.fromkeys(change.place for change in blank.changes))
            items.append(Item(len(items) + 1, number, blank.change, label, 1, float(blank.change.new),
                              blank.kind, blank.thing, places))
    return items


def label_of(kind: str, thing: object, words: Words) -> str:
    """What is asked, in plain characters: "z(h1)", "∂L/∂w5", "new w5"."""
    if kind == UPDATED:
        return words.filled("new weight", name=getattr(thing, "name", ""))
    if not isinstance(thing, Neuron):
        return SYMBOLS[kind].format(getattr(thing, "name", ""))
    name, sample = sample_of(thing)
    label = SYMBOLS[kind].format(name)
    return words.filled("of sample", what=label, number=sample) if sample else label


# ---- which numbers are asked for -----------------------------------------------------------

def blanks_of(step: Trace) -> List[Blank]:
    """Everything that can be asked about a step: what the quiz asks, and sums as a whole."""
    blanks: Dict[Tuple[str, object], Blank] = {}
    for move in step:
        for change in move.changes if move.phase != "input" else []:
            kind, (thing, attribute) = kind_of(move, change), change.place
            thing = thing.target if kind == THROUGH else thing
            if kind in IS_ASKED and IS_ASKED[kind](thing, attribute):
                blanks.setdefault((kind, thing), Blank(kind, thing)).changes.append(change)
    return list(blanks.values())


def _has_slope(thing: Any, attribute: str) -> bool:
    """Whether a neuron's value isn't just its total."""
    return bool(thing.activation.name != IDENTITY)


# Whether a write gives what is asked for: of the neuron, weight or link, and its attribute.
IS_ASKED: Dict[str, Callable[[Any, str], bool]] = {
    DELIVERED: lambda thing, attribute: attribute == "total",
    ANSWERED: _has_slope, STEEPNESS: _has_slope, THROUGH: _has_slope,
    LOSS_ITSELF: lambda thing, attribute: True, LOSS_SLOPE: lambda thing, attribute: True,
    TO_WHOM: lambda thing, attribute: bool(thing.incoming),                 # not an input, nor the bias
    TO_WHAT: lambda thing, attribute: isinstance(thing, Weight) and thing.trainable,
    UPDATED: lambda thing, attribute: attribute == "value"}


def _of_level(blanks: Sequence[Blank], level: str, goal: Optional[Weight]) -> List[Blank]:
    """Those of a level; the loss is always asked for."""
    if level == "forward":
        return [blank for blank in blanks if blank.kind in (DELIVERED, ANSWERED, LOSS_ITSELF)]
    if level != "path":
        return list(blanks)
    last = next(blank for blank in blanks if blank.kind == UPDATED and blank.thing is goal)
    needed = operands_of(last.change.new)
    return [blank for blank in blanks if blank.kind in (DELIVERED, ANSWERED, LOSS_ITSELF)
            or any(id(change.new) in needed for change in blank.changes)]


def operands_of(number: TracedNumber) -> Set[int]:
    """The ids of a number and of all that it was computed from, back to the start of the step."""
    ids: Set[int] = set()
    waiting: List[object] = [number]
    while waiting:
        current = waiting.pop()
        if isinstance(current, TracedNumber) and id(current) not in ids:
            ids.add(id(current))
            waiting += (current.left, current.right)
    return ids


# ---- in which order ------------------------------------------------------------------------

class Order:
    """The order of computing on paper: forward, the loss, back layer by layer, then all new weights."""

    def __init__(self, network: Network) -> None:
        self._index = {id(thing): index for index, thing in
                       enumerate([*network.neurons, *weights_of(network)])}
        self._depth: Dict[int, int] = {}
        self._of_weight: Dict[int, int] = {}
        for neuron in network.neurons:
            before = [self._depth[id(link.source)] for link in neuron.incoming]
            self._depth[id(neuron)] = max(before, default=-1) + 1
            for link in neuron.incoming:
                self._of_weight.setdefault(id(link.weight), self._depth[id(neuron)])

    def key(self, blank: Blank) -> Tuple[int, ...]:
        """What blanks are sorted by."""
        phase = next(number for number, kinds in enumerate(PHASES) if blank.kind in kinds)
        rank = PHASES[phase].index(blank.kind)
        if not isinstance(blank.thing, (Neuron, Weight)):
            return (phase,)
        index = self._index[id(blank.thing)]
        if phase == 0 and isinstance(blank.thing, Neuron):
            return phase, sample_of(blank.thing)[1], index, rank
        if phase == 2:
            return phase, -self._level(blank.thing), rank, index
        return phase, index

    def _level(self, thing: object) -> int:
        return self._depth[id(thing)] if isinstance(thing, Neuron) else self._of_weight[id(thing)]
