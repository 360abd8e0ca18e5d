"""The plan by which a network learns on between two steps, and what it says to its samples."""

from __future__ import annotations

from typing import Callable, List, NamedTuple, Optional, Sequence, Tuple

from ..network.network import Network, Sample
from ..support import validation
from ..support.sigint import allowing_sigint
from ..training.fitting import History, fit
from ..training.fitting.display import Display
from ..training.optimizers import Optimizer

Callback = Callable[[int, float], None]         # called after each epoch: how many are done, the mean loss


class Learned(NamedTuple):
    """What was learned: the mean loss of each whole epoch, and whether a Ctrl-C was its end."""

    losses: List[float]
    was_interrupted: bool


class Answer(NamedTuple):
    """What a network says to a sample, as after training, and how wrong that is."""

    inputs: List[float]
    targets: List[float]
    outputs: List[float]
    loss: float


class TrainingPlan(NamedTuple):
    """What a network goes on learning between two steps: samples, and how."""

    network: Network
    samples: Sequence[Sample]
    optimizer: Optimizer
    batch_size: int = 1

    def sample(self, number: int) -> Tuple[List[float], List[float]]:
        """The inputs and targets of a sample, as flat lists."""
        inputs, targets = self.samples[number]
        return (validation.numbers(inputs, self.network.shape, "input"),
                self.network.check_targets(targets))

    def answer(self, number: int) -> Answer:
        """What the network says to a sample; its neurons hold these numbers then."""
        inputs, targets = self.sample(number)
        outputs = self.network.predict(inputs)
        return Answer(inputs, targets, outputs, self.network.loss_at(targets))

    def learn(self, epochs: int, callback: Optional[Callback] = None) -> Learned:
        """Learn from all samples ``epochs`` times, or up to a Ctrl-C."""
        try:
            with allowing_sigint():
                history = fit(self.network, self.samples, epochs=epochs, optimizer=self.optimizer,
                              batch_size=self.batch_size, callback=callback, display=Silent())
        except KeyboardInterrupt:           # before it has begun
            return Learned([], True)
        return Learned(history.losses, history.interrupted)


class Silent(Display):
    """Leaves it to the stepper to say that Ctrl-C ended the training."""

    def end(self, history: History) -> None:
        """Nothing."""
