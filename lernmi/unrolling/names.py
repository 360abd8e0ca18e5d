"""Names of Python variables, from the names of neurons, links and weights."""

from __future__ import annotations

import keyword
import re
from typing import Any, Dict, List, Set

from ..link import Link
from ..network.network import Network
from ..weight import Weight

RESERVED = ("answer", "first", "second", "total_loss", "unrolled", "inf", "nan", "_")       # by the program


class VariableNames:
    """A variable's name for each thing of a network: "hidden[0]" is hidden_0.

    A weight that only one link uses is w_hidden_0_from_input_1, or b_hidden_0 if it is a bias,
    unless it has a name that can be written as it is: w5.
    """

    def __init__(self, network: Network) -> None:
        self._taken: Set[str] = {*RESERVED, *keyword.kwlist}
        self._counts: Dict[str, int] = {}       # of names with the same beginning
        self._names: Dict[int, str] = {}
        self._bias = network.bias
        self._links: Dict[int, List[Link]] = {}
        for link in network.links:
            self._links.setdefault(id(link.weight), []).append(link)
        for neuron in network.neurons:
            self._names[id(neuron)] = self.new(neuron.name)
        for weight in network.weights + network.fixed_weights:
            self._names[id(weight)] = self.new(self._base_of_weight(weight))

    def of(self, thing: Any) -> str:
        """The name of a neuron, which is that of its value, or of a weight."""
        return self._names[id(thing)]

    def new(self, words: str) -> str:
        """A new name, as much like these words as can be."""
        base = re.sub(r"\W+", "_", words).strip("_") or "number"
        base = f"n_{base}" if base[0].isdigit() else base
        name = base
        while name in self._taken:
            self._counts[base] = self._counts.get(base, 1) + 1
            name = f"{base}_{self._counts[base]}"
        self._taken.add(name)
        return name

    def _base_of_weight(self, weight: Weight) -> str:
        links = self._links.get(id(weight), [])
        if weight.name.isidentifier() or len(links) != 1:
            return weight.name
        source, target = links[0].source, self._names[id(links[0].target)]
        return f"b_{target}" if source is self._bias else f"w_{target}_from_{self._names[id(source)]}"
