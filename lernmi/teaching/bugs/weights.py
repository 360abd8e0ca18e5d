"""Bugs in what a link passes on to its weight, or to the bias: a factor is wrong, or a sum."""

from __future__ import annotations

from typing import Iterator

from ...link import Link
from ...network.network import Network
from .bug import Bug
from .exhibit import OnLinks, every_link, through_weights
from .passing_back import CLASS


class SharedWeightSetNotAdded(Link):
    """Writes its contribution over what other links or samples have passed back to the same weight."""

    __slots__ = ()

    def backward(self) -> None:
        """= for += as well."""
        self.weight.sensitivity = 0.0
        super().backward()


class ValueForgotten(Link):
    """Passes its sensitivity on to its weight as it is, as if its source's value were 1."""

    __slots__ = ()

    def backward(self) -> None:
        """Without the factor "to what it came through"."""
        value, self.source.value = self.source.value, 1.0
        super().backward()
        self.source.value = value


class ValueOfTarget(Link):
    """Takes its target's value where its source's is meant: that of the next layer."""

    __slots__ = ()

    def backward(self) -> None:
        """With the value from the wrong end."""
        value, self.source.value = self.source.value, self.target.value
        super().backward()
        self.source.value = value


class TotalForValue(Link):
    """Takes its source's total where its value is meant: before the activation, not after it."""

    __slots__ = ()

    def backward(self) -> None:
        """With the total."""
        value, self.source.value = self.source.value, self.source.total
        super().backward()
        self.source.value = value


class BiasForgotten(Link):
    """Passes nothing on to its weight."""

    __slots__ = ()

    def backward(self) -> None:
        """Without the weight's part."""
        sensitivity = self.weight.sensitivity
        super().backward()
        self.weight.sensitivity = sensitivity


class BiasOncePerLink(Link):
    """Passes its sensitivity on to its weight once for each of the other links to its target."""

    __slots__ = ()

    def backward(self) -> None:
        """As often as a loop over the incoming links runs."""
        super().backward()
        source_sensitivity = self.source.sensitivity
        for _ in self.target.incoming[2:]:
            super().backward()
        self.source.sensitivity = source_sensitivity


# ---- which links ---------------------------------------------------------------------------

def from_bias(network: Network) -> Iterator[Link]:
    """The links from the bias through a weight that learns."""
    weights = set(network.weights)
    return (link for link in network.links if link.source is network.bias and link.weight in weights)


def from_bias_beside_others(network: Network) -> Iterator[Link]:
    """Those to neurons with two other links or more."""
    return (link for link in from_bias(network) if len(link.target.incoming) > 2)


def from_activations(network: Network) -> Iterator[Link]:
    """The links through weights from neurons whose value isn't their total."""
    return (link for link in through_weights(network) if link.source.activation.name != "identity")


TO_WHAT = "self.weight.sensitivity += self.sensitivity * self.source.value"

OF_WEIGHTS = [
    Bug("value_forgotten", "The sensitivity of a weight lacks the factor that came through it.",
        "Link.backward", TO_WHAT, "self.weight.sensitivity += self.sensitivity",
        CLASS, OnLinks(ValueForgotten, through_weights),
        needs="weight that learns, other than a bias"),
    Bug("value_of_target", "A weight's sensitivity takes the value after it, not before it.",
        "Link.backward", TO_WHAT, "self.weight.sensitivity += self.sensitivity * self.target.value",
        CLASS, OnLinks(ValueOfTarget, through_weights),
        needs="weight that learns, other than a bias"),
    Bug("total_for_value", "A weight's sensitivity takes its source's total for its value.",
        "Link.backward", TO_WHAT, "self.weight.sensitivity += self.sensitivity * self.source.total",
        "maziarraissi/backprop, issue 1", OnLinks(TotalForValue, from_activations),
        needs="weight that learns after a neuron with an activation"),
    Bug("bias_forgotten", "The biases get no sensitivity, so they never learn.",
        "Link.backward", TO_WHAT, "",
        "glouw/tinn, issue 30; mattm/simple-neural-network, issue 5",
        OnLinks(BiasForgotten, from_bias), example="xor",
        needs="bias that learns (a fixed one doesn't)"),
    Bug("bias_once_per_link", "The bias's line is in the loop over the links: it counts for each.",
        "Link.backward", TO_WHAT, "for _ in self.target.incoming[1:]:\n " + TO_WHAT,
        CLASS, OnLinks(BiasOncePerLink, from_bias_beside_others), example="xor",
        needs="bias that learns (a fixed one doesn't) at a neuron with two other links or more"),
    Bug("shared_weight_set_not_added", "A shared weight, or a batch's, keeps only its last contribution.",
        "Link.backward", TO_WHAT, TO_WHAT.replace("+=", "="),
        "BVLC/caffe, pull request 3254", OnLinks(SharedWeightSetNotAdded, every_link), example="rnn"),
]
