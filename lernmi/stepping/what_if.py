"""What if? A session in which numbers are changed, the step is taken again, learning goes on."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import chain
from typing import Any, Iterator, List, Optional, Sequence, Tuple

from ..network.network import Network
from ..network.snapshot import LearningSnapshot
from ..support import validation
from ..support.errors import BadInput
from ..support.sigint import allowing_sigint, deferring_sigint
from ..tracing.learning_trace import trace
from ..training.optimizers import Optimizer
from .session import Session
from .timeline import Position
from .training_plan import Answer, Callback, Learned, TrainingPlan
from .variables import is_changed_by_learning, is_of_the_sample, variable

__all__ = ["TrainingPlan", "WhatIfSession"]


class WhatIfSession(Session):
    """A session that can take its step again: with another number or sample, or after more learning.

    The step is that of ``trace(network, inputs, targets, optimizer)``, and raises what that does.
    ``training_plan`` is what ``learn`` learns from; by default this one sample, with this optimizer.
    What is set of an input or a target holds for the step that is shown; the plan stays as it is.
    """

    def __init__(self, network: Network, inputs: Sequence[Any], targets: Sequence[Any],
                 optimizer: Optional[Optimizer] = None,
                 training_plan: Optional[TrainingPlan] = None) -> None:
        validation.network(network)
        self.network = network
        self.inputs = validation.numbers(inputs, network.shape, "input")
        self.targets = network.check_targets(targets)
        self.optimizer = optimizer
        self._original = (list(self.inputs), list(self.targets))
        self.training_plan = training_plan or (
            TrainingPlan(network, [self._original], optimizer) if optimizer else None)
        self._sets: List[Tuple[str, float]] = []        # what was set, and its value before
        self._beginning = [LearningSnapshot(*learner) for learner in self._learners()]
        self._start = self._beginning[0]
        super().__init__(trace(network, self.inputs, self.targets, optimizer))

    def set(self, what: str, value: float) -> float:
        """Give a weight, an input, a target or the rate another value, and take the step again.

        ``what``: "w5", "input[0]", "output[0].target", "rate". The same random numbers are drawn as
        before. Returns the old value. Raises UnknownName, BadInput for what can't be set, or what
        the step raises; then everything is as it was.
        """
        value = validation.number(value, f"the new value of {what}")
        place = variable(self, what)
        position = self.timeline.position
        with self._all_or_nothing():
            self._return_to_the_start()
            old, place.value = place.value, value
            self._take_step(position)
            self._sets = [*self._sets, (what, old)]
        return old

    def unset(self) -> Tuple[str, float, float]:
        """Take back the latest ``set``; its name, the value until now, and the one before it.

        Raises BadInput where nothing is left to take back.
        """
        if not self._sets:
            raise BadInput("nothing is left that was set: reset goes back to the beginning.")
        *earlier, (what, value) = self._sets
        set_to = self.set(what, value)
        self._sets = earlier
        return what, set_to, value

    def learn(self, epochs: int, callback: Optional[Callback] = None) -> Learned:
        """Take the step to its end, learn from all samples ``epochs`` times, and begin a new step.

        When it is interrupted, what was learned by then stays learned. When it raises a
        LernmiError, nothing was learned, and the session is where it was.
        """
        plan = self._plan()
        with self._all_or_nothing():
            self.timeline.goto(self.timeline.last)
            learned = plan.learn(epochs, callback)
            self._forget_learned()
            self._take_step()
        return learned

    def take_sample(self, number: int) -> bool:
        """Begin a step on another sample of the plan, or on copies with as many from ``number`` on.

        At the end of a step, the new one begins with what was learned, which is then returned as
        True; elsewhere with the same weights. Raises BadInput for a sample that isn't there.
        """
        inputs, targets = self._case(number)
        goes_on = self.optimizer is not None and self.timeline.done == self.timeline.last
        with self._all_or_nothing():
            if goes_on:
                self._forget_learned()
            else:
                self._return_to_the_start()
            self._sets = [(what, old) for what, old in self._sets if not is_of_the_sample(self, what)]
            self.inputs[:], self.targets[:] = inputs, targets
            self._take_step()
        return goes_on

    def reset(self) -> None:
        """Go back to the beginning: of what was set and learned since then nothing is left."""
        with self._all_or_nothing():
            for snapshot in self._beginning:
                snapshot.restore()
            self._sets = []
            self.inputs[:], self.targets[:] = self._original
            self._take_step()

    # ---- what the network says

    def loss_after(self) -> Optional[float]:
        """The loss of the same sample and random numbers with the weights as they are now.

        Raises NumericError where it can't be computed.
        """
        present = LearningSnapshot(self.network)
        try:
            self._start.restore_generator()
            self.network.forward(self.inputs)
            return self.network.loss_at(self.targets)
        finally:
            present.restore()

    def answers(self) -> List[Answer]:
        """What the network says to each sample of the plan, with the weights as they are now."""
        plan = self._plan()
        with deferring_sigint():
            present = LearningSnapshot(plan.network)
            try:
                with allowing_sigint():
                    return [plan.answer(number) for number in range(len(plan.samples))]
            finally:
                present.restore()

    @property
    def sample_number(self) -> Optional[int]:
        """Which sample of the plan the step is of, or begins with; None for one with numbers of its own."""
        if self.training_plan is None:
            return None
        for number in range(len(self.training_plan.samples)):
            if self._case(number) == (self.inputs, self.targets):
                return number
        return None

    # ---- how it is done

    def _plan(self) -> TrainingPlan:
        if self.training_plan is None:
            raise BadInput("without an optimizer nothing can be learned, from this sample or others: "
                           "try stepper(network, inputs, targets, GradientDescent(0.5)).")
        return self.training_plan

    def _learners(self) -> List[Tuple[Network, Optional[Optimizer]]]:
        """Batch copies have neurons and links of their own; the plan has them for all samples."""
        learners = [(self.network, self.optimizer)]
        return learners + ([(self.training_plan.network, self.training_plan.optimizer)]
                           if self.training_plan else [])

    def _return_to_the_start(self) -> None:
        """Everything as it was when the step began."""
        self.timeline.goto(0)
        self._start.restore_generator_and_optimizer()

    def _forget_learned(self) -> None:
        """A weight that has learned in the meantime can't go back to what it was before a set."""
        self._sets = [(what, old) for what, old in self._sets if not is_changed_by_learning(self, what)]

    @contextmanager
    def _all_or_nothing(self) -> Iterator[None]:
        """When the block raises, the session is as it was, and so are those who learn."""
        with deferring_sigint():
            before, position = dict(vars(self)), self.timeline.position
            inputs, targets = list(self.inputs), list(self.targets)
            snapshots = [LearningSnapshot(*learner) for learner in self._learners()]
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

    def _case(self, number: int) -> Tuple[List[float], List[float]]:
        """The inputs and targets of a step: of one sample, or of as many as there are copies."""
        plan = self._plan()
        last = len(plan.samples) - 1
        if not 0 <= validation.integer(number, "the number of a sample", 0) <= last:
            raise BadInput(f"there is no sample {number}: they go from 0 to {last}.")
        count = 1 if plan.network is self.network else self.network.samples
        numbers = [(number + offset) % len(plan.samples) for offset in range(count)]
        inputs, targets = zip(*map(plan.sample, numbers))
        return list(chain(*inputs)), list(chain(*targets))
