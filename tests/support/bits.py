"""Every number of a network or an optimizer, to the last bit."""

import struct
from typing import Any, Dict, List, Optional, Sequence

from lernmi import Network, Weight
from lernmi.training.optimizer_memory import Memory


def packed(numbers: Sequence[float]) -> List[bytes]:
    assert all(type(number) is float for number in numbers), "no traced number is left behind"
    return [struct.pack("d", number) for number in numbers]


def floats_in(thing: Any) -> List[float]:
    return [number for number in vars(thing).values() if isinstance(number, float)]


def bits(network: Network, memories: Optional[Dict[Weight, Memory]] = None) -> List[bytes]:
    numbers: List[float] = []
    for neuron in network.neurons:
        numbers += [neuron.total, neuron.value, neuron.slope, neuron.sensitivity]
    for link in network.links:
        numbers += [link.value, link.sensitivity]
    for weight in network.weights + network.fixed_weights:
        numbers += [weight.value, weight.sensitivity]
    for memory in (memories or {}).values():
        numbers += floats_in(memory)
    return packed(numbers)


def optimizer_bits(weights: Sequence[Weight], optimizer: Any) -> List[bytes]:
    """Of the weights, of the optimizer and of its memories."""
    numbers = [number for weight in weights for number in (weight.value, weight.sensitivity)]
    for thing in (optimizer, *getattr(optimizer, "memories", {}).values()):
        numbers += floats_in(thing)
    return packed(numbers)
