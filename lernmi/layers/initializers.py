"""Initial weights: what they are before anything is learned."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING, Any, Callable, Dict, List, Tuple

from ..support import validation
from ..support.errors import UnknownName
from ..weight import Weight

if TYPE_CHECKING:
    from ..network.network import Network

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


INITIALIZERS: Dict[str, Draw] = {"uniform": uniform, "xavier": xavier, "glorot": xavier, "he": he}


def initial_values(given: Any, what: str) -> Any:
    """A function for the name of one or for one number for all; numbers listed stay as they are."""
    if isinstance(given, str):
        if given not in INITIALIZERS:
            raise UnknownName(f"way to draw {what}", given, INITIALIZERS)
        return INITIALIZERS[given]
    if callable(given) or hasattr(given, "__len__"):
        return given
    constant = validation.number(given, f"the value for all {what}")
    return lambda generator, links_in, links_out: constant


def make_weights(wanted: Any, shape: Tuple[int, ...], fans: Tuple[int, int],
                 generator: random.Random, name: str) -> Any:
    """Weights in nested lists of that shape: drawn, or from numbers or Weights.

    ``fans``: links into each neuron of the layer, links out of each neuron before it.
    ``name``: of all together; each is called ``name[place]``.
    """
    def made(wanted: Any, shape: Tuple[int, ...], place: str) -> Any:
        if not shape:
            if callable(wanted):
                wanted = wanted(generator, *fans)
            return _as_weight(wanted, f"{name}[{place[:-1]}]")
        if callable(wanted):
            entries = [wanted] * shape[0]
        else:
            entries = validation.sequence(wanted, shape[0], f"{name}[{place}0..{shape[0] - 1}]")
        return [made(entry, shape[1:], f"{place}{index},") for index, entry in enumerate(entries)]

    return made(wanted, shape, "")


def _as_weight(entry: Any, name: str) -> Weight:
    if isinstance(entry, Weight):
        entry.name = entry.name or name
        return entry
    return Weight(entry, name)


class Initializer:
    """How a layer's weights and biases begin, as the user put it.

    Each of the two: the name of a way to draw, a function, one number for all, or the numbers
    or Weights themselves; the biases may also be "none". By default the weights are drawn
    uniformly, and the biases too if the weights are; otherwise they are 0.
    """

    def __init__(self, weights: Any = None, biases: Any = None) -> None:
        self.weights = initial_values("uniform" if weights is None else weights, "weights")
        if biases is None:
            biases = "uniform" if self.weights is uniform else 0.0
        self.has_biases = not (biases is False or isinstance(biases, str) and biases == "none")
        self.biases = initial_values(biases, "biases") if self.has_biases else None

    def make_weights(self, network: Network, shape: Tuple[int, ...], fans: Tuple[int, int],
                     name: str = "weight") -> Any:
        """The weights, in nested lists of that shape."""
        return make_weights(self.weights, shape, fans, network.random,
                            f"{network.group_name}.{name}")

    def make_biases(self, network: Network, count: int, fans: Tuple[int, int],
                    name: str = "bias") -> List[Weight]:
        """The bias Weights, one for each neuron; none if there shall be none."""
        if not self.has_biases:
            return []
        biases: List[Weight] = make_weights(self.biases, (count,), fans, network.random,
                                            f"{network.group_name}.{name}")
        return biases
