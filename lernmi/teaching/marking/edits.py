"""Slips of arithmetic: an operation of the trace with one thing changed in it."""

from __future__ import annotations

from typing import Any, Container, Iterator, List, Mapping, NamedTuple, Sequence, Tuple

from ...link import Link
from ...tracing.operations import OPERATIONS, SLOPE_OF
from ...tracing.traced_number import STRENGTH
from ...weight import Weight
from .recalculation import Calculation, computed

Details = Tuple[Tuple[str, Any], ...]
FEW, MORE = 2, 3            # digits that an answer needs, where few numbers are tried, and where many are
BIAS = "bias"               # the neuron, whose value is 1: a sheet has its weights alone
INSTEAD = {"×": (("added", "+"), ("divided", "÷")), "+": (("subtracted", "−"),),
           "−": (("not subtracted", "+"),)}


class Edit(NamedTuple):
    """What was changed, in a key of the tables of words and details for it, and the number that it gives."""

    key: str
    details: Details
    number: float
    digits: int = FEW


class Edits:
    """Changes the operations of a calculation. ``labels``: of the nodes that a sheet asks for."""

    def __init__(self, calculation: Calculation, labels: Mapping[int, str]) -> None:
        self._calculation = calculation
        self._nodes = calculation.nodes
        self._labels = labels

    def of(self, root: int, values: Sequence[float], answered: Container[int]) -> Iterator[Edit]:
        """Everything that one change in the operation of a node gives.

        ``values``: the numbers before; ``answered``: the nodes of which they are a pupil's answers.
        """
        inside = self._inside(root, answered)
        outside = {operand: values[operand] for index in inside for operand in self._nodes[index].operands
                   if operand not in inside}
        for index in inside:
            for key, details, number in self._at(index, values):
                yield Edit(key, details, self._result(root, index, number, outside))
        for operand in outside:
            for other in self._like(operand, len(values)):
                details = (("wrong", self.text(other)), ("what", self.text(operand)))
                number = self._result(root, operand, values[other], outside)
                yield Edit("instead", details, number, MORE)

    def _result(self, root: int, changed: int, number: float, outside: Mapping[int, float]) -> float:
        if root == changed:
            return number
        return self._calculation.evaluated(root, {**outside, changed: number})

    def _inside(self, root: int, answered: Container[int]) -> List[int]:
        """The operations that a pupil does in one go: back to what is answered, or stored."""
        inside, waiting = [root], list(self._nodes[root].operands)
        while waiting:
            index = waiting.pop(0)
            if self._is_passed(index, root, answered) and index not in inside:
                inside.append(index)
                waiting += self._nodes[index].operands
        return inside

    def _is_passed(self, index: int, root: int, answered: Container[int]) -> bool:
        node, place = self._nodes[index], self._nodes[index].place
        if not node.operands or index in answered:
            return False
        if index in self._labels:
            return True
        return place is None or isinstance(place.thing, Link) or place == self._nodes[root].place

    # ---- what may be changed

    def _at(self, index: int, values: Sequence[float]) -> Iterator[Tuple[str, Details, float]]:
        node = self._nodes[index]
        numbers = [values[operand] for operand in node.operands]
        texts = [self.text(operand) for operand in node.operands]
        if len(numbers) == 1:
            if node.sign and not node.sign.startswith(SLOPE_OF):
                yield "function left out", (("what", node.sign),), numbers[0]
            return
        if node.sign not in OPERATIONS:
            return
        yield "left out", (("what", texts[1]),), numbers[0]
        yield "left out", (("what", texts[0]),), numbers[1]
        for key, sign in INSTEAD.get(node.sign, ()):
            changed = node._replace(operation=OPERATIONS[sign])
            yield key, (("left", texts[0]), ("right", texts[1])), computed(changed, values)

    def _like(self, index: int, count: int) -> List[int]:
        """What may be mistaken for an operand: other weights, other values; others of the same neuron."""
        place = self._nodes[index].place
        if place is None or place.thing is None:
            return []
        likes = []
        for other, node in enumerate(self._nodes[:count]):
            there = node.place
            if other == index or there is None or isinstance(there.thing, Link) or there == place:
                continue
            same_thing = there.thing is place.thing and not isinstance(place.thing, Weight)
            if same_thing or (there.attribute == place.attribute and type(there.thing) is type(place.thing)):
                likes.append(other)
        return likes

    # ---- as text

    def text(self, index: int) -> str:
        """A number by its label on the sheet, its symbol, or the operation that gives it."""
        node = self._nodes[index]
        if index in self._labels:
            return self._labels[index]
        if node.place is not None and not isinstance(node.place.thing, Link):
            return node.place.symbol()
        if len(node.operands) != 2 or node.sign not in STRENGTH:
            return f"{node.value:g}"
        texts = [self._operand(operand, STRENGTH[node.sign]) for operand in node.operands]
        return f" {node.sign} ".join(text for text in texts if text != BIAS) or BIAS

    def _operand(self, index: int, strength: int) -> str:
        text, node = self.text(index), self._nodes[index]
        is_operation = text != node.place.symbol() if node.place else bool(node.operands)
        weaker = STRENGTH.get(node.sign, strength) < strength
        return f"({text})" if weaker and is_operation and index not in self._labels else text
