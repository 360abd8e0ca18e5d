"""What if? A session in which numbers are changed, the step is taken again, learning goes on."""

from __future__ import annotations

from contextlib import contextmanager
from typing import Any, Dict, Iterator, List, NamedTuple, Optional, Sequence, Tuple, Union

from ..network.network import Network, Sample
from ..network.snapshot import LearningSnapshot
from ..support import validation
from ..support.errors import BadInput
from ..support.sigint import allowing_sigint, deferring_sigint
from ..tracing.learning_trace import trace
from ..tracing.traced_number import TARGET
from ..training.fitting import fit
from ..training.history import History
from ..training.optimizers import Optimizer
from ..weight import Weight
from .scope import without_value
from .session import Session
from .timeline import Position


class TrainingPlan(NamedTuple):
    """What a network goes on learning between two steps: samples, and how."""

    network: Network
    samples: Sequence[Sample]
    optimizer: Optimizer
    batch_size: int = 1


class WhatIfSession(Session):
    """A session that can take its step again: with another number, or after more learning.

    The step is that of ``trace(network, inputs, targets, optimizer)``, and raises what that does.
    ``training_plan`` is what ``learn`` learns from; by default this one sample, with this optimizer.
    Where the sample of the step, or one of its samples, is among those, what is set is learned
    too, in place of every sample that has the same numbers.
    """

    def __init__(self, network: Network, inputs: Sequence[Any], targets: Sequence[Any],
                 optimizer: Optional[Optimizer] = None,
                 training_plan: Optional[TrainingPlan] = None) -> None:
        validation.network(network)
        self.network = network
        self.inputs = validation.numbers(inputs, network.shape, "input")
        self.targets = network.check_targets(targets)
        self.optimizer = optimizer
        self.training_plan = training_plan or (
            TrainingPlan(network, [(self.inputs, self.targets)], optimizer) if optimizer else None)
        self._original = (list(self.inputs), list(self.targets))
        self._start = LearningSnapshot(network, optimizer)
        super().__init__(trace(network, self.inputs, self.targets, optimizer))

    def set(self, what: str, value: float) -> float:
        """Give a weight, an input or a target another value, and take the step again.

        ``what``: "w5", "input[0]", "output[0].target". The same random numbers are drawn as
        before. Returns the old value. Raises UnknownName, BadInput for what can't be set, or what
        the step raises; then everything is as it was.
        """
        value = validation.number(value, f"the new value of {what}")
        variable = self._variable(what)
        position = self.timeline.position
        with deferring_sigint(), self._all_or_nothing((self.network, self.optimizer)):
            self.timeline.goto(0)
            self._start.restore_generator_and_optimizer()
            old, variable.value = variable.value, value
            self._take_step(position)
        return old

    def learn(self, epochs: int) -> Optional[History]:
        """Take the step to its end, learn from all samples ``epochs`` times, and begin a new step.

        Returns None when it was interrupted: what was learned by then stays learned. When it
        raises a LernmiError, nothing was learned, and the session is where it was.
        """
        plan = self.training_plan
        if plan is None:
            raise BadInput("without an optimizer nothing can be learned: "
                           "try stepper(network, inputs, targets, GradientDescent(0.5)).")
        # Batch copies have neurons and links of their own, and other networks may be learning.
        with deferring_sigint(), self._all_or_nothing((self.network, self.optimizer),
                                                      (plan.network, plan.optimizer)):
            self.timeline.goto(self.timeline.last)
            history = _fitted(plan._replace(samples=self._samples(plan)), epochs)
            self._take_step()
        return history

    @contextmanager
    def _all_or_nothing(self, *learners: Tuple[Network, Optional[Optimizer]]) -> Iterator[None]:
        """When the block raises, the session is as it was, and so are those who learn."""
        before, position = dict(vars(self)), self.timeline.position
        inputs, targets = list(self.inputs), list(self.targets)
        snapshots = [LearningSnapshot(network, optimizer) for network, optimizer in learners]
        try:
            yield
        except BaseException:
            for snapshot in snapshots:
                snapshot.restore()
            vars(self).update(before)
            self.inputs[:], self.targets[:] = inputs, targets
            self.timeline.set_position(*position)
            raise

    def _take_step(self, position: Position = (0, 0)) -> None:
        """The step from the network as it is now."""
        self._start = LearningSnapshot(self.network, self.optimizer)
        self.look_at(trace(self.network, self.inputs, self.targets, self.optimizer), position)

    def _samples(self, plan: TrainingPlan) -> List[Sample]:
        """The plan's samples, but those of the step with the numbers that were set."""
        samples, network = list(plan.samples), plan.network
        original, present = self._each_sample(*self._original), self._each_sample(self.inputs, self.targets)
        for before, now in zip(original, present):
            if before != now:
                flat = [(validation.numbers(inputs, network.shape, "input"), network.check_targets(targets))
                        for inputs, targets in samples]
                samples = [now if numbers == before else sample for numbers, sample in zip(flat, samples)]
        return samples

    def _each_sample(self, inputs: List[float], targets: List[float]
                     ) -> List[Tuple[List[float], List[float]]]:
        """The inputs and targets of each sample of the step; batch copies have several."""
        split = self.network.loss.split
        size = len(inputs) // self.network.samples
        return [(inputs[number * size:(number + 1) * size], list(expected))
                for number, expected in enumerate(split(targets))]

    def _variable(self, what: str) -> Union[Weight, Entry]:
        """What can be set; UnknownName, or BadInput for what is computed or fixed by the wiring."""
        inputs, outputs = self.network.inputs, self.network.outputs
        with_target = [neuron for neuron, _ in self.network.loss.pairs(outputs, self.targets)]
        known: Dict[str, Union[Weight, Entry]] = {
            **{neuron.name: Entry(self.inputs, index) for index, neuron in enumerate(inputs)},
            **{f"{neuron.name}.{TARGET}": Entry(self.targets, index)
               for index, neuron in enumerate(with_target)},
            **{name: thing for name, thing in self.scope.things.items() if isinstance(thing, Weight)}}
        name = without_value(what)
        if name in known:
            return known[name]
        if name.rpartition(".")[0] not in self.scope.things:
            self.scope.find(name)
        raise BadInput(f"{what} can't be set: only a weight, an input such as {inputs[0].name}, "
                       f"or a target such as {outputs[0].name}.{TARGET}.")


class Entry:
    """One entry of a list of numbers; its value can be changed, as a Weight's can."""

    def __init__(self, numbers: List[float], index: int) -> None:
        self._numbers = numbers
        self._index = index

    @property
    def value(self) -> float:
        """The number."""
        return self._numbers[self._index]

    @value.setter
    def value(self, value: float) -> None:
        self._numbers[self._index] = value


def _fitted(plan: TrainingPlan, epochs: int) -> Optional[History]:
    """The learning itself; None when somebody interrupted it."""
    try:
        with allowing_sigint():
            return fit(plan.network, plan.samples, epochs=epochs,
                       optimizer=plan.optimizer, batch_size=plan.batch_size)
    except KeyboardInterrupt:
        return None
