"""The layers of a network as they are drawn: their neurons by what they are, index, and copy."""

from __future__ import annotations

import itertools
import math
from typing import Dict, List, Sequence, Set, Tuple

from ...network.network import Network
from ...network.neuron_names import Index, ParsedName, copy_numbers, parsed_name
from ...network.ordering import sorted_groups
from ...network.shapes import shaped
from ...neuron import Neuron


class Group:
    """The neurons of a layer.

    ============= ===================================================================
    name          of the layer
    neurons       all of them, in forward order
    parsed        what the name of each says, by its id
    outputs       those that the layer returns, or all where none is named as such
    inner         the others
    copied        whether it has neurons for time steps or samples
    ============= ===================================================================
    """

    def __init__(self, name: str, neurons: Sequence[Neuron], returned: List[Neuron],
                 copies: Set[str], time_steps: int) -> None:
        self.name, self.neurons = name, list(neurons)
        self.parsed = {id(neuron): parsed_name(neuron.name, name) for neuron in neurons}
        own = set(map(id, neurons))
        self.outputs = ([neuron for neuron in neurons if not self.parsed[id(neuron)].what]
                        or [neuron for neuron in returned if id(neuron) in own] or self.neurons)
        outputs = set(map(id, self.outputs))
        self.inner = [neuron for neuron in neurons if id(neuron) not in outputs]
        if not self.shape[1:]:
            self._unfold(returned)
        if copies:
            self._find_copies(returned, copies, time_steps)
        self.copied = any(parsed.copy for parsed in self.parsed.values())

    def _unfold(self, returned: List[Neuron]) -> None:
        """Give outputs with a flat index the shape of what the layer returns, as of a Residual."""
        shape = shaped(returned).shape
        unfolded: Dict[Index, Index] = {
            (number,): index for number, index in enumerate(itertools.product(*map(range, shape)))}
        parsed = {id(neuron): self.parsed[id(neuron)] for neuron in self.outputs}
        if len(shape) > 1 and {one.indices for one in parsed.values()} == set(unfolded):
            self.parsed.update((neuron, one._replace(indices=unfolded[one.indices]))
                              for neuron, one in parsed.items() if not one.copy)

    def _find_copies(self, returned: List[Neuron], copies: Set[str], time_steps: int) -> None:
        """The copy of neurons that have it in their index: inputs, and layers over the last dimension."""
        shape = shaped(returned).shape
        columns = shape[1] if len(shape) == 2 and shape[0] == time_steps else 0
        firsts = {parsed.indices[0] for parsed in self.parsed.values() if len(parsed.indices) > 1}
        by_row = self.name == "input" or firsts == set(range(time_steps))
        for neuron in self.neurons:
            parsed = self.parsed[id(neuron)]
            if "@t" in parsed.copy or not parsed.indices:
                continue
            if len(parsed.indices) == 1 and columns and not firsts and parsed.indices[0] < math.prod(shape):
                row, column = divmod(parsed.indices[0], columns)
                parsed = parsed._replace(indices=(row, column))
            elif not by_row:
                continue
            self.parsed[id(neuron)] = _with_copy(parsed, copies, self.name == "input")

    @property
    def shape(self) -> Tuple[int, ...]:
        """The shape of the outputs: what their indices fill, last one fastest; () where they fill none."""
        indices = [self.parsed[id(neuron)].indices for neuron in self.outputs]
        if len({len(index) for index in indices}) != 1 or len(set(indices)) != len(indices):
            return ()
        shape = tuple(max(numbers) + 1 for numbers in zip(*indices))
        return shape if shape and math.prod(shape) == len(indices) else ()

    @property
    def has_named_inner(self) -> bool:
        """Whether inner neurons are named after the layer, as those of this package's layers are."""
        return any(neuron.name.startswith(f"{self.name}.") for neuron in self.inner)

    def levels(self) -> List[List[Neuron]]:
        """The neurons by how many of their own layer they come after."""
        level: Dict[int, int] = {}
        levels: List[List[Neuron]] = []
        for neuron in self.neurons:
            before = [level[id(end)] for link in neuron.incoming for end in (link.source, link.weight)
                      if id(end) in level]
            level[id(neuron)] = number = max(before, default=-1) + 1
            if number == len(levels):
                levels.append([])
            levels[number].append(neuron)
        return levels


def _with_copy(parsed: ParsedName, copies: Set[str], is_input: bool) -> ParsedName:
    """The first numbers of the index as a copy, if there is one: time steps and, of inputs, samples."""
    index = parsed.indices
    candidates = [(1, f"@t{index[0] + 1}{parsed.copy}")]
    if is_input:
        candidates += [(1, f"#sample{index[0] + 1}"),
                       (2, f"@t{index[1] + 1}#sample{index[0] + 1}" if len(index) > 1 else "")]
    for count, copy in reversed(candidates):
        if copy in copies:
            return parsed._replace(indices=index[count:], copy=copy)
    return parsed


def groups_of(network: Network) -> List[Group]:
    """The layers with neurons, without the bias, in forward order; neurons may have been added by hand."""
    copies = {parsed_name(neuron.name, "").copy for neuron in network.neurons} - {""}
    time_steps = max([copy_numbers(copy)[1] for copy in copies], default=0)
    return [Group(name, neurons, network.inputs if name == "input" else network.layer_outputs.get(name, []),
                  copies, time_steps)
            for name, neurons in sorted_groups(network.groups, network.neurons).items()
            if neurons != [network.bias]]


def chosen(count: int, most: int, blame: Sequence[float]) -> List[int]:
    """Which of so many are drawn: all, or the first, the last and those with the most blame, in order."""
    if count <= most:
        return list(range(count))
    first, last = -(-most // 3), max(most // 4, 1)
    ends = {*range(first), *range(count - last, count)}
    others = sorted((index for index in range(count) if index not in ends), key=lambda index: -blame[index])
    return sorted({*ends, *others[:most - len(ends)]})


def left_out(shown: int, count: int, what: str) -> List[str]:
    """The note on what ``chosen`` leaves out; none where all are shown."""
    if shown == count:
        return []
    return [f"{shown} of {count:,} {what}: the first, the last and the most blamed; … {count - shown:,} more"]
