"""Bugs of layers that are more than weights and activations: softmax, dropout, maximum and others."""

from __future__ import annotations

import re
from typing import Any, Dict, Iterator, List, Tuple

from ...layers import Dropout, Residual
from ...link import Link
from ...network.network import Network
from ...neuron import Neuron
from .bug import Bug, Rate
from .exhibit import Attributes, OnLinks, OnLinksWith
from .passing_back import TO_WHOM, WeightForgotten

STATISTICS = re.compile(r"\.(mean|squares)(?![^\[@#])")         # as LayerNorm and BatchNorm name theirs


class OwnShareAlone(Link):
    """From a power of a softmax to its share: as if the slope of the share were y (1 − y), and no other."""

    __slots__ = ()

    def backward(self) -> None:
        """With the factor 1 − y; y itself is power × 1/sum, through which it goes on."""
        slope, self.target.slope = self.target.slope, 1.0 - self.target.value
        super().backward()
        self.target.slope = slope


class NothingThrough(Link):
    """Passes nothing back, as if its target were a constant."""

    __slots__ = ()

    def backward(self) -> None:
        """With the slope 0."""
        slope, self.target.slope = self.target.slope, 0.0
        super().backward()
        self.target.slope = slope


class MaskDrawnAnew(Link):
    """Passes back through another mask than it went forward through."""

    __slots__ = ()
    not_unrolled = "a mask is drawn on the way back"
    network: Network
    rate: float

    def backward(self) -> None:
        """Silenced with the same probability, drawn by the network's generator."""
        mask = self.weight.value
        stays = self.network.random.random() >= self.rate
        self.weight.value = 1.0 / (1.0 - self.rate) if stays else 0.0
        super().backward()
        self.weight.value = mask


# ---- which links ---------------------------------------------------------------------------

def shares(network: Network) -> Iterator[Link]:
    """Of each softmax, the gates that lead to its shares: power × 1/sum."""
    return (link for link in network.links if isinstance(link.weight, Neuron)
            and link.source.activation.name == "exp" and link.weight.activation.name == "reciprocal")


def around_shares(network: Network) -> Iterator[Link]:
    """The links by which one power acts on the other shares: to the sum, and from the largest."""
    powers = {link.source for link in shares(network)}
    sums = {link.weight for link in shares(network)}
    return (link for link in network.links if link.target in sums
            or link.target in powers and link is not link.target.incoming[0])


def masked(network: Network, rate: Rate) -> Iterator[Tuple[Link, Attributes]]:
    """The gates by the masks of dropout, each with the rate of its layer."""
    rates = mask_rates(network)
    return ((link, {"network": network, "rate": rates[id(link.weight)]}) for link in network.links
            if id(link.weight) in rates)


def by_masks(network: Network) -> Iterator[Link]:
    """The same gates."""
    return (link for link, _ in masked(network, 0.0))


def mask_rates(network: Network) -> Dict[int, float]:
    """By the id of each mask's neuron, how often it silences."""
    rates: Dict[int, float] = {}
    for prepare in network.preparations:
        layer = getattr(getattr(prepare, "func", None), "__self__", None)
        if isinstance(layer, Dropout):
            masks: List[Any] = prepare.args[-1]         # type: ignore[attr-defined]
            rates.update((id(mask), layer.rate) for mask in masks)
    return rates


def by_choices(network: Network) -> Iterator[Link]:
    """The gates by which a MaxPool chooses; a softmax's maximum is for its powers alone."""
    for neurons in network.groups.values():
        if not any(".largest" in neuron.name for neuron in neurons):
            yield from (link for neuron in neurons for link in neuron.incoming
                        if isinstance(link.weight, Neuron)
                        and link.weight.activation.name in ("step", "logical_not"))


def to_statistics(network: Network) -> Iterator[Link]:
    """The links to the mean and the squares of what LayerNorm and BatchNorm normalize."""
    return (link for link in network.links
            if link.source is not network.bias and STATISTICS.search(link.target.name))


def past_layers(network: Network) -> Iterator[Link]:
    """The links by which a Residual adds what went in."""
    for name, layer in zip(network.layer_outputs, network.layers):
        if isinstance(layer, Residual):
            yield from (neuron.incoming[0] for neuron in network.layer_outputs[name])


def _softmax(network: Network, rate: Rate) -> int:
    around = list(around_shares(network))
    count = OnLinks(OwnShareAlone, shares)(network, rate)
    OnLinks(NothingThrough, lambda _: around)(network, rate)
    return count


NOT_THROUGH = "self.sensitivity = self.target.sensitivity * 0.0"
THROUGH_TARGET = "self.sensitivity = self.target.sensitivity * self.target.slope"

OF_LAYERS = [
    Bug("softmax_neuron_by_neuron", "A softmax's slope is taken as y (1 − y): the cross terms are lost.",
        "Softmax", "slope[i, j] = y[i] * ((i == j) - y[j])",
        "slope[i, j] = y[i] * (1 - y[i]) if i == j else 0",
        "deeplearning4j/libnd4j, issue 440", _softmax, example="softmax",
        needs="softmax among its layers"),
    Bug("dropout_mask_missing", "What was silenced forwards is not silenced on the way back.",
        "Link.backward", TO_WHOM, "self.source.sensitivity += self.sensitivity",
        "ddbourgin/numpy-ml, issue 94", OnLinks(WeightForgotten, by_masks), example="dropout",
        needs="dropout"),
    Bug("dropout_mask_drawn_anew", "The mask is drawn once more on the way back: others are silenced.",
        "Link.backward", TO_WHOM, "self.source.sensitivity += self.sensitivity * drawn_anew()",
        "openai/guided-diffusion, issue 167", OnLinksWith(MaskDrawnAnew, masked), example="dropout",
        needs="dropout"),
    Bug("max_passed_to_all", "A maximum passes its sensitivity back to all that it chose from.",
        "Link.backward", TO_WHOM, "self.source.sensitivity += self.sensitivity",
        "Theano/Theano, issue 5248: to all that equal the maximum",
        OnLinks(WeightForgotten, by_choices), example="conv",
        needs="layer that takes a maximum"),
    Bug("statistics_constant", "Mean and variance of a normalization count as constants backwards.",
        "Link.backward", THROUGH_TARGET, NOT_THROUGH,
        "deeplearning4j/deeplearning4j, pull request 8379",
        OnLinks(NothingThrough, to_statistics), example="batchnorm",
        needs="layer that normalizes"),
    Bug("skip_forgotten", "A residual connection is added forwards and forgotten backwards.",
        "Link.backward", THROUGH_TARGET, NOT_THROUGH,
        "paiml/entrenar, issue 313", OnLinks(NothingThrough, past_layers), example="residual",
        needs="residual connection"),
]
