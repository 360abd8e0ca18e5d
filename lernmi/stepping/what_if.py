"""An experiment: a session on a living network, in which numbers can be changed and lessons go on."""

from __future__ import annotations

from contextlib import contextmanager
from typing import Any, Dict, Iterator, List, NamedTuple, Optional, Sequence, Tuple, Union

from ..network.names import without_value
from ..network.network import Network
from ..support import validation
from ..support.errors import BadInput
from ..support.sigint import allowing_sigint, deferring_sigint
from ..tracing.learning_trace import Trace, trace
from ..tracing.outset import Outset, State
from ..tracing.traced_number import TARGET
from ..training.fitting import fit
from ..training.history import History
from ..training.optimizers import Optimizer
from ..weight import Weight
from .session import Session


class TrainingPlan(NamedTuple):
    """What a network goes on learning between two looks at a step: samples, and how."""

    network: Network
    samples: Sequence[Tuple[Sequence[Any], Sequence[Any]]]
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
        self._given = (list(self.inputs), list(self.targets))
        self._outset = Outset(network, optimizer)
        super().__init__(trace(network, self.inputs, self.targets, optimizer))

    def set(self, what: str, value: float) -> float:
        """Give a weight, an input or a target another value, and take the step again.

        ``what``: "w5", "input[0]", "output[0].target". The same random numbers are drawn as
        before. Returns the old value. Raises UnknownName, BadInput for what can't be set, or what
        the step raises; then everything is as it was.
        """
        value = validation.number(value, f"the new value of {what}")
        slot = self._settable(what)
        position = self.timeline.position
        with deferring_sigint(), self._all_or_nothing((self.network, self.optimizer)):
            self.timeline.goto(0)
            old, slot.value = slot.value, value
            self.look_at(self._taken_from(self._outset), position)
        return old

    def learn(self, epochs: int) -> Optional[History]:
        """Take the step to its end, learn from all samples ``epochs`` times, and begin a new step.

        Returns None when it was interrupted: what was learned by then stays learned. When it
        raises a LernmiError, nothing was learned, and the session is where it was.
        """
        if self.training_plan is None:
            raise BadInput("without an optimizer nothing can be learned: "
                           "try stepper(network, inputs, targets, GradientDescent(0.5)).")
        training_plan = self.training_plan
        # BatchCopies have neurons and links of their own, and may be learned with.
        with deferring_sigint(), self._all_or_nothing((self.network, self.optimizer),
                                                   (training_plan.network, training_plan.optimizer)):
            self.timeline.goto(self.timeline.last)
            history = _fitted(training_plan._replace(samples=self._samples(training_plan)), epochs)
            outset = Outset(self.network, self.optimizer)
            self.look_at(self._taken_from(outset))
            self._outset = outset
        return history

    @contextmanager
    def _all_or_nothing(self, *learning: Tuple[Network, Optional[Optimizer]]) -> Iterator[None]:
        """If what is done inside raises, the session is as it was, and so are those who learn."""
        before, position = dict(vars(self)), self.timeline.position
        inputs, targets = list(self.inputs), list(self.targets)
        states = [State(network, optimizer) for network, optimizer in learning]
        try:
            yield
        except BaseException:
            for state in states:
                state.restore()
            vars(self).update(before)
            self.inputs[:], self.targets[:] = inputs, targets
            self.timeline.set_position(*position)
            raise

    def _taken_from(self, outset: Outset) -> Trace:
        """The step once more, from there."""
        outset.restore()
        return trace(self.network, self.inputs, self.targets, self.optimizer)

    def _samples(self, training_plan: TrainingPlan) -> List[Tuple[Sequence[Any], Sequence[Any]]]:
        """What to learn from: the samples, but those of the step with the numbers that were set."""
        samples, network = list(training_plan.samples), training_plan.network
        for was, now in zip(self._parts(*self._given), self._parts(self.inputs, self.targets)):
            if was != now:
                flat = [(validation.numbers(inputs, network.shape, "input"), network.check_targets(targets))
                        for inputs, targets in samples]
                samples = [now if sample == was else given for sample, given in zip(flat, samples)]
        return samples

    def _parts(self, inputs: List[float], targets: List[float]) -> List[Tuple[List[float], List[float]]]:
        """The inputs and targets of each sample of the step; photocopies have several."""
        count = self.network.samples
        rows, wanted = len(inputs) // count, len(targets) // count
        return [(inputs[number * rows:(number + 1) * rows], targets[number * wanted:(number + 1) * wanted])
                for number in range(count)]

    def _settable(self, what: str) -> Union[Weight, Slot]:
        """What is meant; UnknownName, or BadInput for what is worked out or fixed by the wiring."""
        inputs, outputs = self.network.inputs, self.network.outputs
        wanted = [neuron for neuron, _ in self.network.loss.pairs(outputs, self.targets)]
        known: Dict[str, Union[Weight, Slot]] = {
            **{neuron.name: Slot(self.inputs, place) for place, neuron in enumerate(inputs)},
            **{f"{neuron.name}.{TARGET}": Slot(self.targets, place) for place, neuron in enumerate(wanted)},
            **{name: thing for name, thing in self.names.things.items() if isinstance(thing, Weight)}}
        name = without_value(what)
        if name in known:
            return known[name]
        if name.rpartition(".")[0] not in self.names.things:
            self.names.find(name)
        raise BadInput(f"{what} can't be set: only a weight, an input such as {inputs[0].name}, "
                       f"or a target such as {outputs[0].name}.{TARGET}.")


class Slot:
    """One of the numbers that were given; its value can be changed, as a Weight's can."""

    def __init__(self, numbers: List[float], place: int) -> None:
        self._numbers = numbers
        self._place = place

    @property
    def value(self) -> float:
        """The number."""
        return self._numbers[self._place]

    @value.setter
    def value(self, value: float) -> None:
        self._numbers[self._place] = value


def _fitted(training_plan: TrainingPlan, epochs: int) -> Optional[History]:
    """The learning itself; None when somebody interrupted it."""
    try:
        with allowing_sigint():
            return fit(training_plan.network, training_plan.samples, epochs=epochs,
                       optimizer=training_plan.optimizer, batch_size=training_plan.batch_size)
    except KeyboardInterrupt:
        return None
