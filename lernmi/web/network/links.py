"""Links as curves: as thick as their weight is large, in the colour of its sign; gates as products."""

from __future__ import annotations

from typing import Dict, Iterator, List, Optional, Sequence, Set, Tuple

from ...figures.palette import LIGHT
from ...link import Link
from ...neuron import Neuron
from ...support.formatting import count_of
from ...weight import Weight
from ..canvas import GREY, SMALL, Box, Canvas, text_box
from ..svg import text_width
from .block import Anchor, Block
from .circles import weight_text
from .curve import Curve, Point
from .numbers import Numbers, colour_of

SHARES = (0.5, 0.4, 0.6, 0.31, 0.69, 0.22, 0.78, 0.15, 0.85)     # along a curve, where its number may be
MOST_LABELS = 70        # links between two blocks whose numbers are written
MOST_LANES = 24
LANE = 9.0
KNOT = 0.6              # along a curve: where a gate is
DASHES = ("7 3", "2 3", "9 3 2 3", "12 4", "4 4", "9 3 2 3 2 3", "1 4", "14 3 4 3")
PLAIN = 1.4             # the width of a line without a weight that learns


class Links:
    """All links between blocks, as curves, as lines into a box, or as one arrow for many."""
    shares: Sequence[float] = SHARES

    def __init__(self, numbers: Numbers, blocks: Sequence[Block]) -> None:
        self.numbers, self.blocks = numbers, blocks
        self.block_of = {neuron: index for index, block in enumerate(blocks) for neuron in block.members}
        self.anchors = {neuron: anchor for block in blocks for neuron, anchor in block.anchors.items()}
        self.between: Dict[Tuple[int, int], List[Link]] = {}
        for link in numbers.network.links:
            pair = self.block_of.get(id(link.source)), self.block_of.get(id(link.target))
            if pair[0] is not None and pair[1] is not None and pair[0] != pair[1]:
                self.between.setdefault((pair[0], pair[1]), []).append(link)
        self.single = {pair: [link for link in links if self._is_single(link, pair[1])]
                       for pair, links in self.between.items()}
        numbers.make_room(max(map(len, self.single.values()), default=0))
        skipping = [link for pair, links in self.single.items() if self._skips(pair) for link in links]
        skipping += [links[0] for pair, links in self.between.items()
                     if self._skips(pair) and not self.single[pair] and not self._enters(pair)]
        self.lanes = {id(link): number for number, link in enumerate(skipping[:MOST_LANES], start=1)}
        self.curves: Dict[Tuple[int, int], List[Curve]] = {}
        self.bundles: List[Tuple[Curve, str]] = []
        self.top = 0.0
        self._dashes: Dict[int, str] = {}

    def _is_single(self, link: Link, target: int) -> bool:
        block = self.blocks[target]
        return (id(link.source) in self.anchors and id(link.target) in block.anchors
                and id(link.target) not in block.entries and id(link.source) not in block.in_cells)

    def _skips(self, pair: Tuple[int, int]) -> bool:
        return pair[1] - pair[0] != 1

    def _enters(self, pair: Tuple[int, int]) -> bool:
        """Whether lines lead into a box, to the row of each source."""
        return any(id(link.source) in self.anchors and id(link.target) in self.blocks[pair[1]].entries
                   for link in self.between[pair])

    def gap_after(self, index: int) -> float:
        """How much room there has to be between a block and the next."""
        between = self.single.get((index, index + 1), [])
        if not between:
            links = self.between.get((index, index + 1), [])
            return max(76.0, text_width(_count(links), SMALL) + 26.0) if links else 60.0
        if len(between) > MOST_LABELS:
            return 150.0
        widest = max(text_width(self._widest_text(link), SMALL) for link in between)
        if self.numbers.is_narrow:
            return widest + 24.0
        return 90.0 + widest * min(2.6, 0.6 + 0.25 * len(between))

    def axis_of(self, index: int) -> Optional[float]:
        """The height of the cells of a table that links into a block come from, if they come from there."""
        if index == 0 or not self.blocks[index - 1].in_rows:
            return None
        links = self.single.get((index - 1, index), [])
        heights = [self.blocks[index - 1].anchors[id(link.source)].y for link in links]
        return sum(heights) / len(heights) if heights else None

    @property
    def height_above(self) -> float:
        """How much room the links need that lead over other blocks."""
        return LANE * len(self.lanes) + 14.0 if self.lanes else 0.0

    @property
    def drawn(self) -> int:
        """How many links are drawn one by one."""
        return sum(map(len, self.single.values()))

    @property
    def shares_weights(self) -> bool:
        """Whether a weight that is drawn is shared."""
        return bool(self._dashes)

    @property
    def has_gates(self) -> bool:
        """Whether a gate is drawn."""
        return any(isinstance(curve.link.weight, Neuron) for curve in self._all())

    # ---- drawing -----------------------------------------------------------------------------------

    def draw(self, canvas: Canvas, top: float) -> None:
        """The lines; what is written comes later, when the blocks are drawn. ``top``: of the blocks."""
        self.anchors = {neuron: anchor for block in self.blocks for neuron, anchor in block.anchors.items()}
        self.top = top
        self.curves = {pair: self._curves(links) for pair, links in self.single.items()}
        for curves in self.curves.values():
            for curve in curves:
                self._draw_curve(canvas, curve)
        for pair in self.between:
            if not self.single[pair]:
                self._draw_entries(canvas, pair) if self._enters(pair) else self._draw_arrow(canvas, pair)

    def _curves(self, links: Sequence[Link]) -> List[Curve]:
        """The links between two blocks: those of one neuron leave and arrive beside each other."""
        leaving: Dict[int, List[Link]] = {}
        arriving: Dict[int, List[Link]] = {}
        for link in links:
            leaving.setdefault(id(link.source), []).append(link)
            arriving.setdefault(id(link.target), []).append(link)
        for some in leaving.values():
            some.sort(key=lambda link: self.anchors[id(link.target)].y)
        for some in arriving.values():
            some.sort(key=lambda link: self.anchors[id(link.source)].y)
        return [self._curve(link, self.anchors[id(link.source)].port(leaving[id(link.source)], link),
                            self.anchors[id(link.target)].port(arriving[id(link.target)], link))
                for link in links]

    def _curve(self, link: Link, start: Anchor, end: Anchor) -> Curve:
        lane = self.top - 10.0 - LANE * self.lanes[id(link)] if id(link) in self.lanes else 0.0
        return Curve(link, (start.right, start.y), (end.left, end.y), lane)

    def _draw_curve(self, canvas: Canvas, curve: Curve) -> None:
        link, weight = curve.link, curve.link.weight
        number = self.numbers.of(weight)
        is_plain = isinstance(weight, Neuron) or self.numbers.is_constant(weight)
        dash = self._dash(weight) if isinstance(weight, Weight) and self.numbers.is_shared(weight) else None
        width = PLAIN if is_plain else self.numbers.thickness(number)
        with canvas.about(link):
            canvas.svg.path(curve.path(), self.numbers.link_hint(link), fill="none", stroke_opacity=0.8,
                            stroke=GREY if is_plain else colour_of(number), stroke_width=width,
                            stroke_dasharray=dash)

    def _dash(self, weight: Weight) -> str:
        return self._dashes.setdefault(id(weight), DASHES[len(self._dashes) % len(DASHES)])

    def _draw_entries(self, canvas: Canvas, pair: Tuple[int, int]) -> None:
        """One grey line from each source to each row of a box that it leads to."""
        seen: Set[Tuple[int, Point]] = set()
        for link in self.between[pair]:
            entry = self.blocks[pair[1]].entries.get(id(link.target))
            start = self.anchors.get(id(link.source))
            if entry and start and (id(link.source), entry) not in seen:
                seen.add((id(link.source), entry))
                curve = self._curve(link, start, Anchor(*entry[:1], entry[0], entry[1]))
                canvas.svg.path(curve.path(), f"{link.source.name} enters {self._name(pair[1])}", fill="none",
                                stroke=GREY, stroke_width=PLAIN)

    def _name(self, index: int) -> str:
        return self.blocks[index].titles[0] if self.blocks[index].titles else "the next layer"

    def _draw_arrow(self, canvas: Canvas, pair: Tuple[int, int]) -> None:
        """One arrow for all links between two blocks, with their number."""
        source, target = self.blocks[pair[0]], self.blocks[pair[1]]
        above = 0.3 if self._skips(pair) else 0.0
        start = Anchor(0.0, source.x + source.width + 6.0, source.axis - above * source.body_height)
        end = Anchor(target.x - 6.0, 0.0, target.axis - above * target.body_height)
        curve = self._curve(self.between[pair][0], start, end)
        hint = f"{_count(self.between[pair])} from {self._name(pair[0])} to {self._name(pair[1])}"
        canvas.svg.path(curve.path(), hint, fill="none", stroke="#b8b8b8", stroke_width=5)
        x, y = curve.end
        canvas.svg.path(f"M{x - 3:.1f} {y - 8:.1f}L{x + 5:.1f} {y:.1f}L{x - 3:.1f} {y + 8:.1f}z",
                        fill="#b8b8b8")
        self.bundles.append((curve, _count(self.between[pair])))

    # ---- what is written, and gates ----------------------------------------------------------------

    def write(self, canvas: Canvas) -> None:
        """Gates, then the numbers of the weights where they cover nothing."""
        for curve in self._all():
            if isinstance(curve.link.weight, Neuron):
                self._draw_gate(canvas, curve, curve.link.weight)
        for curve, text in self.bundles:
            x, y = curve.point(0.5)
            canvas.text(x, y - 8.0, text, size=SMALL, anchor="middle", fill=LIGHT.dim)
        for curves in self.curves.values():
            crossings = [curve.point(share / 24.0) for curve in curves for share in range(25)]
            for curve in curves:
                weight = curve.link.weight
                is_one = self.numbers.is_constant(weight) and weight.value == 1.0
                if isinstance(weight, Weight) and not is_one:
                    self._write_number(canvas, curve, crossings, len(curves) <= MOST_LABELS)

    def _all(self) -> Iterator[Curve]:
        for curves in self.curves.values():
            yield from curves

    def _write_number(self, canvas: Canvas, curve: Curve, points: Sequence[Point], has_room: bool) -> None:
        spots = [(x, y + 0.35 * SMALL) for x, y in map(curve.point, self.shares)] if has_room else []
        boxes = [(spot, self._room(canvas, text_box(*spot, self._widest_text(curve.link), SMALL, "middle")))
                 for spot in spots]
        free = [(sum(_is_in(point, box) for point in points), index, spot, box)
                for index, (spot, box) in enumerate(boxes) if canvas.is_free(box)]
        if not free:
            canvas.unwritten += 1
            return
        _, _, (x, y), box = min(free)
        canvas.take(box)
        with canvas.about(curve.link.weight):
            canvas.svg.rect(box.left - 1.0, box.top, box.right - box.left + 2.0, box.bottom - box.top,
                            fill="#ffffff", fill_opacity=0.88, rx=2)
            canvas.text(x, y, weight_text(self.numbers, curve.link), size=SMALL, anchor="middle",
                        fill=colour_of(self.numbers.of(curve.link.weight)))

    def _widest_text(self, link: Link) -> str:
        return weight_text(self.numbers, link).ljust(self.numbers.letters)

    @staticmethod
    def _room(canvas: Canvas, box: Box) -> Box:
        """What a number takes; in a page with a script, another one below it as well."""
        return box._replace(bottom=box.bottom + SMALL + 1.0) if canvas.key_of else box

    def _draw_gate(self, canvas: Canvas, curve: Curve, gate: Neuron) -> None:
        """A knot on the link: the product of its source and the gate, from where a dashed line comes."""
        x, y = curve.point(KNOT)
        anchor = self.anchors.get(id(gate))
        if anchor and gate is not curve.link.source and anchor.right < x:
            dashed = Curve(curve.link, (anchor.right, anchor.y), (x, y))
            canvas.svg.path(dashed.path(), f"gate {gate.name}", fill="none", stroke=GREY, stroke_width=PLAIN,
                            stroke_dasharray="4 3")
        with canvas.about(curve.link):
            canvas.svg.circle(x, y, 9.0, self.numbers.link_hint(curve.link), fill="#ffffff",
                              stroke=LIGHT.text, stroke_width=1.2)
        canvas.text(x, y + 4.0, "²" if gate is curve.link.source else "×", size=SMALL, anchor="middle")
        canvas.take(Box(x - 9.0, y - 9.0, x + 9.0, y + 9.0))


def _count(links: Sequence[Link]) -> str:
    return count_of(len(links), "link")


def _is_in(point: Point, box: Box) -> bool:
    return box.left <= point[0] <= box.right and box.top <= point[1] <= box.bottom
