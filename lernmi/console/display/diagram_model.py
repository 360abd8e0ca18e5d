"""What is drawn of a network, and what stands out in it."""

from __future__ import annotations

from typing import Dict, FrozenSet, List, NamedTuple

from ...link import Link
from ...network.network import Network
from ...neuron import Neuron

HIGHEST = 8             # neurons in one column of a drawing
MOST_LINKS = 40         # more can't be told apart


class Marks(NamedTuple):
    """What stands out in a drawing: the ids of neurons, of links, and of the neurons that gate.

    A neuron gets a double border, a link a line of dots, a gate a dotted floor. ``arrow`` says
    which way the links go: ▶ at the target's end, ◀ at the source's end, or none.
    """

    neurons: FrozenSet[int] = frozenset()
    links: FrozenSet[int] = frozenset()
    gates: FrozenSet[int] = frozenset()
    arrow: str = ""


NOTHING = Marks()


class DiagramModel(NamedTuple):
    """What is drawn: columns of neurons, links, and what stands out. A bias is told in the boxes.

    ``room``: characters kept for every number, so that boxes stay as wide when numbers grow.
    ``close_up``: boxes right below each other, long names shortened; what stands out is told in
    full, of other neurons, if ``brief``, only the value.
    """

    columns: List[List[Neuron]]
    links: List[Link]
    bias: Neuron
    marks: Marks = NOTHING
    room: int = 0
    close_up: bool = False
    brief: bool = False


def layers_of(network: Network) -> Dict[str, List[Neuron]]:
    """The neurons by layer, without the bias."""
    return {name: neurons for name, neurons in network.groups.items() if name != "bias"}


def fits_a_diagram(network: Network) -> bool:
    """Whether the neurons and links of a network can be told apart in a drawing."""
    own = [link for link in network.links if link.source is not network.bias]
    return len(own) <= MOST_LINKS and max(map(len, network.groups.values())) <= HIGHEST


def whole_network(network: Network, marks: Marks = NOTHING) -> DiagramModel:
    """The whole network, a column for each layer."""
    own = [link for link in network.links if link.source is not network.bias]
    return DiagramModel(list(layers_of(network).values()), own, network.bias, marks)
