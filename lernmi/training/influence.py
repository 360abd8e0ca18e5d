"""Influence: which training samples help with another sample, and which hurt it."""

from __future__ import annotations

from typing import Any, List, NamedTuple, Sequence, Tuple

from ..likelihoods import added
from ..network.network import Network
from ..network.snapshot import LearningSnapshot
from ..support import validation
from ..support.late_imports import Displayable
from ..support.progress import Progress, unreported
from .fitting.samples import checked_samples

Floats = Tuple[List[float], List[float]]


class Influence(NamedTuple):
    """What a step on one training sample does to the loss of the sample in question.

    ====== =====================================================================
    number of the training sample in their list, from 0
    inputs, targets  its own
    loss   its own
    effect by how much a step on it lowers the loss of the other one, to first
           order; below 0: by how much it raises that
    ====== =====================================================================
    """

    number: int
    inputs: List[float]
    targets: List[float]
    loss: float
    effect: float


class Influences(Displayable):
    """The influence of each training sample on one sample, at the network's present weights.

    ============== =================================================================
    inputs, targets, loss  of the sample in question
    rate           the learning rate of the steps
    rows           the Influence of each training sample, in their order
    helpers        those that lower its loss, the strongest first
    hurters        those that raise it, the strongest first
    ============== =================================================================
    """

    def __init__(self, sample: Floats, loss: float, rate: float, rows: Sequence[Influence]) -> None:
        self.inputs, self.targets = sample
        self.loss = loss
        self.rate = rate
        self.rows = list(rows)

    @property
    def helpers(self) -> List[Influence]:
        """The training samples that help, the strongest first."""
        return sorted((row for row in self.rows if row.effect > 0.0), key=lambda row: -row.effect)

    @property
    def hurters(self) -> List[Influence]:
        """The training samples that hurt, the strongest first."""
        return sorted((row for row in self.rows if row.effect < 0.0), key=lambda row: row.effect)

    def __repr__(self) -> str:
        return (f"Influences({len(self.rows)} samples on one with loss {self.loss:.4g}: "
                f"{len(self.helpers)} help, {len(self.hurters)} hurt)")


def influence(network: Network, sample: Tuple[Any, Any], samples: Any, rate: float = 1.0,
              progress: Progress = unreported) -> Influences:
    """By how much a step of gradient descent on each of the samples lowers the loss of one sample.

    That is, to first order, rate × Σ ∂loss/∂w × ∂loss′/∂w over all weights w: the product of two
    samples' sensitivities, one checkpoint's term of TracIn. Both are computed as after training, without
    dropout and with the running statistics of BatchNorm. The network and its generator are left as they were.

    ``sample``: a pair (inputs, targets); ``samples``: a list of such pairs.
    ``progress(done, total)`` is called for each. Raises BadInput for what doesn't fit the network, and
    for a rate not above 0, NumericError where a sensitivity isn't finite.
    Source: G. Pruthi and others, Estimating Training Data Influence by Tracing Gradient Descent, 2020.

    >>> from lernmi import Dense, Network
    >>> network = Network(1, Dense(1, "identity", weights=0.0, biases=0.0))
    >>> found = influence(network, ([1.0], [1.0]), [([2.0], [1.0]), ([1.0], [-1.0])], rate=0.1)
    >>> [row.effect for row in found.rows]      # errors −1, −1 and 1: 0.1 × (2 + 1), and −0.1 × (1 + 1)
    [0.30000000000000004, -0.2]
    """
    validation.network(network)
    rate = validation.number(rate, "the rate", above=0.0)
    network.refresh()
    asked = checked_samples(network, [sample], "sample")[0]
    pairs = checked_samples(network, samples)
    before = LearningSnapshot(network)
    try:
        loss, own = _sensitivities(network, asked)
        rows: List[Influence] = []
        for index, pair in enumerate(pairs):
            its_loss, others = _sensitivities(network, pair)
            rows.append(Influence(index, *pair, its_loss, rate * _product(own, others)))
            progress(index + 1, len(pairs))
    finally:
        before.restore()
    return Influences(asked, loss, rate, rows)


def _sensitivities(network: Network, sample: Floats) -> Tuple[float, List[float]]:
    """The loss of a sample, and ∂loss/∂w for each weight."""
    network.reset()
    network.run(sample[0], training=False)
    loss = network.backward(sample[1])
    return loss, [weight.sensitivity for weight in network.weights]


def _product(first: Sequence[float], second: Sequence[float]) -> float:
    """The scalar product."""
    return added(one * other for one, other in zip(first, second))
