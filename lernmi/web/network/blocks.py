"""Which blocks a network is drawn as: what each layer is decides how it is drawn."""

from __future__ import annotations

from typing import Dict, Iterator, List, Sequence, Set, Tuple

from ...neuron import Neuron
from ...support.formatting import count_of
from ...support.user_defined import is_ours
from ..canvas import GREY, Canvas
from .block import Arrangement, Block, short
from .boxes import LayerBox, inside
from .circles import Circles
from .groups import Group, groups_of
from .maps import Maps
from .numbers import Numbers
from .table import TimeTable
from .table_model import Where, layer_of

MOST_BLOCKS = 10
LONGEST_SUBTITLE = 40


class LeftOut(Block):
    """Stands for blocks that aren't drawn."""

    def __init__(self, numbers: Numbers, blocks: Sequence[Block]) -> None:
        self.members: Set[int] = set()
        members = set().union(*(block.members for block in blocks))
        super().__init__(numbers, [f"… {len(blocks):,} more"],
                         [f"{count_of(len(blocks), 'layer')} with {count_of(len(members), 'neuron')}"])
        self.members = members

    def body_size(self) -> Tuple[float, float]:
        """Three dots."""
        return 60.0, 20.0

    def move_body_to(self, x: float, y: float) -> None:
        """In the middle."""
        self.dots = [(x + 15.0 + 15.0 * number, y + 10.0) for number in range(3)]

    def draw_body(self, canvas: Canvas) -> None:
        """Three dots."""
        for x, y in self.dots:
            canvas.svg.circle(x, y, 3.0, fill=GREY)


def blocks_of(numbers: Numbers) -> List[Block]:
    """The blocks from left to right; of a very deep network the first and the last."""
    blocks = list(_Blocks(numbers).all())
    if len(blocks) <= MOST_BLOCKS:
        return blocks
    half = MOST_BLOCKS // 2
    return [*blocks[:half], LeftOut(numbers, blocks[half:-half]), *blocks[-half:]]


class _Blocks:
    """Makes a block after the other; each knows those before it."""

    def __init__(self, numbers: Numbers) -> None:
        self.numbers = numbers
        self.groups = groups_of(numbers.network)
        self.where: Where = {id(neuron): (group, group.parsed[id(neuron)])
                             for group in self.groups for neuron in group.neurons}
        self.subtitles = self._subtitles()
        self.made: List[Block] = []

    def _subtitles(self) -> Dict[str, str]:
        """What each layer is, as it is written in Python."""
        network = self.numbers.network
        subtitles = {name: short(repr(layer), LONGEST_SUBTITLE)
                     for name, layer in zip(network.layer_outputs, network.layers)
                     if not isinstance(layer, type) and is_ours(type(layer))}
        for group in self.groups:
            kinds = {neuron.activation.name for neuron in group.outputs} - {"identity"}
            subtitles.setdefault(group.name, short(", ".join(sorted(kinds)), LONGEST_SUBTITLE))
        return subtitles

    def all(self) -> Iterator[Block]:
        """Block after block."""
        copied: List[Group] = []
        for group in [*self.groups, None]:
            if group is not None and group.copied:
                copied.append(group)
                continue
            if copied:
                yield self._made(self._table(copied))
                copied = []
            if group is not None:
                for block in self._block(group):
                    yield self._made(block)

    def _made(self, block: Block) -> Block:
        self.made.append(block)
        return block

    def _table(self, groups: Sequence[Group]) -> Block:
        layers = [layer_of(group, self.where, self.numbers) for group in groups]
        return TimeTable(self.numbers, layers, [], self.where, self.subtitles)

    def _block(self, group: Group) -> Iterator[Block]:
        titles = [short(group.name), self.subtitles[group.name]]
        shape = group.shape
        if len(shape) in (2, 3):
            indices = {neuron: parsed.indices for neuron, (_, parsed) in self.where.items()}
            yield Maps(self.numbers, titles, [inside(group)] if group.inner else [], group, indices)
        elif group.has_named_inner:
            yield LayerBox(self.numbers, titles, group)
        else:
            for number, level in enumerate(group.levels()):
                yield self._circles(titles if not number else [f"{titles[0]} ({number + 1})"], level)

    def _circles(self, titles: Sequence[str], neurons: Sequence[Neuron]) -> Block:
        sources = {id(link.source) for neuron in neurons for link in neuron.incoming}
        arrangements: List[Arrangement] = [arrangement for block in self.made
                                           for arrangement in [block.arrangement_of(sources & block.members)]
                                           if arrangement]
        return Circles(self.numbers, titles, [], neurons, arrangements)

