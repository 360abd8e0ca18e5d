"""A block of the drawing: a layer, or what stands for several, with its title and its notes."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from typing import Dict, List, NamedTuple, Optional, Sequence, Set, Tuple

from ...figures.palette import LIGHT
from ...link import Link
from ...neuron import Neuron
from ...support.formatting import shortened
from ..canvas import SMALL, Canvas
from ..svg import TEXT_SIZE, text_width, wrapped_text
from .numbers import Numbers

LINE = 15.0             # from one line of small text to the next
SPREAD = 0.7            # of the radius: how far from the middle of a circle links arrive
LONGEST_NAME = 24       # letters of a name that is written beside something


class Anchor(NamedTuple):
    """Where links arrive at a neuron, and where they leave it; ``radius`` of a circle, 0 of a cell."""

    left: float
    right: float
    y: float
    radius: float = 0.0

    def port(self, links: Sequence[Link], link: Link) -> Anchor:
        """Where one of several links arrives or leaves: beside each other, from above to below."""
        if len(links) < 2:
            return self
        share = 2.0 * next(index for index, one in enumerate(links) if one is link) / (len(links) - 1) - 1.0
        reach = min(4.5 * (len(links) - 1), SPREAD * self.radius if self.radius else 6.0)
        inwards = self.radius - math.sqrt(self.radius ** 2 - (share * reach) ** 2) if self.radius else 0.0
        return Anchor(self.left + inwards, self.right - inwards, self.y + share * reach)


Arrangement = List[List[Optional[Neuron]]]      # neurons in rows and columns, as they are drawn


class Block(ABC):
    """Something as high and as wide as ``height`` and ``width``: a title, a body, notes below it.

    ============= =====================================================================
    members       the ids of all neurons that it stands for
    shown         the ids of those that it shows
    anchors       of the neurons that links can be drawn to and from, by their ids
    entries       where lines arrive at a layer whose inside isn't drawn link by link, by neurons' ids
    in_rows       whether the next block belongs beside the rows that it is computed from
    in_cells      the ids of neurons whose weights are drawn as a grid beside their target
    ============= =====================================================================
    """

    in_rows = False

    def __init__(self, numbers: Numbers, titles: Sequence[str], notes: Sequence[str]) -> None:
        self.numbers = numbers
        self.titles = [title for title in titles[:1 if numbers.is_narrow else None] if title]
        self._notes = list(notes)
        self.members: Set[int] = set()
        self.shown: Set[int] = set()
        self.anchors: Dict[int, Anchor] = {}
        self.entries: Dict[int, Tuple[float, float]] = {}
        self.in_cells: Set[int] = set()
        self.notes: List[str] = []
        self.x = self.y = self.width = self.height = 0.0

    def measure(self) -> None:
        """Find out how large it is."""
        self.body_width, self.body_height = self.body_size()
        width = max(self.body_width, *(text_width(title, _size(number)) for number, title
                                       in enumerate(["", *self.titles], start=-1)))
        self.notes = [line for note in self._notes for line in wrapped_text(note, max(width, 170.0), SMALL)]
        self.width = max([width, *(text_width(line, SMALL) for line in self.notes)])
        self.height = self.top + self.body_height + LINE * len(self.notes) + (6.0 if self.notes else 0.0)

    @property
    def top(self) -> float:
        """How much of the height the titles take."""
        return LINE * len(self.titles) + (9.0 if self.titles else 0.0)

    @property
    def axis(self) -> float:
        """The height of the middle of its body."""
        return self.y + self.top + self.body_height / 2

    def move_to(self, x: float, y: float) -> None:
        """Its upper left corner; then the anchors are known."""
        self.x, self.y = x, y
        self.move_body_to(x + (self.width - self.body_width) / 2, y + self.top)

    def draw(self, canvas: Canvas) -> None:
        """Draw it, where it is."""
        middle = self.x + self.width / 2
        for number, title in enumerate(self.titles):
            fill, weight = (LIGHT.dim, None) if number else (LIGHT.text, "bold")
            canvas.text(middle, self.y + LINE * number + 11.0, title, size=_size(number), anchor="middle",
                        fill=fill, halo=True, font_weight=weight)
        self.draw_body(canvas)
        below = self.y + self.top + self.body_height + 6.0
        for number, line in enumerate(self.notes):
            canvas.text(middle, below + LINE * number + 9.0, line, size=SMALL, anchor="middle",
                        fill=LIGHT.dim)

    def arrangement_of(self, sources: Set[int]) -> Arrangement:
        """These neurons in rows and columns, if links from them can't be drawn one by one; or []."""
        return []

    @property
    def breaks(self) -> List[float]:
        """The heights at which a page may be turned."""
        return []

    @abstractmethod
    def body_size(self) -> Tuple[float, float]:
        """Width and height of what is between titles and notes."""

    @abstractmethod
    def move_body_to(self, x: float, y: float) -> None:
        """The upper left corner of the body; sets the anchors."""

    @abstractmethod
    def draw_body(self, canvas: Canvas) -> None:
        """Draw what is between titles and notes."""


def _size(number: int) -> float:
    return TEXT_SIZE if number == 0 else SMALL


def short(text: str, longest: int = LONGEST_NAME) -> str:
    """A name of at most so many letters."""
    return shortened(text, longest)
