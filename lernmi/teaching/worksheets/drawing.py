"""Drawing numbers that are pleasant to work with: drawn at random, tried in a learning step, drawn again.

Only Random.random is used: from the same whole number it gives the same numbers on every version of Python.
"""

from __future__ import annotations

import math
import random
from typing import List, Sequence, Tuple

from ...network.network import Network
from ...support.errors import BadInput, LernmiError
from ...training.optimizers import GradientDescent
from ...weight import Weight
from .conventions import Conventions
from .pleasant import Pleasant
from .subject import Subject

Sample = Tuple[List[float], List[float]]
MOST_TRIES = 5000
DECIMAL_RATE = 0.5
INTEGER_RATES = (0.1, 0.5)
RATE_OF_THREE = 0.3             # times a mean of three samples it has no endless decimals
INPUTS = {"decimal": (0.2, 0.4, 0.5, 0.6, 0.8, 1.5, 2.0), "integer": (1.0, 2.0, 3.0)}
TARGETS = (0.1, 0.2, 0.8, 0.9)
WEIGHTS = {"decimal": (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.2, 1.5), "integer": (1.0, 2.0, 3.0)}
OF_ONE_LAYER = (1.0, 2.0, 3.0, 4.0, 5.0)      # integer
ERRORS = (1.0, 2.0, 3.0, 4.0)   # integer: y − d


class Generator:
    """Random choices from a whole number."""

    def __init__(self, number: int) -> None:
        self._random = random.Random(number).random

    def below(self, count: int) -> int:
        """A whole number from 0, below ``count``."""
        return int(self._random() * count)

    def choice(self, numbers: Sequence[float]) -> float:
        """One of these."""
        return numbers[self.below(len(numbers))]

    def signed(self, numbers: Sequence[float]) -> float:
        """One of these, or its opposite."""
        number = self.choice(numbers)
        return -number if self.below(2) else number

    def different(self, numbers: Sequence[float], count: int) -> List[float]:
        """So many of these, each once as far as they go."""
        rest, chosen = list(numbers), []
        for _ in range(count):
            rest = rest or list(numbers)
            chosen.append(rest.pop(self.below(len(rest))))
        return chosen


class Drawn:
    """Numbers for a network, pleasant for so many steps: of its weights, of samples; the rate.

    The network's weights have these values. BadInput where no pleasant numbers are found.
    """

    def __init__(self, subject: Subject, conventions: Conventions, network: Network, number: int,
                 steps: int) -> None:
        self.subject, self.conventions, self.network = subject, conventions, network
        self.generator = Generator(number)
        self.weights: List[Weight] = [*network.weights, *network.fixed_weights]
        self.copies = network if conventions.samples == 1 else network.photocopied(conventions.samples)
        self._rules = Pleasant(self.copies, conventions)
        is_small = len(network.layers) == 1 and conventions.numbers == "integer"
        self._weights = OF_ONE_LAYER if is_small else WEIGHTS[conventions.numbers]
        self.samples: List[Sample] = []
        self.rate = 0.0
        for _ in range(MOST_TRIES):
            if self._try(steps):
                return
        decimal = "--numbers decimal, " * (conventions.numbers == "integer")
        raise BadInput(f"no numbers are found that are pleasant to work with: try {decimal}fewer samples, "
                       "one step, or another network.")

    def flat(self) -> Sample:
        """The inputs of all samples in a row, and their targets."""
        inputs, targets = zip(*self.samples)
        return [number for some in inputs for number in some], [number for some in targets for number in some]

    def _try(self, steps: int) -> bool:
        """Draw all numbers; whether they are pleasant. Then the weights have their first values again."""
        for weight in self.weights:
            weight.value = self.generator.signed(self._weights)
        self.rate = self._rate()
        self.samples = self._draw_samples()
        first = [weight.value for weight in self.weights]
        optimizer, pleasant = GradientDescent(self.rate), self._is_varied()
        losses: List[float] = []
        while pleasant and len(losses) < steps:
            old = [weight.value for weight in self.network.weights]
            pleasant = self._learns(optimizer, losses) and self._rules.holds(old)
        for weight, value in zip(self.weights, first):
            weight.value = value
            weight.last_sensitivity = 0.0
        return pleasant and losses == sorted(losses, reverse=True)

    def _is_varied(self) -> bool:
        """Whether no two neurons of a layer have the same weights, and no two samples the same inputs."""
        rows = [[tuple(weight.value for weight in row) for row in layer.weights]
                for layer in self.network.layers]
        inputs = [tuple(inputs) for inputs, _ in self.samples]
        return all(len(set(some)) == len(some) for some in [*rows, inputs])

    def _learns(self, optimizer: GradientDescent, losses: List[float]) -> bool:
        """Take a step and note its loss; False where it has none: a logarithm of a negative number, say."""
        try:
            losses.append(self.copies.learn(*self.flat(), optimizer))
        except LernmiError:
            return False
        return True

    # ---- samples and rate

    def _rate(self) -> float:
        if self.conventions.numbers == "decimal":
            return DECIMAL_RATE
        return RATE_OF_THREE if self.conventions.samples == 3 else self.generator.choice(INTEGER_RATES)

    def _draw_samples(self) -> List[Sample]:
        count = self.conventions.samples
        return truth_table(self.subject, count) if self.subject.is_gate else [
            self._draw_sample() for _ in range(count)]

    def _draw_sample(self) -> Sample:
        inputs = self.generator.different(INPUTS[self.conventions.numbers], len(self.network.inputs))
        if self.conventions.numbers == "decimal":
            return inputs, self._targets()
        return inputs, [output - self.generator.signed(ERRORS) for output in self.network.forward(inputs)]

    def _targets(self) -> List[float]:
        """Targets that suit the loss: of classes one is 1; of other shares each is 0 or 1; else a tenth."""
        loss, outputs = self.network.loss, len(self.network.outputs)
        if loss.of_classes:
            right = self.generator.below(outputs)
            return [float(index == right) for index in range(outputs)]
        low, high = loss.target_range
        likely = (low, high) if math.isfinite(low) else TARGETS
        return self.generator.different(likely, outputs // loss.outputs_per_target)


def truth_table(subject: Subject, count: int) -> List[Sample]:
    """So many lines of a gate's truth table, those with most ones first; BadInput where it has fewer."""
    assert subject.example is not None
    lines = sorted(subject.example.samples, key=lambda sample: -sum(sample[0]))
    if count > len(lines):
        raise BadInput(f"{subject.name} has {len(lines)} samples: try --samples {len(lines)}.")
    return [([*map(float, inputs)], [*map(float, targets)]) for inputs, targets in lines[:count]]
