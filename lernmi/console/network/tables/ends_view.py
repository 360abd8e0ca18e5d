"""The inputs and the outputs of a network: as pictures, or in a table."""

from __future__ import annotations

from typing import Dict, List, Sequence

from ....network.network import Network
from ...display.page import Page
from .layer_numbers import LayerNumbers, Member, copy_words, member_of
from .picture_view import print_pictures
from .unit_table import print_units


def print_inputs(page: Page, numbers: LayerNumbers) -> None:
    """Pictures as pictures; of a sequence, or several samples, a column for each."""
    copies = _copies(numbers.network)
    members = numbers.members
    if copies and len(numbers.shape) > len(copies):
        members = [_as_copy(member, copies) for member in members]
    if len(members[0].indices) > 1:
        print_pictures(page, numbers, members)
    else:
        print_units(page, numbers, members)


def _copies(network: Network) -> List[str]:
    """What the neurons are copied for: time steps, samples; [] where they aren't."""
    return next((copy_words(member.copy) for group, neurons in network.groups.items()
                 for member in [member_of(group, neurons[-1])] if member.copy), [])


def _as_copy(member: Member, words: Sequence[str]) -> Member:
    """The input [2,0] of a sequence as the feature 0 of time step 3."""
    count = len(words)
    copy = "".join(f"{'@' if word == 't' else '#'}{word}{index + 1}"
                   for word, index in zip(words[::-1], member.indices[:count][::-1]))
    return member._replace(indices=member.indices[count:], copy=copy, first=tuple(words))


def print_outputs(page: Page, network: Network, targets: Dict[int, float]) -> None:
    """The outputs with their targets, which are known by the neurons' ids."""
    outputs = set(map(id, network.outputs))
    group = next(name for name, neurons in network.groups.items() if network.outputs[-1] in neurons)
    numbers = LayerNumbers(network, group, "values")
    numbers.targets = targets
    print_units(page, numbers, [member for member in numbers.members if id(member.neuron) in outputs])
