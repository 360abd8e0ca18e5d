"""The canvas: a picture in which no text covers another text, and that counts what isn't written."""

from __future__ import annotations

from contextlib import contextmanager
from typing import Any, Callable, Dict, Iterable, Iterator, List, NamedTuple, Optional, Tuple

from ..figures.palette import LIGHT
from .svg import TEXT_SIZE, Svg, text_width

GREY = "#8a8a8a"        # of frames and of lines without a weight that learns
SMALL = 11.0            # the size of numbers beside links and in cells
HALO = {"stroke": "#ffffff", "stroke_width": 3.5, "stroke_linejoin": "round", "paint_order": "stroke"}
SMALLEST = 8.5          # the size of a number that has little room
USUAL_CELL, WIDEST_CELL = 48.0, 60.0    # with a number in it
BUCKET = 64.0           # units: boxes are looked up by the squares that they touch


class Box(NamedTuple):
    """A rectangle that something takes."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: Box) -> bool:
        """Whether they overlap."""
        return (self.left < other.right and other.left < self.right
                and self.top < other.bottom and other.top < self.bottom)


KeyOf = Callable[[Any], Optional[str]]      # the key of a neuron, a link or a weight in a page


class Canvas:
    """Draws on ``svg``; ``unwritten`` counts the numbers that have no room.

    ``key_of``: for a page whose script writes other numbers later. Then what is drawn of one thing is a
    group with its key, and each number is written, with the room that it has.
    """

    def __init__(self, svg: Svg, key_of: Optional[KeyOf] = None) -> None:
        self.svg = svg
        self.key_of = key_of
        self.unwritten = 0
        self._taken: Dict[Tuple[int, int], List[Box]] = {}

    def text(self, x: float, y: float, text: str, *, size: float = TEXT_SIZE, anchor: str = "start",
             fill: str = LIGHT.text, halo: bool = False, **attributes: Any) -> None:
        """A text, on its base line; where it is nothing else is written. ``halo``: lines end around it."""
        if halo:
            attributes.update(HALO)
        self.take(text_box(x, y, text, size, anchor))
        self.svg.text(x, y, text, font_size=size if size != TEXT_SIZE else None, fill=fill,
                      text_anchor=anchor if anchor != "start" else None, **attributes)

    def number_within(self, x: float, y: float, width: float, text: str, fill: str,
                      largest: float = SMALL) -> None:
        """A number around a middle, as large as there is room for; one that has none is counted."""
        size = min(largest, width / max(text_width(text, 1.0), 0.01))
        if self.key_of:
            self.text(x, y, text, size=largest, anchor="middle", fill=fill, data_room=width,
                      dominant_baseline="central")
        elif size < SMALLEST:
            self.unwritten += 1
        else:
            self.text(x, y + 0.35 * size, text, size=round(size - 0.05, 1), anchor="middle", fill=fill)

    @contextmanager
    def about(self, thing: Any) -> Iterator[None]:
        """What is drawn in this block shows a neuron, a link or a weight, and its number."""
        key = self.key_of(thing) if self.key_of else None
        if key is None:
            yield
            return
        with self.svg.group(data_of=key):
            yield

    def take(self, box: Box) -> None:
        """From here on, nothing is written there."""
        for bucket in _buckets(box):
            self._taken.setdefault(bucket, []).append(box)

    def is_free(self, box: Box) -> bool:
        """Whether nothing is there that must not be covered."""
        return not any(box.touches(other) for bucket in _buckets(box)
                       for other in self._taken.get(bucket, ()))


def cell_width(texts: Iterable[str]) -> float:
    """Of cells with these numbers: the longest has its room at the smallest size, if that isn't too wide."""
    longest = max([text_width(text, 1.0) for text in texts], default=0.0)
    return min(max(longest * SMALLEST + 4.0, min(longest * SMALL + 5.0, USUAL_CELL), 24.0), WIDEST_CELL)


def text_box(x: float, y: float, text: str, size: float = TEXT_SIZE, anchor: str = "start") -> Box:
    """What a text takes: from its highest letters to its lowest, ascender to descender."""
    width = text_width(text, size)
    left = x - {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * width
    return Box(left, y - 0.8 * size, left + width, y + 0.22 * size)


def _buckets(box: Box) -> Iterator[Tuple[int, int]]:
    for column in range(int(box.left // BUCKET), int(box.right // BUCKET) + 1):
        for row in range(int(box.top // BUCKET), int(box.bottom // BUCKET) + 1):
            yield column, row
