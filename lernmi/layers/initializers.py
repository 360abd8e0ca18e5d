"""Initial weights: their values before anything is learned."""

from __future__ import annotations

import math
import random
from functools import partial
from typing import Any, Callable, Dict, List, Tuple

from ..network.network import Network
from ..support import arrays, validation
from ..support.errors import UnknownName
from ..weight import Weight

Draw = Callable[[random.Random, int, int], float]       # generator, links in, links out → a weight


def uniform(generator: random.Random, links_in: int, links_out: int) -> float:
    """Evenly between −0.5 and 0.5, as the Ruby original does."""
    return generator.uniform(-0.5, 0.5)


def xavier(generator: random.Random, links_in: int, links_out: int) -> float:
    """Evenly within ±√(6 / (links in + links out)): keeps sigmoid and tanh out of saturation.

    Source: Glorot and Bengio, Understanding the difficulty of training deep feedforward
    neural networks, 2010, equation 16.
    """
    limit = math.sqrt(6.0 / (links_in + links_out))
    return generator.uniform(-limit, limit)


def he(generator: random.Random, links_in: int, links_out: int) -> float:
    """Normally distributed, standard deviation √(2 / links in): for relu and its relatives.

    Source: He and others, Delving deep into rectifiers, 2015, equation 10.
    """
    return generator.gauss(0.0, math.sqrt(2.0 / links_in))


def constant(value: float, generator: random.Random, links_in: int, links_out: int) -> float:
    """The same for all."""
    return value


INITIALIZERS: Dict[str, Draw] = {"uniform": uniform, "xavier": xavier, "glorot": xavier, "he": he}


def initial_values(values: Any, what: str) -> Any:
    """A function for the name of one or for one number for all; a list stays as it is."""
    if isinstance(values, str):
        if values not in INITIALIZERS:
            raise UnknownName(f"way to draw {what}", values, INITIALIZERS)
        return INITIALIZERS[values]
    if callable(values):
        validation.function(values, 3, f"a way to draw {what}", "(generator, links in, links out) → number")
    if callable(values) or validation.has_entries(values, f"the list of {what}"):
        return values
    return partial(constant, validation.number(values, f"the value for all {what}"))


def make_weights(network: Network, values: Any, shape: Tuple[int, ...], fans: Tuple[int, int],
                 what: str) -> Any:
    """Weights in nested lists of that shape: drawn by the network's generator, or from a list.

    ``fans``: links into each neuron of the layer, links out of each neuron before it.
    Each is named ``layer.what[index]``. Raises BadInput for a list of another shape.
    """
    name = f"{network.group_name}.{what}"

    def build(values: Any, shape: Tuple[int, ...], index: str) -> Any:
        if not shape:
            value = values(network.random, *fans) if callable(values) else values
            return _as_weight(value, f"{name}[{index[:-1]}]")
        if callable(values):
            entries = [values] * shape[0]
        else:
            entries = validation.sequence(values, shape[0], f"{name}[{index}0..{shape[0] - 1}]")
        return [build(entry, shape[1:], f"{index}{number},") for number, entry in enumerate(entries)]

    return build(values, shape, "")


def _as_weight(value: Any, name: str) -> Weight:
    if isinstance(value, Weight):
        value.name = value.name or name
        return value
    return Weight(value, name)


class Initializer:
    """The initial weights and biases of a layer, as the user chose them.

    Each of the two: the name of a way to draw, a function, one number for all, or the numbers
    or Weights themselves; the biases may also be "none". By default the weights are drawn
    uniformly, and the biases too if the weights are; otherwise they are 0.
    """

    def __init__(self, weights: Any = None, biases: Any = None) -> None:
        self.weights = initial_values("uniform" if weights is None else weights, "weights")
        if biases is None:
            biases = "uniform" if self.weights is uniform else 0.0
        none = isinstance(biases, str) and biases == "none"
        self.has_biases = not (none or arrays.to_number(biases) is False)
        self.biases = initial_values(biases, "biases") if self.has_biases else None

    def make_weights(self, network: Network, shape: Tuple[int, ...], fans: Tuple[int, int],
                     what: str = "weight") -> Any:
        """The Weights, in nested lists of that shape."""
        return make_weights(network, self.weights, shape, fans, what)

    def make_biases(self, network: Network, count: int, fans: Tuple[int, int],
                    what: str = "bias") -> List[Weight]:
        """The bias Weights, one for each neuron; an empty list if there are none."""
        return list(make_weights(network, self.biases, (count,), fans, what)) if self.has_biases else []
