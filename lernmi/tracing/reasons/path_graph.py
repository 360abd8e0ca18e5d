"""The paths from the loss to a thing as a graph, and the fewest of its edges that all paths go through."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Dict, Hashable, Iterable, Iterator, List, NamedTuple, Optional, Sequence, Set, Tuple

Node = Hashable
LOSS = "loss"               # where all paths begin


class Edge(NamedTuple):
    """From one node to another; ``label``: why each path through it is 0, or None."""

    source: Node
    target: Node
    label: Any


class PathGraph:
    """Edges, those into a node before those out of it; paths end where the last edge leads."""

    def __init__(self) -> None:
        self.edges: List[Edge] = []

    def add(self, source: Node, target: Node, label: Any = None) -> None:
        """One more edge."""
        self.edges.append(Edge(source, target, label))

    @property
    def end(self) -> Node:
        """The node of the thing asked about."""
        return self.edges[-1].target

    # ---- how many paths

    def count_paths(self, without: Iterable[int] = ()) -> int:
        """How many paths there are; ``without``: the numbers of edges that are left out."""
        return self._counts(set(without)).get(self.end, 0)

    def _counts(self, without: Set[int]) -> Dict[Node, int]:
        counts: Dict[Node, int] = {LOSS: 1}
        for number, (source, target, _) in enumerate(self.edges):
            if number not in without and source in counts:
                counts[target] = counts.get(target, 0) + counts[source]
        return counts

    def paths_through(self) -> List[int]:
        """For each edge, how many paths go through it."""
        before, after, through = self._counts(set()), {self.end: 1}, []
        for source, target, _ in reversed(self.edges):
            onwards = after.get(target, 0)
            after[source] = after.get(source, 0) + onwards
            through.append(before.get(source, 0) * onwards)
        return through[::-1]

    # ---- cuts: labelled edges of which each path has one

    def nearest_cut(self) -> List[int]:
        """The labelled edges that are met first on the ways back from the end."""
        return self._cut([1] * len(self.edges), backwards=False)

    def smallest_cut(self, most: int) -> Optional[List[int]]:
        """As few labelled edges as possible, the nearest to the end; None where they are more than ``most``.

        They are as many as there are ways that share no labelled edge (K. Menger, 1927). Each round finds one
        way more, which may go back along earlier ones (L. Ford and D. Fulkerson, 1956).
        """
        ways = [0] * len(self.edges)        # how many go along each edge
        for _ in range(most + 1):
            way = self._another_way(ways)
            if way is None:
                return self._cut(ways)
            for number, direction in way:
                ways[number] += direction
        return None

    @cached_property
    def _around(self) -> Tuple[Dict[Node, List[int]], Dict[Node, List[int]]]:
        """The edges out of each node, and those into it."""
        out: Dict[Node, List[int]] = {}
        into: Dict[Node, List[int]] = {}
        for number, (source, target, _) in enumerate(self.edges):
            out.setdefault(source, []).append(number)
            into.setdefault(target, []).append(number)
        return out, into

    def _is_open(self, number: int, ways: Sequence[int]) -> bool:
        return self.edges[number].label is None or not ways[number]

    def _another_way(self, ways: Sequence[int]) -> Optional[List[Tuple[int, int]]]:
        """A way from the loss to the end: its edges, each with 1, or −1 where it goes back."""
        reached_by: Dict[Node, Optional[Tuple[int, int]]] = {LOSS: None}
        waiting: List[Node] = [LOSS]
        for node in waiting:
            for number, direction, other in self._steps(node, ways):
                if other not in reached_by:
                    reached_by[other] = number, direction
                    waiting.append(other)
        way: List[Tuple[int, int]] = []
        step = reached_by.get(self.end)
        while step is not None:
            way.append(step)
            edge = self.edges[step[0]]
            step = reached_by[edge.source if step[1] > 0 else edge.target]
        return way or None

    def _steps(self, node: Node, ways: Sequence[int]) -> Iterator[Tuple[int, int, Node]]:
        """Where a way can go on: the edge, its direction, the node at its other end."""
        out, into = self._around
        for number in out.get(node, ()):
            if self._is_open(number, ways):
                yield number, 1, self.edges[number].target
        for number in into.get(node, ()):
            if ways[number]:
                yield number, -1, self.edges[number].source

    def _cut(self, ways: Sequence[int], backwards: bool = True) -> List[int]:
        """The edges into the nodes from which the end can be reached by open edges, or back along ways."""
        out, into = self._around
        near = {self.end}
        waiting = [self.end]
        for node in waiting:
            sources = [self.edges[number].source for number in into.get(node, ())
                       if self._is_open(number, ways)]
            if backwards:
                sources += [self.edges[number].target for number in out.get(node, ()) if ways[number]]
            for source in sources:
                if source not in near:
                    near.add(source)
                    waiting.append(source)
        return [number for number, (source, target, _) in enumerate(self.edges)
                if target in near and source not in near]
