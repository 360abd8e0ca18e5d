"""Exhibits: bugs of the backward pass of a link."""

from __future__ import annotations

from ...link import Link
from ...network.network import Network
from .engine import all_become


class SlopeForgotten(Link):
    """Takes 1 for the slope of its target."""

    __slots__ = ()

    def backward(self) -> None:
        """Without the factor "through the activation"."""
        slope, self.target.slope = self.target.slope, 1.0
        super().backward()
        self.target.slope = slope


class SetNotAdded(Link):
    """Writes its contribution over what other links have passed back to the same neuron."""

    __slots__ = ()

    def backward(self) -> None:
        """= for +=."""
        self.source.sensitivity = 0.0
        super().backward()


def forget_slope_at_output(network: Network, rate: float) -> int:
    """Links to outputs forget the slope."""
    outputs = set(network.outputs)
    return all_become([link for link in network.links if link.target in outputs], SlopeForgotten)


def forget_slope_at_hidden(network: Network, rate: float) -> int:
    """Links to hidden neurons forget the slope."""
    outputs = set(network.outputs)
    return all_become([link for link in network.links if link.target not in outputs], SlopeForgotten)


def set_not_add(network: Network, rate: float) -> int:
    """All links set their source's sensitivity."""
    return all_become(network.links, SetNotAdded)
