"""Every number of a network, to the last bit."""

import struct
from typing import Dict, List, Optional, Tuple

from lernmi import Network, Weight
from lernmi.examples.example import Example
from lernmi.training.optimizer_memory import Memory


def bits(network: Network, memories: Optional[Dict[Weight, Memory]] = None) -> List[bytes]:
    numbers: List[float] = []
    for neuron in network.neurons:
        numbers += [neuron.total, neuron.value, neuron.slope, neuron.sensitivity]
    for link in network.links:
        numbers += [link.value, link.sensitivity]
    for weight in network.weights + network.fixed_weights:
        numbers += [weight.value, weight.sensitivity]
    for memory in (memories or {}).values():
        numbers += [number for number in vars(memory).values() if isinstance(number, float)]
    assert all(type(number) is float for number in numbers), "plain floats are put back"
    return [struct.pack("d", number) for number in numbers]


def shown(example: Example) -> Tuple[Network, List[float], List[float]]:
    """The network, inputs and targets that a step of an example is shown on."""
    network, (inputs, targets) = example.shown(example.network(1), 0)
    return network, inputs, targets
