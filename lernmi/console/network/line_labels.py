"""The weights on the lines of a diagram: each where it can't be mistaken for that of another link."""

from __future__ import annotations

from itertools import combinations
from typing import Dict, List, NamedTuple, Optional, Sequence, Set, Tuple

from rich.cells import cell_len
from rich.text import Text

from ...link import Link
from ..display.page import Page
from .box_lines import FILLED, shows_sensitivities
from .canvas import Spot
from .diagram_model import DiagramModel

DOT = "•"               # the character of a highlighted link's line
MOST_TOGETHER = 4       # characters of two lines that begin or end in the same box


class Route(NamedTuple):
    """A link's line: a spot in each column of the gap; ``before``: the row where it leaves."""

    link: Link
    points: List[Spot]
    before: int


class LineLabels:
    """Finds the spots of labels on lines."""

    def __init__(self, page: Page, model: DiagramModel) -> None:
        self.page, self.model = page, model
        self.labelled: List[Tuple[Spot, Text]] = []

    def number(self, link: Link) -> Text:
        """The number of a link: its weight, or its weight's sensitivity."""
        if shows_sensitivities(self.model):
            return self.page.signed(link.weight.sensitivity)
        value = link.weight.value
        return Text(f"{value:+.{self.page.digits}g}", style=self.page.colour(value))

    def find_spots(self, routes: Sequence[Route], gap: int) -> int:
        """Find a spot for each label, with names if they all have room so; how many have none."""
        misses = 0
        for named in (True, False):
            misses = self._find_spots(routes, gap if named else 0)
            if not misses:
                break
        return misses + _together(routes)

    def _find_spots(self, routes: Sequence[Route], room: int) -> int:
        owners: Dict[Spot, Set[int]] = {}
        for route in routes:
            for point in route.points:
                owners.setdefault(point, set()).add(id(route.link))
        self.labelled = []
        taken: Set[Spot] = set()
        misses = 0
        for route in sorted(routes, key=lambda route: not self._is_highlighted(route.link)):
            label = self._label(route.link, room)
            length = cell_len(label.plain)
            spot = self._spot(route, length, taken, owners)
            if self._is_highlighted(route.link):
                label.stylize(f"{label.style} {FILLED}")
                spot = spot or self._spot(route, length, set(), None)
            if spot is None:
                misses += 1
                continue
            self.labelled.append((spot, label))
            taken.update((spot[0], spot[1] + index) for index in range(-1, length + 1))
        return misses

    def _is_highlighted(self, link: Link) -> bool:
        return id(link) in self.model.marks.links

    def _label(self, link: Link, room: int) -> Text:
        """The number with the weight's name, or without, where it is too long or says the number itself."""
        number, written = self.number(link), self.page.number(link.weight.value)
        label = Text.assemble(f"{self.page.text(link.weight.name)} ", number)
        says_it = any(self.model.marks) and link.weight.name in (written, f"fixed({written})")
        most = room - 4 if self._is_highlighted(link) else room // 2
        return number if says_it or cell_len(label.plain) > most else label

    def _spot(self, route: Route, length: int, taken: Set[Spot],
              owners: Optional[Dict[Spot, Set[int]]]) -> Optional[Spot]:
        """The best spot for a label on its line: where no other line is, or beside it; None if there is none.

        Without ``owners``, other lines don't matter.
        """
        points = route.points
        sloping = points[0][0] != points[-1][0]
        preferred = len(points) * (0.3 if sloping else 0.5) - 0.5      # clear of the crossings
        indices = range(1 + length // 2, len(points) - (length + 1) // 2)
        for index in sorted(indices, key=lambda index: abs(index - preferred)):
            row, left = points[index][0], points[index][1] - length // 2
            covered = [(row, left + offset) for offset in range(length)]
            if taken.isdisjoint(covered) and (owners is None or self._is_clear(
                    route, index - length // 2, covered, taken, owners)):
                return row, left
        return None

    def _is_clear(self, route: Route, first: int, covered: Sequence[Spot], taken: Set[Spot],
                  owners: Dict[Spot, Set[int]]) -> bool:
        """Whether a label hides no other line, and its own can be seen on both sides of it."""
        row, left = covered[0]
        beside = [(row, left - 1), (row, left + len(covered))]
        own = [route.points[first - 1], route.points[first + len(covered)]]
        return taken.isdisjoint(own) and all(
            owners.get(spot, set()) <= {id(route.link)} for spot in [*covered, *beside])


def _together(routes: Sequence[Route]) -> int:
    """How many pairs of lines run together for so long that one can't be followed."""
    return sum(len(set(one.points) & set(other.points)) > MOST_TOGETHER
               for one, other in combinations(routes, 2))


def symbol_of(link: Link, rise: int) -> str:
    """One character of an ordinary link's line."""
    if rise == 0:
        return "┄" if link.weight.value < 0.0 else "─"
    return "╲" if rise > 0 else "╱"
