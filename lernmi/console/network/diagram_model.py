"""What a diagram shows of a network, and what is highlighted in it."""

from __future__ import annotations

from itertools import combinations
from typing import Dict, FrozenSet, List, Mapping, NamedTuple, Tuple

from ...link import Link
from ...network.network import Network
from ...network.whose_numbers import targets_of
from ...neuron import Neuron

HIGHEST = 8             # neurons in one column of a diagram
MOST_LINKS = 40         # more can't be distinguished
MOST_CROSSINGS = 1      # of links between two columns


class Marks(NamedTuple):
    """What is highlighted in a diagram: the ids of neurons, of links, and of the neurons that gate.

    A neuron gets a double border, a link a line of dots, a gate a dotted floor. ``arrow`` says
    which way the links go: ▶ at the target's end, ◀ at the source's end, or none.
    """

    neurons: FrozenSet[int] = frozenset()
    links: FrozenSet[int] = frozenset()
    gates: FrozenSet[int] = frozenset()
    arrow: str = ""


NO_MARKS = Marks()


class DiagramModel(NamedTuple):
    """Columns of neurons, links, and what is highlighted. Biases are shown in the boxes.

    ``room``: characters reserved for every number, so that boxes stay as wide when numbers grow.
    ``close_up``: boxes without space between them, long names shortened. ``brief``: of neurons
    that are not highlighted only the value. ``sensitivities``: whether neurons have theirs yet.
    ``what``: values, sensitivities or slopes, which come first. ``targets``: of the outputs, by their ids.
    ``taking_part``: the numbers of a move, in the boxes of their neurons, by these neurons' ids.
    """

    columns: List[List[Neuron]]
    links: List[Link]
    bias: Neuron
    marks: Marks = NO_MARKS
    room: int = 0
    close_up: bool = False
    brief: bool = False
    sensitivities: bool = True
    what: str = "values"
    targets: Mapping[int, float] = {}
    taking_part: Mapping[int, Mapping[str, float]] = {}


def layers_of(network: Network) -> Dict[str, List[Neuron]]:
    """The neurons by layer, without the bias."""
    return {name: neurons for name, neurons in network.groups.items() if name != "bias"}


def whole_network(network: Network, marks: Marks = NO_MARKS) -> DiagramModel:
    """The whole network, a column for each layer."""
    links = [link for link in network.links if link.source is not network.bias]
    return DiagramModel(list(layers_of(network).values()), links, network.bias, marks,
                        targets=targets_of(network))


def fits_a_diagram(network: Network) -> bool:
    """Whether a network is small enough, and its links cross so seldom, that a diagram may be readable."""
    model = whole_network(network)
    return (len(model.links) <= MOST_LINKS and max(map(len, model.columns)) <= HIGHEST
            and crossings(model) <= MOST_CROSSINGS)


def crossings(model: DiagramModel) -> int:
    """How often the links between two columns cross, in the gap where they do most."""
    spots = {id(neuron): (column, row) for column, neurons in enumerate(model.columns)
             for row, neuron in enumerate(neurons)}
    gaps: Dict[int, List[Tuple[int, int]]] = {}
    for link in model.links:
        (column, source), (next_column, target) = spots[id(link.source)], spots[id(link.target)]
        if next_column == column + 1:
            gaps.setdefault(column, []).append((source, target))
    return max((sum((one[0] - other[0]) * (one[1] - other[1]) < 0 for one, other in combinations(ends, 2))
                for ends in gaps.values()), default=0)
