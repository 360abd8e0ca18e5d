"""A user's numbers, read in one way, beside those of a learning step."""

from __future__ import annotations

import math
from functools import cached_property
from typing import Dict, Iterator, List, NamedTuple, Optional, Sequence, Set

from ...network.layer_weights import weights_by_layer
from ...network.network import Network
from .array_fit import Reading
from .written_numbers import Written, significant_digits, written

ENOUGH = 3                  # digits, of which the last may differ by rounding on the way
LAST_DIGIT = 5.0            # times the tolerance: so far it may differ
BY_DIFFERENCES = 500.0      # times that of numbers in full: gradients that were measured by nudging
MOST_DIGITS = 6             # to which numbers in full are compared: single precision has no more
ENOUGH_ALIKE = 2            # numbers that have the same ratio to the right ones
FINE = 0.02                 # the unit of the last digit of such a number, at most, relative


class Owner(NamedTuple):
    """Whose a number is: the name of a weight or neuron, its layer, and whether it is a neuron."""

    name: str
    layer: str
    is_neuron: bool


class Answer(NamedTuple):
    """One number of the user: its slot in what Trials.numbers returns, whose it is, how it was written."""

    slot: int
    owner: Owner
    written: Written


def owners_of(network: Network) -> List[Owner]:
    """Whose the numbers of a step are: of all weights, then of all neurons."""
    layer_of_weight = {id(weight): layer for layer, kinds in weights_by_layer(network).items()
                       for weights in kinds.values() for weight in weights}
    layer_of_neuron = {id(neuron): layer for layer, neurons in network.groups.items() for neuron in neurons}
    return [*(Owner(weight.name, layer_of_weight.get(id(weight), ""), False) for weight in network.weights),
            *(Owner(neuron.name, layer_of_neuron.get(id(neuron), ""), True) for neuron in network.neurons)]


class Answers:
    """All numbers of the user that are compared, as one reading has them."""

    def __init__(self, reading: Reading, owners: Sequence[Owner], digits: Optional[int]) -> None:
        self.layout = reading.words
        self.owners = owners
        self._reading = reading
        self._digits = digits

    @cached_property
    def all(self) -> List[Answer]:
        """Each number that is compared, once it is needed: where the first reading fits, others need none."""
        pairs = [(slot, number) for slot, number in zip(self._reading.slots, self._reading.numbers)
                 if slot is not None]
        owners = [self.owners[slot] for slot, _ in pairs]
        numbers = written([number for _, number in pairs], [owner.name for owner in owners], self._digits)
        return [Answer(slot, owner, number) for (slot, _), owner, number in zip(pairs, owners, numbers)]

    @cached_property
    def digits(self) -> int:
        """To how many significant digits they were rounded; 0: they weren't."""
        return self._digits or significant_digits([answer.written for answer in self.all])

    @cached_property
    def by_layer(self) -> Dict[str, List[Answer]]:
        """The numbers of each layer, the last layer first."""
        layers: Dict[str, List[Answer]] = {}
        for answer in sorted(self.all, key=lambda one: one.slot, reverse=True):
            layers.setdefault(answer.owner.layer, []).append(answer)
        return layers

    @cached_property
    def _slots(self) -> Dict[object, List[int]]:
        """The slots of each layer's weights, and of its neurons."""
        slots: Dict[object, List[int]] = {}
        for slot, owner in enumerate(self.owners):
            slots.setdefault(owner[1:], []).append(slot)
        return slots

    def __len__(self) -> int:
        return len(self.all)

    def fit(self, numbers: Sequence[float], looser: float = 1.0) -> bool:
        """Whether these may have been written so, all of them."""
        return next(self._unlike(numbers, looser, self.all), None) is None

    def nearly_fit(self, numbers: Sequence[float]) -> bool:
        """Whether they may be these, rounded on the way, or measured by differences."""
        if 0 < self.digits < ENOUGH:
            return False
        return self.fit(numbers, LAST_DIGIT if self.digits else BY_DIFFERENCES)

    def compared_digits(self, nearly: bool) -> int:
        """To how many significant digits they are compared; ``nearly``: the last of them aside."""
        if not self.digits:
            return ENOUGH if nearly else MOST_DIGITS
        return max(min(self.digits, MOST_DIGITS) - nearly, 1)

    @property
    def are_zeros(self) -> bool:
        """Whether all of them are 0."""
        return not any(answer.written.value for answer in self.all)

    def without_digits(self, numbers: Sequence[float]) -> List[Answer]:
        """Those of which nothing but a rounded 0 is written."""
        return [answer for answer in self.all if not answer.written.value and numbers[answer.slot]]

    def wrong(self, numbers: Sequence[float]) -> List[Answer]:
        """Those that aren't these."""
        return list(self._unlike(numbers, 1.0, self.all))

    def fit_in(self, layer: str, numbers: Sequence[float]) -> bool:
        """Whether those of a layer may be these."""
        return next(self._unlike(numbers, 1.0, self.by_layer[layer]), None) is None

    def shows(self, layer: str, numbers: Sequence[float]) -> bool:
        """Whether those of a layer may be these, of all of which there is a digit."""
        unknown = {answer.owner.layer for answer in self.without_digits(numbers)}
        return layer not in unknown and self.fit_in(layer, numbers)

    def first_wrong_layer(self, right: Sequence[float]) -> str:
        """The last layer in which one isn't right: the first one on the way back."""
        return next(layer for layer in self.by_layer if not self.fit_in(layer, right))

    def unlike_layers(self, numbers: Sequence[float]) -> Set[str]:
        """The layers in which one isn't."""
        return {layer for layer in self.by_layer if not self.fit_in(layer, numbers)}

    def changed_layers(self, numbers: Sequence[float], right: Sequence[float]) -> Set[str]:
        """The layers in which two steps give other numbers."""
        return {owner.layer for owner, number, other in zip(self.owners, numbers, right) if number != other}

    def _unlike(self, numbers: Sequence[float], looser: float, answers: Sequence[Answer]) -> Iterator[Answer]:
        """Those of some answers that these numbers aren't."""
        largest: Dict[object, float] = {}
        for answer in answers:
            group = answer.owner[1:]
            if group not in largest:
                largest[group] = max(abs(numbers[slot]) for slot in self._slots[group])
            if not answer.written.is_near(numbers[answer.slot], largest[group], looser):
                yield answer


def common_ratio(answers: Sequence[Answer], right: Sequence[float]) -> Optional[float]:
    """The factor by which all of these differ from the right ones, if it is one and the same."""
    pairs = [(answer.written, right[answer.slot]) for answer in answers]
    if sum(written.value != 0.0 and number != 0.0 and written.unit <= FINE * abs(written.value)
           for written, number in pairs) < ENOUGH_ALIKE:
        return None
    if any(written.value == 0.0 and number != 0.0 for written, number in pairs):
        return None
    written, number = max(pairs, key=lambda pair: abs(pair[1]))
    largest, ratio = abs(number), written.value / number
    if not math.isfinite(ratio):
        return None
    near = round(ratio) if abs(ratio - round(ratio)) < 1e-3 * abs(ratio) else ratio
    if near == 1.0 or not near:
        return None
    return near if all(written.is_near(near * number, abs(near) * largest, 2.0)
                       for written, number in pairs) else None
