"""Which numbers of a network are drawn: as text, as a colour, as a thickness, and all of them on hovering."""

from __future__ import annotations

import math
import re
from typing import Dict, Iterable, List, Sequence, Union

from ...figures.palette import LIGHT, shade
from ...link import Link
from ...network.layer_weights import latest_sensitivity
from ...network.network import Network
from ...network.whose_numbers import has_sensitivities, targets_of
from ...neuron import Neuron
from ...support import validation
from ...support.formatting import significant
from ...translate.meanings import meanings
from ...weight import Weight

ATTRIBUTES = {"values": "value", "sensitivities": "sensitivity", "slopes": "slope"}
CONSTANT = re.compile(r"fixed\(.*\)")     # of a recorded network, the name alone says it
THINNEST, THICKEST = 0.8, 7.0
CROWD = 24              # links between two layers: of more, the lines are thinner


class Numbers:
    """The numbers that a drawing shows of a network.

    ``what``: values, sensitivities or slopes of the neurons; of weights their sensitivities, or their
    values. After an update the sensitivities are those that it has used up. ``is_narrow``: the drawing is
    for a narrow screen, with less room between the layers, and with no more than their names above.
    ``letters``: the least that a number beside a line has room for, where others are written there later.
    """

    def __init__(self, network: Network, what: str = "values", digits: int = 4, is_narrow: bool = False,
                 letters: int = 0) -> None:
        self.network, self.is_narrow, self.letters = network, is_narrow, letters
        self.what = validation.one_of(what, tuple(ATTRIBUTES), "what is drawn of a network")
        self.digits = validation.digits(digits)
        self.has_sensitivities = has_sensitivities(network)
        self.meanings = meanings(network)
        self.constants = {id(weight) for weight in network.fixed_weights
                          if weight in network.constants or CONSTANT.fullmatch(weight.name)}
        self.targets = targets_of(network)
        self.thickest = THICKEST
        self.learning: List[Weight] = [*network.weights, *(weight for weight in network.fixed_weights
                                                           if id(weight) not in self.constants)]
        self._largest_sensitivity = (_largest(map(self.of, network.neurons))
                                     if what == "sensitivities" else 0.0)
        self.largest_weight = _largest(map(self.of, self.learning))
        self._users: Dict[int, int] = {}
        for link in network.links:
            self._users[id(link.weight)] = self._users.get(id(link.weight), 0) + 1

    def of(self, thing: Union[Neuron, Weight]) -> float:
        """The number that is drawn of a neuron or of a weight."""
        if isinstance(thing, Neuron):
            number: float = getattr(thing, ATTRIBUTES[self.what])
            return number
        if self.what != "sensitivities":
            return thing.value
        return latest_sensitivity(self.network, thing)

    def written(self, number: float) -> str:
        """The number as text."""
        return significant(number, self.digits)

    def largest(self, neurons: Iterable[Neuron]) -> float:
        """What is full colour: the largest of a layer; of sensitivities the largest of the network."""
        return self._largest_sensitivity or _largest(map(self.of, neurons))

    def make_room(self, links: int) -> None:
        """Make all lines thinner, where so many links are drawn between two layers."""
        self.thickest = THICKEST * min(1.0, math.sqrt(CROWD / max(links, 1)))

    def thickness(self, number: float) -> float:
        """Of the line of a weight."""
        if not math.isfinite(number) or not self.largest_weight:
            return THINNEST
        return THINNEST + (self.thickest - THINNEST) * min(abs(number) / self.largest_weight, 1.0)

    def is_constant(self, weight: Union[Weight, Neuron]) -> bool:
        """Whether it belongs to the wiring, such as the −1 of a difference."""
        return id(weight) in self.constants

    def is_shared(self, weight: Weight) -> bool:
        """Whether several links have it."""
        return self._users.get(id(weight), 0) > 1 and not self.is_constant(weight)

    # ---- beside a neuron, and on hovering ----------------------------------------------------------

    def meaning(self, neuron: Neuron) -> List[str]:
        """What an input or an output stands for, if that is known."""
        return [self.meanings[id(neuron)]] if id(neuron) in self.meanings else []

    def target(self, neuron: Neuron) -> List[str]:
        """The target of an output, if there is one."""
        return [f"target {self.written(self.targets[id(neuron)])}"] if id(neuron) in self.targets else []

    def neuron_hint(self, neuron: Neuron) -> str:
        """All numbers of a neuron."""
        return "\n".join([*self.meaning(neuron), neuron.name,
                          f"value {self.written(neuron.value)} = {neuron.activation.name}(total)",
                          f"total {self.written(neuron.total)}", f"slope {self.written(neuron.slope)}",
                          *self._sensitivity(neuron), *self.target(neuron)])

    def link_hint(self, link: Link) -> str:
        """All numbers of a link, and of its weight."""
        return "\n".join([f"{link.source.name} → {link.target.name}", *self._weight_lines(link.weight),
                          f"delivers {self.written(link.value)}", *self._sensitivity(link)])

    def weight_hint(self, weight: Weight) -> str:
        """All numbers of a weight, and how many links share it."""
        users = self._users.get(id(weight), 0)
        shared = [f"shared by {users:,} links"] if users > 1 else []
        return "\n".join([*self._weight_lines(weight), *shared])

    def _weight_lines(self, weight: Union[Weight, Neuron]) -> List[str]:
        kind = "gate" if isinstance(weight, Neuron) else "weight"
        used = self._sensitivity(weight)
        if isinstance(weight, Weight) and self.network.last_phase == "update":
            used = [f"sensitivity that the update used up {self.written(weight.last_sensitivity)}"]
        fixed = [] if getattr(weight, "trainable", True) else ["fixed: no optimizer changes it"]
        return [f"{kind} {weight.name} = {self.written(weight.value)}", *used, *fixed]

    def _sensitivity(self, thing: Union[Neuron, Link, Weight]) -> List[str]:
        return [f"sensitivity {self.written(thing.sensitivity)}"] if self.has_sensitivities else []

    # ---- in a large layer --------------------------------------------------------------------------

    def blame(self, neurons: Sequence[Neuron]) -> float:
        """How much of the error is theirs: their largest sensitivity, or before there are any, value."""
        attribute = "sensitivity" if self.has_sensitivities else "value"
        return _largest(getattr(neuron, attribute) for neuron in neurons)


def colour_of(number: float) -> str:
    """The colour of a number's sign; grey for 0, which has none."""
    return LIGHT.negative if number < 0.0 else LIGHT.positive if number > 0.0 else LIGHT.dim


def fill_of(number: float, largest: float) -> str:
    """The colour of a circle or a cell."""
    return shade(number if math.isfinite(number) else None, largest)


def _largest(numbers: Iterable[float]) -> float:
    return max((abs(number) for number in numbers if math.isfinite(number)), default=0.0)
