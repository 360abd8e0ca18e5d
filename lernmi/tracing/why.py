"""Whose fault is this? The products and sums behind one sensitivity, read off a trace."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, Any, Dict, Iterator, List, NamedTuple, Optional, Tuple

from ..link import Link
from ..neuron import Neuron
from ..support.late_imports import Displayable
from ..weight import Weight
from .traced_number import Place, TracedNumber, make_number

if TYPE_CHECKING:
    from .learning_trace import Trace


class Contribution(NamedTuple):
    """One contribution to a sensitivity: a number from the loss, or passed back by ``origin``."""

    number: TracedNumber                  # how it was made
    origin: Optional[TracedNumber]        # the sensitivity from which it was computed, if any

    @property
    def factor(self) -> TracedNumber:
        """The other factor of the product: what the origin was multiplied by."""
        left, right = self.number.left, self.number.right
        factor: TracedNumber = right if left is self.origin else left
        return factor


class Cause(NamedTuple):
    """A sensitivity and the terms that add up to it."""

    number: TracedNumber
    terms: List[Contribution]

    @property
    def thing(self) -> Any:
        """The neuron, link or weight whose sensitivity it is."""
        return _place(self.number).thing


class Path(NamedTuple):
    """One way from the loss to the thing asked about: its factors, and their product."""

    names: List[str]                # the neurons on the way, and the thing at its end
    factors: List[TracedNumber]
    product: float
    things: List[Any]               # for each factor, the neuron or link whose sensitivity it led to


class Why(Displayable):
    """How one sensitivity came about.

    ``causes``: every sensitivity that contributed to it, from the loss down, each with the
    terms that add up to it; the last one is the sensitivity asked about.
    ``paths()``: every way from the loss to the thing, strongest first; the product of each,
    and the sum of these products is the sensitivity. ``number_of_paths`` counts them all,
    ``number_of_zero_paths`` those with a factor of 0.
    """

    def __init__(self, trace: Trace, thing: Any, name: str) -> None:
        self.trace = trace
        self.thing = thing
        self.name = name
        self.causes = _causes(trace, thing)
        self._by_number = {id(cause.number): cause for cause in self.causes}
        self._strongest: Dict[int, float] = {}
        self._layers: Dict[int, str] = {}           # of each neuron, by its id, when they are asked for
        self._not_zero: Dict[int, int] = {}         # how many paths without a factor of 0
        self.number_of_paths = self._measure_paths()
        self.number_of_zero_paths = self.number_of_paths - self._not_zero.get(self._last, 0)

    @property
    def sensitivity(self) -> float:
        """∂loss/∂value of the thing asked about; 0 when nothing leads from it to the loss."""
        return float(self.causes[-1].number) if self.causes else 0.0

    @property
    def _last(self) -> int:
        return id(self.causes[-1].number) if self.causes else 0

    def is_zero(self, term: Contribution) -> bool:
        """Whether each path through this term has a factor of 0."""
        if term.origin is None:
            return term.number == 0.0
        return term.factor == 0.0 or not self._not_zero[id(term.origin)]

    def causes_without_zeros(self) -> List[Cause]:
        """The causes that are on a path without a factor of 0, each with its terms of such paths."""
        needed, causes = {self._last}, []
        for cause in reversed(self.causes):
            if id(cause.number) in needed:
                terms = [term for term in cause.terms if not self.is_zero(term)]
                needed |= {id(term.origin) for term in terms}
                causes.append(Cause(cause.number, terms))
        return causes[::-1]

    def passes_on(self, thing: Any, factor: float) -> bool:
        """Whether a factor passes a sensitivity on unchanged to a neuron or a link within a layer."""
        if factor != 1.0 or isinstance(thing, Weight):
            return False
        return not isinstance(thing, Link) or self._layer(thing.source) == self._layer(thing.target)

    def _layer(self, neuron: Neuron) -> str:
        groups = self.trace.network.groups
        self._layers = self._layers or {id(one): name for name, some in groups.items() for one in some}
        return self._layers[id(neuron)]

    def _measure_paths(self) -> int:
        """How many paths there are; notes for each sensitivity the strongest that leads to it."""
        count: Dict[int, int] = {}
        for cause in self.causes:
            key = id(cause.number)
            count[key], self._not_zero[key], self._strongest[key] = 0, 0, 0.0
            for term in cause.terms:
                origin = id(term.origin)
                count[key] += count[origin] if term.origin is not None else 1
                self._not_zero[key] += 0 if self.is_zero(term) else self._not_zero.get(origin, 1)
                strength = (self._strongest[origin] * abs(term.factor)
                            if term.origin is not None else abs(term.number))
                self._strongest[key] = max(self._strongest[key], strength)
        return count.get(self._last, 0)

    def paths(self) -> Iterator[Path]:
        """The paths one by one, in the order of their products' size, without making them all."""
        tie = 0
        queue: List[Tuple[float, int, Optional[Cause], Tuple[Any, ...], float]] = []
        if self.causes:
            queue.append((0.0, tie, self.causes[-1], (), 1.0))
        while queue:
            _, _, cause, way, product = heapq.heappop(queue)
            if cause is None:
                yield _path(way, product)
                continue
            for term in cause.terms:
                tie -= 1            # of equally strong paths the latest one continues
                if term.origin is None:
                    whole, longer = product * float(term.number), (cause, term.number, way)
                    heapq.heappush(queue, (-abs(whole), tie, None, longer, whole))
                else:
                    partial, longer = product * float(term.factor), (cause, term.factor, way)
                    bound = abs(partial) * self._strongest[id(term.origin)]
                    heapq.heappush(queue, (-bound, tie, self._by_number[id(term.origin)],
                                           longer, partial))

    def __repr__(self) -> str:
        return (f"Why({self.name}: sensitivity {self.sensitivity:.4g}, "
                f"{self.number_of_paths} paths from the loss)")


def _path(way: Tuple[Any, ...], product: float) -> Path:
    names: List[str] = []
    factors: List[TracedNumber] = []
    things: List[Any] = []
    while way:
        cause, factor, way = way
        factors.append(factor)
        things.append(cause.thing)
        if not hasattr(cause.thing, "source") or not way:
            names.append(cause.thing.name)
    return Path(names, factors, product, things)


def _causes(trace: Trace, thing: Any) -> List[Cause]:
    """The sensitivities behind the thing's own, in the order in which they were complete.

    Those of neurons from which nothing leads to the loss are left out; none are left when the
    thing itself is like that.
    """
    written = [change.new for move in trace if move.phase in ("loss", "backward")
               for change in move.changes if change.place.attribute == "sensitivity"]
    waiting = [number for number in written if _place(number).thing is thing][-1:]
    asked, needed = list(waiting), set()
    while waiting:
        number = waiting.pop()
        if id(number) not in needed:
            needed.add(id(number))
            waiting += [term.origin for term in _terms(number) if term.origin is not None]
    causes: Dict[int, Cause] = {}
    for number in written:
        if id(number) in needed:
            terms = [term for term in _terms(number)
                     if term.origin is None or id(term.origin) in causes]
            if terms:
                causes[id(number)] = Cause(number, terms)
    return list(causes.values()) if all(id(number) in causes for number in asked) else []


def _terms(number: TracedNumber) -> List[Contribution]:
    """What was added up to make a sensitivity, first to last; the zero it began with left out."""
    terms: List[Contribution] = []
    place, current = number.place, number
    while current.sign == "+" and isinstance(current.left, TracedNumber) \
            and current.left.place in (place, None):        # None between two sums in one move
        terms.append(_term(current.right))
        current = current.left
    if current.sign or current != 0.0:
        terms.append(_term(current))
    return terms[::-1]


def _term(number: float) -> Contribution:
    if not isinstance(number, TracedNumber):
        return Contribution(make_number(number, ""), None)
    if number.sign == "×":
        for operand in (number.left, number.right):
            if isinstance(operand, TracedNumber) and operand.place is not None \
                    and operand.place.attribute == "sensitivity":
                return Contribution(number, operand)
    return Contribution(number, None)


def _place(number: TracedNumber) -> Place:
    assert number.place is not None
    return number.place
