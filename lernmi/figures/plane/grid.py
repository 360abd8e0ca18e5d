"""What a network answers on a grid of points, as often as needed while it learns."""

from __future__ import annotations

from typing import Dict, List, Optional, Sequence

from ...network.network import Network
from ...neuron import Neuron
from ...unrolling.forward import ForwardPass
from ..unchanged import unchanged
from .plane import Area, Plane, plane_of

Grid = List[List[float]]            # rows from the top, each from the left


class PlaneGrid:
    """The outputs of a network at the middles of so many cells of an area, as after training.

    ``neurons``: those whose values are computed in place of the outputs. The forward pass is unrolled
    once, and run with the weights as they are each time. The numbers of the network's objects stay as
    they are. Raises BadInput for a network without two inputs.
    """

    def __init__(self, network: Network, columns: int, rows: int, area: Optional[Area] = None,
                 neurons: Sequence[Neuron] = ()) -> None:
        self._network = network
        self.plane: Plane = plane_of(network)
        self.area = area or self.plane.area([])
        self._columns = columns
        self._forward = ForwardPass(network, [
            (self.plane.inputs(point), []) for row in self.area.points(columns, rows) for point in row],
            has_loss=False, neurons=neurons)

    def outputs(self) -> List[List[List[float]]]:
        """The outputs at each point: rows from the top, each from the left."""
        with unchanged(self._network):
            answers = self._forward.run()
        return [answers[start:start + self._columns] for start in range(0, len(answers), self._columns)]


def hidden_neurons(network: Network) -> List[Neuron]:
    """What the layers before the last one answer."""
    layers = list(network.layer_outputs.values())
    return [neuron for neurons in layers[:-1] for neuron in neurons]


def hidden_maps(network: Network, area: Area, columns: int = 10, rows: int = 10) -> Dict[str, Grid]:
    """The values of all hidden neurons, by their names, at the middles of a few cells of an area."""
    neurons = hidden_neurons(network)
    cells = PlaneGrid(network, columns, rows, area, neurons).outputs()
    return {neuron.name: [[values[index] for values in row] for row in cells]
            for index, neuron in enumerate(neurons)}
