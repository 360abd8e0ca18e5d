"""An example: a network with its samples, for the command line and lessons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable, List, NamedTuple, Optional, Tuple

from ..network.network import Network
from ..training.fitting import History, fit
from ..training.optimizers import GradientDescent, Optimizer

if TYPE_CHECKING:
    from ..datasets import Dataset

Sample = Tuple[List[float], List[float]]        # inputs, targets
CASE_SIZE = 4                                   # samples in a case of a network that needs a batch


class Example(NamedTuple):
    """A built-in example: how to build its network from a seed, and how to train it with which samples.

    ``sample``: the number of the one that is shown unless another is asked for, one with inputs other
    than 0, since what delivers 0 gets no blame.
    """

    name: str
    title: str
    source: str
    build: Callable[[Optional[int]], Network]
    samples: List[Sample]
    rate: float                                             # of the learning step that a trace shows
    epochs: int = 1000
    optimizer: Optional[Callable[[], Optimizer]] = None     # by default gradient descent
    batch_size: int = 1
    sample: int = 0
    data: Optional[Dataset] = None                          # what the samples were encoded from

    def network(self, seed: Optional[int] = 1) -> Network:
        """A new network; the seed decides its initial weights."""
        return self.build(seed)

    def train(self, network: Network) -> History:
        """Fit the network to all samples, for the example's number of epochs."""
        return fit(network, self.samples, epochs=self.epochs, optimizer=self.make_optimizer(),
                   batch_size=self.batch_size)

    def make_optimizer(self) -> Optimizer:
        """A new optimizer, of the kind and rate that suit the task."""
        return self.optimizer() if self.optimizer else GradientDescent(self.rate)

    def case(self, network: Network, number: int) -> Tuple[Network, Sample]:
        """The network with one sample; batch copies of it with several, where it learns from batches only."""
        if not network.needs_batch:
            return network, self.samples[number]
        copies = network.photocopied(CASE_SIZE)
        numbers = self.sample_numbers(number, CASE_SIZE)
        return copies, copies.concatenated([self.samples[index] for index in numbers])

    def sample_numbers(self, number: int, count: int) -> List[int]:
        """``count`` numbers of samples from ``number`` on; after the last comes the first."""
        return [(number + offset) % len(self.samples) for offset in range(count)]
