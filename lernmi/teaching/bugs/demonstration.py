"""A bug on an example: the first number that differs, and what the bug does to learning."""

from __future__ import annotations

import copy
from functools import cached_property
from itertools import chain
from typing import Any, Iterable, List, NamedTuple, Optional, Sequence, Tuple

from ...examples.example import Example
from ...network.network import Network
from ...support.errors import BadInput, NumericError
from ...tracing import trace
from ...tracing.comparison import Comparison, Difference, compare
from ...training.fitting import fit
from ...training.optimizers import GradientDescent, Optimizer
from .bug import Bug
from .engine import wrong_network, wrong_optimizer

MOST_STEPS = 3              # before a number differs: then a bug has shown itself, or never does
RATE = 0.05                 # of an optimizer that the example doesn't have
MOST_WORK = 500_000         # of a training: links and updates of weights


class Engines(NamedTuple):
    """A network and an optimizer, with a sample that the network takes."""

    network: Network
    optimizer: Optimizer
    sample: Tuple[List[float], List[float]]

    def copied(self) -> Engines:
        """The same, apart: what learns in one stays unlearned in the other."""
        network, optimizer = copy.deepcopy((self.network, self.optimizer))
        return self._replace(network=network, optimizer=optimizer)

    def learn(self) -> List[float]:
        """Take a learning step; every number afterwards, or nothing where one was not finite."""
        network = self.network
        try:
            network.learn(*self.sample, self.optimizer)
        except NumericError:
            return []
        things: Sequence[Any] = (*network.neurons, *network.links)
        return [*(thing.sensitivity for thing in things), *(weight.value for weight in network.weights),
                *(weight.last_sensitivity for weight in network.weights)]


class Course(NamedTuple):
    """The mean losses of a training, and why it ended before its last epoch, if it did."""

    losses: List[float]
    ended: str = ""

    @property
    def fall(self) -> float:
        """By how much of itself the loss has fallen: 1 when nothing of it remains; below 0, it has risen."""
        return 1.0 - self.losses[-1] / self.losses[0] if self.losses and self.losses[0] else 0.0


class Demonstration:
    """What a bug does on an example: next to the right engine, with the same numbers.

    ========== ====================================================================
    right      the right engine with a sample, as Engines
    wrong      the wrong one with the same
    samples    how many samples are learned from at once
    step       in which learning step a number differs first, from 1; 0 for none
    comparison of that step, right and wrong, traced
    courses    of training, right and wrong, on all samples of the example
    ========== ====================================================================

    Raises BadInput where the bug changes nothing in the example's network.
    """

    def __init__(self, bug: Bug, example: Example, seed: Optional[int] = 1) -> None:
        self.bug, self.example, self.seed = bug, example, seed
        self.samples = 1
        network = example.network(seed)
        self.right = self._engines(*example.case(network, example.sample))
        self.samples = self.right.network.samples
        self.wrong = self._wrong(self.right)
        self.step = step_of_difference(self.right, self.wrong)
        if not self.step and self.samples == 1:             # perhaps it shows in batches
            self.samples = 2
            numbers = example.sample_numbers(example.sample, 2)
            inputs, targets = zip(*(example.samples[number] for number in numbers))
            copies = network.photocopied(2)
            self.right = self._engines(copies, (list(chain(*inputs)), list(chain(*targets))))
            self.wrong = self._wrong(self.right)
            self.step = step_of_difference(self.right, self.wrong)
        if not self.step:
            raise BadInput(f"{bug.name} changes no number of {example.name} within {MOST_STEPS} learning "
                           f"steps: {bug.sentence}")

    def _engines(self, network: Network, sample: Any) -> Engines:
        usual = GradientDescent(self.example.rate)
        return Engines(network, able_to_have([self.bug], usual, self.example), sample)

    def _wrong(self, right: Engines) -> Engines:
        return Engines(wrong_network(right.network, self.bug, rate=self.example.rate),
                       wrong_optimizer(right.optimizer, self.bug), right.sample)

    @cached_property
    def comparison(self) -> Comparison:
        """Where the right step and the wrong one part."""
        steps = []
        for engines in (self.right.copied(), self.wrong.copied()):
            for _ in range(self.step - 1):
                engines.learn()
            steps.append(trace(engines.network, *engines.sample, engines.optimizer))
        return compare(steps[0], steps[1])

    @property
    def parting(self) -> Difference:
        """The first number that differs, but for the bias's sensitivity, unless that is all that differs."""
        comparison = self.comparison
        biases = comparison.first.network.bias, comparison.second.network.bias
        return next((difference for difference in comparison.differences
                     if not any(change and change.place.thing in biases for change in difference.changes)),
                    comparison.differences[0])

    @cached_property
    def courses(self) -> Tuple[Course, Course]:
        """The losses of both, epoch by epoch, with the same initial weights and the same order of samples."""
        example = self.example
        right, wrong = (example.network(self.seed) for _ in range(2))
        optimizer = able_to_have([self.bug], example.make_optimizer(), example)
        wrong = wrong_network(wrong, self.bug, rate=example.rate)
        updater = wrong_optimizer(optimizer, self.bug)
        return self._course(right, optimizer), self._course(wrong, updater)

    def _course(self, network: Network, optimizer: Optimizer) -> Course:
        samples = self.example.samples
        try:
            history = fit(network, samples, epochs=self.epochs, optimizer=optimizer,
                          batch_size=max(self.example.batch_size, self.samples))
        except NumericError as error:
            return Course(error.history.losses, str(error))
        return Course(history.losses, history.ended)

    @property
    def epochs(self) -> int:
        """As many as the example takes, or as are quickly done."""
        network = self.right.network
        work = (len(network.links) + 4 * len(network.weights)) * len(self.example.samples)
        return max(min(self.example.epochs, MOST_WORK // work), 3)


def able_to_have(bugs: Iterable[Bug], optimizer: Optimizer, example: Example) -> Optimizer:
    """The optimizer, or else the example's own, or else a new one: the first that can have these bugs."""
    for bug in bugs:
        if bug.of is not None and not isinstance(optimizer, bug.of):
            own = example.make_optimizer()
            optimizer = own if isinstance(own, bug.of) else bug.of(RATE)
    return optimizer


def step_of_difference(right: Engines, wrong: Engines) -> int:
    """In which of the first few learning steps a number differs, from 1; 0 for none of them."""
    right, wrong = right.copied(), wrong.copied()
    for step in range(1, MOST_STEPS + 1):
        numbers = right.learn()
        if not numbers or numbers != wrong.learn():
            return step
    return 0
