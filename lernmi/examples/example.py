"""An example: a network with its samples, for the command line and in class."""

from __future__ import annotations

from typing import Callable, List, NamedTuple, Optional, Tuple

from ..network.network import Network
from ..training.fitting import fit
from ..training.history import History
from ..training.optimizers import GradientDescent, Optimizer

Sample = Tuple[List[float], List[float]]        # inputs, targets
BATCH_SHOWN = 4                                    # samples that are shown of a network that needs a batch


class Example(NamedTuple):
    """A network to look at: how to build it from a seed, what to teach it, and how."""

    name: str
    title: str
    source: str
    build: Callable[[Optional[int]], Network]
    samples: List[Sample]
    rate: float                                             # of the step that a trace shows
    epochs: int = 1000
    optimizer: Optional[Callable[[], Optimizer]] = None     # by default gradient descent
    batch_size: int = 1

    def network(self, seed: Optional[int] = 1) -> Network:
        """A new network of this kind; the seed decides its initial weights."""
        return self.build(seed)

    def train(self, network: Network) -> History:
        """Teach it all samples, as often as it takes."""
        return fit(network, self.samples, epochs=self.epochs, optimizer=self.make_optimizer(),
                   batch_size=self.batch_size)

    def make_optimizer(self) -> Optimizer:
        """A new optimizer of the kind that learns this task well."""
        return self.optimizer() if self.optimizer else GradientDescent(self.rate)

    def shown(self, network: Network, number: int) -> Tuple[Network, Sample]:
        """What a step of learning is shown on: a sample, or a batch of them in photocopies."""
        if not network.needs_batch:
            return network, self.samples[number]
        copies = network.photocopied(BATCH_SHOWN)
        numbers = self.sample_numbers(number, BATCH_SHOWN)
        return copies, copies.concatenated([self.samples[index] for index in numbers])

    def sample_numbers(self, number: int, count: int) -> List[int]:
        """The numbers of so many samples from that one on; after the last comes the first."""
        return [(number + further) % len(self.samples) for further in range(count)]
