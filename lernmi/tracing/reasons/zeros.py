"""Why a sensitivity is exactly 0: factors that are 0, sums that cancel out, products that are too small."""

from __future__ import annotations

from typing import Any, Dict, Hashable, List, NamedTuple, Optional, Tuple

from ..traced_number import TracedNumber
from ..why import Cause, Contribution, Why
from .path_graph import LOSS, PathGraph

FACTOR, FLAT, CANCELLED, UNDERFLOW = "factor", "flat", "cancelled", "underflow"
MOST_IN_A_CUT = 8           # more are not looked for: those nearest to the thing are taken then


class Zero(NamedTuple):
    """Something that makes paths 0.

    ====== =====================================================================
    kind   "factor": a slope, a weight or a value that is 0;
           "flat": the slope of the loss at an output is 0;
           "cancelled": a sum whose terms aren't 0, but cancel out;
           "underflow": a product of numbers that aren't 0, too small for a float
    number the factor; the slope of the loss; the sum; the product
    target the sensitivity to which it leads
    paths  how many paths go through it
    ====== =====================================================================
    """

    kind: str
    number: TracedNumber
    target: TracedNumber
    paths: int = 0


class Zeros(NamedTuple):
    """What makes all paths 0. With ``each``, one of these alone would be enough; else all are needed."""

    zeros: List[Zero]
    each: bool
    paths: int


def zeros_of(why: Why) -> Zeros:
    """The zeros through which all paths go: each on its own if there are such, otherwise as few as possible.

    None if the sensitivity isn't 0, or nothing leads to the loss.
    """
    if why.sensitivity != 0.0 or not why.causes:
        return Zeros([], False, 0)
    graph = _graph(why.causes)
    total, through = graph.count_paths(), graph.paths_through()
    groups: Dict[Hashable, List[int]] = {}
    for number, (_, _, label) in enumerate(graph.edges):
        if label is not None and through[number]:
            groups.setdefault(_identity(label), []).append(number)
    alone = [group for group in groups.values()
             if sum(through[number] for number in group) >= total and not graph.count_paths(group)]
    cut = graph.smallest_cut(MOST_IN_A_CUT) or graph.nearest_cut()
    chosen = alone or list({_identity(graph.edges[number].label): groups[_identity(graph.edges[number].label)]
                            for number in cut}.values())
    zeros = [graph.edges[group[0]].label._replace(paths=sum(through[number] for number in group))
             for group in chosen]
    return Zeros(zeros[::-1], bool(alone), total)


def _identity(zero: Zero) -> Tuple[Any, ...]:
    """The same for edges with the same factor."""
    place = zero.number.place
    return (zero.kind, id(zero.number) if place is None or zero.kind != FACTOR else place)


def _graph(causes: List[Cause]) -> PathGraph:
    """A node for each sensitivity, and for each slope that one is multiplied by."""
    graph = PathGraph()
    slopes = set()
    for cause in causes:
        node: Any = id(cause.number)
        cancels = cause.number == 0.0 and any(term.number != 0.0 for term in cause.terms)
        into = ("sum", node) if cancels else node
        for term in cause.terms:
            if term.origin is None:
                graph.add(LOSS, into, Zero(FLAT, term.number, cause.number) if term.number == 0.0 else None)
                continue
            source: Any = id(term.origin)
            zero = _zero_in(term, cause)
            if _is_slope(term.factor):
                if ("slope", source) not in slopes:
                    slopes.add(("slope", source))
                    graph.add(source, ("slope", source), zero if zero and zero.kind == FACTOR else None)
                source, zero = ("slope", source), zero if zero and zero.kind == UNDERFLOW else None
            graph.add(source, into, zero)
        if cancels:
            graph.add(into, node, Zero(CANCELLED, cause.number, cause.number))
    return graph


def _zero_in(term: Contribution, cause: Cause) -> Optional[Zero]:
    """Why a term is 0, unless it is since what it was computed from is."""
    if term.factor == 0.0:
        return Zero(FACTOR, term.factor, cause.number)
    if term.number == 0.0 and term.origin != 0.0:
        return Zero(UNDERFLOW, term.number, cause.number)
    return None


def _is_slope(factor: float) -> bool:
    place = getattr(factor, "place", None)
    return place is not None and place.attribute == "slope"
