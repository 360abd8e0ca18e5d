"""A network in lines or sentences: one fact each, for pipes and for whoever can't see a picture."""

from __future__ import annotations

from typing import List, Optional, Union

from ...link import Link
from ...network.network import Network
from ...network.whose_numbers import has_sensitivities, targets_of
from ...neuron import Neuron
from ...support.formatting import count_of
from ...weight import Weight
from ..display.page import Page
from .diagram_model import layers_of

MOST_NEURONS = 12           # of a layer
MOST_LINKS = 40             # of a network
MOST_WEIGHTS = 60           # where there are more links


class NetworkLines:
    """Writes a network on a page, line by line; on a plain page in sentences, with slopes if asked for."""

    def __init__(self, page: Page, network: Network, what: str) -> None:
        self.page, self.network, self.what = page, network, what
        self.targets = targets_of(network)
        self.has_sensitivities = has_sensitivities(network)

    def print(self) -> None:
        """Every neuron of small layers, every link of small networks; what is left out is counted."""
        for name, neurons in layers_of(self.network).items():
            if self.page.plain:
                self.page.line(f"The layer {name} has {count_of(len(neurons), 'neuron')}.")
            for neuron in neurons[:MOST_NEURONS]:
                self.page.line(self._sentence(neuron) if self.page.plain else self._line(neuron))
            if len(neurons) > MOST_NEURONS:
                more = f"{len(neurons) - MOST_NEURONS:,}"
                self.page.line(f"{more} more neurons of {name} are left out." if self.page.plain else
                               f"… and {more} others in {name}.")
        self._print_links()

    def _print_links(self) -> None:
        links, weights = self.network.links, self._weights()
        if len(links) <= MOST_LINKS:
            for link in links:
                self.page.line(self._link(link))
            return
        if len(weights) <= MOST_WEIGHTS:
            for weight in weights:
                self.page.line(self._weight(weight))
        missing = "" if len(weights) <= MOST_WEIGHTS else f" with {count_of(len(weights), 'weight')}"
        self.page.line(f"Its {len(links):,} links{missing} are left out.")

    def _weights(self) -> List[Weight]:
        """The trainable weights, and the fixed ones that are no part of the wiring."""
        constants = set(map(id, self.network.constants))
        return [*self.network.weights, *(weight for weight in self.network.fixed_weights
                                         if id(weight) not in constants)]

    # ---- lines of a pipe, and sentences

    def _line(self, neuron: Neuron) -> str:
        number, target = self.page.number, self._target(neuron)
        return (f"{neuron.name}: value {number(neuron.value)}, total {number(neuron.total)}, "
                f"slope {number(neuron.slope)}{self._sensitivity(neuron)}"
                f"{'' if target is None else f', target {number(target)}'}")

    def _sentence(self, neuron: Neuron) -> str:
        target = self._target(neuron)
        sensitivity = f" and the sensitivity {self.page.number(neuron.sensitivity)}"
        slope = f", the slope {self.page.number(neuron.slope)}" if self.what == "slopes" else ""
        return (f"The neuron {neuron.name} has the value {self.page.number(neuron.value)}{slope}"
                f"{sensitivity if self.has_sensitivities else ''}"
                f"{'' if target is None else f'; its target is {self.page.number(target)}'}.")

    def _link(self, link: Link) -> str:
        number, weight = self.page.number, link.weight
        if self.page.plain:
            return (f"The link from {link.source.name} to {link.target.name} has the weight {weight.name} = "
                    f"{number(weight.value)}{self._of_weight(weight)}.")
        return (f"{link.source.name} → {link.target.name}: weight {weight.name} = {number(weight.value)}, "
                f"value {number(link.value)}{self._sensitivity(link)}{self._of_weight(weight)}")

    def _of_weight(self, weight: Union[Weight, Neuron]) -> str:
        if not self.has_sensitivities:
            return ""
        sensitivity = self.page.number(weight.sensitivity)
        if self.page.plain:
            return f" with the sensitivity {sensitivity}"
        return f", sensitivity of the weight {sensitivity}"

    def _weight(self, weight: Weight) -> str:
        number = self.page.number(weight.value)
        if self.page.plain:
            return f"The weight {weight.name} is {number}{self._of_weight(weight)}."
        return f"weight {weight.name} = {number}{self._sensitivity(weight)}"

    def _target(self, neuron: Neuron) -> Optional[float]:
        return self.targets.get(id(neuron))

    def _sensitivity(self, thing: Union[Neuron, Link, Weight]) -> str:
        return f", sensitivity {self.page.number(thing.sensitivity)}" if self.has_sensitivities else ""
