"""Whose numbers a network holds, by what was done last: of which sample, before or after the update."""

from __future__ import annotations

from typing import Dict

from .network import Network

WHOSE_NUMBERS = {
    "": "No forward pass is complete; sensitivities are not yet passed back.",
    "forward": "These are the values of the latest sample; sensitivities are not yet passed back.",
    "predict": "These are the values of the latest prediction, after which nothing is passed back.",
    "loss": "The outputs have their sensitivities; the others are not yet passed back.",
    "backward": "Values and sensitivities are of the latest sample; no update has used them yet.",
    "update": "Values and sensitivities are of the step before the update, which has used those of the "
              "weights up."}
IN_BATCH_COPIES = ("The latest step learned from a batch: the values and sensitivities of its neurons are in "
                   "the batch copies, network.photocopied(samples); those here are older.")
WITH_ALL_SENSITIVITIES = ("backward", "update")
WITH_SENSITIVITIES = ("loss", *WITH_ALL_SENSITIVITIES)


def whose_numbers(network: Network) -> str:
    """Whose numbers they are, in a sentence."""
    return IN_BATCH_COPIES if in_batch_copies(network) else WHOSE_NUMBERS[network.last_phase]


def in_batch_copies(network: Network) -> bool:
    """Whether the latest step was that of batch copies (BatchNorm), which hold its numbers."""
    return network.needs_batch and network.last_phase == "update" and not network.targets


def targets_of(network: Network) -> Dict[int, float]:
    """The targets of the latest backward pass, by the ids of the outputs that have one."""
    pairs = network.loss.pairs(network.outputs, network.targets) if network.targets else []
    return {id(neuron): target for neuron, target in pairs}


def has_sensitivities(network: Network) -> bool:
    """Whether any are computed since the latest forward pass; those of links may be older."""
    return network.last_phase in WITH_SENSITIVITIES and not in_batch_copies(network)


def has_all_sensitivities(network: Network) -> bool:
    """Whether all have theirs, also the weights: after a backward pass, until the next forward pass."""
    return network.last_phase in WITH_ALL_SENSITIVITIES
