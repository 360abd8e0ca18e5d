"""What the outputs of a network mean, as one number that is drawn in a map."""

from __future__ import annotations

from string import ascii_lowercase
from typing import Any, NamedTuple, Optional, Sequence, Tuple

from ..datasets.column_encodings import NumberColumn
from ..losses import Loss
from ..network.classes import lowest_target, outputs_per_class, probabilities
from ..network.network import Network
from ..neuron import Neuron
from ..support.errors import LernmiError

Samples = Sequence[Tuple[Sequence[float], Sequence[float]]]     # inputs and targets, a number for each neuron
DECISION, CLASSES, VALUE = "decision", "classes", "value"
BLUE, ORANGE = "blue", "orange"


class Meaning(NamedTuple):
    """What outputs mean: a decision between two classes, one of several classes, or a value.

    =========== ========================================================================
    kind        DECISION: of one output, CLASSES: an output for each, VALUE: of the first output
    what        what ``number`` gives, in words, such as "the probability of yes"
    names       of the classes: of a decision, that of low outputs first
    middle      of numbers: where the decision changes; drawn without a colour
    span        how far from it the colour is full
    is_reversed whether numbers above the middle are orange, as the class of that name is
    loss        of the network
    column      in whose units the number is, or None
    =========== ========================================================================
    """

    kind: str
    what: str
    loss: Loss
    names: Tuple[str, ...] = ()
    middle: float = 0.0
    span: float = 1.0
    is_reversed: bool = False
    column: Optional[NumberColumn] = None

    def number(self, outputs: Sequence[float]) -> float:
        """What the outputs mean: a probability, an output, or a value in the units of the data."""
        if self.kind == VALUE:
            return self.column.decoded(outputs[0]) if self.column else outputs[0]
        shares = probabilities(outputs, self.loss)
        return max(shares) if self.kind == CLASSES else shares[0]

    @property
    def has_probabilities(self) -> bool:
        """Whether what the outputs say of classes are probabilities."""
        return self.kind != VALUE and (self.loss.takes_linear or self.loss.value_range == (0.0, 1.0))

    @property
    def share_name(self) -> str:
        """What shares are, in a word."""
        return "probability" if self.has_probabilities else "output"

    @property
    def ends(self) -> Tuple[str, str]:
        """Of a decision, the classes of orange and of blue."""
        low, high = self.names[::-1] if self.is_reversed else self.names
        return low, high

    def share(self, outputs: Sequence[float], index: int) -> float:
        """The probability of the class of that index; without any, the output that decides on it."""
        shares = probabilities(outputs, self.loss)
        if self.kind == CLASSES:
            return shares[index]
        return 1.0 - shares[0] if self.has_probabilities and not index else shares[0]

    def target(self, targets: Sequence[float]) -> float:
        """The target of that number."""
        return self.column.decoded(targets[0]) if self.column else targets[0]

    @property
    def limits(self) -> Tuple[float, float, float]:
        """The number of the full orange, of no colour and of the full blue, where it isn't reversed."""
        return self.middle - self.span, self.middle, self.middle + self.span

    def strength(self, outputs: Sequence[float]) -> float:
        """How strong the colour is, from −1 (orange) to 1 (blue); of several classes, from 0.

        Of several classes, the share of the largest less that of the second, which is 0 on a boundary.
        """
        if self.kind == CLASSES:
            second, first = sorted(probabilities(outputs, self.loss))[-2:]
            return min(first - second, 1.0)
        return self.strength_of(self.number(outputs))

    def strength_of(self, number: float) -> float:
        """The same for a number."""
        strength = min(max((number - self.middle) / self.span, -1.0), 1.0)
        return -strength if self.is_reversed else strength

    def answer(self, outputs: Sequence[float]) -> Optional[int]:
        """The index of the class that the outputs mean; None of a value."""
        if self.kind == CLASSES:
            return max(range(len(outputs)), key=outputs.__getitem__)
        threshold = 0.0 if self.loss.takes_linear else self.middle
        return int(outputs[0] > threshold) if self.kind == DECISION else None

    def letter(self, index: int) -> str:
        """What stands for a sample of that class: o and x, or a letter of the alphabet."""
        return "ox"[index] if self.kind == DECISION else ascii_lowercase[index % len(ascii_lowercase)]

    def expected(self, targets: Sequence[float]) -> Optional[int]:
        """The index of the class that the targets mean; None of a value."""
        if self.kind == CLASSES:
            return max(range(len(targets)), key=targets.__getitem__)
        return int(targets[0] > self.middle) if self.kind == DECISION else None


def meaning_of(network: Network, samples: Samples = ()) -> Meaning:
    """What its outputs mean: from its classes, its loss, or the targets of samples."""
    outputs, size = len(network.outputs), outputs_per_class(network)
    targets = [targets for _, targets in samples]
    if outputs > 1 and (size == outputs or not size and _are_one_hot(targets)):
        names = network.classes or tuple(neuron.name for neuron in network.outputs)
        meaning = Meaning(CLASSES, "the largest output", network.loss, names)
        return meaning._replace(what="the probability of the likeliest class") if meaning.has_probabilities \
            else meaning
    low = lowest_target(network.loss) if size else _lower_of_two(targets)
    return _value(network, targets) if low is None else _decision(network, low)


def meaning_of_neuron(network: Network, neuron: Neuron) -> Meaning:
    """Its value; drawn without a colour where its total is 0."""
    try:
        middle = neuron.activation.function(0.0)
    except (LernmiError, ArithmeticError, ValueError):
        middle = 0.0
    middle = middle if abs(middle) < 1e9 else 0.0
    return Meaning(VALUE, f"the value of {neuron.name}", network.loss, middle=middle)


def spanning(meaning: Meaning, numbers: Sequence[float]) -> Meaning:
    """The same, with a full colour at the number that is farthest from the middle."""
    span = max((abs(number - meaning.middle) for number in numbers), default=0.0)
    return meaning._replace(span=span or 1.0)


def centred(meaning: Meaning, numbers: Sequence[float]) -> Meaning:
    """The same, without a colour at 0, or between the numbers if they are all on one side of it."""
    low, high = min(numbers), max(numbers)
    return spanning(meaning._replace(middle=0.0 if low <= 0.0 <= high else (low + high) / 2.0), numbers)


def _decision(network: Network, low: float) -> Meaning:
    names = network.classes or (f"{low:g}", "1")
    meaning = Meaning(DECISION, f"the value of {network.outputs[0].name}", network.loss, names,
                      (low + 1.0) / 2.0, (1.0 - low) / 2.0,
                      is_reversed=names[0] == BLUE or names[1] == ORANGE)
    return meaning._replace(what=f"the probability of {names[1]}") if meaning.has_probabilities else meaning


def _value(network: Network, targets: Sequence[Sequence[float]]) -> Meaning:
    encoding: Any = network.encoding
    column = encoding.target_columns[0] if encoding else None
    name = column.name if column else network.outputs[0].name
    meaning = Meaning(VALUE, f"the value of {name}", network.loss,
                      column=column if isinstance(column, NumberColumn) else None)
    return centred(meaning, list(map(meaning.target, targets))) if targets else meaning


def _lower_of_two(targets: Sequence[Sequence[float]]) -> Optional[float]:
    """The lower of the only two targets, 0 and 1 or −1 and 1, of networks with one output."""
    numbers = {number for each in targets for number in each}
    return next((low for low in (0.0, -1.0) if numbers == {low, 1.0} and len(targets[0]) == 1), None)


def _are_one_hot(targets: Sequence[Sequence[float]]) -> bool:
    return bool(targets) and all(set(each) == {0.0, 1.0} and sum(each) == 1.0 for each in targets)
