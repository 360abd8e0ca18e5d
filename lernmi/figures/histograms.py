"""Histograms: how the weights of each layer are distributed, and their sensitivities."""

from __future__ import annotations

import math
from collections import Counter
from typing import Callable, List, NamedTuple, Sequence

from ..network.layer_weights import latest_sensitivity, weights_by_layer
from ..network.network import Network
from ..network.whose_numbers import has_all_sensitivities
from ..support.errors import BadInput
from ..support.formatting import percent
from .figure import Figure
from .scale import FINEST, LEAST_SPAN, round_numbers

SINGULAR = {"weights": "weight", "biases": "bias", "weight sensitivities": "weight sensitivity",
            "bias sensitivities": "bias sensitivity"}
FEW = 5                     # numbers that are listed in place of a histogram
FEWEST_BINS, MOST_BINS = 7, 41


class Bin(NamedTuple):
    """The numbers between two edges, and how many there are; the middle of a bin may be 0."""

    low: float
    high: float
    size: int

    @property
    def sign(self) -> int:
        """1 above 0, −1 below, 0 where 0 is inside."""
        return int(self.low > 0.0) - int(self.high < 0.0)


class Distribution(NamedTuple):
    """Numbers of one kind in a layer: its weights, its biases, or their sensitivities."""

    what: str
    numbers: List[float]

    @property
    def name(self) -> str:
        """How many there are of what."""
        return f"{len(self.numbers):,} {self.what if len(self.numbers) != 1 else SINGULAR[self.what]}"

    @property
    def is_listed(self) -> bool:
        """Whether the numbers are so few that they are best listed."""
        return len(self.numbers) <= FEW

    @property
    def zeros(self) -> float:
        """The share of numbers that are 0."""
        return sum(number == 0.0 for number in self.numbers) / len(self.numbers)

    @property
    def mean(self) -> float:
        """Their mean."""
        return math.fsum(number / len(self.numbers) for number in self.numbers)

    def bins(self, most: int = MOST_BINS) -> List[Bin]:
        """Bins of a round width, at most so many, and more for more numbers; 0 is in the middle of one."""
        low, high = min(self.numbers), max(self.numbers)
        most = min(most, max(FEWEST_BINS, min(2 * math.isqrt(len(self.numbers)), MOST_BINS)))
        least = high / most - low / most
        if least < max(LEAST_SPAN, FINEST * max(abs(low), abs(high))):
            return [Bin(low, high, len(self.numbers))]
        for width in round_numbers(least):
            if _index(high, width) - _index(low, width) < most:
                break
        counts = Counter(_index(number, width) for number in self.numbers)
        return [Bin((index - 0.5) * width, (index + 0.5) * width, counts[index])
                for index in range(_index(low, width), _index(high, width) + 1)]

    def words(self, number: Callable[[float], str]) -> str:
        """What they are like: a list, or how many, their range and their mean."""
        if self.is_listed:
            return ", ".join(map(number, self.numbers)) or "none is finite"
        return f"from {', '.join(self.facts(number))}"

    def facts(self, number: Callable[[float], str]) -> List[str]:
        """The smallest and the largest, the mean, and how many are 0."""
        return [f"{number(min(self.numbers))} to {number(max(self.numbers))}", f"mean {number(self.mean)}",
                f"{percent(self.zeros)} are 0" if self.zeros else "none is 0"]


class LayerNumbers(NamedTuple):
    """The distributions of a layer: of its weights and of its biases, if it has any, with sensitivities."""

    layer: str
    distributions: List[Distribution]


class Histograms(Figure):
    """``layers``: the LayerNumbers of each layer that has weights which learn.

    ``has_sensitivities``: whether there are any; there are none before a backward pass.
    """

    title = "How the weights of each layer and their sensitivities are distributed"

    def __init__(self, layers: Sequence[LayerNumbers], has_sensitivities: bool) -> None:
        self.layers = list(layers)
        self.has_sensitivities = has_sensitivities

    def sentences(self, number: Callable[[float], str]) -> List[str]:
        """One for each distribution."""
        sentences = [f"{layer}, {one.name}: {one.words(number)}."
                     for layer, distributions in self.layers for one in distributions]
        return sentences + [NO_SENSITIVITIES] * (not self.has_sensitivities)


NO_SENSITIVITIES = "There are no sensitivities: they come with a backward pass."


def histograms(network: Network) -> Histograms:
    """The weights of each layer, and the sensitivities of the latest backward pass.

    After an update, these are the ones that it used up. A weight that several layers share counts in the
    first of them. Raises BadInput for a network without weights that learn.
    """
    has_sensitivities = (has_all_sensitivities(network)
                         or any(weight.sensitivity for weight in network.weights))
    layers = []
    for layer, kinds in weights_by_layer(network).items():
        distributions = []
        for what, weights in kinds.items():
            distributions.append(_distribution(what, [weight.value for weight in weights]))
            if has_sensitivities:
                distributions.append(_distribution(
                    f"{SINGULAR[what]} sensitivities",
                    [latest_sensitivity(network, weight) for weight in weights]))
        layers.append(LayerNumbers(layer, distributions))
    if not layers:
        raise BadInput("the network has no weights that learn, so there is nothing to draw a histogram of.")
    return Histograms(layers, has_sensitivities)


def _distribution(what: str, numbers: Sequence[float]) -> Distribution:
    return Distribution(what, [number for number in numbers if math.isfinite(number)])


def _index(number: float, width: float) -> int:
    """The index of the bin of a number; bin 0 is around 0."""
    return math.floor(number / width + 0.5)
