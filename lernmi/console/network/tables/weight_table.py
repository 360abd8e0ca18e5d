"""The weights of a layer as a table: a row for each target, a column for each source and the bias."""

from __future__ import annotations

from typing import Dict, List, NamedTuple, Sequence, Tuple

from ....link import Link
from ....neuron import Neuron
from ....weight import Weight
from ...display.page import Page
from .layer_numbers import SHORT, LayerNumbers, Member, copy_numbers, copy_words, member_of
from .number_table import MOST, Block, Column, NumberTable, Row
from .table_layout import lay_out

BIAS = "bias"
BEFORE = "@t-1"                 # what came out of the time step before
COPIES = {"t": "time steps", "sample": "samples"}
LONGEST_LIST = 16               # links one below the other
NEURON_NUMBERS = (("total", "slope"), ("value", "sensitivity"))     # in a column, one below the other


class Source(NamedTuple):
    """Where links come from, the same for all copies of a target; ``short``: without the layer's name.

    The second link from the same source is one from "source#2".
    """

    name: str
    short: str

    @property
    def is_bias(self) -> bool:
        """Whether it is the bias, by its first link or another."""
        return self.name.partition("#")[0] == BIAS


class WeightGrid:
    """The trainable and the named weights of a layer by their targets and sources, copies taken together."""

    def __init__(self, numbers: LayerNumbers) -> None:
        self.numbers = numbers
        self.targets: Dict[str, List[Neuron]] = {}
        self.sources: Dict[Source, None] = {}
        self.weights: Dict[Tuple[str, Source], Weight] = {}
        self.is_unique = True           # whether there is one weight for each target and source
        self.links: List[Link] = []
        self.roles: Dict[str, str] = {}
        self.order: Dict[str, Tuple[int, ...]] = {}
        self._groups = {id(neuron): group for group, neurons in numbers.network.groups.items()
                        for neuron in neurons}
        constants = set(map(id, numbers.network.constants))
        for member in numbers.members:
            numbered: Dict[int, int] = {}           # how many links come from the same source
            for link in member.neuron.incoming:
                number = numbered[id(link.source)] = numbered.get(id(link.source), 0) + 1
                if isinstance(link.weight, Weight) and id(link.weight) not in constants:
                    self._enter(member, link, link.weight, number)

    def _enter(self, member: Member, link: Link, weight: Weight, number: int) -> None:
        target, source = member.unit(self.numbers.group), self._source(member, link.source)
        if number > 1:
            source = Source(f"{source.name}#{number}", f"{source.short}#{number}")
        self.roles[target], self.order[target] = member.role, member.indices
        neurons = self.targets.setdefault(target, [])
        if member.neuron not in neurons[-1:]:
            neurons.append(member.neuron)
        self.sources.setdefault(source)
        self.is_unique = self.weights.setdefault((target, source), weight) is weight and self.is_unique
        self.links.append(link)

    def _source(self, target: Member, neuron: Neuron) -> Source:
        if neuron is self.numbers.network.bias:
            return Source(BIAS, BIAS)
        group = self._groups[id(neuron)]
        if not target.copy:
            is_plain = neuron.name.startswith(f"{group}[")
            return Source(neuron.name, neuron.name[len(group):] if is_plain else neuron.name)
        source = member_of(group, neuron)
        before = BEFORE if source.copy and source.copy != target.copy and group == self.numbers.group else ""
        words, indices = copy_words(target.copy), copy_numbers(target.copy)
        shown = list(map(str, source.indices))
        if not source.copy and words and source.indices[:len(indices)] == tuple(indices):
            shown[:len(words)] = words                  # input[2,0] of time step 3 is input[t,0]
        index = f"[{','.join(shown)}]" if shown else ""
        name = f"{source._replace(indices=()).unit(group)}{index}{before}"
        return Source(name, index + before if index else name)

    def wiring(self) -> List[Link]:
        """The links into the layer that are in no table: through gates, or with fixed factors."""
        shown = set(map(id, self.links))
        return [link for neuron in self.numbers.neurons for link in neuron.incoming if id(link) not in shown]

    @property
    def is_dense(self) -> bool:
        """Whether most targets have most of the sources."""
        return self.is_unique and 2 * len(self.weights) >= len(self.targets) * len(self.sources)

    @property
    def has_copies(self) -> bool:
        """Whether a target stands for several neurons that share their weights."""
        return any(len(neurons) > 1 for neurons in self.targets.values())

    def shared_by(self) -> str:
        """Which copies share the weights, in words."""
        words = copy_words(next(member.copy for member in self.numbers.members if member.copy))
        return " and ".join(COPIES.get(word, "copies") for word in words)

    def source_groups(self) -> List[str]:
        """The names of the layers that the sources belong to, without their indices."""
        names = [source.name.partition("[")[0] for source in self.sources if not source.is_bias]
        return list(dict.fromkeys(names))


def weight_blocks(page: Page, grid: WeightGrid) -> List[Block]:
    """The weights of a layer: in tables, or link by link where most targets have few of the sources."""
    if not grid.weights:
        return []
    tables = [_table(grid, targets) for targets in _parts(grid)] if grid.is_dense else [_list(grid)]
    blocks = [lay_out(page, table, page.width) for table in tables]
    remarks = [*dict.fromkeys(remark for block in blocks for remark in block.remarks)]
    return [block._replace(remarks=remarks if block is blocks[-1] else []) for block in blocks]


def neurons_in_table(grid: WeightGrid) -> List[Neuron]:
    """The neurons whose other numbers are in the table of their weights."""
    if not grid.is_dense or grid.has_copies:
        return []
    return [neurons[0] for neurons in grid.targets.values()]


def _parts(grid: WeightGrid) -> List[List[str]]:
    """The targets of each table: all of them in one, or, where these are too many, those of each role."""
    roles: Dict[str, List[str]] = {}
    for target in sorted(grid.targets, key=lambda target: grid.order[target]):
        roles.setdefault(grid.roles[target], []).append(target)
    parts = list(roles.values())
    return parts if len(grid.targets) > MOST else [[target for part in parts for target in part]]


def _table(grid: WeightGrid, targets: Sequence[str]) -> NumberTable:
    numbers = grid.numbers
    sources = sorted(grid.sources, key=lambda source: source.is_bias)      # it comes last
    blames = {key: numbers.blame(weight) for key, weight in grid.weights.items()}
    shorts = [source.short for source in sources]
    columns = [Column((source.name,), source.short if shorts.count(source.short) == 1 else source.name,
                      sum(blames.get((target, source), 0.0) for target in targets), source.is_bias)
               for source in sources]
    rows = []
    second = ["  " + SHORT.get(word, word) for word in numbers.words_of_weights()[1:]]
    for target in targets:
        cells = [numbers.of_weight(grid.weights[target, source]) if (target, source) in grid.weights else ()
                 for source in sources]
        rows.append(Row((target, *second), cells,
                        sum(blames.get((target, source), 0.0) for source in sources)))
    table = NumberTable(columns, rows, ("target", "source", "weight"))
    neurons = [grid.targets[target][0] for target in targets]
    return table if grid.has_copies else _with_neurons(numbers, table, neurons)


def _with_neurons(numbers: LayerNumbers, table: NumberTable, neurons: Sequence[Neuron]) -> NumberTable:
    """The table with total, slope, value and sensitivity of each target, and what an output should be."""
    attributes = [numbers.known(pair if numbers.what == "values" else pair[::-1]) for pair in NEURON_NUMBERS]
    columns = [Column(tuple(SHORT.get(name, name) for name in names), stays=True, apart=True)
               for names in attributes]
    rows = [row._replace(cells=[*row.cells, *(tuple(getattr(neuron, name) for name in names)
                                              for names in attributes)])
            for row, neuron in zip(table.rows, neurons)]
    targets = list(map(numbers.target_of, neurons))
    if any(target is not None for target in targets):
        columns.append(Column(("target",), stays=True, apart=True))
        rows = [row._replace(cells=[*row.cells, () if target is None else (target,)])
                for row, target in zip(rows, targets)]
    return table._replace(columns=[*table.columns, *columns], rows=rows)


def _list(grid: WeightGrid) -> NumberTable:
    """The links one below the other, those with the most blame if there are many."""
    numbers = grid.numbers
    columns = [Column((SHORT.get(word, word),), stays=True) for word in
               (*numbers.words_of_weights(), "value of the link")]
    rows = [Row((f"{link.source.name} → {link.target.name}, {link.weight.name}",),
                [*((number,) for number in numbers.of_weight(link.weight)), (link.value,)],
                numbers.blame(link.weight)) for link in grid.links]
    return NumberTable(columns, rows, ("link", "column", "weight"), LONGEST_LIST)
