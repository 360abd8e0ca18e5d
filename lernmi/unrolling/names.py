"""Names of Python variables, from the names of neurons, links and weights."""

from __future__ import annotations

import builtins
import keyword
import re
import unicodedata
from typing import Any, Dict, Iterable, List, Set

from ..link import Link
from ..network.network import Network
from ..weight import Weight

RESERVED = {*keyword.kwlist, "Exception", "answer", "first", "inf", "inputs", "moment", "nan", "second",
            "targets", "total_loss", "unrolled", "_"}


class VariableNames:
    """A variable's name for each thing of a network: "hidden[0]" is hidden_0.

    A weight that only one link uses is w_hidden_0_from_input_1, or b_hidden_0 if it is a bias,
    unless it has a name that can be written as it is: w5. ``for_functions``: names that only functions
    get, beside those of Python's own.
    """

    def __init__(self, network: Network, weights: Iterable[Weight] = (),
                 for_functions: Iterable[str] = ()) -> None:
        self._for_functions: Set[str] = {*for_functions, *dir(builtins)} - RESERVED
        self._taken: Set[str] = RESERVED | self._for_functions
        self._variables: Set[str] = set()
        self._counts: Dict[str, int] = {}       # of names with the same beginning
        self._names: Dict[int, str] = {}
        self._bias = network.bias
        self._links: Dict[int, List[Link]] = {}
        for link in network.links:
            self._links.setdefault(id(link.weight), []).append(link)
        for neuron in network.neurons:
            self._names[id(neuron)] = self.new(neuron.name)
        for weight in dict.fromkeys([*network.weights, *network.fixed_weights, *weights]):
            self._names[id(weight)] = self.new(self._base_of_weight(weight))

    def of(self, thing: Any) -> str:
        """The name of a neuron, which is that of its value, or of a weight."""
        return self._names[id(thing)]

    def of_function(self, name: str) -> str:
        """A new name for a function: its own, unless something else has it."""
        if name in self._for_functions:
            self._for_functions.remove(name)
            return name
        name = self.new(name)
        self._variables.remove(name)
        return name

    def clashes(self, names: Iterable[str]) -> Set[str]:
        """Those of these names that variables have already; no variable gets one of them from here on."""
        self._taken |= set(names)
        return self._variables & set(names)

    def new(self, words: str) -> str:
        """A new name, as much like these words as can be, in the form that Python gives to names."""
        writable = "".join(letter if f"a{letter}".isidentifier() else " "
                           for letter in unicodedata.normalize("NFKC", words))
        base = re.sub(r"\W+", "_", writable).strip("_") or "number"
        base = base if base.isidentifier() else f"n_{base}"
        name = base
        while name in self._taken:
            self._counts[base] = self._counts.get(base, 1) + 1
            name = f"{base}_{self._counts[base]}"
        self._taken.add(name)
        self._variables.add(name)
        return name

    def _base_of_weight(self, weight: Weight) -> str:
        links = self._links.get(id(weight), [])
        if weight.name.isidentifier() or len(links) != 1:
            return weight.name
        source, target = links[0].source, self._names[id(links[0].target)]
        return f"b_{target}" if source is self._bias else f"w_{target}_from_{self._names[id(source)]}"
