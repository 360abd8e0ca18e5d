"""An experiment: a session on a living network, in which numbers can be changed and lessons go on."""

from __future__ import annotations

from typing import Any, Callable, List, NamedTuple, Optional, Sequence, Tuple

from .. import checks
from ..errors import BadInput
from ..history import History
from ..network import Network
from ..neuron import Neuron
from ..training.fitting import fit
from ..training.optimizers import Optimizer
from ..weight import Weight
from .session import Session
from .trace import Trace, trace, unchanged_on_failure

TARGET = ".target"


class Schooling(NamedTuple):
    """What a network goes on learning between two looks at a step: samples, and how."""

    network: Network
    samples: Sequence[Tuple[Sequence[Any], Sequence[Any]]]
    optimizer: Optimizer
    batch_size: int = 1


class Experiment(Session):
    """A session that can take its step again: with another number, or after more learning.

    The step is that of ``trace(network, inputs, targets, optimizer)``, and raises what that does.
    ``schooling`` is what ``learn`` learns from; by default this one sample, with this optimizer.
    """

    def __init__(self, network: Network, inputs: Sequence[Any], targets: Sequence[Any],
                 optimizer: Optional[Optimizer] = None,
                 schooling: Optional[Schooling] = None) -> None:
        checks.network(network)
        self.network = network
        self.inputs = checks.numbers(inputs, network.shape, "input")
        self.targets = network.check_targets(targets)
        self.optimizer = optimizer
        self.schooling = schooling or (
            Schooling(network, [(self.inputs, self.targets)], optimizer) if optimizer else None)
        self._before = network.random.getstate()
        super().__init__(trace(network, self.inputs, self.targets, optimizer))

    def set(self, what: str, value: float) -> float:
        """Give a weight, an input or a target another value, and take the step again.

        ``what``: "w5", "input[0]", "output[0].target". The same random numbers are drawn as
        before. Returns the old value. Raises BadInput for anything else, or what the step
        raises; then everything is as it was.
        """
        value = checks.number(value, f"the new value of {what}")
        read, write = self._slot(what)
        done, part, after = self.walk.done, self.walk.part, self.network.random.getstate()
        self.walk.goto(0)
        old = read()
        try:
            write(value)
            step = self._taken_again(self._before)
        except BaseException:
            write(old)
            self.network.random.setstate(after)
            self.walk.goto(done, part)
            raise
        self.look_at(step, done)
        return old

    def learn(self, epochs: int) -> Optional[History]:
        """Take the step to its end, learn from all samples ``epochs`` times, and begin a new step.

        Returns None when it was interrupted: what was learned by then stays learned. When it
        raises a LernmiError, nothing was learned, and the session is where it was.
        """
        if self.schooling is None:
            raise BadInput("without an optimizer nothing can be learned: "
                           "try stepper(network, inputs, targets, GradientDescent(0.5)).")
        done, part = self.walk.done, self.walk.part
        self.walk.goto(self.walk.last)
        try:        # photocopies have neurons and links of their own, and may be learned with
            with unchanged_on_failure(self.network, self.optimizer), \
                    unchanged_on_failure(self.schooling.network, self.schooling.optimizer):
                history = _fitted(self.schooling, epochs)
                step = self._taken_again(self.network.random.getstate())
        except BaseException:
            self.walk.goto(done, part)
            raise
        self.look_at(step)
        return history

    def _taken_again(self, generator: Any) -> Trace:
        """The step once more, with these random numbers to come."""
        self.network.random.setstate(generator)
        targets = self.network.check_targets(self.targets)
        step = trace(self.network, self.inputs, targets, self.optimizer)
        self._before = generator
        return step

    def _slot(self, what: str) -> Tuple[Callable[[], float], Callable[[float], None]]:
        """How to read and how to write what can be set; BadInput for what is worked out."""
        if what.endswith(TARGET):
            outputs = [neuron for neuron, _ in checks.with_targets(
                self.network.outputs, self.targets, self.network.loss)]
            return self._entry(self.names.find(what[:-len(TARGET)]), outputs, self.targets, what)
        thing = self.names.find(what[:-len(".value")] if what.endswith(".value") else what)
        if isinstance(thing, Weight):
            return lambda: thing.value, lambda value: setattr(thing, "value", value)
        return self._entry(thing, self.network.inputs, self.inputs, what)

    def _entry(self, thing: Any, neurons: Sequence[Neuron], numbers: List[float],
               what: str) -> Tuple[Callable[[], float], Callable[[float], None]]:
        """The number that was given for one of the neurons."""
        if thing not in neurons:
            raise BadInput(f"{what} is not given but worked out: set a weight, an input such as "
                           f"{self.network.inputs[0].name}, or a target such as "
                           f"{self.network.outputs[0].name}{TARGET}.")
        place = list(neurons).index(thing)
        return lambda: numbers[place], lambda value: numbers.__setitem__(place, value)


def _fitted(schooling: Schooling, epochs: int) -> Optional[History]:
    """The learning itself; None when somebody interrupted it."""
    try:
        return fit(schooling.network, schooling.samples, epochs=epochs,
                   optimizer=schooling.optimizer, batch_size=schooling.batch_size)
    except KeyboardInterrupt:
        return None
