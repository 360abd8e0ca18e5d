"""How an item of a worksheet is computed from numbers that are given, or were asked for before."""

from __future__ import annotations

import math
from typing import Any, Callable, Dict, List, NamedTuple, Optional, Sequence

from ...losses import Loss
from ...neuron import Neuron
from ...tracing.operations import recomputed
from ...tracing.traced_number import Place, TracedNumber, make_number
from ..questions import LOSS_ITSELF, LOSS_SLOPE
from ..worksheets.exercise import Exercise
from ..worksheets.items import Item
from ..worksheets.solution import symbol_of_place

OTHERWISE = 0.9             # times an operand, to see whether all operations on it are known
Recompute = Callable[..., Any]      # recompute(sign, left, right): an operation again


class Known(NamedTuple):
    """A number from which another is computed: it is given, or the result of an earlier item."""

    label: str
    value: float
    place: Place
    item: Optional[Item] = None


class HiddenLoss(NamedTuple):
    """A loss inside which a trace doesn't see all operations, or its slope at an output, by its index."""

    loss: Loss
    targets: List[float]
    output: Optional[int]

    def of(self, values: Sequence[float]) -> float:
        """The item for these values of the outputs."""
        if self.output is None:
            return float(self.loss.function(values, self.targets))
        return float(self.loss.slopes(values, self.targets)[self.output])


class Operation:
    """How an item is computed.

    ``known``: the operands, each once. ``hidden``: for a loss that takes logarithms, which a trace
    doesn't see; its operands are the values of the outputs. Otherwise None.
    """

    def __init__(self, exercise: Exercise, item: Item) -> None:
        self.item = item
        self._step = exercise.steps[item.step - 1]
        self._earlier: Dict[Place, Item] = {
            place: other for other in exercise.items[:item.number - 1] for place in other.places
            if other.step < item.step or place not in item.places}
        self._known: Dict[int, Known] = {}              # by the ids of operands
        self._operands: List[TracedNumber] = []         # so that no id is used again
        self._number = self._simplified(item.change.new, True)
        self.known: List[Known] = list(dict.fromkeys(self._known.values()))
        self.hidden = self._hidden_loss() if item.kind in (LOSS_ITSELF, LOSS_SLOPE) else None

    def result(self, value: Callable[[Known], float]) -> float:
        """The result for other values of the operands; NaN where there is none."""
        try:
            if self.hidden is not None:
                return self.hidden.of([value(known) for known in self.known])
            return float(self.repeated(value, recomputed))
        except (ArithmeticError, LookupError, TypeError, ValueError):
            return math.nan

    def repeated(self, value: Callable[[Known], Any], recompute: Recompute) -> Any:
        """The operation done again, on whatever ``value`` gives for the operands."""
        def again(number: Any) -> Any:
            if id(number) in self._known:
                return value(self._known[id(number)])
            if not isinstance(number, TracedNumber):
                return float(number)
            right = None if number.right is None else again(number.right)
            return recompute(number.sign, again(number.left), right)
        return again(self._number)

    # ---- the operands

    def _simplified(self, number: Any, is_root: bool = False) -> Any:
        """The operations as they ran, down to what is known, without + 0 and × 1."""
        if not isinstance(number, TracedNumber):
            return number
        earlier = None if is_root or number.place is None else self._earlier.get(number.place)
        if earlier is not None and earlier.result == number:
            place = earlier.change.place
            return self._operand(number, Known(symbol_of_place(place), earlier.result, place, earlier))
        if number.sign == "":
            return self._from_outside(number)
        if number.sign == "slope of identity":
            return 1.0
        left, right = self._simplified(number.left), self._simplified(number.right)
        if number.sign in ("=", "identity") or (number.sign == "×" and _is(right, 1.0)):
            return left
        if (number.sign == "×" and _is(left, 1.0)) or (number.sign == "+" and _is(left, 0.0)):
            return right
        return make_number(float(number), number.sign, left, right)

    def _from_outside(self, number: TracedNumber) -> Any:
        place = number.place
        is_first = place is None or place.attribute in ("total", "sensitivity")     # 0, to begin a sum with
        if place is None or is_first or place.thing is self._step.network.bias:
            return float(number)
        return self._operand(number, Known(symbol_of_place(place), float(number), place))

    def _operand(self, number: TracedNumber, known: Known) -> TracedNumber:
        operand = make_number(float(number), "", place=number.place)
        self._operands.append(operand)
        self._known[id(operand)] = known
        return operand

    # ---- a loss that takes logarithms

    def _hidden_loss(self) -> Optional[HiddenLoss]:
        """The loss, or its slope, if the operations in the trace give another number for other outputs."""
        network, thing = self._step.network, self.item.thing
        index = network.outputs.index(thing) if isinstance(thing, Neuron) else None
        hidden = HiddenLoss(network.loss, self._step.targets or [], index)
        outputs = self._values_of_outputs()
        others = hidden.of([_otherwise(output) for output in outputs])
        if math.isclose(self.repeated(_otherwise, recomputed), others, rel_tol=1e-9, abs_tol=1e-12):
            return None
        self.known = outputs
        return hidden

    def _values_of_outputs(self) -> List[Known]:
        written = {change.place: change.new for move in self._step if move.phase == "forward"
                   for change in move.changes}
        values = [written[Place(output, "value")] for output in self._step.network.outputs]
        return [self._known[id(operand)] for operand in map(self._simplified, values)]


def _otherwise(known: Known) -> float:
    """Another value of an operand, if it isn't given."""
    return OTHERWISE * known.value if known.item is not None else known.value


def _is(operand: Any, value: float) -> bool:
    return type(operand) is float and operand == value
