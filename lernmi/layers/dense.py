"""Dense: every neuron of the layer is linked to every neuron before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, List, Optional, Union

from .. import checks
from ..activations import ACTIVATIONS, Activation
from ..errors import BadInput
from ..link import Link
from ..neuron import Neuron
from ..weight import Weight
from .initial import make_weights, uniform, way_to_draw

if TYPE_CHECKING:
    from ..network import Network


class Dense:
    """``size`` neurons, each with a weight for every source and one for the bias.

    value[i] = activation(Σ_j weight[i, j] × source[j] + bias[i])

    ``weights``: one row per neuron of this layer (numbers, or Weights: the same Weight in
    several places is shared); or how to draw them: "uniform" (the default, ±0.5), "xavier",
    "he", one number for all, or a function (generator, links in, links out) → number.
    ``biases``: one number or Weight per neuron, or how to draw them, or "none". By default
    they are drawn uniformly when the weights are, and are 0 otherwise.
    ``name``: what the neurons are called; otherwise hidden, hidden1, …, or output.

    Afterwards layer.weights holds those rows as Weights (shape: size × sources), and
    layer.biases the bias Weights (shape: size). A layer that is called twice shares them.

    Raises BadInput for a size below 1 and for weights or biases of another shape,
    UnknownName for an unknown activation or way to draw.
    """

    def __init__(self, size: int, activation: Union[str, Activation] = "sigmoid",
                 weights: Any = None, biases: Any = None, name: Optional[str] = None) -> None:
        self.size = checks.size(size, "the size of a Dense layer")
        self.activation = checks.chosen(activation, ACTIVATIONS, "activation")
        self.name = name
        self.weights: List[List[Weight]] = []
        self.biases: List[Weight] = []
        self._rows = way_to_draw("uniform" if weights is None else weights, "weights")
        if biases is None:
            biases = "uniform" if self._rows is uniform else 0.0
        self._has_biases = biases is not False and biases != "none"
        self._biases = way_to_draw(biases, "biases") if self._has_biases else None

    def __call__(self, network: Network, sources: List[Neuron]) -> List[Neuron]:
        """Build the neurons and links behind ``sources``; the new neurons are handed back."""
        if not self.weights:
            self._make_weights(network, len(sources))
        self._check_width(network, sources)
        targets = []
        for index, row in enumerate(self.weights):
            target = network.add(Neuron(activation=self.activation))
            for source, weight in zip(sources, row):
                Link(source, target, weight)
            if self.biases:
                Link(network.bias, target, self.biases[index])
            targets.append(target)
        return targets

    def _make_weights(self, network: Network, columns: int) -> None:
        layer, generator, fans = network.group_name, network.random, (columns, self.size)
        rows, what = self._rows, f"{layer}.weight (one row for each neuron)"
        if callable(rows):
            rows = [rows] * self.size
        for index, row in enumerate(checks.listed(rows, self.size, what)):
            self.weights.append(make_weights(row, fans, columns, generator,
                                             f"{layer}.weight[{index},{{}}]"))
        if self._has_biases:
            self.biases = make_weights(self._biases, fans, self.size, generator,
                                       f"{layer}.bias[{{}}]")

    def _check_width(self, network: Network, sources: List[Neuron]) -> None:
        if len(self.weights[0]) != len(sources):
            raise BadInput(f"the layer {network.group_name} has {len(self.weights[0])} weights for "
                           f"each neuron, but {len(sources)} neurons lead to it.")

    def __repr__(self) -> str:
        return f"Dense({self.size}, {self.activation.name!r})"
