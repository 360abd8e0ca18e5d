"""The weights of each layer, and their sensitivities in the latest backward pass."""

from __future__ import annotations

from typing import Dict, List

from ..weight import Weight
from .network import Network


def weights_by_layer(network: Network) -> Dict[str, Dict[str, List[Weight]]]:
    """The weights that learn, by their layer, those of links from the bias apart: "weights", "biases".

    One that several layers share is in the first of them only. What was changed by hand is obeyed.
    """
    network.refresh()
    layers: Dict[str, Dict[str, List[Weight]]] = {}
    remaining = {id(weight) for weight in network.weights}
    for layer, neurons in network.groups.items():
        for neuron in neurons:
            for link in neuron.incoming:
                weight = link.weight
                if isinstance(weight, Weight) and id(weight) in remaining:
                    remaining.remove(id(weight))
                    what = "biases" if link.source is network.bias else "weights"
                    layers.setdefault(layer, {}).setdefault(what, []).append(weight)
    return layers


def latest_sensitivity(network: Network, weight: Weight) -> float:
    """∂loss/∂value; after an update, the one that it has used up."""
    return weight.last_sensitivity if network.last_phase == "update" else weight.sensitivity
