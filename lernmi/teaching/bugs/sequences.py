"""Bugs of recurrent networks: on the way back through time."""

from __future__ import annotations

import re
from typing import Iterator, Match, Tuple

from ...layers.recurrent import RecurrentLayer
from ...link import Link
from ...network.network import Network
from ...neuron import Neuron
from .bug import Bug, Rate
from .exhibit import Attributes, OnLinks, OnLinksWith
from .passing_back import TO_WHOM, every_layer
from .weights import TO_WHAT

TIME_STEP = re.compile(r"@t(\d+)")


class NextStateRead(Link):
    """Takes the state after its time step where the state before it is meant."""

    __slots__ = ()
    after: Neuron

    def backward(self) -> None:
        """With the value of the same neuron one time step later."""
        value, self.source.value = self.source.value, self.after.value
        super().backward()
        self.source.value = value


class NothingThroughTime(Link):
    """Passes nothing back to the time step before."""

    __slots__ = ()

    def backward(self) -> None:
        """As if the weight were 0 for it."""
        value, self.weight.value = self.weight.value, 0.0
        super().backward()
        self.weight.value = value


def through_time(network: Network) -> Iterator[Link]:
    """The links by which the state of one time step acts on the next one."""
    weights = {id(weight) for layer in every_layer(network.layers) if isinstance(layer, RecurrentLayer)
               for row in layer.recurrent_weights for weight in row}
    return (link for link in network.links if id(link.weight) in weights)


def with_states_after(network: Network, rate: Rate) -> Iterator[Tuple[Link, Attributes]]:
    """The same, each with the state that follows on the one that it reads."""
    for link in through_time(network):
        after = network.names.neurons.get(TIME_STEP.sub(_next, link.source.name, count=1))
        if after is not None and after is not link.source:
            yield link, {"after": after}


def _next(time_step: Match[str]) -> str:
    return f"@t{int(time_step[1]) + 1}"


OF_SEQUENCES = [
    Bug("next_state_read", "Recurrent weights take the state at t where t − 1 is meant.",
        "Link.backward", TO_WHAT,
        "self.weight.sensitivity += self.sensitivity * one_step_later(self.source).value",
        "VikParuchuri/zero_to_gpt, issue 9", OnLinksWith(NextStateRead, with_states_after), example="rnn",
        needs="recurrent layer"),
    Bug("time_path_forgotten", "Nothing is passed back to the time step before.",
        "Link.backward", TO_WHOM, "",
        "qixianbiao/RNN, issue 2", OnLinks(NothingThroughTime, through_time), example="rnn",
        needs="recurrent layer"),
]
