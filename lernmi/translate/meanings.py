"""What inputs and outputs stand for in the data: the names of columns and classes."""

from __future__ import annotations

from typing import Dict, Sequence, Tuple

from ..network.network import Network
from ..neuron import Neuron


def meanings(network: Network) -> Dict[int, str]:
    """The name of a column or a class for each input and output that has one, by the neuron's id."""
    inputs: Sequence[str] = getattr(network.encoding, "input_names", ())
    pairs: Tuple[Tuple[Sequence[Neuron], Sequence[str]], ...] = (
        (network.inputs, inputs), (network.outputs, network.classes))
    return {id(neuron): name for neurons, names in pairs if len(neurons) == len(names)
            for neuron, name in zip(neurons, names)}
