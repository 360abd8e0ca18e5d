"""What a drawing shows: neurons by their layer, and links; a large layer as one box."""

from __future__ import annotations

from typing import Any, Dict, List, NamedTuple, Optional, Tuple

from ...link import Link
from ...network.network import Network
from ...neuron import Neuron
from ...support.formatting import significant
from ...weight import Weight
from ..literals import printable
from ..meanings import meanings

MOST_NEURONS = 10       # of a layer that is drawn neuron by neuron
MOST_LINKS = 400        # in all; Mermaid refuses more than 500
MOST_NUMBERS = 30       # weights written beside their links
LONGEST = 40            # characters of a name
DIGITS = 3
PLUS, MINUS, NEUTRAL = "#1f5fbf", "#c0392b", "#808080"      # weights above 0, below 0, neither
LEGEND = "blue: weights above 0; red: below 0; the thicker, the larger"


class Node(NamedTuple):
    """A neuron, or a layer of many; the lines that are written in it."""

    name: str
    lines: List[str]
    is_layer: bool = False


class Edge(NamedTuple):
    """A link, or several; ``value``: that of its weight, if it is one with a weight."""

    source: str
    target: str
    label: str
    value: Optional[float] = None
    is_gate: bool = False

    def width(self, largest: float) -> float:
        """How thick it is: from 0.5 to 4 points, by the size of the weight."""
        return 0.5 + 3.5 * abs(self.value) / largest if self.value and largest else 1.0

    @property
    def colour(self) -> str:
        """By the sign of the weight."""
        return NEUTRAL if not self.value else PLUS if self.value > 0.0 else MINUS


class Graph:
    """The nodes of each layer, and the edges between them.

    ============= ===========================================================
    title         the network in a line
    layers        the name of each layer, with its nodes
    edges         what is drawn between nodes
    summarised    a line that names the layers that are drawn as one box, or ""
    largest       the size of the largest weight that is drawn
    ============= ===========================================================

    A bias is written in its neuron: the bias neuron isn't drawn.
    """

    def __init__(self, network: Network) -> None:
        network.refresh()
        self._network = network
        self._meanings = meanings(network)
        self.title = f"{len(network.neurons):,} neurons, {len(network.links):,} links, " \
                     f"{len(network.weights):,} weights that learn"
        self._groups = {name: neurons for name, neurons in network.groups.items()
                        if neurons != [network.bias]}
        self._drawn = {name: self._single_neurons(name) for name in self._groups}
        self._draw()
        while len(self.edges) > MOST_LINKS and any(self._drawn.values()):
            self._drawn[max(self._drawn, key=lambda name: len(self._drawn[name]))] = []
            self._draw()
        self.layers = [(shortened(name), self._nodes(name)) for name in self._groups]
        boxes = [f"{shortened(name)} ({len(rest)} neurons)" for name in self._groups
                 for rest in [self._rest(name)] if rest]
        self.summarised = f"drawn as one box each: {', '.join(boxes)}" if boxes else ""
        self.largest = max((abs(edge.value) for edge in self.edges if edge.value is not None), default=0.0)

    def _single_neurons(self, group: str) -> List[Neuron]:
        """The neurons of a layer that are drawn one by one: all, or its outputs, or none."""
        for neurons in (self._groups[group], self._network.layer_outputs.get(group, [])):
            if len(neurons) <= MOST_NEURONS:
                return list(neurons)
        return []

    def _rest(self, group: str) -> List[Neuron]:
        """The neurons of a layer that are drawn as one box."""
        drawn = set(map(id, self._drawn[group]))
        return [neuron for neuron in self._groups[group] if id(neuron) not in drawn]

    def _draw(self) -> None:
        """Name the node of each neuron, and collect the edges between nodes."""
        self._names: Dict[int, str] = {}
        for number, (group, neurons) in enumerate(self._groups.items()):
            self._names.update((id(neuron), f"g{number}") for neuron in neurons)
            self._names.update((id(neuron), f"g{number}_{index}")
                               for index, neuron in enumerate(self._drawn[group]))
        self.edges = self._edges()

    def _nodes(self, group: str) -> List[Node]:
        """The box comes first: what is drawn beside it is mostly computed from it."""
        nodes = [Node(self._names[id(neuron)], self._lines(neuron)) for neuron in self._drawn[group]]
        rest = self._rest(group)
        if not rest:
            return nodes
        kinds = list(dict.fromkeys(neuron.activation.name for neuron in rest))
        return [Node(self._names[id(rest[0])], [f"{len(rest)} neurons", *_activation(kinds)], True), *nodes]

    def _lines(self, neuron: Neuron) -> List[str]:
        """Its name, what it stands for in the data, its activation, its bias."""
        biases = [link.weight.value for link in neuron.incoming if link.source is self._network.bias]
        bias = [f"bias {significant(sum(biases), DIGITS)}"] if biases else []
        meaning = [shortened(self._meanings[id(neuron)])] if id(neuron) in self._meanings else []
        return [shortened(neuron.name), *meaning, *_activation([neuron.activation.name]), *bias]

    # ---- links -------------------------------------------------------------------------------------

    def _edges(self) -> List[Edge]:
        single: List[Edge] = []
        many: Dict[Tuple[str, str], int] = {}
        for link in self._network.links:
            if link.source is self._network.bias:
                continue
            ends = self._names[id(link.source)], self._names[id(link.target)]
            if "_" in ends[0] and "_" in ends[1]:
                single += self._single(link, *ends)
            elif ends[0] != ends[1]:
                many[ends] = many.get(ends, 0) + 1
        numbers = sum(edge.value is not None for edge in single) <= MOST_NUMBERS
        return [edge if numbers or edge.value is None else edge._replace(label="") for edge in single] + [
            Edge(*ends, f"{count} link{'s' * (count != 1)}") for ends, count in many.items()]

    def _single(self, link: Link, source: str, target: str) -> List[Edge]:
        """A link between two neurons that are drawn; of a gate, two edges."""
        gate: Any = link.weight
        if isinstance(gate, Weight):
            return [Edge(source, target, significant(gate.value, DIGITS), gate.value)]
        if gate is link.source:
            return [Edge(source, target, "squared")]
        name = self._names[id(gate)]
        return [Edge(source, target, f"× {shortened(gate.name)}"),
                *([Edge(name, target, "", is_gate=True)] if "_" in name else [])]


def _activation(kinds: List[str]) -> List[str]:
    return [shortened(", ".join(kinds))] if kinds != ["identity"] else []


def shortened(text: str) -> str:
    """A name on one line, of no more than 40 characters."""
    line = printable(text)
    return line if len(line) <= LONGEST else line[:LONGEST - 1] + "…"
