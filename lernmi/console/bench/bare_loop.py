"""The floor of the objects: the loops over their own methods that a learning step can't do without."""

from __future__ import annotations

from typing import Sequence

from ...network.network import Network


class BareLoop:
    """A learning step without the network around it: no check, and nothing to restore after an error.

    One sample, the loss ½ Σ (y − d)², gradient descent: the same bits as network.learn.
    """

    def __init__(self, network: Network, inputs: Sequence[float], targets: Sequence[float],
                 rate: float) -> None:
        self._network = network
        self._targets = targets
        self._rate = rate
        network.forward(inputs)         # sets the inputs
        for weight in network.weights:
            weight.reset()

    def forward(self) -> None:
        """Reset every neuron; then every link delivers, and every neuron answers."""
        for neuron in self._network.neurons:
            neuron.reset()
        for scheduled in self._network.schedule:
            scheduled.forward()

    def backward(self) -> None:
        """From the error of each output, every link backwards."""
        for neuron, target in zip(self._network.outputs, self._targets):
            neuron.sensitivity += neuron.value - target
        for link in reversed(self._network.links):
            link.backward()

    def update(self) -> None:
        """weight ← weight − rate × sensitivity."""
        rate = self._rate
        for weight in self._network.weights:
            sensitivity = weight.sensitivity
            weight.value -= rate * sensitivity
            weight.sensitivity = 0.0

    def step(self) -> None:
        """All three."""
        self.forward()
        self.backward()
        self.update()
