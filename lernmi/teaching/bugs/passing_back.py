"""Bugs in what a link passes back to its source: a factor is missing, or another one, or a path."""

from __future__ import annotations

from typing import Any, Iterator, List, Tuple

from ...layers import Dense
from ...layers.recurrent import RecurrentLayer
from ...link import Link
from ...network.network import Network
from ...weight import Weight
from .bug import Bug, Rate
from .exhibit import (
    Attributes,
    OnLinks,
    OnLinksWith,
    through_weights,
    to_hidden,
    to_outputs,
    to_slopes,
)


class SlopeForgotten(Link):
    """Takes 1 for the slope of its target."""

    __slots__ = ()

    def backward(self) -> None:
        """Without the factor "through the activation"."""
        slope, self.target.slope = self.target.slope, 1.0
        super().backward()
        self.target.slope = slope


class SlopeForgottenInPassingBack(Link):
    """Takes 1 for the slope of its target in what it passes back to its source alone."""

    __slots__ = ()

    def backward(self) -> None:
        """The source's part without the slope, the weight's part with it."""
        slope, weight_sensitivity = self.target.slope, self.weight.sensitivity
        self.target.slope = 1.0
        super().backward()
        self.target.slope, self.weight.sensitivity = slope, weight_sensitivity
        source_sensitivity = self.source.sensitivity
        super().backward()
        self.source.sensitivity = source_sensitivity


class SlopeTakenTwice(Link):
    """Takes the slope of its target into account twice."""

    __slots__ = ()

    def backward(self) -> None:
        """Once, and with the result once more."""
        target, source, weight = (self.target.sensitivity, self.source.sensitivity, self.weight.sensitivity)
        super().backward()
        self.target.sensitivity = self.sensitivity
        self.source.sensitivity, self.weight.sensitivity = source, weight
        super().backward()
        self.target.sensitivity = target


class SensitivityForgotten(Link):
    """Takes the slope alone for the sensitivity: what came from the layers after it is lost."""

    __slots__ = ()

    def backward(self) -> None:
        """As if the target's sensitivity were 1."""
        sensitivity, self.target.sensitivity = self.target.sensitivity, 1.0
        super().backward()
        self.target.sensitivity = sensitivity


class SetNotAdded(Link):
    """Writes its contribution over what other links have passed back to the same neuron."""

    __slots__ = ()

    def backward(self) -> None:
        """= for +=."""
        self.source.sensitivity = 0.0
        super().backward()


class WeightForgotten(Link):
    """Passes its sensitivity back as it is, as if its weight were 1."""

    __slots__ = ()

    def backward(self) -> None:
        """Without the factor "to whom it came from"."""
        value, self.weight.value = self.weight.value, 1.0
        super().backward()
        self.weight.value = value


class Transposed(Link):
    """Passes back through the weight that stands in the other half of the square: row for column."""

    __slots__ = ()
    transposed: Weight

    def backward(self) -> None:
        """With weight[j, i] in place of weight[i, j]."""
        value, self.weight.value = self.weight.value, self.transposed.value
        super().backward()
        self.weight.value = value


# ---- which links ---------------------------------------------------------------------------

def from_branches(network: Network) -> Iterator[Link]:
    """All links, where any two lead away from one neuron that has links to it."""
    sources = [link.source for link in network.links if link.source is not network.bias]
    return iter(network.links if len(set(sources)) < len(sources) else ())


def in_squares(network: Network, rate: Rate) -> Iterator[Tuple[Link, Attributes]]:
    """The links through a weight of a square matrix, with the weight where row and column are exchanged."""
    pairs = {id(rows[i][j]): rows[j][i] for layer in every_layer(network.layers)
             for rows in square_matrices(layer)
             for i in range(len(rows)) for j in range(len(rows)) if i != j}
    return ((link, {"transposed": pairs[id(link.weight)]}) for link in network.links
            if id(link.weight) in pairs)


def every_layer(layers: List[Any]) -> Iterator[Any]:
    """These layers, and those in them."""
    for layer in layers:
        yield layer
        inner = getattr(layer, "__dict__", {}).values()
        yield from every_layer([part for part in inner if isinstance(part, Dense)])
        yield from every_layer(getattr(layer, "layers", []))


def square_matrices(layer: Any) -> Iterator[List[List[Weight]]]:
    """Its square matrices of weights: those of a recurrent layer's gates one by one."""
    if isinstance(layer, Dense) and len(layer.weights) == len(layer.weights[0]):
        yield layer.weights
    if isinstance(layer, RecurrentLayer):
        rows, size = layer.recurrent_weights, layer.size
        yield from (rows[first:first + size] for first in range(0, len(rows), size))


THROUGH = "self.sensitivity = self.target.sensitivity * self.target.slope"
TO_WHOM = "self.source.sensitivity += self.sensitivity * self.weight.value"
CLASS = "a common slip in class"

PASSING_BACK = [
    Bug("slope_forgotten_at_output", "The slope of the output's activation is left out.",
        "Link.backward", THROUGH, "self.sensitivity = self.target.sensitivity",
        "jiexunsee/Neural-Network-with-Python, issue 1; parasdahal/tinyml, issue 1",
        OnLinks(SlopeForgotten, to_outputs),
        needs="output with an activation other than identity"),
    Bug("slope_forgotten_at_hidden", "The slope of the hidden neurons' activation is left out.",
        "Link.backward", THROUGH, "self.sensitivity = self.target.sensitivity",
        "A. Trask, Grokking Deep Learning, 2019, chapter 11: its repository's issue 50",
        OnLinks(SlopeForgotten, to_hidden),
        needs="hidden neuron with an activation"),
    Bug("slope_forgotten_in_passing_back", "Errors are passed back before they are multiplied by the slopes.",
        "Link.backward", TO_WHOM, "self.source.sensitivity += self.target.sensitivity * self.weight.value",
        "T. Rashid, Make Your Own Neural Network, 2016; its repository's issue 64",
        OnLinks(SlopeForgottenInPassingBack, to_slopes),
        needs="neuron with an activation other than identity"),
    Bug("slope_taken_twice", "The slope of an activation is multiplied twice.",
        "Link.backward", THROUGH, THROUGH + " * self.target.slope",
        CLASS, OnLinks(SlopeTakenTwice, to_slopes),
        needs="neuron with an activation other than identity"),
    Bug("sensitivity_forgotten", "The slope is taken for a sensitivity; what came back is lost.",
        "Link.backward", THROUGH, "self.sensitivity = self.target.slope",
        "haifengl/smile, issue 528", OnLinks(SensitivityForgotten, to_hidden),
        needs="hidden neuron with an activation"),
    Bug("set_not_added", "Where paths meet, each overwrites the one before: the last counts.",
        "Link.backward", TO_WHOM, TO_WHOM.replace("+=", "="),
        "A. Karpathy's first lecture on micrograd, by its notebook: nn-zero-to-hero, issue 52",
        OnLinks(SetNotAdded, from_branches),
        needs="neuron from which several links lead on"),
    Bug("weight_forgotten", "Sensitivities are passed back without the factor weight.",
        "Link.backward", TO_WHOM, "self.source.sensitivity += self.sensitivity",
        CLASS, OnLinks(WeightForgotten, through_weights),
        needs="weight that learns, other than a bias"),
    Bug("weights_transposed", "Rows and columns of the weights are exchanged on the way back.",
        "Link.backward", TO_WHOM,
        "self.source.sensitivity += self.sensitivity * transposed(self.weight).value",
        "a common slip in class; of an outer product, iamtrask/Grokking-Deep-Learning, pull request 22",
        OnLinksWith(Transposed, in_squares),
        needs="square matrix of weights"),
]
