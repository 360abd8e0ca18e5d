"""Dense: every neuron of the layer is linked to every neuron before it."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Union

from ..activations import ACTIVATIONS, Activation
from ..network.network import Network
from ..network.shapes import Neurons
from ..neuron import Neuron
from ..support import validation
from ..support.errors import BadInput
from ..weight import Weight
from .initializers import Initializer
from .terms import LayerBuilder


class Dense:
    """``size`` neurons, each with a weight for every source and one for the bias.

    value[i] = activation(Σ_j weight[i, j] × source[j] + bias[i])

    ``weights``: one row per neuron of this layer (numbers, or Weights: the same Weight at
    several indices is shared); or how to draw them: "uniform" (the default, ±0.5), "xavier",
    "he", one number for all, or a function (generator, links in, links out) → number.
    ``biases``: one number or Weight per neuron, or how to draw them, or "none". By default
    they are drawn uniformly when the weights are, and are 0 otherwise.
    ``name``: the name of its neurons; otherwise hidden, hidden1, …, or output.

    Afterwards layer.weights holds those rows as Weights (shape: size × sources), and
    layer.biases the bias Weights (shape: size). A layer that is applied twice shares them.

    Raises BadInput for a size below 1 and for weights or biases of another shape,
    UnknownName for an unknown activation or way to draw.
    """

    kind = "hidden"

    def __init__(self, size: int, activation: Union[str, Activation] = "sigmoid",
                 weights: Any = None, biases: Any = None, name: Optional[str] = None) -> None:
        self.size = validation.size(size, "the size of a Dense layer")
        self.activation = validation.choice(activation, ACTIVATIONS, "activation")
        self.name = name
        self.weights: List[List[Weight]] = []
        self.biases: List[Weight] = []
        self._initializer = Initializer(weights, biases)

    def __call__(self, network: Network, sources: List[Neuron], what: str = "") -> Neurons:
        """Build the neurons and links after ``sources``. Returns the new neurons.

        ``what``: the name of the neurons within the layer that this one belongs to.
        """
        self._prepare(network, len(sources), what)
        builder = LayerBuilder(network)
        return Neurons([builder.neuron(what, row, builder.affine(self.weights, self.biases, row, sources),
                                       self.activation)
                        for row in range(self.size)])

    def _prepare(self, network: Network, count: int, what: str) -> None:
        """Make the weights when first applied; check that they fit whenever applied again."""
        if not self.weights:
            fans, dot = (count, self.size), what + "." if what else ""
            self.weights, self.biases = (
                self._initializer.make_weights(network, (self.size, count), fans, dot + "weight"),
                self._initializer.make_biases(network, self.size, fans, dot + "bias"))
        if len(self.weights[0]) != count:
            raise BadInput(f"the layer {network.group_name} has {len(self.weights[0])} weights for "
                           f"each neuron, but {count} neurons lead to it.")

    def options(self) -> Dict[str, Any]:
        """The constructor's arguments that build it again, with the Weights that it has now."""
        return {"size": self.size, "activation": self.activation, "weights": self.weights,
                "biases": self.biases or "none", "name": self.name}

    def __repr__(self) -> str:
        return f"Dense({self.size}, {self.activation.name!r})"
